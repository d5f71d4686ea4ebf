// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/diagram/columns.h"

#include <math.h>
#include <stdlib.h>

#define LANE_HEIGHT 26.0

static bool ends_exist(const DiagramView* diagram) {
  for (unsigned i = 0; i < diagram->n_boxes; ++i) {
    if (diagram->boxes[i].n_inputs > BOX_PINS || diagram->boxes[i].n_outputs > BOX_PINS) {
      return false;
    }
  }
  for (unsigned i = 0; i < diagram->n_wires; ++i) {
    const WireView* wire = &diagram->wires[i];
    if (wire->from >= diagram->n_boxes || wire->to >= diagram->n_boxes ||
        wire->output >= diagram->boxes[wire->from].n_outputs || wire->input >= diagram->boxes[wire->to].n_inputs) {
      return false;
    }
  }
  return true;
}

/* Sets each box's column to the longest way from a box without inputs. Without a loop no way is longer than the number
   of boxes, so that many rounds settle it; what still moves after them is a loop. */
static bool depths_set(const DiagramView* diagram, Item* items) {
  bool moved = true;
  for (unsigned round = 0; moved && round <= diagram->n_boxes; ++round) {
    moved = false;
    for (unsigned i = 0; i < diagram->n_wires; ++i) {
      const unsigned from = items[diagram->wires[i].from].column;
      Item* to = &items[diagram->wires[i].to];
      if (to->column <= from) {
        to->column = from + 1;
        moved = true;
      }
    }
  }
  return !moved;
}

/* Moves boxes that feed no other to the last column, unless nothing feeds them either. Returns how many columns. */
static unsigned ends_align(const DiagramView* diagram, Item* items) {
  unsigned last = 0;
  for (unsigned i = 0; i < diagram->n_boxes; ++i) {
    last = items[i].column > last ? items[i].column : last;
  }
  for (unsigned box = 0; box < diagram->n_boxes; ++box) {
    bool feeds = false;
    for (unsigned i = 0; i < diagram->n_wires; ++i) {
      feeds |= diagram->wires[i].from == box;
    }
    if (!feeds && items[box].column > 0) {
      items[box].column = last;
    }
  }
  return last + 1;
}

/* Makes the chain of lanes and links of each wire. Both arrays have room. */
static void wires_chain(Columns* columns, const DiagramView* diagram, const BoxShape* shapes) {
  for (unsigned i = 0; i < diagram->n_wires; ++i) {
    const WireView* wire = &diagram->wires[i];
    const unsigned end = columns->items[wire->to].column;
    unsigned a = wire->from;
    double offset = shapes[a].output_y[wire->output];
    columns->first_link[i] = columns->n_links;
    for (unsigned column = columns->items[a].column + 1; column < end; ++column) {
      const unsigned lane = columns->n_items++;
      columns->items[lane] = (Item){column, true, LANE_HEIGHT, 0.0};
      columns->links[columns->n_links++] = (Link){a, lane, offset, LANE_HEIGHT / 2.0};
      a = lane;
      offset = LANE_HEIGHT / 2.0;
    }
    columns->links[columns->n_links++] = (Link){a, wire->to, offset, shapes[wire->to].input_y[wire->input]};
  }
  columns->first_link[diagram->n_wires] = columns->n_links;
}

static void order_begin(Columns* columns) {
  unsigned n = 0;
  for (unsigned column = 0; column < columns->n_columns; ++column) {
    columns->begin[column] = n;
    for (unsigned i = 0; i < columns->n_items; ++i) {
      if (columns->items[i].column == column) {
        columns->order[n++] = i;
      }
    }
  }
  columns->begin[columns->n_columns] = n;
}

bool columns_init(Columns* columns, const DiagramView* diagram, const BoxShape* shapes) {
  /* No wire spans more columns than there are boxes. */
  const size_t n_links = (size_t)diagram->n_wires * diagram->n_boxes + 1;
  const size_t n_items = diagram->n_boxes + n_links;
  *columns = (Columns){.n_items = diagram->n_boxes};
  columns->items = calloc(n_items, sizeof(Item));
  columns->links = calloc(n_links, sizeof(Link));
  columns->first_link = calloc((size_t)diagram->n_wires + 1, sizeof(unsigned));
  columns->order = calloc(n_items, sizeof(unsigned));
  columns->begin = calloc((size_t)diagram->n_boxes + 2, sizeof(unsigned));
  if (!columns->items || !columns->links || !columns->first_link || !columns->order || !columns->begin ||
      !ends_exist(diagram) || !depths_set(diagram, columns->items)) {
    columns_free(columns);
    return false;
  }
  for (unsigned i = 0; i < diagram->n_boxes; ++i) {
    columns->items[i].height = shapes[i].height;
  }
  columns->n_columns = ends_align(diagram, columns->items);
  wires_chain(columns, diagram, shapes);
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
