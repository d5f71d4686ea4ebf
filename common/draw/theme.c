// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/theme.h"

#include <math.h>
#include <stddef.h>

#define QUARTER_TURN 1.57079632679489661923

/* 0xRRGGBB. Text in INK_TEXT, INK_QUIET, INK_ACCENT and INK_CLIP stands out from paper and card by 4.5 : 1 or more, and
   INK_QUIET from tinted paper. */
static const unsigned inks[N_THEMES][N_INKS] = {
  [THEME_LIGHT] = {[INK_PAPER] = 0xF6F5F1,
                   [INK_CARD] = 0xFFFFFF,
                   [INK_SHADOW] = 0x1B2A3A,
                   [INK_EDGE] = 0xC9CDD2,
                   [INK_RULE] = 0xE6E8EA,
                   [INK_TEXT] = 0x1B2430,
                   [INK_QUIET] = 0x566170,
                   [INK_OFF] = 0xA4ABB3,
                   [INK_WAVE] = 0x8DB6DC,
                   [INK_ACCENT] = 0x1F66A8,
                   [INK_HOT] = 0xE08A00,
                   [INK_CLIP] = 0xC81E1E,
                   [INK_ON_HOT] = 0x1B2430},
  [THEME_DARK] = {[INK_PAPER] = 0x171B21,
                  [INK_CARD] = 0x20262E,
                  [INK_SHADOW] = 0x000000,
                  [INK_EDGE] = 0x3D4753,
                  [INK_RULE] = 0x313A45,
                  [INK_TEXT] = 0xE9EDF2,
                  [INK_QUIET] = 0x9CA8B6,
                  [INK_OFF] = 0x5F6B78,
                  [INK_WAVE] = 0x3B6793,
                  [INK_ACCENT] = 0x5CA8EE,
                  [INK_HOT] = 0xF2A33A,
                  [INK_CLIP] = 0xFF6259,
                  [INK_ON_HOT] = 0x171B21},
};

enum { N_LEVELS = 5 };

/* From -SIGNAL_SPAN_DB to 0 dB in equal steps. */
static const unsigned levels[N_THEMES][N_LEVELS] = {
  [THEME_LIGHT] = {0xC4CCD5, 0x9DB9D3, 0x5F97C9, 0x2B70B2, 0x0B4480},
  [THEME_DARK] = {0x3A4652, 0x39597A, 0x3B7DBB, 0x5CA8EE, 0xB4DAFF},
};

static const cairo_user_data_key_t theme_key;

/* That a cairo_t was given, which keeps a pointer to one of these. */
static Theme theme_of(cairo_t* cr) {
  const Theme* theme = cairo_get_user_data(cr, &theme_key);
  return theme ? *theme : THEME_LIGHT;
}

static double part_of(unsigned rgb, unsigned shift) {
  return (double)(rgb >> shift & 255U) / 255.0;
}

void theme_set(cairo_t* cr, Theme theme) {
  static Theme themes[N_THEMES] = {THEME_LIGHT, THEME_DARK};
  cairo_set_user_data(cr, &theme_key, &themes[theme], NULL);
}

unsigned ink_rgb(Theme theme, Ink ink) {
  return inks[theme][ink];
}

void ink_set(cairo_t* cr, Ink ink, double alpha) {
  const unsigned rgb = inks[theme_of(cr)][ink];
  cairo_set_source_rgba(cr, part_of(rgb, 16), part_of(rgb, 8), part_of(rgb, 0), alpha);
}

void ink_set_level(cairo_t* cr, double level_db) {
  const double place = fmin(fmax(1.0 + level_db / SIGNAL_SPAN_DB, 0.0), 1.0) * (N_LEVELS - 1);
  const int low = place < N_LEVELS - 1 ? (int)place : N_LEVELS - 2;
  const unsigned* at = &levels[theme_of(cr)][low];
  double mixed[3];
  for (unsigned i = 0; i < 3; ++i) {
    const double a = part_of(at[0], 16 - 8 * i);
    mixed[i] = a + (place - low) * (part_of(at[1], 16 - 8 * i) - a);
  }
  cairo_set_source_rgb(cr, mixed[0], mixed[1], mixed[2]);
}

void round_rectangle(cairo_t* cr, double x, double y, double width, double height, double radius) {
  const double r = fmin(radius, fmin(width, height) / 2.0);
  cairo_new_sub_path(cr);
  cairo_arc(cr, x + width - r, y + r, r, -QUARTER_TURN, 0.0);
  cairo_arc(cr, x + width - r, y + height - r, r, 0.0, QUARTER_TURN);
  cairo_arc(cr, x + r, y + height - r, r, QUARTER_TURN, 2.0 * QUARTER_TURN);
  cairo_arc(cr, x + r, y + r, r, 2.0 * QUARTER_TURN, 3.0 * QUARTER_TURN);
  cairo_close_path(cr);
}

void slot_draw(cairo_t* cr, double x, double y, double width, double height) {
  round_rectangle(cr, x, y, width, height, height / 2.0);
  ink_set(cr, INK_RULE, 1.0);
  cairo_fill(cr);
}
