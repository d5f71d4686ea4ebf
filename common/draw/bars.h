// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A bar chart: groups of bars, each group on a scale of its own from nothing to its longest bar, so that lengths within
   a group compare. The view model is plain. Any thread that owns its cairo_t; not realtime-safe. */

#ifndef SIGNALBOX_DRAW_BARS_H
#define SIGNALBOX_DRAW_BARS_H

#include "common/draw/text.h"

typedef enum { BAR_OURS, BAR_LIMIT, BAR_OTHER } BarKind;

typedef struct {
  const char* name;
  double value;      // >= 0
  const char* text;  // behind the bar
  BarKind kind;
} BarView;

typedef struct {
  const char* title;
  const BarView* bars;
  unsigned n_bars;
} BarGroup;

typedef struct {
  const char* title;
  const char* subtitle;
  const BarGroup* groups;
  unsigned n_groups;
} BarsView;

#define BARS_WIDTH 760.0

/* How high the chart is at BARS_WIDTH. */
double bars_height(const BarsView* view);

void bars_draw(cairo_t* cr, const BarsView* view);

#endif
