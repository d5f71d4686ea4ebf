// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Drawings as SVG in memory: the same drawing gives the same bytes. Any thread; not realtime-safe. */

#ifndef SIGNALBOX_DRAW_SVG_H
#define SIGNALBOX_DRAW_SVG_H

#include <cairo.h>
#include <stddef.h>

typedef struct {
  unsigned char* at;  // to be freed with free()
  size_t size, room;
} DrawnBytes;

/* A cairo_write_func_t that adds to DrawnBytes. */
cairo_status_t drawn_bytes_add(void* closure, const unsigned char* data, unsigned length);

/* A surface whose SVG goes into bytes once it is finished; a unit is a pixel. */
cairo_surface_t* svg_surface_new(double width, double height, DrawnBytes* bytes);

/* Takes out of a finished SVG what tells it from that of another run of the program. */
void svg_settle(DrawnBytes* bytes);

#endif
