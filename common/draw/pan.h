// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A pan position in a rectangle. Lengths are in user units. Any thread that owns its cairo_t; not realtime-safe. */

#ifndef SIGNALBOX_DRAW_PAN_H
#define SIGNALBOX_DRAW_PAN_H

#include <cairo.h>
#include <stdbool.h>

/* A pan from -1 (left) to 1 (right) as a knob in a slot, grey when off. */
void pan_draw(cairo_t* cr, double pan, bool off, double x, double y, double width, double height);

#endif
