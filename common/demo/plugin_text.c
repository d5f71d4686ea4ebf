// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/plugin_text.h"

#include <lv2/core/lv2.h>
#include <lv2/units/units.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  const char* uri;
  const char* text;
} Unit;

static const Unit units[] = {
  {LV2_UNITS__db, "dB"}, {LV2_UNITS__hz, "Hz"},        {LV2_UNITS__ms, "ms"},
  {LV2_UNITS__pc, "%"},  {LV2_UNITS__frame, "frames"},
};

static const char* unit_text(const PluginRender* plugin, const LilvPort* port) {
  const char* text = "";
  LilvNode* predicate = lilv_new_uri(host_world(instance_host(plugin->instance)), LV2_UNITS__unit);
  LilvNode* unit = lilv_port_get(instance_plugin(plugin->instance), port, predicate);
  for (size_t i = 0; lilv_node_is_uri(unit) && i < sizeof units / sizeof *units; ++i) {
    text = strcmp(lilv_node_as_uri(unit), units[i].uri) ? text : units[i].text;
  }
  lilv_node_free(unit);
  lilv_node_free(predicate);
  return text;
}

/* Writes the name of a scale point; false where the value has none. */
static bool point_text(const PluginRender* plugin, const LilvPort* port, float value, char out[DRAW_TEXT_SIZE]) {
  LilvScalePoints* points = lilv_port_get_scale_points(instance_plugin(plugin->instance), port);
  bool found = false;
  LILV_FOREACH (scale_points, i, points) {
    const LilvScalePoint* point = lilv_scale_points_get(points, i);
    if (!found && fabsf(lilv_node_as_float(lilv_scale_point_get_value(point)) - value) < 1e-6f) {
      snprintf(out, DRAW_TEXT_SIZE, "%s", lilv_node_as_string(lilv_scale_point_get_label(point)));
      found = true;
    }
  }
  lilv_scale_points_free(points);
  return found;
}

const char* control_text(const PluginRender* plugin, uint32_t index, float value, char out[DRAW_TEXT_SIZE]) {
  const LilvPort* port = lilv_plugin_get_port_by_index(instance_plugin(plugin->instance), index);
  if (!point_text(plugin, port, value, out)) {
    const char* unit = unit_text(plugin, port);
    if (!strcmp(unit, "dB")) {
      level_text(value, out);
    } else {
      number_text(value, out);
      snprintf(out + strlen(out), DRAW_TEXT_SIZE - strlen(out), "%s%s", *unit ? " " : "", unit);
    }
  }
  return out;
}

void control_name(const PluginRender* plugin, uint32_t index, char* out, size_t size) {
  const LilvPort* port = lilv_plugin_get_port_by_index(instance_plugin(plugin->instance), index);
  LilvNode* predicate = lilv_new_uri(host_world(instance_host(plugin->instance)), LV2_CORE_PREFIX "shortName");
  LilvNode* name = lilv_port_get(instance_plugin(plugin->instance), port, predicate);
  snprintf(out, size, "%s", name ? lilv_node_as_string(name) : instance_port(plugin->instance, index)->name);
  lilv_node_free(name);
  lilv_node_free(predicate);
}

void plugin_title(const PluginRender* plugin, char* out, size_t size) {
  LilvNode* name = lilv_plugin_get_name(instance_plugin(plugin->instance));
  snprintf(out, size, "%s", lilv_node_as_string(name));
  lilv_node_free(name);
}

void preset_title(const PluginRender* plugin, char* out, size_t size) {
  LilvWorld* world = host_world(instance_host(plugin->instance));
  LilvNode* preset = lilv_new_uri(world, plugin->plugin->preset);
  LilvNode* label = lilv_new_uri(world, LILV_NS_RDFS "label");
  LilvNode* name = lilv_world_get(world, preset, label, NULL);
  snprintf(out, size, "%s", name ? lilv_node_as_string(name) : plugin->plugin->preset);
  lilv_node_free(name);
  lilv_node_free(label);
  lilv_node_free(preset);
}
