// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/theme.h"

#include <math.h>

#define QUARTER_TURN 1.57079632679489661923

typedef struct {
  double r, g, b;
} Colour;

#define RGB(hex) \
  { ((hex) >> 16 & 255) / 255.0, ((hex) >> 8 & 255) / 255.0, ((hex)&255) / 255.0 }

static const Colour inks[] = {
  [INK_PAPER] = RGB(0xF6F5F1), [INK_CARD] = RGB(0xFFFFFF),   [INK_SHADOW] = RGB(0x1B2A3A), [INK_EDGE] = RGB(0xC9CDD2),
  [INK_RULE] = RGB(0xE6E8EA),  [INK_TEXT] = RGB(0x1B2430),   [INK_QUIET] = RGB(0x66717E),  [INK_OFF] = RGB(0xA4ABB3),
  [INK_WAVE] = RGB(0x8DB6DC),  [INK_ACCENT] = RGB(0x1F66A8), [INK_HOT] = RGB(0xE08A00),    [INK_CLIP] = RGB(0xC81E1E),
};

/* From -SIGNAL_SPAN_DB to 0 dB in equal steps. */
static const Colour levels[] = {RGB(0xC4CCD5), RGB(0x9DB9D3), RGB(0x5F97C9), RGB(0x2B70B2), RGB(0x0B4480)};

enum { N_LEVELS = sizeof levels / sizeof *levels };

void ink_set(cairo_t* cr, Ink ink, double alpha) {
  const Colour* colour = &inks[ink];
  cairo_set_source_rgba(cr, colour->r, colour->g, colour->b, alpha);
}

void ink_set_level(cairo_t* cr, double level_db) {
  const double place = fmin(fmax(1.0 + level_db / SIGNAL_SPAN_DB, 0.0), 1.0) * (N_LEVELS - 1);
  const int low = place < N_LEVELS - 1 ? (int)place : N_LEVELS - 2;
  const double t = place - low;
  const Colour* a = &levels[low];
  const Colour* b = &levels[low + 1];
  cairo_set_source_rgb(cr, a->r + t * (b->r - a->r), a->g + t * (b->g - a->g), a->b + t * (b->b - a->b));
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
