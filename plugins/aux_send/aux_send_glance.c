// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_send/aux_send_glance.h"

#include "common/dsp/cold.h"
#include "common/ports/ranges.h"
#include "plugins/aux_send/aux_send_ports.h"

static bool is_off(const PortView* view, unsigned send) {
  return port_view_value(view, AUX_SEND, send, SEND_MUTE, 0) > 0.0f ||
         port_view_value(view, AUX_SEND, send, SEND_LEVEL, 0) <= LEVEL_OFF_DB;
}

/* A lying bar for each side of the main path, and one for each send. */
COLD void aux_send_glance(const PortView* view, Glance* glance) {
  static const char* const numbers[] = {"1", "2", "3", "4"};
  const unsigned n_sends = view->variant->shape[AUX_SEND].copies;
  const GlanceRect area = glance_status(glance, glance_area(glance), port_view_value(view, AUX_MAIN, 0, AUX_STATUS, 0),
                                        0.0f, 0.0f);
  for (unsigned i = 0; i <= n_sends; ++i) {
    const GlanceRect whole = glance_row(glance, area, (int)i, (int)n_sends + 1);
    const GlanceRect row = glance_label(glance, whole, i ? numbers[i - 1] : "M", 1);
    if (i) {
      glance_meter(glance, row, GLANCE_LYING, port_view_value(view, AUX_SEND, i - 1, SEND_METER, 0),
                   is_off(view, i - 1));
      continue;
    }
    const unsigned n_sides = view->variant->shape[AUX_MAIN].channels;
    for (unsigned side = 0; side < n_sides; ++side) {
      glance_meter(glance, glance_row(glance, row, (int)side, (int)n_sides), GLANCE_LYING,
                   port_view_value(view, AUX_MAIN, 0, AUX_METER, side),
                   port_view_value(view, AUX_MAIN, 0, AUX_MUTE, 0) > 0.0f);
    }
  }
}
