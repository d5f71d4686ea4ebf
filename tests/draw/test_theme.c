// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/theme.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Relative luminance and contrast: Web Content Accessibility Guidelines 2.1. */
static double luminance(unsigned rgb) {
  static const double weights[] = {0.2126, 0.7152, 0.0722};
  double sum = 0.0;
  for (unsigned i = 0; i < 3; ++i) {
    const double part = (rgb >> (16 - 8 * i) & 255U) / 255.0;
    sum += weights[i] * (part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

/* An ink over paper, as a curve tints the ground below it. */
static unsigned tinted(Theme theme, Ink ink) {
  unsigned rgb = 0;
  for (unsigned shift = 0; shift < 24; shift += 8) {
    const double paper = ink_rgb(theme, INK_PAPER) >> shift & 255U;
    const double over = ink_rgb(theme, ink) >> shift & 255U;
    rgb |= (unsigned)lround(paper + INK_TINT * (over - paper)) << shift;
  }
  return rgb;
}

static double contrast(unsigned a_rgb, unsigned b_rgb) {
  const double x = luminance(a_rgb);
  const double y = luminance(b_rgb);
  return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

/* What text is written in, and on what. */
static void test_text_stands_out(void** state) {
  static const struct {
    Ink text, ground;
  } pairs[] = {{INK_TEXT, INK_PAPER},   {INK_TEXT, INK_CARD},   {INK_QUIET, INK_PAPER}, {INK_QUIET, INK_CARD},
               {INK_ACCENT, INK_PAPER}, {INK_ACCENT, INK_CARD}, {INK_CLIP, INK_CARD},   {INK_CLIP, INK_PAPER},
               {INK_CARD, INK_ACCENT},  {INK_CARD, INK_CLIP},   {INK_CARD, INK_QUIET},  {INK_CARD, INK_TEXT},
               {INK_ON_HOT, INK_HOT}};
  (void)state;
  for (unsigned theme = 0; theme < N_THEMES; ++theme) {
    for (unsigned i = 0; i < sizeof pairs / sizeof *pairs; ++i) {
      const double found = contrast(ink_rgb((Theme)theme, pairs[i].text), ink_rgb((Theme)theme, pairs[i].ground));
      if (found < 4.5) {
        fail_msg("theme %u: ink %d on %d has %.2f : 1", theme, (int)pairs[i].text, (int)pairs[i].ground, found);
      }
    }
  }
}

/* Figures in graphs, on the ground below any curve. */
static void test_figures_stand_out(void** state) {
  static const Ink curves[] = {INK_ACCENT, INK_HOT, INK_WAVE, INK_OFF};
  (void)state;
  for (unsigned theme = 0; theme < N_THEMES; ++theme) {
    for (unsigned i = 0; i < sizeof curves / sizeof *curves; ++i) {
      const double found = contrast(ink_rgb((Theme)theme, INK_QUIET), tinted((Theme)theme, curves[i]));
      if (found < 4.5) {
        fail_msg("theme %u: figures below a curve of ink %d have %.2f : 1", theme, (int)curves[i], found);
      }
    }
  }
}

/* On whatever ground, what is louder is further from it. */
static void test_louder_is_further_from_the_ground(void** state) {
  (void)state;
  for (unsigned theme = 0; theme < N_THEMES; ++theme) {
    cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1);
    cairo_t* cr = cairo_create(surface);
    const double paper = luminance(ink_rgb((Theme)theme, INK_PAPER));
    double last = -1.0;
    theme_set(cr, (Theme)theme);
    for (double level_db = -48.0; level_db <= 0.0; level_db += 6.0) {
      double r, g, b, a;
      ink_set_level(cr, level_db);
      cairo_pattern_get_rgba(cairo_get_source(cr), &r, &g, &b, &a);
      const unsigned rgb = (unsigned)lround(r * 255.0) << 16 | (unsigned)lround(g * 255.0) << 8 |
                           (unsigned)lround(b * 255.0);
      const double distance = fabs(luminance(rgb) - paper);
      assert_true(distance > last);
      last = distance;
    }
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_text_stands_out),
    cmocka_unit_test(test_figures_stand_out),
    cmocka_unit_test(test_louder_is_further_from_the_ground),
  };
  return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
