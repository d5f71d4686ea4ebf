// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/wire.h"

#include "common/draw/theme.h"

#include <math.h>

#define OFF_THICKNESS 1.4
#define ARROW_LENGTH 7.0
#define FLOOR_DB (-89.9)

double wire_thickness(double level_db) {
  const double part = fmin(fmax(1.0 + level_db / SIGNAL_SPAN_DB, 0.0), 1.0);
  return OFF_THICKNESS + 6.6 * part * part;
}

static void wire_ink(cairo_t* cr, double level_db, bool off) {
  if (off) {
    ink_set(cr, INK_OFF, 1.0);
  } else if (level_db > 0.0) {
    ink_set(cr, INK_CLIP, 1.0);
  } else {
    ink_set_level(cr, level_db);
  }
}

void wire_stroke(cairo_t* cr, double level_db, bool off) {
  const double dashes[] = {3.0, 3.0};
  cairo_save(cr);
  wire_ink(cr, level_db, off || level_db < FLOOR_DB);
  cairo_set_line_width(cr, off ? OFF_THICKNESS : wire_thickness(level_db));
  cairo_set_dash(cr, dashes, off ? 2 : 0, 0.0);
  cairo_stroke(cr);
  cairo_restore(cr);
}

void wire_draw(cairo_t* cr, double x0, double y0, double x1, double y1, double level_db, bool off) {
  const double middle = (x0 + x1) / 2.0;
  cairo_move_to(cr, x0, y0);
  if (y0 == y1) {
    cairo_line_to(cr, x1, y1);
  } else {
    cairo_curve_to(cr, middle, y0, middle, y1, x1, y1);
  }
  wire_stroke(cr, level_db, off);
}

void arrow_draw(cairo_t* cr, double x0, double y0, double x1, double y1, double level_db, bool off) {
  const double wing = fmax(3.5, wire_thickness(off ? -SIGNAL_SPAN_DB : level_db) / 2.0 + 2.0);
  wire_draw(cr, x0, y0, x1 - ARROW_LENGTH + 1.0, y1, level_db, off);
  cairo_move_to(cr, x1, y1);
  cairo_line_to(cr, x1 - ARROW_LENGTH, y1 - wing);
  cairo_line_to(cr, x1 - ARROW_LENGTH, y1 + wing);
  cairo_close_path(cr);
  wire_ink(cr, level_db, off || level_db < FLOOR_DB);
  cairo_fill(cr);
}

void arrow_down_draw(cairo_t* cr, double x, double y0, double y1, double level_db, bool off) {
  const double wing = fmax(3.5, wire_thickness(off ? -SIGNAL_SPAN_DB : level_db) / 2.0 + 2.0);
  const double base = y1 > y0 ? y1 - ARROW_LENGTH : y1 + ARROW_LENGTH;
  cairo_move_to(cr, x, y0);
  cairo_line_to(cr, x, base);
  wire_stroke(cr, level_db, off);
  cairo_move_to(cr, x, y1);
  cairo_line_to(cr, x - wing, base);
  cairo_line_to(cr, x + wing, base);
  cairo_close_path(cr);
  wire_ink(cr, level_db, off || level_db < FLOOR_DB);
  cairo_fill(cr);
}
