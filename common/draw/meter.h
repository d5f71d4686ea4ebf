// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Meters of level and of gain reduction, lying on their side in a rectangle. Lengths are in user units. Any thread that
   owns its cairo_t; not realtime-safe. */

#ifndef SIGNALBOX_DRAW_METER_H
#define SIGNALBOX_DRAW_METER_H

#include <cairo.h>

/* Peak level as a bar from -60 dBFS to +6 dBFS with a mark at 0. */
void meter_draw(cairo_t* cr, double level_db, double x, double y, double width, double height);

/* Gain reduction, 0 or less, as a bar that grows leftwards from the right end; its length is 24 dB. */
void reduction_draw(cairo_t* cr, double reduction_db, double x, double y, double width, double height);

#endif
