// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A badge: a word on a filled ground, in a rectangle. Lengths are in user units. Any thread that owns its cairo_t; not
   realtime-safe. */

#ifndef SIGNALBOX_DRAW_BADGE_H
#define SIGNALBOX_DRAW_BADGE_H

#include <cairo.h>

/* A text that does not fit ends in an ellipsis. */
void badge_draw(cairo_t* cr, const char* text, double x, double y, double width, double height);

#endif
