// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/gauge.h"

#include "common/draw/text.h"

#include <math.h>

#define METER_LOW_DB (-60.0)
#define METER_HIGH_DB 6.0
#define METER_HOT_DB (-6.0)
#define REDUCTION_DB 24.0

static double clamped(double value, double low, double high) {
  return fmin(fmax(value, low), high);
}

static void track_draw(cairo_t* cr, double x, double y, double width, double height) {
  round_rectangle(cr, x, y, width, height, height / 2.0);
  ink_set(cr, INK_RULE, 1.0);
  cairo_fill(cr);
}

/* Where a level stands on a meter, 0..1. */
static double meter_place(double level_db) {
  return clamped((level_db - METER_LOW_DB) / (METER_HIGH_DB - METER_LOW_DB), 0.0, 1.0);
}

void meter_draw(cairo_t* cr, double level_db, double x, double y, double width, double height) {
  const struct {
    Ink ink;
    double begin_db, end_db;
  } zones[] = {{INK_CORE, METER_LOW_DB, METER_HOT_DB}, {INK_HOT, METER_HOT_DB, 0.0}, {INK_CLIP, 0.0, METER_HIGH_DB}};
  track_draw(cr, x, y, width, height);
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
  track_draw(cr, x, y, width, height);
  round_rectangle(cr, x + (1.0 - part) * width, y, part * width, height, height / 2.0);
  ink_set(cr, INK_HOT, 1.0);
  cairo_fill(cr);
}

void pan_draw(cairo_t* cr, double pan, bool off, double x, double y, double width, double height) {
  const double radius = height / 2.0;
  const double middle = x + width / 2.0;
  const double knob = middle + clamped(pan, -1.0, 1.0) * (width / 2.0 - radius);
  track_draw(cr, x, y + radius - 1.5, width, 3.0);
  cairo_rectangle(cr, fmin(middle, knob), y + radius - 1.5, fabs(knob - middle), 3.0);
  ink_set(cr, off ? INK_EDGE : INK_WAVE, 1.0);
  cairo_fill(cr);
  cairo_rectangle(cr, middle - 0.5, y, 1.0, height);
  ink_set(cr, INK_EDGE, 1.0);
  cairo_fill(cr);
  cairo_new_sub_path(cr);
  cairo_arc(cr, knob, y + radius, radius, 0.0, 6.28318530717958647692);
  ink_set(cr, off ? INK_OFF : INK_CORE, 1.0);
  cairo_fill(cr);
}

void badge_draw(cairo_t* cr, const char* text, double x, double y, double width, double height) {
  round_rectangle(cr, x, y, width, height, 4.0);
  ink_set(cr, INK_QUIET, 1.0);
  cairo_fill(cr);
  text_draw(cr, TEXT_BADGE, INK_CARD, ALIGN_CENTRE, text, x, width, y + (height + text_capital(TEXT_BADGE)) / 2.0);
}
