// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/badge.h"

#include "common/draw/text.h"

#include <math.h>

#define PAD 8.0
#define PAD_NUMBER 6.0
#define RING 1.6

double badge_width(cairo_t* cr, BadgeKind kind, const char* text) {
  return fmax(text_width(cr, TEXT_BADGE, text) + 2.0 * (kind == BADGE_WORD ? PAD : PAD_NUMBER), BADGE_HEIGHT);
}

void badge_draw(cairo_t* cr, BadgeKind kind, const char* text, double x, double y, double width, double height) {
  static const Ink grounds[] = {[BADGE_WORD] = INK_QUIET, [BADGE_MISTAKE] = INK_CLIP, [BADGE_HINT] = INK_CARD};
  if (kind == BADGE_HINT) {
    round_rectangle(cr, x + RING / 2.0, y + RING / 2.0, width - RING, height - RING, height / 2.0);
  } else {
    round_rectangle(cr, x, y, width, height, kind == BADGE_WORD ? 4.0 : height / 2.0);
  }
  ink_set(cr, grounds[kind], 1.0);
  cairo_fill_preserve(cr);
  if (kind == BADGE_HINT) {
    ink_set(cr, INK_HOT, 1.0);
    cairo_set_line_width(cr, RING);
    cairo_stroke(cr);
  }
  cairo_new_path(cr);
  text_draw(cr, TEXT_BADGE, kind == BADGE_HINT ? INK_TEXT : INK_CARD, ALIGN_CENTRE, text, x, width,
            y + (height + text_capital(TEXT_BADGE)) / 2.0);
}
