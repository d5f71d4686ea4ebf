// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/panel.h"

#include "common/panel/damage.h"
#include "common/panel/field.h"
#include "common/panel/hover.h"
#include "common/panel/layout.h"
#include "common/panel/menu.h"
#include "common/panel/values.h"
#include "common/ports/specs.h"

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

static void write_nowhere(void* handle, unsigned port, float value) {
  (void)handle;
  (void)port;
  (void)value;
}

static void touch_nowhere(void* handle, unsigned port, bool grabbed) {
  (void)handle;
  (void)port;
  (void)grabbed;
}

static void no_keyboard(void* handle, bool wanted) {
  (void)handle;
  (void)wanted;
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
  panel->host = host ? *host : (PanelHost){NULL, write_nowhere, touch_nowhere, no_keyboard};
  panel->theme = theme;
  panel->view = (PortView){type->family, variant, layout, panel->values};
  panel->n_ports = ports_list(type->family, variant, panel->ports);
  panel->status_port = panel->enabled_port = NO_PORT;
  panel->hovered = -1;
  ports_read(panel);
  type->lay_out(panel);
  layout_finish(panel);
  uses_refresh(panel);
  panel_damage_all(panel);
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

void panel_set_language(Panel* panel, const Language* language) {
  panel->language = language;
  panel_damage_all(panel);
}

void panel_set_rate(Panel* panel, double rate_hz) {
  panel->rate_hz = rate_hz;
  panel_damage_all(panel);
}

void panel_base_size(const Panel* panel, double* width, double* height) {
  *width = panel->width;
  *height = panel->height;
}

void panel_cancel(Panel* panel) {
  if (panel->gesture.kind != GESTURE_NONE) {
    widget_damage(panel, &panel->widgets[panel->gesture.widget]);
  }
  panel->gesture.kind = GESTURE_NONE;
  hover_leave(panel);
  field_close(panel);
  menu_close(panel);
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
      panel_damage_line(panel, port, (double)peak->line_db, (double)now);
      peak->line_db = now;
      peak->since_ms = panel->now_ms;
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
        widget_damage(panel, widget);
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
  hover_tick(panel);
}
