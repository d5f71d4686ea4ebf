// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/ports/specs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_order_of_severity(void** state) {
  (void)state;
  static const Status worst_first[] = {STATUS_RUNAWAY,  STATUS_CANCELLING, STATUS_DUPLICATE, STATUS_LATE,
                                       STATUS_CLIPPING, STATUS_NO_KEY,     STATUS_ONE_SIDED, STATUS_LISTENING,
                                       STATUS_SILENT,   STATUS_OK};
  for (unsigned a = 0; a < STATUS_COUNT; ++a) {
    for (unsigned b = 0; b < STATUS_COUNT; ++b) {
      assert_int_equal(status_worse(worst_first[a], worst_first[b]), worst_first[a < b ? a : b]);
    }
  }
}

static void test_every_value_has_its_word(void** state) {
  (void)state;
  static const char* const words[] = {"OK",        "Silent", "Clipping", "Duplicate", "Cancelling",
                                      "One-sided", "No key", "Runaway",  "Late",      "Listening"};
  for (unsigned i = 0; i < STATUS_COUNT; ++i) {
    assert_true(spec_status_points[i].value == (float)i);
    assert_string_equal(spec_status_points[i].label, words[i]);
  }
  assert_null(spec_status_points[STATUS_COUNT].label);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_order_of_severity),
    cmocka_unit_test(test_every_value_has_its_word),
  };
  return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
