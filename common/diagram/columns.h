// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The skeleton of a layout: items in columns, and links between items of neighbouring columns. An item is a box, or the
   lane of a wire that passes the column. A wire of span n is a chain of n links. It knows nothing of how things are
   drawn. Not realtime-safe. */

#ifndef SIGNALBOX_DIAGRAM_COLUMNS_H
#define SIGNALBOX_DIAGRAM_COLUMNS_H

#include <stdbool.h>

/* From an output of one box to an input of another; boxes and pins count from 0. Several wires may leave one output and
   several may meet at one input. */
typedef struct {
  unsigned from, output;
  unsigned to, input;
  bool comes_back;  // closes a loop: it moves no box, and has no links
} WireView;

/* What columns are made of: boxes of some height, with pins at heights from their tops. */
typedef struct {
  double height;
  unsigned n_inputs, n_outputs;
  const double *input_y, *output_y;
  unsigned least_column;  // the box stands there, or further to the right
  bool keeps_column;      // it is no end of the path, even where it feeds no other
} ColumnBox;

typedef struct {
  unsigned column;
  bool lane;
  double height, y;
} Item;

/* From item `a` to item `b` of the next column; the offsets are where it ends, from the item's top. */
typedef struct {
  unsigned a, b;
  double offset_a, offset_b;
} Link;

typedef struct {
  unsigned n_columns, n_items, n_links;
  Item* items;           // the boxes in their order, then lanes
  Link* links;           // wire by wire in their order
  unsigned* first_link;  // of each wire
  unsigned* order;       // items, column by column from the left, each from the top down
  unsigned* begin;       // where each column begins in `order`, and the end
} Columns;

/* Returns false, with nothing to free, when memory is short, a wire has an end that does not exist, or wires that do
   not come back form a loop. */
bool columns_init(Columns* columns, const ColumnBox* boxes, unsigned n_boxes, const WireView* wires, unsigned n_wires);
void columns_free(Columns* columns);

/* Orders the columns and sets every item's y, the topmost being 0. */
bool columns_stack(Columns* columns);

/* From the top of the topmost item to the bottom of the lowest. */
double columns_height(const Columns* columns);

#endif
