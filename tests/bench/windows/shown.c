// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/windows/shown.h"

#include <dlfcn.h>
#include <lv2/options/options.h>
#include <lv2/units/units.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static void write_nowhere(LV2UI_Controller controller, uint32_t port, uint32_t size, uint32_t protocol,
                          const void* buffer) {
  (void)controller;
  (void)port;
  (void)size;
  (void)protocol;
  (void)buffer;
}

static void touch_nowhere(LV2UI_Feature_Handle handle, uint32_t port, bool grabbed) {
  (void)handle;
  (void)port;
  (void)grabbed;
}

static int keep_size(LV2UI_Feature_Handle handle, int width, int height) {
  (void)handle;
  (void)width;
  (void)height;
  return 0;
}

static uint32_t port_by_symbol(LV2UI_Feature_Handle handle, const char* symbol) {
  const Shown* shown = (const Shown*)handle;
  LilvNode* node = lilv_new_string(host_world(shown->host), symbol);
  const LilvPort* port = lilv_plugin_get_port_by_symbol(shown->plugin, node);
  lilv_node_free(node);
  return port ? lilv_port_get_index(shown->plugin, port) : LV2UI_INVALID_PORT_INDEX;
}

static void copy_path(const LilvNode* uri, char out[4096]) {
  char* path = lilv_file_uri_parse(lilv_node_as_uri(uri), NULL);
  snprintf(out, 4096, "%s", path ? path : "");
  lilv_free(path);
}

/* The first window for X. */
static bool find_ui(Shown* shown) {
  LilvNode* x11 = lilv_new_uri(host_world(shown->host), LV2_UI__X11UI);
  LilvUIs* uis = lilv_plugin_get_uis(shown->plugin);
  bool found = false;
  LILV_FOREACH (uis, i, uis) {
    const LilvUI* ui = lilv_uis_get(uis, i);
    if (!found && lilv_ui_is_a(ui, x11)) {
      found = true;
      snprintf(shown->uri, sizeof(shown->uri), "%s", lilv_node_as_uri(lilv_ui_get_uri(ui)));
      copy_path(lilv_ui_get_binary_uri(ui), shown->binary);
      copy_path(lilv_ui_get_bundle_uri(ui), shown->bundle);
    }
  }
  lilv_uis_free(uis);
  lilv_node_free(x11);
  return found;
}

static float number_or(const LilvNode* node, float otherwise) {
  return node && (lilv_node_is_float(node) || lilv_node_is_int(node)) ? lilv_node_as_float(node) : otherwise;
}

/* Levels and reductions; what counts, or says a word, or a time, keeps still while music plays. */
static bool is_meter(const Shown* shown, const LilvPort* port) {
  static const char* const still[] = {LV2_CORE__integer, LV2_CORE__enumeration, LV2_CORE__toggled,
                                      LV2_CORE__reportsLatency};
  bool moves = true;
  for (unsigned i = 0; i < sizeof(still) / sizeof(still[0]); ++i) {
    LilvNode* property = lilv_new_uri(host_world(shown->host), still[i]);
    moves = moves && !lilv_port_has_property(shown->plugin, port, property);
    lilv_node_free(property);
  }
  LilvNode* unit = lilv_new_uri(host_world(shown->host), LV2_UNITS__unit);
  LilvNode* of_port = lilv_port_get(shown->plugin, port, unit);
  moves = moves && !(of_port && lilv_node_is_uri(of_port) && !strcmp(lilv_node_as_uri(of_port), LV2_UNITS__ms));
  lilv_node_free(of_port);
  lilv_node_free(unit);
  return moves;
}

static void find_meters(Shown* shown) {
  LilvNode* output = lilv_new_uri(host_world(shown->host), LV2_CORE__OutputPort);
  LilvNode* control = lilv_new_uri(host_world(shown->host), LV2_CORE__ControlPort);
  for (uint32_t i = 0; i < lilv_plugin_get_num_ports(shown->plugin) && shown->n_meters < SHOWN_MAX_METERS; ++i) {
    const LilvPort* port = lilv_plugin_get_port_by_index(shown->plugin, i);
    if (lilv_port_is_a(shown->plugin, port, output) && lilv_port_is_a(shown->plugin, port, control) &&
        is_meter(shown, port)) {
      LilvNode* least = NULL;
      LilvNode* most = NULL;
      lilv_port_get_range(shown->plugin, port, NULL, &least, &most);
      shown->lowest[shown->n_meters] = number_or(least, 0.0f);
      shown->highest[shown->n_meters] = number_or(most, 1.0f);
      shown->meters[shown->n_meters++] = i;
      lilv_node_free(least);
      lilv_node_free(most);
    }
  }
  lilv_node_free(output);
  lilv_node_free(control);
}

static bool load_binary(Shown* shown) {
  void* object = dlopen(shown->binary, RTLD_NOW | RTLD_LOCAL);
  LV2UI_DescriptorFunction descriptors = NULL;
  if (object) {
    *(void**)&descriptors = dlsym(object, "lv2ui_descriptor");
  }
  for (uint32_t i = 0; descriptors && (shown->descriptor = descriptors(i)); ++i) {
    if (!strcmp(shown->descriptor->URI, shown->uri)) {
      return true;
    }
  }
  return false;
}

static bool instantiate(Shown* shown, xcb_window_t parent) {
  static LV2UI_Touch touch = {NULL, touch_nowhere};
  static LV2UI_Resize resize;
  static LV2UI_Port_Map ports;
  static LV2_Options_Option options[1];
  LV2UI_Widget widget = NULL;
  resize = (LV2UI_Resize){shown, keep_size};
  ports = (LV2UI_Port_Map){shown, port_by_symbol};
  const LV2_Feature features[] = {
    {LV2_UI__parent, (void*)(uintptr_t)parent},  // NOLINT(performance-no-int-to-ptr)
    {LV2_UI__touch, &touch},
    {LV2_UI__resize, &resize},
    {LV2_UI__portMap, &ports},
    {LV2_UI__idleInterface, NULL},
    {LV2_URID__map, host_map(shown->host)},
    {LV2_URID__unmap, host_unmap(shown->host)},
    {LV2_OPTIONS__options, options},
  };
  enum { N = sizeof(features) / sizeof(features[0]) };
  const LV2_Feature* list[N + 1] = {NULL};
  for (unsigned i = 0; i < N; ++i) {
    list[i] = &features[i];
  }
  shown->ui = shown->descriptor->instantiate(shown->descriptor, shown->plugin_uri, shown->bundle, write_nowhere, NULL,
                                             &widget, list);
  shown->idle = shown->descriptor->extension_data
                  ? (const LV2UI_Idle_Interface*)shown->descriptor->extension_data(LV2_UI__idleInterface)
                  : NULL;
  return shown->ui && shown->idle;
}

bool shown_find(Shown* shown, const char* uri) {
  snprintf(shown->plugin_uri, sizeof(shown->plugin_uri), "%s", uri);
  shown->host = host_open(NULL, NULL);
  shown->plugin = shown->host ? host_plugin(shown->host, uri, NULL) : NULL;
  if (!shown->plugin || !find_ui(shown)) {
    return false;
  }
  find_meters(shown);
  return true;
}

bool shown_open(Shown* shown, xcb_window_t parent) {
  return load_binary(shown) && instantiate(shown, parent);
}

void shown_move_meters(const Shown* shown, double time) {
  for (unsigned i = 0; i < shown->n_meters && shown->descriptor->port_event; ++i) {
    const double share = 0.5 + 0.45 * sin(6.3 * time * (1.0 + 0.03 * i) + i);
    const float value = (float)((double)shown->lowest[i] + share * (double)(shown->highest[i] - shown->lowest[i]));
    shown->descriptor->port_event(shown->ui, shown->meters[i], sizeof(value), 0, &value);
  }
}

void shown_idle(const Shown* shown) {
  shown->idle->idle(shown->ui);
}
