// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* One reverb for ten tracks costs less than ten, by a factor below ten, since the sends cost something too. */

#include "common/demo/sharing.h"
#include "tests/demo/demo_routes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_sharing_saves(void** state) {
  (void)state;
  HostError error = {""};
  Sharing sharing[SHARING_REVERBS];
  Host* host = demo_host_new();
  assert_true(sharing_measure(host, sharing, &error));
  host_close(host);
  for (unsigned i = 0; i < SHARING_REVERBS; ++i) {
    print_message("# %s: shared %.3f %%, apart %.3f %% of a processor, %.2f times\n", sharing[i].reverb,
                  100.0 * sharing[i].shared, 100.0 * sharing[i].apart, sharing_ratio(&sharing[i]));
    assert_true(sharing[i].shared > 0.0);
    assert_true(sharing_ratio(&sharing[i]) > 2.0 && sharing_ratio(&sharing[i]) < (double)SHARING_TRACKS);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_sharing_saves)};
  return cmocka_run_group_tests_name("sharing", tests, NULL, NULL);
}
