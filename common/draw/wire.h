// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Wires: lines that grow thicker and darker with the level of what runs through them. Lengths are in user units. Any
   thread that owns its cairo_t; not realtime-safe. */

#ifndef SIGNALBOX_DRAW_WIRE_H
#define SIGNALBOX_DRAW_WIRE_H

#include <cairo.h>
#include <stdbool.h>

/* How thick a wire is drawn: the thicker the louder, from -48 dB to 0 dB. */
double wire_thickness(double level_db);

/* Strokes the current path as a wire: red above 0 dB, thin and dashed where it is off. */
void wire_stroke(cairo_t* cr, double level_db, bool off);

/* A wire between two points, which leaves and arrives lying. */
void wire_draw(cairo_t* cr, double x0, double y0, double x1, double y1, double level_db, bool off);

/* The same with an arrow at its end. */
void arrow_draw(cairo_t* cr, double x0, double y0, double x1, double y1, double level_db, bool off);

/* A wire straight up or down, with an arrow at its end. */
void arrow_down_draw(cairo_t* cr, double x, double y0, double y1, double level_db, bool off);

#endif
