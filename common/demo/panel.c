// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/panel.h"

#include "common/demo/facts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { COLUMN_TAG, COLUMN_LEVEL, COLUMN_PAN, COLUMN_METER, COLUMN_PEAK };
enum { ROLE_LEVEL, ROLE_PAN, ROLE_MUTE, ROLE_METER, N_ROLES };

/* What symbols begin with in the parts that a control may play on a row. */
static const char* const stems[N_ROLES][2] = {
  [ROLE_LEVEL] = {"gain", "send_level"},
  [ROLE_PAN] = {"pan", "send_pan"},
  [ROLE_MUTE] = {"mute", "send_mute"},
  [ROLE_METER] = {"meter", "meter_send"},
};

/* The port that plays a part on the row of a pin, or UINT32_MAX. */
static uint32_t role_port(const PluginTake* plugin, unsigned pin, unsigned role) {
  const uint32_t port = pin_control(plugin->instance, &plugin->pins[pin], stems[role][0]);
  return port != UINT32_MAX ? port : pin_control(plugin->instance, &plugin->pins[pin], stems[role][1]);
}

static bool pin_has_row(const PluginTake* plugin, unsigned pin) {
  return role_port(plugin, pin, ROLE_LEVEL) != UINT32_MAX;
}

bool panel_has_port(const PluginTake* plugin, uint32_t port) {
  for (unsigned pin = 0; pin < plugin->n_pins; ++pin) {
    for (unsigned role = 0; pin_has_row(plugin, pin) && role < N_ROLES; ++role) {
      if (role_port(plugin, pin, role) == port) {
        return true;
      }
    }
  }
  return false;
}

float pin_meter(const PluginTake* plugin, unsigned pin) {
  const uint32_t port = role_port(plugin, pin, ROLE_METER);
  return port != UINT32_MAX ? plugin->readings[port].highest : NAN;
}

/* What the scene says about a row, or NULL. */
static const char* row_words(const PluginTake* plugin, unsigned pin) {
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
static void row_fill(Panel* panel, const PluginTake* plugin, unsigned pin, unsigned number) {
  RowView* row = &panel->rows[panel->box.n_rows];
  char(*texts)[DRAW_TEXT_SIZE] = panel->texts[panel->box.n_rows++];
  const uint32_t level = role_port(plugin, pin, ROLE_LEVEL);
  const uint32_t pan = role_port(plugin, pin, ROLE_PAN);
  const uint32_t mute = role_port(plugin, pin, ROLE_MUTE);
  const float peak_db = pin_meter(plugin, pin);
  const char* tag = pin_tag(&plugin->pins[pin]);
  row->off = mute != UINT32_MAX && control_is_constant(plugin, mute) && control_start(plugin, mute) > 0.5f;
  row->cells[COLUMN_TAG] = (CellView){.kind = CELL_TEXT, .text = tag};
  row->cells[COLUMN_LEVEL] = (CellView){
    .kind = CELL_NUMBER, .text = level_text(control_start(plugin, level), texts[0]), .note = row_words(plugin, pin)};
  if (pan != UINT32_MAX) {
    row->cells[COLUMN_PAN] = (CellView){.kind = CELL_PAN, .value = control_start(plugin, pan)};
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
static void settings_fill(Panel* panel, const PluginTake* plugin) {
  const bool has_rows = panel->box.n_rows > 0;
  size_t length = 0;
  for (const SceneSetting* setting = plugin->plugin->settings; setting->symbol; ++setting) {
    const uint32_t port = instance_find(plugin->instance, setting->symbol);
    const bool starts = setting->beat <= 0.0 && setting->beats <= 0.0;
    if (panel_has_port(plugin, port) || (!starts && !setting->words)) {
      continue;
    }
    char(*texts)[DRAW_TEXT_SIZE] = panel->texts[panel->box.n_rows];
    const char* value = setting->words ? setting->words : control_text(plugin, port, setting->value, texts[0]);
    control_name(plugin, port, texts[1], sizeof texts[1]);
    if (!has_rows) {
      panel->rows[panel->box.n_rows++] = (RowView){
        .cells = {{.kind = CELL_TEXT, .text = texts[1]}, {.kind = CELL_NUMBER, .text = value}}};
    } else if (length < sizeof panel->foot) {
      length += (size_t)snprintf(panel->foot + length, sizeof panel->foot - length, "%s%s %s", length > 0 ? ", " : "",
                                 texts[1], value);
    }
  }
  panel->box.foot = length > 0 ? panel->foot : NULL;
}

static void reduction_fill(Panel* panel, const PluginTake* plugin) {
  const uint32_t ours = instance_find(plugin->instance, "reduction");
  const uint32_t port = ours != UINT32_MAX ? ours : instance_find(plugin->instance, "gr");  // of Ardour's compressor
  if (port != UINT32_MAX) {
    const float reduction_db = port == ours ? plugin->readings[port].lowest : -plugin->readings[port].highest;
    RowView* row = &panel->rows[panel->box.n_rows];
    char(*texts)[DRAW_TEXT_SIZE] = panel->texts[panel->box.n_rows++];
    row->cells[0] = (CellView){.kind = CELL_TEXT, .text = "Most reduction"};
    row->cells[1] = (CellView){.kind = CELL_NUMBER, .text = level_text(reduction_db, texts[0])};
    row->cells[2] = (CellView){.kind = CELL_REDUCTION, .value = reduction_db};
  }
}

void panel_fill(Panel* panel, const PluginTake* plugin) {
  memset(panel, 0, sizeof *panel);
  BoxView* box = &panel->box;
  plugin_title(plugin, panel->title, sizeof panel->title);
  if (plugin->plugin->preset) {
    const size_t length = strlen(panel->title);
    const size_t comma = (size_t)snprintf(panel->title + length, sizeof panel->title - length, " · ");
    preset_title(plugin, panel->title + length + comma, sizeof panel->title - length - comma);
  }
  box->name = plugin->plugin->name;
  box->note = panel->title;
  box->rows = panel->rows;
  for (unsigned pin = 0; pin < plugin->n_pins; ++pin) {
    const unsigned number = plugin->pins[pin].is_input ? ++box->n_inputs : ++box->n_outputs;
    if (!plugin->pins[pin].is_input) {
      const Levels* levels = &plugin->outputs[pin].levels;
      box->outputs[number - 1] = (OutputView){levels->rms_db, levels->peak_db > 0.0f};
    }
    if (pin_has_row(plugin, pin)) {
      row_fill(panel, plugin, pin, number);
    }
  }
  if (box->n_rows > 0) {
    captions_set(box);
  }
  settings_fill(panel, plugin);
  reduction_fill(panel, plugin);
}
