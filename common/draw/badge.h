// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Badges: a word on a filled ground, in a rectangle; a number that points to what is said elsewhere. Lengths are in
   user units. Any thread that owns its cairo_t; not realtime-safe. */

#ifndef SIGNALBOX_DRAW_BADGE_H
#define SIGNALBOX_DRAW_BADGE_H

#include <cairo.h>

typedef enum {
  BADGE_WORD,
  BADGE_MISTAKE,  // the number of one: round and filled
  BADGE_HINT,     // the number of one: a ring
} BadgeKind;

#define BADGE_HEIGHT 19.0

/* How wide a badge of that height has to be. */
double badge_width(cairo_t* cr, BadgeKind kind, const char* text);

/* A text that does not fit ends in an ellipsis. */
void badge_draw(cairo_t* cr, BadgeKind kind, const char* text, double x, double y, double width, double height);

#endif
