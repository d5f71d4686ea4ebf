// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What sharing a reverb saves is measured. How much it is, `./waf demo` says: that is up to the machine. */

#include "common/demo/sharing.h"
#include "tests/demo/demo_routes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_both_are_measured(void** state) {
  (void)state;
  HostError error = {""};
  Sharing sharing[SHARING_REVERBS];
  Host* host = demo_host_new();
  assert_true(sharing_measure(host, sharing, &error));
  host_close(host);
  for (unsigned i = 0; i < SHARING_REVERBS; ++i) {
    print_message("# %s: shared %.3f %%, apart %.3f %% of a processor, %.2f times\n", sharing[i].reverb,
                  100.0 * sharing[i].shared, 100.0 * sharing[i].apart, sharing_ratio(&sharing[i]));
    assert_true(sharing[i].shared > 0.0 && sharing[i].apart > 0.0);
    assert_true(sharing[i].reverb[0] != '\0');
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_both_are_measured)};
  return cmocka_run_group_tests_name("sharing", tests, NULL, NULL);
}
