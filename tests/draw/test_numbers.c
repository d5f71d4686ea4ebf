// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/numbers.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_numbers_read_as_in_a_mixer(void** state) {
  (void)state;
  char text[DRAW_TEXT_SIZE];
  assert_string_equal(level_text(-14.2f, text), "\u221214.2 dB");
  assert_string_equal(level_text(1.04f, text), "+1.0 dB");
  assert_string_equal(level_text(-0.04f, text), "0.0 dB");
  assert_string_equal(level_text(-90.0f, text), "off");
  assert_string_equal(level_text(-HUGE_VALF, text), "off");
  assert_string_equal(level_text(NAN, text), "off");
  assert_string_equal(decibel_text(-89.96f, text), "\u221290.0");
  assert_string_equal(decibel_text(-90.0f, text), "\u2212\u221E");
  assert_string_equal(pan_text(0.0f, text), "C");
  assert_string_equal(pan_text(-0.3f, text), "L 30");
  assert_string_equal(pan_text(1.0f, text), "R 100");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_numbers_read_as_in_a_mixer),
  };
  return cmocka_run_group_tests_name("numbers", tests, NULL, NULL);
}
