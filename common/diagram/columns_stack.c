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

/* From where to where a link leads. */
typedef struct {
  double a, b;
  unsigned column;
} Span;

typedef struct {
  Columns* columns;
  unsigned *begin, *links;  // those of each item in their order, and where the next item's begin
  unsigned *best, *sorted;
  double* middle;  // where each item's middle wants to be
  Block* blocks;
  Span *spans, *merged;
} Stack;

/* Where an item wants its top to be so that its links are level: the mean over its links. */
static double wanted_y(const Stack* stack, unsigned item, unsigned pulls, double* weight) {
  const Columns* columns = stack->columns;
  double sum = 0.0;
  *weight = 0.0;
  for (unsigned i = stack->begin[item]; i < stack->begin[item + 1]; ++i) {
    const Link* link = &columns->links[stack->links[i]];
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
static void column_place(const Stack* stack, unsigned column, unsigned pulls) {
  Columns* columns = stack->columns;
  Block* blocks = stack->blocks;
  const unsigned begin = columns->begin[column];
  const unsigned end = columns->begin[column + 1];
  unsigned n_blocks = 0;
  double taken = 0.0;
  for (unsigned i = begin; i < end; ++i) {
    double weight = 0.0;
    const double y = wanted_y(stack, columns->order[i], pulls, &weight) - taken;
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

/* Merges two sorted rows of items into one; equals keep their order. */
static void items_merge(const Stack* stack, unsigned* items, unsigned n_first, unsigned n) {
  memcpy(stack->sorted, items, n * sizeof *items);
  const unsigned* const sorted = stack->sorted;
  for (unsigned i = 0, a = 0, b = n_first; i < n; ++i) {
    const bool takes_first = b == n || (a < n_first && stack->middle[sorted[a]] <= stack->middle[sorted[b]]);
    items[i] = sorted[takes_first ? a++ : b++];
  }
}

/* Sorts a column by where its items' middles want to be; equals keep their order. */
static void column_sort(const Stack* stack, unsigned column, unsigned pulls) {
  const Columns* columns = stack->columns;
  const unsigned end = columns->begin[column + 1];
  for (unsigned i = columns->begin[column]; i < end; ++i) {
    const unsigned item = columns->order[i];
    double weight = 0.0;
    stack->middle[item] = wanted_y(stack, item, pulls, &weight) + columns->items[item].height / 2.0;
  }
  const unsigned n = end - columns->begin[column];
  for (unsigned width = 1; width < n; width *= 2) {
    for (unsigned i = 0; i + width < n; i += 2 * width) {
      items_merge(stack, &columns->order[columns->begin[column] + i], width, n - i < 2 * width ? n - i : 2 * width);
    }
  }
}

static int span_compare(const void* x, const void* y) {
  const Span* p = x;
  const Span* q = y;
  if (p->column != q->column) {
    return p->column < q->column ? -1 : 1;
  }
  if (p->a < q->a || p->a > q->a) {
    return p->a < q->a ? -1 : 1;
  }
  return (p->b > q->b) - (p->b < q->b);
}

/* Sorts spans by where they end, and counts those of the same column that have changed places by that. */
static unsigned inversions_count(const Stack* stack, unsigned n) {
  unsigned count = 0;
  for (unsigned width = 1; width < n; width *= 2) {
    memcpy(stack->merged, stack->spans, n * sizeof(Span));
    for (unsigned first = 0; first < n; first += 2 * width) {
      const unsigned middle = n - first < width ? n : first + width;
      const unsigned end = n - middle < width ? n : middle + width;
      for (unsigned i = first, a = first, b = middle; i < end; ++i) {
        const Span *p = &stack->merged[a], *q = &stack->merged[b];
        const bool takes_first = b == end || (a < middle && (p->column < q->column || p->b <= q->b));
        stack->spans[i] = takes_first ? *p : *q;
        count += takes_first ? 0 : middle - a;
        a += takes_first;
        b += !takes_first;
      }
    }
  }
  return count;
}

/* Links that start in a column cross where the upper of two ends below the other. */
static unsigned crossings_count(const Stack* stack) {
  const Columns* columns = stack->columns;
  for (unsigned i = 0; i < columns->n_links; ++i) {
    const Link* link = &columns->links[i];
    const Item* a = &columns->items[link->a];
    stack->spans[i] = (Span){a->y + link->offset_a, columns->items[link->b].y + link->offset_b, a->column};
  }
  qsort(stack->spans, columns->n_links, sizeof(Span), span_compare);
  return inversions_count(stack, columns->n_links);
}

static void columns_sweep(const Stack* stack, bool rightwards) {
  for (unsigned i = 0; i < stack->columns->n_columns; ++i) {
    const unsigned column = rightwards ? i : stack->columns->n_columns - 1 - i;
    const unsigned pull = rightwards ? PULL_LEFT : PULL_RIGHT;
    column_sort(stack, column, pull);
    column_place(stack, column, pull);
  }
}

/* Sweeps to and fro and keeps the order with the fewest crossings, the earliest of equals. */
static void columns_order(const Stack* stack) {
  Columns* columns = stack->columns;
  unsigned fewest = ~0U;
  for (unsigned round = 0; round < ORDER_ROUNDS; ++round) {
    columns_sweep(stack, round % 2 == 0);
    const unsigned count = crossings_count(stack);
    if (count < fewest) {
      fewest = count;
      memcpy(stack->best, columns->order, columns->n_items * sizeof(unsigned));
    }
  }
  memcpy(columns->order, stack->best, columns->n_items * sizeof(unsigned));
}

/* Lists the links of each item. */
static void links_list(const Stack* stack) {
  const Columns* columns = stack->columns;
  for (unsigned i = 0; i < columns->n_links; ++i) {
    ++stack->begin[columns->links[i].a + 1];
    ++stack->begin[columns->links[i].b + 1];
  }
  for (unsigned item = 0; item < columns->n_items; ++item) {
    stack->begin[item + 1] += stack->begin[item];
  }
  for (unsigned i = columns->n_links; i-- > 0;) {
    stack->links[--stack->begin[columns->links[i].a + 1]] = i;
    stack->links[--stack->begin[columns->links[i].b + 1]] = i;
  }
  memmove(stack->begin, stack->begin + 1, columns->n_items * sizeof(unsigned));
  stack->begin[columns->n_items] = 2 * columns->n_links;
}

static bool stack_init(Stack* stack, Columns* columns) {
  const size_t n_items = columns->n_items, n_links = columns->n_links;
  *stack = (Stack){.columns = columns,
                   .begin = calloc(n_items + 1, sizeof(unsigned)),
                   .links = calloc(2 * n_links + 1, sizeof(unsigned)),
                   .best = calloc(n_items + 1, sizeof(unsigned)),
                   .sorted = calloc(n_items + 1, sizeof(unsigned)),
                   .middle = calloc(n_items + 1, sizeof(double)),
                   .blocks = calloc(n_items + 1, sizeof(Block)),
                   .spans = calloc(n_links + 1, sizeof(Span)),
                   .merged = calloc(n_links + 1, sizeof(Span))};
  return stack->begin && stack->links && stack->best && stack->sorted && stack->middle && stack->blocks &&
         stack->spans && stack->merged;
}

static void stack_free(Stack* stack) {
  free(stack->begin);
  free(stack->links);
  free(stack->best);
  free(stack->sorted);
  free(stack->middle);
  free(stack->blocks);
  free(stack->spans);
  free(stack->merged);
}

bool columns_stack(Columns* columns) {
  Stack stack;
  const bool ok = stack_init(&stack, columns);
  if (ok) {
    links_list(&stack);
    columns_order(&stack);
    for (unsigned round = 0; round < PLACE_ROUNDS; ++round) {
      for (unsigned i = 0; i < columns->n_columns; ++i) {
        column_place(&stack, round % 2 ? columns->n_columns - 1 - i : i, PULL_LEFT | PULL_RIGHT);
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
  stack_free(&stack);
  return ok;
}
