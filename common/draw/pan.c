// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/pan.h"

#include "common/draw/theme.h"

#include <math.h>

void pan_draw(cairo_t* cr, double pan, bool off, double x, double y, double width, double height) {
  const double radius = height / 2.0;
  const double middle = x + width / 2.0;
  const double knob = middle + fmin(fmax(pan, -1.0), 1.0) * (width / 2.0 - radius);
  slot_draw(cr, x, y + radius - 1.5, width, 3.0);
  cairo_rectangle(cr, fmin(middle, knob), y + radius - 1.5, fabs(knob - middle), 3.0);
  ink_set(cr, off ? INK_EDGE : INK_WAVE, 1.0);
  cairo_fill(cr);
  cairo_rectangle(cr, middle - 0.5, y, 1.0, height);
  ink_set(cr, INK_EDGE, 1.0);
  cairo_fill(cr);
  cairo_new_sub_path(cr);
  cairo_arc(cr, knob, y + radius, radius, 0.0, 6.28318530717958647692);
  ink_set(cr, off ? INK_OFF : INK_ACCENT, 1.0);
  cairo_fill(cr);
}
