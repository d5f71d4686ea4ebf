// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A panel on an image of any size: how large it is there, where, and which pixels are to be drawn anew. No X. One
   thread; not realtime-safe. */

#ifndef SIGNALBOX_WINDOW_CANVAS_H
#define SIGNALBOX_WINDOW_CANVAS_H

#include "common/panel/panel.h"

#include <cairo.h>

enum { CANVAS_MAX_RECTS = 64, CANVAS_LONGEST_SIDE = 16384 };

/* In pixels, within the image. */
typedef struct {
  int x, y, width, height;
} CanvasRect;

/* Rectangles to be drawn anew. */
typedef struct {
  unsigned n;
  CanvasRect rects[CANVAS_MAX_RECTS];
} CanvasDamage;

typedef struct {
  cairo_surface_t* image;
  cairo_surface_t* still;  // what the lower layer of the panel looks like
  cairo_t* cr;             // on the image
  cairo_t* still_cr;
  int width, height;  // of the image
  double scale;       // pixels per unit of the panel
  double left, top;   // pixels around it
  double base_width, base_height;
  CanvasDamage damage[N_PANEL_LAYERS];
} Canvas;

/* Makes it a size, in pixels, and all of it damaged: the panel is as large as fits, in the middle. Of one that is all
   0, or has another size. False where memory is short: it then stays as it was. */
bool canvas_resize(Canvas* canvas, const Panel* panel, int width, int height);
void canvas_clear(Canvas* canvas);  // frees what it holds

/* Where a point of the image is on the panel, in units. */
void canvas_locate(const Canvas* canvas, double x, double y, double* panel_x, double* panel_y);

/* Takes over the damage that the panel has; whether there is any. */
bool canvas_collect(Canvas* canvas, Panel* panel);

/* Draws what is damaged, and gives the rectangles of it; how many. */
unsigned canvas_draw(Canvas* canvas, Panel* panel, CanvasRect rects[CANVAS_MAX_RECTS]);

#endif
