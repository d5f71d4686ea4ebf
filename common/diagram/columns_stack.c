// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/diagram/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ITEM_GAP 10.0
#define LOOSE_WEIGHT 1e-3  // of an item that nothing pulls

enum { ORDER_ROUNDS = 12, PLACE_ROUNDS = 40 };

typedef enum { PULL_LEFT = 1, PULL_RIGHT = 2 } Pull;

/* Neighbours in a column that touch each other and move as one. */
typedef struct {
  double sum, weight;
  unsigned count;
} Block;

/* Where an item wants its top to be so that its links are level: the mean over its links. */
static double wanted_y(const Columns* columns, unsigned item, unsigned pulls, double* weight) {
  double sum = 0.0;
  *weight = 0.0;
  for (unsigned i = 0; i < columns->n_links; ++i) {
    const Link* link = &columns->links[i];
    if ((pulls & PULL_RIGHT) && link->a == item) {
      sum += columns->items[link->b].y + link->offset_b - link->offset_a;
      *weight += 1.0;
    }
    if ((pulls & PULL_LEFT) && link->b == item) {
      sum += columns->items[link->a].y + link->offset_a - link->offset_b;
      *weight += 1.0;
    }
  }
  if (*weight > 0.0) {
    return sum / *weight;
  }
  *weight = LOOSE_WEIGHT;
  return columns->items[item].y;
}

/* Moves the items of a column as near to the places they want as their order and heights allow: the least sum of
   squares, which is isotonic regression (pool adjacent violators) once the room that items take is subtracted. */
static void column_place(Columns* columns, unsigned column, unsigned pulls, Block* blocks) {
  const unsigned begin = columns->begin[column];
  const unsigned end = columns->begin[column + 1];
  unsigned n_blocks = 0;
  double taken = 0.0;
  for (unsigned i = begin; i < end; ++i) {
    double weight = 0.0;
    const double y = wanted_y(columns, columns->order[i], pulls, &weight) - taken;
    blocks[n_blocks++] = (Block){y * weight, weight, 1};
    while (n_blocks > 1 && blocks[n_blocks - 2].sum / blocks[n_blocks - 2].weight >
                             blocks[n_blocks - 1].sum / blocks[n_blocks - 1].weight) {
      Block* upper = &blocks[n_blocks - 2];
      upper->sum += blocks[n_blocks - 1].sum;
      upper->weight += blocks[n_blocks - 1].weight;
      upper->count += blocks[n_blocks - 1].count;
      --n_blocks;
    }
    taken += columns->items[columns->order[i]].height + ITEM_GAP;
  }
  taken = 0.0;
  for (unsigned block = 0, i = begin; block < n_blocks; ++block) {
    const double y = round(2.0 * blocks[block].sum / blocks[block].weight) / 2.0;
    for (unsigned k = 0; k < blocks[block].count; ++k, ++i) {
      columns->items[columns->order[i]].y = y + taken;
      taken += columns->items[columns->order[i]].height + ITEM_GAP;
    }
  }
}

/* Sorts a column by where its items' middles want to be; equals keep their order. */
static void column_sort(Columns* columns, unsigned column, unsigned pulls) {
  const unsigned begin = columns->begin[column];
  for (unsigned i = begin + 1; i < columns->begin[column + 1]; ++i) {
    const unsigned item = columns->order[i];
    double weight = 0.0;
    const double middle = wanted_y(columns, item, pulls, &weight) + columns->items[item].height / 2.0;
    unsigned k = i;
    for (; k > begin; --k) {
      const unsigned above = columns->order[k - 1];
      if (wanted_y(columns, above, pulls, &weight) + columns->items[above].height / 2.0 <= middle) {
        break;
      }
      columns->order[k] = above;
    }
    columns->order[k] = item;
  }
}

static unsigned crossings_count(const Columns* columns) {
  unsigned count = 0;
  for (unsigned i = 0; i < columns->n_links; ++i) {
    const Link* p = &columns->links[i];
    for (unsigned k = i + 1; k < columns->n_links; ++k) {
      const Link* q = &columns->links[k];
      if (columns->items[p->a].column == columns->items[q->a].column) {
        const double a = columns->items[p->a].y + p->offset_a - columns->items[q->a].y - q->offset_a;
        const double b = columns->items[p->b].y + p->offset_b - columns->items[q->b].y - q->offset_b;
        count += a * b < 0.0;
      }
    }
  }
  return count;
}

static void columns_sweep(Columns* columns, bool rightwards, Block* blocks) {
  for (unsigned i = 0; i < columns->n_columns; ++i) {
    const unsigned column = rightwards ? i : columns->n_columns - 1 - i;
    const unsigned pull = rightwards ? PULL_LEFT : PULL_RIGHT;
    column_sort(columns, column, pull);
    column_place(columns, column, pull, blocks);
  }
}

/* Sweeps to and fro and keeps the order with the fewest crossings, the earliest of equals. */
static void columns_order(Columns* columns, Block* blocks, unsigned* best) {
  unsigned fewest = ~0U;
  for (unsigned round = 0; round < ORDER_ROUNDS; ++round) {
    columns_sweep(columns, round % 2 == 0, blocks);
    const unsigned count = crossings_count(columns);
    if (count < fewest) {
      fewest = count;
      memcpy(best, columns->order, columns->n_items * sizeof *best);
    }
  }
  memcpy(columns->order, best, columns->n_items * sizeof *best);
}

bool columns_stack(Columns* columns) {
  Block* blocks = calloc((size_t)columns->n_items + 1, sizeof *blocks);
  unsigned* best = calloc((size_t)columns->n_items + 1, sizeof *best);
  const bool ok = blocks && best;
  if (ok) {
    columns_order(columns, blocks, best);
    for (unsigned round = 0; round < PLACE_ROUNDS; ++round) {
      for (unsigned i = 0; i < columns->n_columns; ++i) {
        column_place(columns, round % 2 ? columns->n_columns - 1 - i : i, PULL_LEFT | PULL_RIGHT, blocks);
      }
    }
    double top = HUGE_VAL;
    for (unsigned i = 0; i < columns->n_items; ++i) {
      top = fmin(top, columns->items[i].y);
    }
    for (unsigned i = 0; i < columns->n_items; ++i) {
      columns->items[i].y -= top;
    }
  }
  free(blocks);
  free(best);
  return ok;
}
