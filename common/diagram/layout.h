// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Where everything of a graph goes. Boxes stand in columns by the longest way from a source; ends of the path stand in
   the last one. A wire that passes a column without stopping has a lane of its own there, so no wire runs through a
   box. Columns are ordered to cross few wires, and boxes are moved up and down until wires are as level as they can be.
   Any thread that owns its cairo_t; not realtime-safe. */

#ifndef SIGNALBOX_DRAW_LAYOUT_H
#define SIGNALBOX_DRAW_LAYOUT_H

#include "common/diagram/graph.h"

typedef struct {
  double x, y;
  BoxShape shape;
} BoxPlace;

/* A wire's way from one column to the next: level from x0 to bend_x, and by a curve to x1, y1. */
typedef struct {
  double x0, y0, bend_x, x1, y1;
} BendPlace;

/* A wire's bends in order; the end of each and the start of the next are joined by a level line through a column. */
typedef struct {
  unsigned first_bend, n_bends;
  bool labelled;  // the first wire of each output carries the level
  double label_x, label_y, label_width, label_height;
} WirePlace;

struct GraphLayout {
  double width, height;
  double title_y, subtitle_y, legend_y;  // baselines, but of the legend the middle
  BoxPlace* boxes;                       // as many as the graph has, in its order; and so on
  WirePlace* wires;
  BendPlace* bends;
};

#define LAYOUT_MARGIN 28.0
#define LAYOUT_LEGEND_WIDTH 560.0

/* How thick a wire is drawn, in user units: the thicker the louder, from -48 dB to 0 dB. */
double wire_thickness(double level_db);

/* NULL when memory is short, a wire has an end that does not exist, or the wires form a loop. */
GraphLayout* layout_new(cairo_t* cr, const GraphView* graph);
void layout_free(GraphLayout* layout);

#endif
