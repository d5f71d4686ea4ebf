// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/badge.h"

#include "common/draw/text.h"

void badge_draw(cairo_t* cr, const char* text, double x, double y, double width, double height) {
  round_rectangle(cr, x, y, width, height, 4.0);
  ink_set(cr, INK_QUIET, 1.0);
  cairo_fill(cr);
  text_draw(cr, TEXT_BADGE, INK_CARD, ALIGN_CENTRE, text, x, width, y + (height + text_capital(TEXT_BADGE)) / 2.0);
}
