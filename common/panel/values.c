// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/values.h"

#include "common/panel/damage.h"
#include "common/panel/look.h"

#include <math.h>
#include <string.h>

unsigned panel_port(const Panel* panel, unsigned section, unsigned copy, unsigned spec, unsigned channel) {
  if (copy >= panel_shape(panel, section).copies) {
    return NO_PORT;
  }
  return panel->port_of_slot[port_view_slot(&panel->view, section, copy, spec, channel)];
}

unsigned panel_find(const Panel* panel, const char* symbol) {
  for (unsigned port = 0; port < panel->n_ports; ++port) {
    char name[PORTS_TEXT_SIZE];
    port_symbol(&panel->ports[port], name);
    if (strcmp(name, symbol) == 0) {
      return port;
    }
  }
  return NO_PORT;
}

static bool is_off(const Panel* panel, const Widget* widget) {
  return widget->is_off && widget->is_off(panel, widget);
}

/* One control may be what others have a use by, or a handle its place. */
void uses_refresh(Panel* panel) {
  for (unsigned port = 0; port < panel->n_ports; ++port) {
    const bool unused = port_is_unused(panel, port);
    if (unused != port_set_has(&panel->unused, port)) {
      port_set_put(&panel->unused, port, unused);
      panel_damage_port(panel, port);
    }
  }
  for (unsigned i = 0; i < panel->n_widgets; ++i) {
    Widget* widget = &panel->widgets[i];
    if (widget->was_off != is_off(panel, widget)) {
      widget->was_off = !widget->was_off;
      widget_damage(panel, widget);
    }
  }
}

/* A handle leaves its place as well as it comes to another one. */
static void value_set(Panel* panel, unsigned port, float value, bool is_seen) {
  const double last = (double)panel_port_value(panel, port);
  if (is_seen) {
    panel_damage_change(panel, port, last, (double)value);
  }
  panel->values[panel->ports[port].slot] = value;
  if (is_seen) {
    panel_damage_change(panel, port, last, (double)value);
    if (panel->ports[port].spec->kind == PORT_CONTROL_IN) {
      uses_refresh(panel);
    }
  }
}

static bool is_under_hand(const Panel* panel, unsigned port) {
  const Gesture* gesture = &panel->gesture;
  if (gesture->kind == GESTURE_NONE || gesture->kind == GESTURE_MENU) {
    return false;
  }
  const Widget* widget = &panel->widgets[gesture->widget];
  return widget->port == port || (widget->kind == WIDGET_GRIP && widget->port_y == port);
}

static bool is_level(const PortSpec* spec) {
  return spec->unit == UNIT_DB && spec->kind == PORT_CONTROL_OUT;
}

/* A meter moves by half a unit or not at all, and its number shows tenths. */
static bool looks_the_same(const PortSpec* spec, float a, float b) {
  return is_level(spec) ? roundf(a * 10.0f) == roundf(b * 10.0f) : a == b;
}

static void peak_raise(Panel* panel, unsigned port, float value) {
  const PortSpec* spec = panel_spec(panel, port);
  PeakLine* peak = &panel->peaks[port];
  if (value >= peak->line_db) {
    peak->line_db = value;
    peak->since_ms = panel->now_ms;
  }
  if (value > peak->highest_db) {
    if (!looks_the_same(spec, value, peak->highest_db) || (value > 0.0f) != (peak->highest_db > 0.0f)) {
      panel_damage_peak(panel, port);
    }
    peak->highest_db = value;
  }
}

void panel_port_event(Panel* panel, unsigned port, float value) {
  if (port >= panel->n_ports || port_is_audio(panel->ports[port].spec) || is_under_hand(panel, port)) {
    return;
  }
  const PortSpec* spec = panel->ports[port].spec;
  const float last = panel_port_value(panel, port);
  const float now = port_sanitize(spec, value, last);
  if (is_level(spec)) {
    peak_raise(panel, port, now);
  }
  value_set(panel, port, now, !looks_the_same(spec, last, now));
}

void panel_write(Panel* panel, unsigned port, float value) {
  const float last = panel_port_value(panel, port);
  const float now = port_sanitize(panel->ports[port].spec, value, last);
  if (now == last) {
    return;
  }
  if (!port_set_has(&panel->touched, port)) {
    port_set_put(&panel->touched, port, true);
    panel->host.touch(panel->host.handle, port, true);
  }
  value_set(panel, port, now, true);
  panel->host.write(panel->host.handle, port, now);
}

void panel_release(Panel* panel, unsigned port) {
  if (port < panel->n_ports && port_set_has(&panel->touched, port)) {
    port_set_put(&panel->touched, port, false);
    panel->host.touch(panel->host.handle, port, false);
  }
}

void panel_set(Panel* panel, unsigned port, float value) {
  panel_write(panel, port, value);
  panel_release(panel, port);
}
