// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What Carla's canvas shows of a route: boxes, wires between them, and where the boxes stand. The boxes are Carla's own
   input, the route's blocks from the sources on, delays that are put in, and Carla's own output. Not realtime-safe. */

#ifndef SIGNALBOX_ROUTES_CARLA_CANVAS_H
#define SIGNALBOX_ROUTES_CARLA_CANVAS_H

#include "common/routes/added_delays.h"

/* Carla cuts longer names, and knows boxes by their names alone. */
enum { CANVAS_NAME_SIZE = 51 };

/* A port of a box: of a plugin by its index, of Carla's own boxes counted from 0. */
typedef struct {
  uint32_t box, port;
} CanvasEnd;

typedef struct {
  CanvasEnd from, to;
} CanvasWire;

typedef struct {
  char name[CANVAS_NAME_SIZE];
  const Instance* instance;  // NULL for Carla's own
  uint32_t n_inputs, n_outputs;
  int x, y;
} CanvasBox;

typedef struct {
  CanvasBox* boxes;  // Carla's input is the first, its output the last
  uint32_t n_boxes;
  CanvasWire* wires;
  uint32_t n_wires;
} Canvas;

/* For a graph that has settled, and its delays. The names are the route's where Carla can bear them. NULL where memory
   is short. */
Canvas* canvas_new(const Route* route, const Graph* graph, const AddedDelays* delays);
void canvas_free(Canvas* canvas);

static inline bool canvas_is_own(const Canvas* canvas, CanvasEnd end) {
  return !canvas->boxes[end.box].instance;
}

#endif
