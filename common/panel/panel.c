// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/panel.h"

#include "common/panel/field.h"
#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/panel/menu.h"
#include "common/panel/pointing.h"
#include "common/ports/specs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PEAK_LINE_MS 2000U

const PortFamily* panel_type_family(const PanelType* type) {
  return type->family;
}

static void port_find_special(Panel* panel, unsigned port) {
  const PortSpec* spec = panel->ports[port].spec;
  if (spec->flags & PORT_ENABLED) {
    panel->enabled_port = port;
  } else if (spec->points == spec_status_points) {
    panel->status_port = port;
  }
}

static void ports_read(Panel* panel) {
  for (unsigned slot = 0; slot < panel->view.layout.n_slots; ++slot) {
    panel->port_of_slot[slot] = NO_PORT;
  }
  for (unsigned s = 0; s < panel->view.family->n_sections; ++s) {
    const PortSection* section = &panel->view.family->sections[s];
    const unsigned n_copies = panel->view.variant->shape[s].copies ? panel->view.variant->shape[s].copies : 1;
    for (unsigned copy = 0; copy < n_copies; ++copy) {
      for (unsigned spec = 0; spec < section->n_specs; ++spec) {
        for (unsigned channel = 0; channel < panel->view.layout.width[s]; ++channel) {
          panel->values[port_view_slot(&panel->view, s, copy, spec, channel)] = section->specs[spec].initial;
        }
      }
    }
  }
  for (unsigned i = 0; i < panel->n_ports; ++i) {
    panel->port_of_slot[panel->ports[i].slot] = i;
    panel->peaks[i] = (PeakLine){METER_FLOOR_DB, 0, METER_FLOOR_DB};
    port_find_special(panel, i);
  }
}

/* Which controls do nothing now may hang on any other: those that have changed are to be drawn, too. */
static void note_unused(Panel* panel) {
  for (unsigned port = 0; port < panel->n_ports; ++port) {
    const bool is_unused = port_is_unused(panel, port);
    if (is_unused != port_set_has(&panel->unused, port)) {
      port_set_put(&panel->unused, port, is_unused);
      panel_damage_port(panel, port);
    }
  }
}

Panel* panel_new(const PanelType* type, const PortVariant* variant, const PanelHost* host, Theme theme) {
  Panel* panel = calloc(1, sizeof *panel);
  if (!panel) {
    return NULL;
  }
  const PortLayout layout = ports_layout(type->family, variant);
  panel->values = calloc(layout.n_slots + 1U, sizeof *panel->values);
  panel->port_of_slot = calloc(layout.n_slots + 1U, sizeof *panel->port_of_slot);
  if (!panel->values || !panel->port_of_slot) {
    panel_free(panel);
    return NULL;
  }
  panel->type = type;
  panel->host = *host;
  panel->theme = theme;
  panel->view = (PortView){type->family, variant, layout, panel->values};
  panel->n_ports = ports_list(type->family, variant, panel->ports);
  panel->status_port = panel->enabled_port = NO_PORT;
  panel->hovered = -1;
  ports_read(panel);
  type->lay_out(panel);
  layout_finish(panel);
  note_unused(panel);
  panel_damage(panel, (PanelRect){0.0, 0.0, panel->width, panel->height});
  return panel;
}

void panel_free(Panel* panel) {
  if (panel) {
    if (panel->n_ports) {
      panel_cancel(panel);
    }
    free(panel->values);
    free(panel->port_of_slot);
    free(panel);
  }
}

void panel_base_size(const Panel* panel, double* width, double* height) {
  *width = panel->width;
  *height = panel->height;
}

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

static void note_change(Panel* panel, unsigned port) {
  panel_damage_port(panel, port);
  if (port == panel->enabled_port) {
    panel_damage(panel, (PanelRect){0.0, 0.0, panel->width, panel->height});
  }
  if (panel->ports[port].spec->kind == PORT_CONTROL_IN) {
    note_unused(panel);
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
  float* place = &panel->values[panel->ports[port].slot];
  const float last = *place;
  const float now = port_sanitize(spec, value, last);
  if (spec->kind == PORT_CONTROL_OUT && spec->unit == UNIT_DB) {
    peak_raise(panel, port, now);
  }
  *place = now;
  if (!looks_the_same(spec, last, now)) {
    note_change(panel, port);
  }
}

void panel_write(Panel* panel, unsigned port, float value) {
  float* place = &panel->values[panel->ports[port].slot];
  const float now = port_sanitize(panel->ports[port].spec, value, *place);
  if (now == *place) {
    return;
  }
  if (!port_set_has(&panel->touched, port)) {
    port_set_put(&panel->touched, port, true);
    panel->host.touch(panel->host.handle, port, true);
  }
  *place = now;
  panel->host.write(panel->host.handle, port, now);
  note_change(panel, port);
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

void panel_cancel(Panel* panel) {
  panel->gesture.kind = GESTURE_NONE;
  field_close(panel);
  menu_close(panel);
  pointing_leave(panel);
  for (unsigned port = 0; port < panel->n_ports; ++port) {
    panel_release(panel, port);
  }
}

/* A line that has stood its time falls to where the meter is. */
static void peaks_tick(Panel* panel) {
  for (unsigned port = 0; port < panel->n_ports; ++port) {
    PeakLine* peak = &panel->peaks[port];
    const PortSpec* spec = panel->ports[port].spec;
    if (spec->kind != PORT_CONTROL_OUT || spec->unit != UNIT_DB) {
      continue;
    }
    const float now = panel_port_value(panel, port);
    if (peak->line_db > now && panel->now_ms - peak->since_ms >= PEAK_LINE_MS) {
      peak->line_db = now;
      peak->since_ms = panel->now_ms;
      panel_damage_port(panel, port);
    }
  }
}

/* Whether a new point makes the history look different. */
static bool history_put(History* history, float value) {
  const float oldest = history->points[history->next];
  bool changes = oldest != value;
  for (unsigned i = 0; i < PANEL_HISTORY && !changes; ++i) {
    changes = history->points[i] != value;
  }
  history->points[history->next] = value;
  history->next = (history->next + 1) % PANEL_HISTORY;
  return changes;
}

static void history_damage(Panel* panel, unsigned port) {
  for (unsigned i = 0; i < panel->n_widgets; ++i) {
    const Widget* widget = &panel->widgets[i];
    for (unsigned n = 0; n < widget->n_history_ports; ++n) {
      if (widget->history_ports[n] == port) {
        panel_damage(panel, widget->area);
      }
    }
  }
}

static void histories_tick(Panel* panel) {
  uint32_t due = (panel->now_ms - panel->history_ms) / PANEL_HISTORY_MS;
  panel->history_ms += due * PANEL_HISTORY_MS;
  due = due < PANEL_HISTORY ? due : PANEL_HISTORY;
  for (unsigned i = 0; i < panel->n_histories; ++i) {
    History* history = &panel->histories[i];
    bool changes = false;
    for (uint32_t n = 0; n < due; ++n) {
      changes |= history_put(history, panel_port_value(panel, history->port));
    }
    if (changes) {
      history_damage(panel, history->port);
    }
  }
}

void panel_tick(Panel* panel, uint32_t time_ms) {
  if (!panel->has_time) {
    panel->has_time = true;
    panel->history_ms = time_ms;
    for (unsigned port = 0; port < panel->n_ports; ++port) {
      panel->peaks[port].since_ms = time_ms;
    }
  }
  panel->now_ms = time_ms;
  peaks_tick(panel);
  histories_tick(panel);
  pointing_tick(panel);
}
