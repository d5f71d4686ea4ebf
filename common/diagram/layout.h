// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Where everything of a diagram goes. Boxes stand in columns by the longest way from a source; ends of the path stand
   in the last one. A wire that comes back does so below all boxes. A wire that passes a column without stopping has a
   lane of its own there, so no wire runs through a box. Columns are ordered to cross few wires, and boxes are moved up
   and down until wires are as level as they can be. Any thread that owns its cairo_t; not realtime-safe. */

#ifndef SIGNALBOX_DIAGRAM_LAYOUT_H
#define SIGNALBOX_DIAGRAM_LAYOUT_H

#include "common/diagram/diagram.h"

typedef struct {
  double x, y;
  BoxShape shape;
} BoxPlace;

/* A wire's way from one column to the next: level from x0 to curve_x, and by a curve to x1, y1. */
typedef struct {
  double x0, y0, curve_x, x1, y1;
} WireSegment;

/* The way of a wire that comes back: level from x0 to turn_x0, down to y, back to turn_x1, and up again to x1, y1. */
typedef struct {
  double x0, y0, turn_x0, y, turn_x1, x1, y1;
} WireReturn;

/* A wire's segments in order; the end of each and the start of the next are joined by a level line through a column. */
typedef struct {
  unsigned first_segment, n_segments;
  bool labelled;  // the first wire of each output carries the level
  double label_x, label_y, label_width, label_height;
  unsigned bundle;  // the first of the wires that lie side by side with this one, where they leave or meet
  WireReturn back;  // of one that comes back, which has no segments
} WirePlace;

struct DiagramLayout {
  double width, height;
  double title_y, subtitle_y, legend_y;  // baselines, but of the legend the middle
  double boxes_y;                        // the top of the highest box
  BoxPlace* boxes;                       // as many as the diagram has, in its order; and so on
  WirePlace* wires;
  WireSegment* segments;
};

#define LAYOUT_MARGIN 28.0
#define LAYOUT_LEGEND_WIDTH 560.0

/* NULL when memory is short, a wire has an end that does not exist, or the wires form a loop. */
DiagramLayout* layout_new(cairo_t* cr, const DiagramView* diagram);
void layout_free(DiagramLayout* layout);

#endif
