// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/host/state.h"

#include <lv2/atom/atom.h>
#include <lv2/presets/presets.h>

#include <stdlib.h>
#include <string.h>

#define SAVED_URI "urn:signalbox-tests:saved-state"

static LV2_URID float_type(Instance* instance) {
  LV2_URID_Map* map = host_map(instance_host(instance));
  return map->map(map->handle, LV2_ATOM__Float);
}

static const void* get_value(const char* symbol, void* user, uint32_t* size, uint32_t* type) {
  Instance* instance = (Instance*)user;
  *size = sizeof(float);
  *type = float_type(instance);
  return instance_value(instance, instance_find(instance, symbol));
}

static void set_value(const char* symbol, void* user, const void* value, uint32_t size, uint32_t type) {
  Instance* instance = (Instance*)user;
  const uint32_t index = instance_find(instance, symbol);
  if (index == UINT32_MAX || instance_port(instance, index)->kind != HOST_PORT_CONTROL) {
    return;
  }
  LV2_URID_Map* map = host_map(instance_host(instance));
  if (type == float_type(instance) && size == sizeof(float)) {
    instance_set(instance, index, *(const float*)value);
  } else if (type == map->map(map->handle, LV2_ATOM__Double) && size == sizeof(double)) {
    instance_set(instance, index, (float)*(const double*)value);
  } else if (type == map->map(map->handle, LV2_ATOM__Int) && size == sizeof(int32_t)) {
    instance_set(instance, index, (float)*(const int32_t*)value);
  }
}

char* state_save(Instance* instance, HostError* error) {
  Host* host = instance_host(instance);
  LilvState* state = lilv_state_new_from_instance(instance_plugin(instance), instance_lilv(instance), host_map(host),
                                                  NULL, NULL, NULL, NULL, get_value, instance, 0,
                                                  instance_features(instance));
  char* text = state ? lilv_state_to_string(host_world(host), host_map(host), host_unmap(host), state, SAVED_URI, NULL)
                     : NULL;
  lilv_state_free(state);
  char* copy = text ? strdup(text) : NULL;
  lilv_free(text);
  if (!copy) {
    host_fail(error, "lilv cannot save the state of %s.",
              lilv_node_as_uri(lilv_plugin_get_uri(instance_plugin(instance))));
  }
  return copy;
}

/* Frees the state, too. */
static bool restore(Instance* instance, LilvState* state, const char* what, HostError* error) {
  const LilvNode* plugin = lilv_plugin_get_uri(instance_plugin(instance));
  const bool fits = lilv_node_equals(lilv_state_get_plugin_uri(state), plugin);
  if (fits) {
    lilv_state_restore(state, instance_lilv(instance), set_value, instance, 0, instance_features(instance));
  } else {
    host_fail(error, "The state %s is not one of %s.", what, lilv_node_as_uri(plugin));
  }
  lilv_state_free(state);
  return fits;
}

bool state_restore(Instance* instance, const char* turtle, HostError* error) {
  Host* host = instance_host(instance);
  LilvState* state = lilv_state_new_from_string(host_world(host), host_map(host), turtle);
  return state ? restore(instance, state, "given as text", error)
               : host_fail(error, "The text given as a state of a plugin is none that lilv can read.");
}

static int compare_texts(const void* a, const void* b) {
  return strcmp(*(char* const*)a, *(char* const*)b);
}

char** state_presets(Host* host, const LilvPlugin* plugin) {
  LilvNode* type = lilv_new_uri(host_world(host), LV2_PRESETS__Preset);
  LilvNodes* related = lilv_plugin_get_related(plugin, type);
  char** presets = (char**)calloc(lilv_nodes_size(related) + 1, sizeof(char*));
  size_t n = 0;
  if (presets) {
    LILV_FOREACH (nodes, i, related) {
      presets[n++] = strdup(lilv_node_as_uri(lilv_nodes_get(related, i)));
    }
    qsort((void*)presets, n, sizeof(char*), compare_texts);
  }
  lilv_nodes_free(related);
  lilv_node_free(type);
  return presets;
}

void state_presets_free(char** presets) {
  for (char** preset = presets; preset && *preset; ++preset) {
    free(*preset);
  }
  free((void*)presets);
}

char* state_preset_label(Host* host, const char* preset_uri) {
  LilvWorld* world = host_world(host);
  LilvNode* uri = host_uri(host, preset_uri);
  if (!uri) {
    return NULL;
  }
  LilvNode* predicate = lilv_new_uri(world, LILV_NS_RDFS "label");
  lilv_world_load_resource(world, uri);
  LilvNode* label = lilv_world_get(world, uri, predicate, NULL);
  char* text = label ? strdup(lilv_node_as_string(label)) : NULL;
  lilv_node_free(label);
  lilv_node_free(predicate);
  lilv_node_free(uri);
  return text;
}

bool state_apply_preset(Instance* instance, const char* preset_uri, HostError* error) {
  Host* host = instance_host(instance);
  LilvNode* uri = host_uri(host, preset_uri);
  if (!uri) {
    return host_fail(error, "The preset %s is no URI: give the one that the plugin's presets list.", preset_uri);
  }
  lilv_world_load_resource(host_world(host), uri);
  LilvState* state = lilv_state_new_from_world(host_world(host), host_map(host), uri);
  lilv_node_free(uri);
  return state ? restore(instance, state, preset_uri, error)
               : host_fail(error, "There is no preset %s here: give one that the plugin's presets list.", preset_uri);
}
