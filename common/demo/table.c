// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/table.h"

#include "common/demo/plugin_box.h"
#include "common/demo/plugin_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { CELL_WIDTH = 10, CELL_SIZE = 32 };

static void number_print(float value) {
  char text[CELL_SIZE] = "";
  value = fabsf(value) < 0.05f ? 0.0f : value;
  if (isinf(value)) {
    snprintf(text, sizeof text, "-inf");
  } else if (!isnan(value)) {
    snprintf(text, sizeof text, "%.1f", (double)value);
  }
  printf("%*s", CELL_WIDTH, text);
}

/* Blank where a value is NaN. */
static void row_print(const char* name, const Levels* levels, float meter_db, const char* where) {
  printf("  %-14s", name);
  number_print(levels->peak_db);
  number_print(levels->rms_db);
  number_print(levels->loudness);
  number_print(meter_db);
  printf("  %s\n", where);
}

static void source_print(const SceneRender* render, unsigned index) {
  const char* name = render->scene->sources[index].name;
  bool wired = false;
  for (const SceneWire* wire = render->scene->wires; wire->from; ++wire) {
    for (unsigned i = 0; !wire->from_output && i < render->n_plugins; ++i) {
      const PluginRender* plugin = &render->plugins[i];
      if (!strcmp(wire->from, name) && !strcmp(wire->to, plugin->plugin->name)) {
        char where[2 * CELL_SIZE + PIN_NAME_SIZE];
        snprintf(where, sizeof where, "%.40s %s", wire->to, wire->to_input);
        row_print(name, &render->sources[index].levels,
                  pin_meter(plugin, plugin_render_pin(plugin, wire->to_input, true)), where);
        wired = true;
      }
    }
  }
  if (!wired) {
    row_print(name, &render->sources[index].levels, NAN, "not wired");
  }
}

/* Whether a reading never left its default, which of a status alone is news. */
static bool has_no_news(const HostPort* port, const Reading* reading) {
  return reading->lowest == port->initial && reading->highest == port->initial && strcmp(port->symbol, "status") != 0;
}

/* What a plugin's other output controls read between, in its own words. */
static void readings_print(const PluginRender* plugin) {
  for (uint32_t index = 0; index < instance_n_ports(plugin->instance); ++index) {
    const HostPort* port = instance_port(plugin->instance, index);
    if (port->kind == HOST_PORT_CONTROL && !port->is_input && !plugin_box_has_port(plugin, index)) {
      const Reading* reading = &plugin->readings[index];
      if (has_no_news(port, reading)) {
        continue;
      }
      char low[DRAW_TEXT_SIZE];
      char high[DRAW_TEXT_SIZE];
      control_text(plugin, index, reading->lowest, low);
      control_text(plugin, index, reading->highest, high);
      printf("  %s: %s%s%s\n", port->name, low, strcmp(low, high) ? " to " : "", strcmp(low, high) ? high : "");
    }
  }
}

/* The highest that an output's own meter showed, of the main out the louder side; NaN where it has none. */
static float output_meter(const PluginRender* plugin, unsigned pin) {
  const char* const symbols[] = {"meter_l", "meter_r", "meter"};
  float highest = pin_meter(plugin, pin);
  for (int i = 0; i < 3 && !strcmp(plugin->pins[pin].name, "out"); ++i) {
    const uint32_t port = instance_find(plugin->instance, symbols[i]);
    highest = port != UINT32_MAX ? fmaxf(highest, plugin->readings[port].highest) : highest;
  }
  return highest;
}

void table_print(const SceneRender* render) {
  printf("\n  %-14s%*s%*s%*s%*s\n", "", CELL_WIDTH, "Peak", CELL_WIDTH, "RMS", CELL_WIDTH, "Loudness", CELL_WIDTH,
         "Meter");
  printf("  %-14s%*s%*s%*s%*s  %s\n", "", CELL_WIDTH, "dBFS", CELL_WIDTH, "dB", CELL_WIDTH, "LUFS", CELL_WIDTH, "dBFS",
         "goes to");
  for (unsigned i = 0; i < render->n_sources; ++i) {
    source_print(render, i);
  }
  for (unsigned i = 0; i < render->n_plugins; ++i) {
    const PluginRender* plugin = &render->plugins[i];
    for (unsigned pin = 0; pin < plugin->n_pins; ++pin) {
      if (!plugin->pins[pin].is_input) {
        char name[2 * CELL_SIZE + PIN_NAME_SIZE];
        snprintf(name, sizeof name, "%.40s %s", plugin->plugin->name, plugin->pins[pin].name);
        const bool is_mix = &plugin->outputs[pin] == render->mix;
        row_print(name, &plugin->outputs[pin].levels, output_meter(plugin, pin), is_mix ? "the mix" : "");
      }
    }
  }
  printf("\nThe mix is %.1f LUFS loud, and its true peak is %.1f dBTP.\n", (double)render->mix->levels.loudness,
         render->mix_true_peak_db);
  for (unsigned i = 0; i < render->n_plugins; ++i) {
    printf("\nWhat %s showed meanwhile\n", render->plugins[i].plugin->name);
    readings_print(&render->plugins[i]);
  }
  printf("\n");
}
