// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/carla_places.h"

#include "common/diagram/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The canvas is 3100 by 2400, and this is its middle. */
#define MIDDLE_X 1550.0
#define MIDDLE_Y 1200.0

/* A box has a head, and below it a row for each port, inputs to the left and outputs to the right. */
#define HEAD_HEIGHT 28.0
#define PORT_HEIGHT 18.0
#define LETTER_WIDTH 7.0
#define SIDE_WIDTH 25.0
#define COLUMN_GAP 60.0

/* What is laid out, with the heights of all boxes' pins. */
typedef struct {
  ColumnBox* boxes;
  WireView* wires;
  double* pin_y;  // the same for all boxes
} Sheet;

/* The number of a port among those of its side, as the box lists them. */
static unsigned pin_of(const Canvas* canvas, CanvasEnd end, bool is_input) {
  const Instance* instance = canvas->boxes[end.box].instance;
  unsigned pin = end.port;
  for (uint32_t i = 0; instance && i < (is_input ? instance_n_inputs(instance) : instance_n_outputs(instance)); ++i) {
    if ((is_input ? instance_input(instance, i) : instance_output(instance, i)) == end.port) {
      pin = i;
    }
  }
  return pin;
}

static size_t longest_name(const CanvasBox* box, bool is_input) {
  size_t longest = strlen("Capture 16");
  for (uint32_t i = 0; box->instance && i < (is_input ? box->n_inputs : box->n_outputs); ++i) {
    const uint32_t port = is_input ? instance_input(box->instance, i) : instance_output(box->instance, i);
    const size_t length = strlen(instance_port(box->instance, port)->name);
    longest = length > longest ? length : longest;
  }
  return (is_input ? box->n_inputs : box->n_outputs) ? longest : 0;
}

/* As wide as Carla draws a box, or somewhat wider. */
static double box_width(const CanvasBox* box) {
  const double ports = (double)(longest_name(box, true) + longest_name(box, false)) * LETTER_WIDTH;
  return SIDE_WIDTH * 2.0 + fmax(ports, (double)strlen(box->name) * LETTER_WIDTH);
}

static bool sheet_init(Sheet* sheet, const Canvas* canvas) {
  uint32_t most = 0;
  for (uint32_t i = 0; i < canvas->n_boxes; ++i) {
    most += canvas->boxes[i].n_inputs + canvas->boxes[i].n_outputs;
  }
  *sheet = (Sheet){(ColumnBox*)calloc(canvas->n_boxes, sizeof(ColumnBox)),
                   (WireView*)calloc((size_t)canvas->n_wires + 1, sizeof(WireView)),
                   (double*)calloc((size_t)most + 1, sizeof(double))};
  if (!sheet->boxes || !sheet->wires || !sheet->pin_y) {
    return false;
  }
  for (uint32_t i = 0; i < most; ++i) {
    sheet->pin_y[i] = HEAD_HEIGHT + ((double)i + 0.5) * PORT_HEIGHT;
  }
  for (uint32_t i = 0; i < canvas->n_boxes; ++i) {
    const CanvasBox* box = &canvas->boxes[i];
    const uint32_t n_rows = box->n_inputs > box->n_outputs ? box->n_inputs : box->n_outputs;
    sheet->boxes[i] = (ColumnBox){.height = HEAD_HEIGHT + n_rows * PORT_HEIGHT,
                                  .n_inputs = box->n_inputs,
                                  .n_outputs = box->n_outputs,
                                  .input_y = sheet->pin_y,
                                  .output_y = sheet->pin_y};
  }
  for (uint32_t i = 0; i < canvas->n_wires; ++i) {
    const CanvasWire* wire = &canvas->wires[i];
    sheet->wires[i] = (WireView){.from = wire->from.box,
                                 .output = pin_of(canvas, wire->from, false),
                                 .to = wire->to.box,
                                 .input = pin_of(canvas, wire->to, true)};
  }
  return true;
}

static void sheet_free(Sheet* sheet) {
  free(sheet->boxes);
  free(sheet->wires);
  free(sheet->pin_y);
}

/* Column by column, each as wide as its widest box. */
static void place_boxes(Canvas* canvas, const Columns* columns) {
  const double top = MIDDLE_Y - columns_height(columns) / 2.0;
  double x = 0.0;
  for (unsigned column = 0; column < columns->n_columns; ++column) {
    double width = 0.0;
    for (uint32_t i = 0; i < canvas->n_boxes; ++i) {
      if (columns->items[i].column == column) {
        width = fmax(width, box_width(&canvas->boxes[i]));
        canvas->boxes[i].x = (int)x;
        canvas->boxes[i].y = (int)(top + columns->items[i].y);
      }
    }
    x += width + COLUMN_GAP;
  }
  for (uint32_t i = 0; i < canvas->n_boxes; ++i) {
    canvas->boxes[i].x += (int)(MIDDLE_X - (x - COLUMN_GAP) / 2.0);
  }
}

bool canvas_place(Canvas* canvas) {
  Sheet sheet;
  Columns columns;
  const bool good = sheet_init(&sheet, canvas) &&
                    columns_init(&columns, sheet.boxes, canvas->n_boxes, sheet.wires, canvas->n_wires);
  const bool stacked = good && columns_stack(&columns);
  if (stacked) {
    place_boxes(canvas, &columns);
  }
  if (good) {
    columns_free(&columns);
  }
  sheet_free(&sheet);
  return stacked;
}
