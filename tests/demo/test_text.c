// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_numbers_read_as_on_a_desk(void** state) {
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

/* Cut between characters, never in one: cairo refuses what is not UTF-8. */
static void test_long_text_is_cut(void** state) {
  (void)state;
  const char* const texts[] = {"A name too long for its place",
                               "\u00C4\u00D6\u00DC\u2212\u221E\u00C4\u00D6\u00DC\u2212\u221E\u00C4", "W"};
  for (unsigned i = 0; i < sizeof texts / sizeof *texts; ++i) {
    for (double width = 0.0; width < 120.0; width += 1.0) {
      cairo_surface_t* recording = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
      cairo_t* pen = cairo_create(recording);
      text_draw(pen, TEXT_BODY, INK_TEXT, ALIGN_RIGHT, texts[i], 500.0, width, 20.0);
      double x, y, ink_width, height;
      cairo_recording_surface_ink_extents(recording, &x, &y, &ink_width, &height);
      assert_int_equal(cairo_status(pen), CAIRO_STATUS_SUCCESS);
      assert_true(x + ink_width <= 500.0 + width + 1.0);
      assert_true(width < 20.0 || (ink_width > 0.0 && x >= 499.0));
      cairo_destroy(pen);
      cairo_surface_destroy(recording);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_numbers_read_as_on_a_desk),
    cmocka_unit_test(test_long_text_is_cut),
  };
  return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
