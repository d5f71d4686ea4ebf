// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/diagram/columns.h"

#include <math.h>
#include <stdlib.h>

#define LANE_HEIGHT 26.0

/* The boxes and the wires between them, as they come. */
typedef struct {
  const ColumnBox* boxes;
  unsigned n_boxes;
  const WireView* wires;
  unsigned n_wires;
} Graph;

static bool ends_exist(const Graph* graph) {
  for (unsigned i = 0; i < graph->n_wires; ++i) {
    const WireView* wire = &graph->wires[i];
    if (wire->from >= graph->n_boxes || wire->to >= graph->n_boxes ||
        wire->output >= graph->boxes[wire->from].n_outputs || wire->input >= graph->boxes[wire->to].n_inputs) {
      return false;
    }
  }
  return true;
}

/* Sets each box's column to the longest way from a box without inputs. Without a loop no way is longer than the number
   of boxes, so that many rounds settle it; what still moves after them is a loop. */
static bool depths_set(const Graph* graph, Item* items) {
  bool moved = true;
  for (unsigned i = 0; i < graph->n_boxes; ++i) {
    items[i].column = graph->boxes[i].least_column;
  }
  for (unsigned round = 0; moved && round <= graph->n_boxes; ++round) {
    moved = false;
    for (unsigned i = 0; i < graph->n_wires; ++i) {
      const unsigned from = items[graph->wires[i].from].column;
      Item* to = &items[graph->wires[i].to];
      if (to->column <= from && !graph->wires[i].comes_back) {
        to->column = from + 1;
        moved = true;
      }
    }
  }
  return !moved;
}

/* Moves boxes that feed no other to the last column, unless nothing feeds them either, or they are no ends. Returns how
   many columns. */
static unsigned ends_align(const Graph* graph, Item* items) {
  unsigned last = 0;
  for (unsigned i = 0; i < graph->n_boxes; ++i) {
    last = items[i].column > last ? items[i].column : last;
  }
  for (unsigned box = 0; box < graph->n_boxes; ++box) {
    bool feeds = graph->boxes[box].keeps_column;
    for (unsigned i = 0; !feeds && i < graph->n_wires; ++i) {
      feeds = graph->wires[i].from == box;
    }
    if (!feeds && items[box].column > 0) {
      items[box].column = last;
    }
  }
  return last + 1;
}

/* Makes the chain of lanes and links of each wire. Both arrays have room. */
static void wires_chain(Columns* columns, const Graph* graph) {
  for (unsigned i = 0; i < graph->n_wires; ++i) {
    const WireView* wire = &graph->wires[i];
    const unsigned end = columns->items[wire->to].column;
    unsigned a = wire->from;
    double offset = graph->boxes[a].output_y[wire->output];
    columns->first_link[i] = columns->n_links;
    if (wire->comes_back) {
      continue;
    }
    for (unsigned column = columns->items[a].column + 1; column < end; ++column) {
      const unsigned lane = columns->n_items++;
      columns->items[lane] = (Item){column, true, LANE_HEIGHT, 0.0};
      columns->links[columns->n_links++] = (Link){a, lane, offset, LANE_HEIGHT / 2.0};
      a = lane;
      offset = LANE_HEIGHT / 2.0;
    }
    columns->links[columns->n_links++] = (Link){a, wire->to, offset, graph->boxes[wire->to].input_y[wire->input]};
  }
  columns->first_link[graph->n_wires] = columns->n_links;
}

/* Items column by column, each in the order of their numbers. */
static void order_begin(Columns* columns) {
  for (unsigned i = 0; i < columns->n_items; ++i) {
    ++columns->begin[columns->items[i].column + 1];
  }
  for (unsigned column = 0; column < columns->n_columns; ++column) {
    columns->begin[column + 1] += columns->begin[column];
  }
  for (unsigned i = columns->n_items; i-- > 0;) {
    columns->order[--columns->begin[columns->items[i].column + 1]] = i;
  }
  for (unsigned column = 0; column < columns->n_columns; ++column) {
    columns->begin[column] = columns->begin[column + 1];
  }
  columns->begin[columns->n_columns] = columns->n_items;
}

/* How many links all wires have together. */
static size_t links_count(const Columns* columns, const Graph* graph) {
  size_t n = 0;
  for (unsigned i = 0; i < graph->n_wires; ++i) {
    const WireView* wire = &graph->wires[i];
    n += wire->comes_back ? 0 : columns->items[wire->to].column - columns->items[wire->from].column;
  }
  return n;
}

/* Makes room for links, and for the lanes among the items. */
static bool links_reserve(Columns* columns, size_t n_links) {
  const size_t n_items = columns->n_items + n_links;
  Item* items = realloc(columns->items, (n_items + 1) * sizeof(Item));
  if (!items) {
    return false;
  }
  columns->items = items;
  columns->links = calloc(n_links + 1, sizeof(Link));
  columns->order = calloc(n_items + 1, sizeof(unsigned));
  columns->begin = calloc((size_t)columns->n_columns + 1, sizeof(unsigned));
  return columns->links && columns->order && columns->begin;
}

bool columns_init(Columns* columns, const ColumnBox* boxes, unsigned n_boxes, const WireView* wires, unsigned n_wires) {
  const Graph graph = {boxes, n_boxes, wires, n_wires};
  *columns = (Columns){.n_items = n_boxes};
  columns->items = calloc((size_t)n_boxes + 1, sizeof(Item));
  columns->first_link = calloc((size_t)n_wires + 1, sizeof(unsigned));
  bool ok = columns->items && columns->first_link && ends_exist(&graph) && depths_set(&graph, columns->items);
  if (ok) {
    columns->n_columns = ends_align(&graph, columns->items);
    ok = links_reserve(columns, links_count(columns, &graph));
  }
  if (!ok) {
    columns_free(columns);
    return false;
  }
  for (unsigned i = 0; i < n_boxes; ++i) {
    columns->items[i].height = boxes[i].height;
  }
  wires_chain(columns, &graph);
  order_begin(columns);
  return true;
}

void columns_free(Columns* columns) {
  free(columns->items);
  free(columns->links);
  free(columns->first_link);
  free(columns->order);
  free(columns->begin);
  *columns = (Columns){0};
}

double columns_height(const Columns* columns) {
  double height = 0.0;
  for (unsigned i = 0; i < columns->n_items; ++i) {
    height = fmax(height, columns->items[i].y + columns->items[i].height);
  }
  return height;
}
