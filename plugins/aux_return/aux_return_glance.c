// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/aux_return_glance.h"

#include "common/dsp/cold.h"
#include "plugins/aux_return/aux_return_ports.h"

static float main_value(const PortView* view, unsigned spec) {
  return port_view_value(view, RETURN_MAIN, 0, spec, 0);
}

/* The dry signal, the return and the duck, one under the other. */
COLD void aux_return_glance(const PortView* view, Glance* glance) {
  enum { ROWS = 3, LETTERS = 4 };
  static const char* const labels[ROWS] = {"Dry", "Ret", "Duck"};
  const GlanceRect area = glance_status(glance, glance_area(glance), main_value(view, RETURN_STATUS), 0.0f, 0.0f);
  GlanceRect rows[ROWS];
  for (int i = 0; i < ROWS; ++i) {
    rows[i] = glance_label(glance, glance_row(glance, area, i, ROWS), labels[i], LETTERS);
  }
  glance_meter(glance, rows[0], GLANCE_LYING, main_value(view, RETURN_METER_DRY), false);
  glance_meter(glance, rows[1], GLANCE_LYING, main_value(view, RETURN_METER_RETURN),
               port_view_value(view, RETURN_RETURN, 0, RETURN_MUTE, 0) > 0.0f);
  glance_reduction(glance, rows[2], GLANCE_LYING, main_value(view, RETURN_REDUCTION));
}
