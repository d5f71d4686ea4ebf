// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/values.h"

#include "common/panel/layout.h"
#include "common/panel/look.h"

#include <math.h>
#include <string.h>

#define SMEAR 2.0  // how far edges of shapes may come out of a rectangle

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

/* What a rectangle adds to another, as area. */
static double growth(PanelRect a, PanelRect b, PanelRect* both) {
  both->x = fmin(a.x, b.x);
  both->y = fmin(a.y, b.y);
  both->width = fmax(a.x + a.width, b.x + b.width) - both->x;
  both->height = fmax(a.y + a.height, b.y + b.height) - both->y;
  return both->width * both->height - a.width * a.height - b.width * b.height;
}

/* Joins a rectangle to one that it costs little to join, or, where there are too many, to the one it costs least. */
void panel_damage(Panel* panel, PanelRect rect) {
  rect = (PanelRect){rect.x - SMEAR, rect.y - SMEAR, rect.width + 2.0 * SMEAR, rect.height + 2.0 * SMEAR};
  double least = (double)INFINITY;
  unsigned best = 0;
  PanelRect joined = rect;
  for (unsigned i = 0; i < panel->n_damage; ++i) {
    PanelRect both;
    const double cost = growth(panel->damage[i], rect, &both);
    if (cost < least) {
      least = cost;
      best = i;
      joined = both;
    }
  }
  if (least <= 0.0 || panel->n_damage == PANEL_MAX_DAMAGE) {
    panel->damage[best] = joined;
  } else {
    panel->damage[panel->n_damage++] = rect;
  }
}

bool panel_take_damage(Panel* panel, PanelRect* rect) {
  if (!panel->n_damage) {
    return false;
  }
  *rect = panel->damage[--panel->n_damage];
  return true;
}

void panel_damage_port(Panel* panel, unsigned port) {
  for (unsigned i = 0; i < panel->n_widgets; ++i) {
    if (port_set_has(&panel->widgets[i].watched, port)) {
      panel_damage(panel, widget_reach(panel, &panel->widgets[i]));
    }
  }
  if (panel->hovered >= 0 && widget_control(&panel->widgets[panel->hovered]) == port) {
    panel_damage(panel, footer_area(panel));
  }
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
      panel_damage(panel, widget_reach(panel, widget));
    }
  }
}

/* A handle leaves its place as well as it comes to another one. */
static void value_set(Panel* panel, unsigned port, float value, bool is_seen) {
  if (is_seen) {
    panel_damage_port(panel, port);
  }
  panel->values[panel->ports[port].slot] = value;
  if (is_seen) {
    panel_damage_port(panel, port);
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

/* A meter moves by half a unit or not at all. */
static bool looks_the_same(const PortSpec* spec, float a, float b) {
  return spec->unit == UNIT_DB && spec->kind == PORT_CONTROL_OUT ? roundf(a * 10.0f) == roundf(b * 10.0f) : a == b;
}

static void peak_raise(Panel* panel, unsigned port, float value) {
  PeakLine* peak = &panel->peaks[port];
  if (value >= peak->line_db) {
    peak->line_db = value;
    peak->since_ms = panel->now_ms;
  }
  peak->highest_db = fmaxf(peak->highest_db, value);
}

void panel_port_event(Panel* panel, unsigned port, float value) {
  if (port >= panel->n_ports || port_is_audio(panel->ports[port].spec) || is_under_hand(panel, port)) {
    return;
  }
  const PortSpec* spec = panel->ports[port].spec;
  const float last = panel_port_value(panel, port);
  const float now = port_sanitize(spec, value, last);
  if (spec->kind == PORT_CONTROL_OUT && spec->unit == UNIT_DB) {
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
