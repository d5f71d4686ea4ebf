// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/sidechain_router/sidechain_router_glance.h"

#include "common/dsp/cold.h"
#include "plugins/sidechain_router/sidechain_router.h"
#include "plugins/sidechain_router/sidechain_router_ports.h"

static float dynamics_value(const PortView* view, unsigned spec) {
  return port_view_value(view, ROUTER_DYNAMICS, 0, spec, 0);
}

static float master_value(const PortView* view, unsigned spec) {
  return port_view_value(view, ROUTER_MASTER, 0, spec, 0);
}

/* Whether the threshold is in use, and is a level that the key's meter shows. */
static bool has_threshold(const PortView* view) {
  const int action = (int)dynamics_value(view, ROUTER_ACTION);
  return (action == ROUTER_DUCK || action == ROUTER_GATE) && !(dynamics_value(view, ROUTER_RELATIVE) > 0.0f);
}

static void draw_threshold(const PortView* view, Glance* glance, GlanceRect bar) {
  const int at = glance_level_length(dynamics_value(view, ROUTER_THRESHOLD), bar.width);
  glance_fill(glance, (GlanceRect){bar.x + at, bar.y - glance->line, glance->line, bar.height + 2 * glance->line},
              GLANCE_TEXT);
}

/* The key with the threshold on it, the reduction, and the main out. */
COLD void sidechain_router_glance(const PortView* view, Glance* glance) {
  enum { ROWS = 3, LETTERS = 4 };
  static const char* const labels[ROWS] = {"Key", "Red", "Out"};
  const GlanceRect area = glance_status(glance, glance_area(glance), master_value(view, ROUTER_STATUS), 0.0f, 0.0f);
  const unsigned n_sides = view->variant->shape[ROUTER_MASTER].channels;
  GlanceRect rows[ROWS];
  for (int i = 0; i < ROWS; ++i) {
    rows[i] = glance_label(glance, glance_row(glance, area, i, ROWS), labels[i], LETTERS);
  }
  glance_meter(glance, rows[0], GLANCE_LYING, master_value(view, ROUTER_METER_KEY), false);
  if (has_threshold(view)) {
    draw_threshold(view, glance, rows[0]);
  }
  glance_reduction(glance, rows[1], GLANCE_LYING, master_value(view, ROUTER_REDUCTION));
  for (unsigned side = 0; side < n_sides; ++side) {
    glance_meter(glance, glance_row(glance, rows[2], (int)side, (int)n_sides), GLANCE_LYING,
                 port_view_value(view, ROUTER_MASTER, 0, ROUTER_METER, side), false);
  }
}
