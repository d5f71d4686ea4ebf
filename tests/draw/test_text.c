// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/paragraph.h"
#include "common/draw/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

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

/* Cairo refuses some characters of UTF-8, and then draws nothing more at all. */
static void test_any_utf8_is_drawn(void** state) {
  (void)state;
  const char* const texts[] = {"\uFFFF",     "a\uFFFEb",    "\uFDD0\uFDEF", "\U0001FFFF",
                               "\U0010FFFE", "tab\tline\n", "\x01",         "\u05E9\u05DC\u05D5\u05DD",
                               "\U00010380", "\u0301\u0301"};
  static const char piece[] = "\u00C4\uFFFF";
  char lengthy[1500] = "";
  for (size_t at = 0; at + sizeof piece <= sizeof lengthy; at += sizeof piece - 1) {
    memcpy(lengthy + at, piece, sizeof piece);
  }
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 8, 8);
  cairo_t* cr = cairo_create(surface);
  for (unsigned i = 0; i <= sizeof texts / sizeof *texts; ++i) {
    const char* text = i < sizeof texts / sizeof *texts ? texts[i] : lengthy;
    assert_true(text_width(cr, TEXT_BODY, text) >= 0.0);
    text_draw(cr, TEXT_BODY, INK_TEXT, ALIGN_LEFT, text, 0.0, 6.0, 6.0);
    text_draw(cr, TEXT_BODY, INK_TEXT, ALIGN_LEFT, text, 0.0, 600.0, 6.0);
    assert_int_equal(cairo_status(cr), CAIRO_STATUS_SUCCESS);
  }
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
}

/* Lines take all of a text, none is wider than it may be, and only a word that is wider than a line is broken. */
static void test_lines_fit(void** state) {
  (void)state;
  const char* const texts[] = {
    "", "One", "A sentence that takes more than a line, or two.", "  spaces   between ",
    "Donaudampfschiffahrtsgesellschaft on \u00C4\u00D6\u00DC\u00C4\u00D6\u00DC\u00C4\u00D6\u00DC"};
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 8, 8);
  cairo_t* cr = cairo_create(surface);
  for (unsigned i = 0; i < sizeof texts / sizeof *texts; ++i) {
    for (double width = 20.0; width < 300.0; width += 7.0) {
      unsigned n_lines = 0;
      const char* text = texts[i];
      for (; *text; ++n_lines) {
        char line[128];
        const size_t length = paragraph_line(cr, TEXT_BODY, text, width);
        assert_true(length > 0 && (text[length] & 0xC0) != 0x80);
        snprintf(line, sizeof line, "%.*s", (int)length, text);
        const bool ends_word = text[length] == '\0' || text[length - 1] == ' ';
        assert_true(ends_word || !strchr(line, ' '));
        for (size_t n = length; n > 0 && line[n - 1] == ' '; --n) {
          line[n - 1] = '\0';
        }
        assert_true(text_width(cr, TEXT_BODY, line) <= width + 0.01);
        text += length;
      }
      assert_int_equal(n_lines, paragraph_lines(cr, TEXT_BODY, texts[i], width));
    }
  }
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_long_text_is_cut),
    cmocka_unit_test(test_any_utf8_is_drawn),
    cmocka_unit_test(test_lines_fit),
  };
  return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
