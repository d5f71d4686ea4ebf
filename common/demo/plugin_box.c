// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/plugin_box.h"

#include "common/demo/plugin_text.h"
#include "common/demo/settings.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { COLUMN_TAG, COLUMN_LEVEL, COLUMN_PAN, COLUMN_METER, COLUMN_PEAK };
enum { ROLE_LEVEL, ROLE_PAN, ROLE_MUTE, ROLE_METER, N_ROLES };

/* What the symbols of a control begin with, by the place that it has in a row. */
static const char* const symbol_prefixes[N_ROLES][2] = {
  [ROLE_LEVEL] = {"gain", "send_level"},
  [ROLE_PAN] = {"pan", "send_pan"},
  [ROLE_MUTE] = {"mute", "send_mute"},
  [ROLE_METER] = {"meter", "meter_send"},
};

/* The port that has a place in the row of a pin, or UINT32_MAX. */
static uint32_t role_port(const PluginRender* plugin, unsigned pin, unsigned role) {
  const uint32_t port = pin_control(plugin->instance, &plugin->pins[pin], symbol_prefixes[role][0]);
  return port != UINT32_MAX ? port : pin_control(plugin->instance, &plugin->pins[pin], symbol_prefixes[role][1]);
}

static bool pin_has_row(const PluginRender* plugin, unsigned pin) {
  return role_port(plugin, pin, ROLE_LEVEL) != UINT32_MAX;
}

bool plugin_box_has_port(const PluginRender* plugin, uint32_t port) {
  for (unsigned pin = 0; pin < plugin->n_pins; ++pin) {
    for (unsigned role = 0; pin_has_row(plugin, pin) && role < N_ROLES; ++role) {
      if (role_port(plugin, pin, role) == port) {
        return true;
      }
    }
  }
  return false;
}

float pin_meter(const PluginRender* plugin, unsigned pin) {
  const uint32_t port = role_port(plugin, pin, ROLE_METER);
  return port != UINT32_MAX ? plugin->readings[port].highest : NAN;
}

/* What the scene says about a row, or NULL. */
static const char* row_words(const PluginRender* plugin, unsigned pin) {
  for (const SceneSetting* setting = plugin->plugin->settings; setting->symbol; ++setting) {
    for (unsigned role = 0; setting->words && role < N_ROLES; ++role) {
      if (role_port(plugin, pin, role) == instance_find(plugin->instance, setting->symbol)) {
        return setting->words;
      }
    }
  }
  return NULL;
}

/* One row for a strip, a send or a branch. */
static void row_fill(PluginBox* box, const PluginRender* plugin, unsigned pin, unsigned number) {
  RowView* row = &box->rows[box->view.n_rows];
  char(*texts)[DRAW_TEXT_SIZE] = box->texts[box->view.n_rows++];
  const uint32_t level = role_port(plugin, pin, ROLE_LEVEL);
  const uint32_t pan = role_port(plugin, pin, ROLE_PAN);
  const uint32_t mute = role_port(plugin, pin, ROLE_MUTE);
  const float peak_db = pin_meter(plugin, pin);
  const char* tag = pin_tag(&plugin->pins[pin]);
  row->off = mute != UINT32_MAX && control_is_constant(plugin->instance, plugin->plugin, mute) &&
             control_initial(plugin->instance, plugin->plugin, mute) > 0.5f;
  row->cells[COLUMN_TAG] = (CellView){.kind = CELL_TEXT, .text = tag};
  row->cells[COLUMN_LEVEL] = (CellView){
    .kind = CELL_NUMBER,
    .text = level_text(control_initial(plugin->instance, plugin->plugin, level), texts[0]),
    .note = row_words(plugin, pin)};
  if (pan != UINT32_MAX) {
    row->cells[COLUMN_PAN] = (CellView){.kind = CELL_PAN,
                                        .value = control_initial(plugin->instance, plugin->plugin, pan)};
  }
  if (row->off) {
    row->cells[COLUMN_METER] = (CellView){.kind = CELL_BADGE, .text = "Muted"};
  } else if (!isnan(peak_db)) {
    row->cells[COLUMN_METER] = (CellView){.kind = CELL_METER, .value = peak_db};
    row->cells[COLUMN_PEAK] = (CellView){
      .kind = CELL_NUMBER, .text = decibel_text(peak_db, texts[1]), .alarm = peak_db > 0.0f};
  }
  row->input = plugin->pins[pin].is_input ? number : 0;
  row->output = plugin->pins[pin].is_input ? 0 : number;
}

static void captions_set(BoxView* box) {
  bool pans = false;
  for (unsigned i = 0; i < box->n_rows; ++i) {
    pans |= box->rows[i].cells[COLUMN_PAN].kind == CELL_PAN;
  }
  box->captions[COLUMN_LEVEL] = "Gain";
  box->captions[COLUMN_PAN] = pans ? "Pan" : NULL;
  box->captions[COLUMN_METER] = "Peak, dBFS";
}

/* Settings that have no row, in one line below the rows, or where there are none in rows of their own. */
static void settings_fill(PluginBox* box, const PluginRender* plugin) {
  const bool has_rows = box->view.n_rows > 0;
  size_t length = 0;
  for (const SceneSetting* setting = plugin->plugin->settings; setting->symbol; ++setting) {
    const uint32_t port = instance_find(plugin->instance, setting->symbol);
    if (plugin_box_has_port(plugin, port) || (!setting_is_initial(setting) && !setting->words)) {
      continue;
    }
    char(*texts)[DRAW_TEXT_SIZE] = box->texts[box->view.n_rows];
    const char* value = setting->words ? setting->words : control_text(plugin, port, setting->value, texts[0]);
    control_name(plugin, port, texts[1], sizeof texts[1]);
    if (!has_rows) {
      box->rows[box->view.n_rows++] = (RowView){
        .cells = {{.kind = CELL_TEXT, .text = texts[1]}, {.kind = CELL_NUMBER, .text = value}}};
    } else if (length < sizeof box->foot) {
      length += (size_t)snprintf(box->foot + length, sizeof box->foot - length, "%s%s %s", length > 0 ? ", " : "",
                                 texts[1], value);
    }
  }
  box->view.foot = length > 0 ? box->foot : NULL;
}

static void reduction_fill(PluginBox* box, const PluginRender* plugin) {
  const uint32_t ours = instance_find(plugin->instance, "reduction");
  const uint32_t port = ours != UINT32_MAX ? ours : instance_find(plugin->instance, "gr");  // of Ardour's compressor
  if (port != UINT32_MAX) {
    const float reduction_db = port == ours ? plugin->readings[port].lowest : -plugin->readings[port].highest;
    RowView* row = &box->rows[box->view.n_rows];
    char(*texts)[DRAW_TEXT_SIZE] = box->texts[box->view.n_rows++];
    row->cells[0] = (CellView){.kind = CELL_TEXT, .text = "Most reduction"};
    row->cells[1] = (CellView){.kind = CELL_NUMBER, .text = level_text(reduction_db, texts[0])};
    row->cells[2] = (CellView){.kind = CELL_REDUCTION, .value = reduction_db};
  }
}

void plugin_box_fill(PluginBox* box, const PluginRender* plugin) {
  memset(box, 0, sizeof *box);
  BoxView* view = &box->view;
  plugin_title(plugin, box->title, sizeof box->title);
  if (plugin->plugin->preset) {
    const size_t length = strlen(box->title);
    const size_t dot = (size_t)snprintf(box->title + length, sizeof box->title - length, " · ");
    preset_title(plugin, box->title + length + dot, sizeof box->title - length - dot);
  }
  view->name = plugin->plugin->name;
  view->note = box->title;
  view->rows = box->rows;
  for (unsigned pin = 0; pin < plugin->n_pins; ++pin) {
    const unsigned number = plugin->pins[pin].is_input ? ++view->n_inputs : ++view->n_outputs;
    if (!plugin->pins[pin].is_input) {
      const Levels* levels = &plugin->outputs[pin].levels;
      view->outputs[number - 1] = (OutputView){levels->rms_db, levels->peak_db > 0.0f};
    }
    if (pin_has_row(plugin, pin)) {
      row_fill(box, plugin, pin, number);
    }
  }
  if (view->n_rows > 0) {
    captions_set(view);
  }
  settings_fill(box, plugin);
  reduction_fill(box, plugin);
}
