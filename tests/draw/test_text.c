// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

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
    cmocka_unit_test(test_long_text_is_cut),
  };
  return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
