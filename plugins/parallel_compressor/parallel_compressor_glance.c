// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_compressor/parallel_compressor_glance.h"

#include "common/dsp/cold.h"
#include "plugins/parallel_compressor/parallel_compressor_ports.h"

#include <math.h>

static float dynamics_value(const PortView* view, unsigned spec) {
  return port_view_value(view, COMPRESSOR_DYNAMICS, 0, spec, 0);
}

static float master_value(const PortView* view, unsigned spec) {
  return port_view_value(view, COMPRESSOR_MASTER, 0, spec, 0);
}

/* The curve with the input on it, then the reduction, then the output. */
COLD void parallel_compressor_glance(const PortView* view, Glance* glance) {
  const float knee_db = dynamics_value(view, COMPRESSOR_KNEE);
  const Knee knee = {
    .threshold = dynamics_value(view, COMPRESSOR_THRESHOLD),
    .slope = 1.0f - 1.0f / dynamics_value(view, COMPRESSOR_RATIO),
    .width = knee_db > KNEE_NARROWEST ? knee_db : KNEE_NARROWEST,
    .depth = INFINITY,
  };
  const GlanceRect area = glance_status(glance, glance_area(glance), master_value(view, COMPRESSOR_STATUS), 0.0f, 0.0f);
  const int bar = 4 * glance->line;
  const int gap = 2 * glance->line;
  const int right = area.x + area.width;
  glance_curve(glance, (GlanceRect){area.x, area.y, area.width - 2 * (bar + gap), area.height}, knee,
               master_value(view, COMPRESSOR_METER_IN));
  glance_reduction(glance, (GlanceRect){right - 2 * bar - gap, area.y, bar, area.height}, GLANCE_STANDING,
                   master_value(view, COMPRESSOR_REDUCTION));
  glance_meter(glance, (GlanceRect){right - bar, area.y, bar, area.height}, GLANCE_STANDING,
               master_value(view, COMPRESSOR_METER_OUT), false);
}
