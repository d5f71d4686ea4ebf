// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/bus_summer_glance.h"

#include "common/dsp/cold.h"
#include "plugins/bus_summer/bus_summer_ports.h"

static float strip_value(const PortView* view, unsigned strip, unsigned spec) {
  return port_view_value(view, BUS_STRIP, strip, spec, 0);
}

static float master_value(const PortView* view, unsigned spec) {
  return port_view_value(view, BUS_MASTER, 0, spec, 0);
}

static bool has_solo(const PortView* view) {
  for (unsigned i = 0; i < view->variant->shape[BUS_STRIP].copies; ++i) {
    if (strip_value(view, i, STRIP_SOLO) > 0.0f) {
      return true;
    }
  }
  return false;
}

/* A bar for each strip, with a line under those that the status is about, and two for the bus at the right. */
COLD void bus_summer_glance(const PortView* view, Glance* glance) {
  enum { GAP = 1, SIDES = 2 };
  const unsigned n = view->variant->shape[BUS_STRIP].copies;
  const int n_columns = (int)n + GAP + SIDES;
  const unsigned a = (unsigned)master_value(view, MASTER_STATUS_A);
  const unsigned b = (unsigned)master_value(view, MASTER_STATUS_B);
  const bool solo = has_solo(view);
  GlanceRect area = glance_status(glance, glance_area(glance), master_value(view, MASTER_STATUS), (float)a, (float)b);
  area.height -= 2 * glance->line;
  for (unsigned i = 0; i < n; ++i) {
    const GlanceRect bar = glance_column(glance, area, (int)i, n_columns);
    const bool is_off = strip_value(view, i, STRIP_MUTE) > 0.0f || (solo && !(strip_value(view, i, STRIP_SOLO) > 0.0f));
    glance_meter(glance, bar, GLANCE_STANDING, strip_value(view, i, STRIP_METER), is_off);
    if (i + 1 == a || i + 1 == b) {
      glance_fill(glance, (GlanceRect){bar.x, bar.y + bar.height + glance->line, bar.width, glance->line}, GLANCE_HOT);
    }
  }
  for (unsigned side = 0; side < SIDES; ++side) {
    glance_meter(glance, glance_column(glance, area, (int)(n + GAP + side), n_columns), GLANCE_STANDING,
                 port_view_value(view, BUS_MASTER, 0, MASTER_METER, side), false);
  }
}
