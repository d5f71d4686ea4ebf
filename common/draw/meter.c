// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/meter.h"

#include "common/draw/theme.h"

#include <math.h>

#define METER_LOW_DB (-60.0)
#define METER_HIGH_DB 6.0
#define METER_HOT_DB (-6.0)
#define REDUCTION_DB 24.0

static double clamped(double value, double low, double high) {
  return fmin(fmax(value, low), high);
}

/* Where a level stands on a meter, 0..1. */
static double meter_place(double level_db) {
  return clamped((level_db - METER_LOW_DB) / (METER_HIGH_DB - METER_LOW_DB), 0.0, 1.0);
}

void meter_draw(cairo_t* cr, double level_db, double x, double y, double width, double height) {
  const struct {
    Ink ink;
    double begin_db, end_db;
  } zones[] = {{INK_ACCENT, METER_LOW_DB, METER_HOT_DB}, {INK_HOT, METER_HOT_DB, 0.0}, {INK_CLIP, 0.0, METER_HIGH_DB}};
  slot_draw(cr, x, y, width, height);
  cairo_save(cr);
  round_rectangle(cr, x, y, width, height, height / 2.0);
  cairo_clip(cr);
  for (int i = 0; i < 3; ++i) {
    if (level_db > zones[i].begin_db) {
      const double begin = meter_place(zones[i].begin_db);
      const double end = meter_place(fmin(level_db, zones[i].end_db));
      cairo_rectangle(cr, x + begin * width, y, (end - begin) * width, height);
      ink_set(cr, zones[i].ink, 1.0);
      cairo_fill(cr);
    }
  }
  cairo_restore(cr);
  cairo_rectangle(cr, x + meter_place(0.0) * width - 0.5, y - 2.0, 1.0, height + 4.0);
  ink_set(cr, INK_QUIET, 1.0);
  cairo_fill(cr);
}

void reduction_draw(cairo_t* cr, double reduction_db, double x, double y, double width, double height) {
  const double part = clamped(-reduction_db / REDUCTION_DB, 0.0, 1.0);
  slot_draw(cr, x, y, width, height);
  round_rectangle(cr, x + (1.0 - part) * width, y, part * width, height, height / 2.0);
  ink_set(cr, INK_HOT, 1.0);
  cairo_fill(cr);
}
