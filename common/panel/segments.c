// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/segments.h"

/* Scale points for stereo alone are no entries of a section with one channel. */
static bool has_point(const Panel* panel, unsigned port, const ScalePoint* point) {
  if (!point->stereo_only) {
    return true;
  }
  const unsigned section = (unsigned)(panel->ports[port].section - panel->view.family->sections);
  return panel_shape(panel, section).channels > 1;
}

const ScalePoint* entry_at(const Panel* panel, unsigned port, unsigned entry) {
  unsigned n = 0;
  for (const ScalePoint* point = panel_spec(panel, port)->points; point && point->label; ++point) {
    if (has_point(panel, port, point) && n++ == entry) {
      return point;
    }
  }
  return NULL;
}

unsigned entries_count(const Panel* panel, unsigned port) {
  unsigned n = 0;
  while (entry_at(panel, port, n)) {
    ++n;
  }
  return n;
}

unsigned segments_count(const Panel* panel, const Widget* widget) {
  const PortSpec* spec = panel_spec(panel, widget->port);
  return spec->points ? entries_count(panel, widget->port) : (unsigned)(spec->maximum - spec->minimum) + 1;
}

PanelRect segment_area(const Panel* panel, const Widget* widget, unsigned entry) {
  const double width = widget->area.width / segments_count(panel, widget);
  return (PanelRect){widget->area.x + entry * width, widget->area.y, width, widget->area.height};
}

int segments_find(const Panel* panel, const Widget* widget, double x, double y) {
  for (unsigned i = 0; i < segments_count(panel, widget); ++i) {
    if (rect_contains(segment_area(panel, widget, i), x, y)) {
      return (int)i;
    }
  }
  return -1;
}

float segments_value(const Panel* panel, const Widget* widget, unsigned entry) {
  const ScalePoint* point = entry_at(panel, widget->port, entry);
  return point ? point->value : panel_spec(panel, widget->port)->minimum + (float)entry;
}
