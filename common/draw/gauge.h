// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Small instruments: a level meter, a gain reduction meter, a pan position, a badge. Each fills a rectangle. Any thread
   that owns its cairo_t; not realtime-safe. */

#ifndef SIGNALBOX_DRAW_GAUGE_H
#define SIGNALBOX_DRAW_GAUGE_H

#include <cairo.h>
#include <stdbool.h>

/* Peak level as a bar from -60 dBFS to +6 dBFS with a mark at 0. */
void meter_draw(cairo_t* cr, double level_db, double x, double y, double width, double height);

/* Gain reduction, 0 or less, as a bar that grows leftwards from the right end; its length is 24 dB. */
void reduction_draw(cairo_t* cr, double reduction_db, double x, double y, double width, double height);

/* A pan from -1 (left) to 1 (right) as a knob on a track, grey when off. */
void pan_draw(cairo_t* cr, double pan, bool off, double x, double y, double width, double height);

/* A word on a filled ground. */
void badge_draw(cairo_t* cr, const char* text, double x, double y, double width, double height);

#endif
