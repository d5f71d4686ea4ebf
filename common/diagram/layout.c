// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/diagram/layout.h"

#include "common/diagram/columns.h"
#include "common/diagram/wires.h"
#include "common/draw/numbers.h"
#include "common/draw/text.h"
#include "common/draw/wire.h"

#include <math.h>
#include <stdlib.h>

#define LABEL_PAD 10.0
#define CURVE_LEAST 44.0
#define CURVE_MOST 120.0
#define CURVE_PER_HEIGHT 0.35
#define HEADER_GAP 22.0
#define RETURN_GAP 20.0  // between the boxes and the first wire that comes back, and from one to the next
#define RETURN_PITCH 14.0
#define RETURN_TURN 15.0        // from a box to where such a wire turns
#define RETURN_STEP 9.0         // between such turns side by side
#define RETURN_STEP_MARGIN 3.0  // and where the margin alone is there for them
#define LEGEND_GAP 24.0
#define LEGEND_HEIGHT 22.0

typedef struct {
  double x, width;  // of the boxes
  double curve_x;   // where the curves to the next column begin
} ColumnPlace;

static double label_width(cairo_t* cr, const DiagramView* diagram, const WireView* wire) {
  char text[DRAW_TEXT_SIZE];
  return text_width(cr, TEXT_BODY, wire_text(diagram, wire, text));
}

static double headings_place(cairo_t* cr, const DiagramView* diagram, DiagramLayout* layout) {
  const double most = diagram->most_title_width > 0.0 ? diagram->most_title_width : HUGE_VAL;
  double y = LAYOUT_MARGIN;
  if (diagram->title) {
    layout->title_y = y + text_capital(TEXT_TITLE) + 2.0;
    y += text_line(TEXT_TITLE);
    layout->width = fmax(layout->width, fmin(text_width(cr, TEXT_TITLE, diagram->title), most));
  }
  if (diagram->subtitle) {
    layout->subtitle_y = y + text_capital(TEXT_BODY) + 4.0;
    y += text_line(TEXT_BODY);
    layout->width = fmax(layout->width, fmin(text_width(cr, TEXT_BODY, diagram->subtitle), most));
  }
  return diagram->title || diagram->subtitle ? y + HEADER_GAP : y;
}

/* Every box gets the width of its column, and every gap the room for its texts and curves. */
static void columns_measure(cairo_t* cr, const DiagramView* diagram, const Columns* columns,
                            const DiagramLayout* layout, ColumnPlace* places) {
  double x = LAYOUT_MARGIN;
  for (unsigned column = 0; column < columns->n_columns; ++column) {
    double width = 0.0;
    double label = 0.0;
    double rise = 0.0;
    for (unsigned i = 0; i < diagram->n_boxes; ++i) {
      width = columns->items[i].column == column ? fmax(width, layout->boxes[i].shape.width) : width;
    }
    for (unsigned i = 0; i < diagram->n_wires; ++i) {
      const bool starts = columns->items[diagram->wires[i].from].column == column;
      const double own = starts ? label_width(cr, diagram, &diagram->wires[i]) : 0.0;
      label = own > 0.0 ? fmax(label, own + 2.0 * LABEL_PAD) : label;
    }
    for (unsigned i = 0; i < columns->n_links; ++i) {
      const Link* link = &columns->links[i];
      const double dy = columns->items[link->b].y + link->offset_b - columns->items[link->a].y - link->offset_a;
      rise = columns->items[link->a].column == column ? fmax(rise, fabs(dy)) : rise;
    }
    const double curve = fmin(fmax(CURVE_LEAST, rise * CURVE_PER_HEIGHT), CURVE_MOST);
    places[column] = (ColumnPlace){x, ceil(width), x + ceil(width + label)};
    x = places[column].curve_x + ceil(curve);
  }
}

static bool leave_together(const WireView* a, const WireView* b) {
  return a->from == b->from && a->output == b->output;
}

static void wire_place(cairo_t* cr, const DiagramView* diagram, const Columns* columns, const ColumnPlace* places,
                       double top, unsigned index, DiagramLayout* layout) {
  const WireView* wire = &diagram->wires[index];
  WirePlace* place = &layout->wires[index];
  place->first_segment = columns->first_link[index];
  place->n_segments = columns->first_link[index + 1] - place->first_segment;
  for (unsigned i = place->first_segment; i < place->first_segment + place->n_segments; ++i) {
    const Link* link = &columns->links[i];
    const unsigned column = columns->items[link->a].column;
    layout->segments[i] = (WireSegment){places[column].x + places[column].width,
                                        top + columns->items[link->a].y + link->offset_a, places[column].curve_x,
                                        places[column + 1].x, top + columns->items[link->b].y + link->offset_b};
  }
  place->label_width = label_width(cr, diagram, wire);
  place->labelled = place->label_width > 0.0;
  for (unsigned i = 0; i < index; ++i) {
    place->labelled &= !leave_together(&diagram->wires[i], wire);
  }
  const BoxPlace* from = &layout->boxes[wire->from];
  const double level_db = (double)diagram->boxes[wire->from].outputs[wire->output].level_db;
  place->label_x = from->x + from->shape.width + LABEL_PAD;
  place->label_height = text_capital(TEXT_BODY);
  place->label_y = from->y + from->shape.output_y[wire->output] - wire_thickness(level_db) / 2.0 - 5.0 -
                   place->label_height;
}

static bool meet(const WireView* a, const WireView* b) {
  return a->to == b->to && a->input == b->input;
}

/* A wire is in a bundle with those that meet it, or, where these are more, with those that leave with it. */
static void bundle_place(const DiagramView* diagram, unsigned index, DiagramLayout* layout) {
  const WireView* wire = &diagram->wires[index];
  unsigned n_leaving = 0, n_meeting = 0;
  for (unsigned i = 0; i < diagram->n_wires; ++i) {
    n_leaving += leave_together(wire, &diagram->wires[i]);
    n_meeting += meet(wire, &diagram->wires[i]);
  }
  layout->wires[index].bundle = 0;
  const bool leaves = n_leaving > n_meeting;
  while (!(leaves ? leave_together : meet)(wire, &diagram->wires[layout->wires[index].bundle])) {
    ++layout->wires[index].bundle;
  }
}

/* Wires that come back, one below another; returns how high they are. `right` is moved to hold them. */
static double returns_place(const DiagramView* diagram, const Columns* columns, const ColumnPlace* places,
                            double bottom, DiagramLayout* layout, double* right) {
  unsigned n = 0;
  for (unsigned i = 0; i < diagram->n_wires; ++i) {
    const WireView* wire = &diagram->wires[i];
    if (!wire->comes_back) {
      continue;
    }
    const BoxPlace *from = &layout->boxes[wire->from], *to = &layout->boxes[wire->to];
    const double step = RETURN_STEP * (n % 3), margin_step = RETURN_STEP_MARGIN * (n % 3);
    layout->wires[i].back = (WireReturn){
      .x0 = from->x + from->shape.width,
      .y0 = from->y + from->shape.output_y[wire->output],
      .turn_x0 = places[columns->items[wire->from].column].curve_x + RETURN_TURN + step,
      .y = bottom + RETURN_GAP + RETURN_PITCH * n++,
      .turn_x1 = to->x - RETURN_TURN - (columns->items[wire->to].column > 0 ? step : margin_step),
      .x1 = to->x,
      .y1 = to->y + to->shape.input_y[wire->input]};
    *right = fmax(*right, layout->wires[i].back.turn_x0);
  }
  return n > 0 ? RETURN_GAP + RETURN_PITCH * (n - 1) : 0.0;
}

static void layout_fill(cairo_t* cr, const DiagramView* diagram, const Columns* columns, ColumnPlace* places,
                        DiagramLayout* layout) {
  const double top = headings_place(cr, diagram, layout);
  columns_measure(cr, diagram, columns, layout, places);
  double right = LAYOUT_MARGIN + layout->width;
  for (unsigned i = 0; i < diagram->n_boxes; ++i) {
    const ColumnPlace* place = &places[columns->items[i].column];
    BoxPlace* box = &layout->boxes[i];
    box_measure(cr, &diagram->boxes[i], place->width, &box->shape);
    box->x = place->x;
    box->y = top + columns->items[i].y;
    right = fmax(right, place->x + place->width);
  }
  for (unsigned i = 0; i < diagram->n_wires; ++i) {
    wire_place(cr, diagram, columns, places, top, i, layout);
    bundle_place(diagram, i, layout);
  }
  layout->boxes_y = top;
  double bottom = top + columns_height(columns);
  bottom += returns_place(diagram, columns, places, bottom, layout, &right);
  if (diagram->legend) {
    layout->legend_y = bottom + LEGEND_GAP + LEGEND_HEIGHT / 2.0;
    bottom += LEGEND_GAP + LEGEND_HEIGHT;
    right = fmax(right, LAYOUT_MARGIN + LAYOUT_LEGEND_WIDTH);
  }
  layout->width = ceil(right + LAYOUT_MARGIN);
  layout->height = ceil(bottom + LAYOUT_MARGIN);
}

/* Columns of boxes in these shapes; false as of columns_init(), or where a box has more pins than a shape holds. */
static bool columns_make(Columns* columns, const DiagramView* diagram, const BoxShape* shapes) {
  ColumnBox* boxes = calloc((size_t)diagram->n_boxes + 1, sizeof *boxes);
  bool ok = boxes != NULL;
  for (unsigned i = 0; ok && i < diagram->n_boxes; ++i) {
    const BoxView* box = &diagram->boxes[i];
    boxes[i] = (ColumnBox){shapes[i].height,   box->n_inputs,     box->n_outputs,   shapes[i].input_y,
                           shapes[i].output_y, box->least_column, box->keeps_column};
    ok = box->n_inputs <= BOX_PINS && box->n_outputs <= BOX_PINS;
  }
  ok = ok && columns_init(columns, boxes, diagram->n_boxes, diagram->wires, diagram->n_wires);
  free(boxes);
  return ok;
}

static bool layout_make(cairo_t* cr, const DiagramView* diagram, DiagramLayout* layout) {
  BoxShape* shapes = calloc((size_t)diagram->n_boxes + 1, sizeof *shapes);
  ColumnPlace* places = NULL;
  Columns columns = {0};
  bool ok = false;
  layout->boxes = calloc((size_t)diagram->n_boxes + 1, sizeof *layout->boxes);
  layout->wires = calloc((size_t)diagram->n_wires + 1, sizeof *layout->wires);
  for (unsigned i = 0; shapes && layout->boxes && i < diagram->n_boxes; ++i) {
    box_measure(cr, &diagram->boxes[i], 0.0, &shapes[i]);
    layout->boxes[i].shape = shapes[i];
  }
  if (shapes && layout->boxes && layout->wires && columns_make(&columns, diagram, shapes)) {
    places = calloc((size_t)columns.n_columns + 1, sizeof *places);
    layout->segments = calloc((size_t)columns.n_links + 1, sizeof *layout->segments);
    ok = places && layout->segments && columns_stack(&columns);
  }
  if (ok) {
    layout_fill(cr, diagram, &columns, places, layout);
  }
  columns_free(&columns);
  free(places);
  free(shapes);
  return ok;
}

DiagramLayout* layout_new(cairo_t* cr, const DiagramView* diagram) {
  DiagramLayout* layout = calloc(1, sizeof *layout);
  if (layout && !layout_make(cr, diagram, layout)) {
    layout_free(layout);
    return NULL;
  }
  return layout;
}

void layout_free(DiagramLayout* layout) {
  if (layout) {
    free(layout->boxes);
    free(layout->wires);
    free(layout->segments);
    free(layout);
  }
}
