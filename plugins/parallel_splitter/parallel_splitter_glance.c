// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_splitter/parallel_splitter_glance.h"

#include "common/dsp/cold.h"
#include "plugins/parallel_splitter/parallel_splitter.h"
#include "plugins/parallel_splitter/parallel_splitter_ports.h"

static float split_value(const PortView* view, unsigned spec) {
  return port_view_value(view, SPLITTER_SPLIT, 0, spec, 0);
}

static float branch_value(const PortView* view, unsigned branch, unsigned spec) {
  return port_view_value(view, SPLITTER_BRANCH, branch, spec, 0);
}

static bool has_solo(const PortView* view) {
  for (unsigned i = 0; i < view->variant->shape[SPLITTER_BRANCH].copies; ++i) {
    if (branch_value(view, i, SPLITTER_SOLO) > 0.0f) {
      return true;
    }
  }
  return false;
}

/* A mono splitter takes what needs two sides for Copy. */
static unsigned mode_in_use(const PortView* view) {
  const unsigned mode = (unsigned)split_value(view, SPLITTER_MODE);
  const bool needs_sides = mode == SPLITTER_MID_SIDE || mode == SPLITTER_LEFT_RIGHT;
  return needs_sides && view->variant->shape[SPLITTER_IN].channels < 2 ? SPLITTER_COPY : mode;
}

/* How many branches a mode feeds. */
static unsigned branches_in_use(const PortView* view, unsigned mode) {
  return mode == SPLITTER_COPY || mode == SPLITTER_BANDS ? (unsigned)split_value(view, SPLITTER_N_BRANCHES) : 2;
}

/* A bar for each branch over the name of the mode. */
COLD void parallel_splitter_glance(const PortView* view, Glance* glance) {
  static const char* const names[] = {"Copy", "Bands", "M/S", "L/R", "Tran/Sus", "Loud/Quiet"};
  const unsigned mode = mode_in_use(view);
  const unsigned n = view->variant->shape[SPLITTER_BRANCH].copies;
  const unsigned n_used = branches_in_use(view, mode);
  const bool solo = has_solo(view);
  GlanceRect area = glance_status(glance, glance_area(glance),
                                  port_view_value(view, SPLITTER_MASTER, 0, SPLITTER_STATUS, 0), 0.0f, 0.0f);
  glance_text(glance, area, mode < sizeof(names) / sizeof(names[0]) ? names[mode] : "", GLANCE_TEXT);
  const int label = glance_text_height(glance) + 2 * glance->line;
  area.y += label;
  area.height -= label;
  for (unsigned i = 0; i < n; ++i) {
    const bool is_off = i >= n_used || branch_value(view, i, SPLITTER_MUTE) > 0.0f ||
                        (solo && !(branch_value(view, i, SPLITTER_SOLO) > 0.0f));
    glance_meter(glance, glance_row(glance, area, (int)i, (int)n), GLANCE_LYING, branch_value(view, i, SPLITTER_METER),
                 is_off);
  }
}
