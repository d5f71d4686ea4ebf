// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/host/features.h"

#include <lv2/atom/atom.h>
#include <lv2/buf-size/buf-size.h>
#include <lv2/parameters/parameters.h>

#include <string.h>

static LV2_Options_Option option(Host* host, const char* key, const char* type, uint32_t size, const void* value) {
  LV2_URID_Map* map = host_map(host);
  return (LV2_Options_Option){.context = LV2_OPTIONS_INSTANCE,
                              .key = map->map(map->handle, key),
                              .size = size,
                              .type = map->map(map->handle, type),
                              .value = value};
}

void features_fill(Features* features, Host* host, double rate_hz, uint32_t max_frames) {
  *features = (Features){.min_frames = 0, .max_frames = (int32_t)max_frames, .rate_hz = (float)rate_hz};
  const LV2_Options_Option options[FEATURES_OPTIONS] = {
    option(host, LV2_BUF_SIZE__minBlockLength, LV2_ATOM__Int, sizeof(int32_t), &features->min_frames),
    option(host, LV2_BUF_SIZE__maxBlockLength, LV2_ATOM__Int, sizeof(int32_t), &features->max_frames),
    option(host, LV2_BUF_SIZE__nominalBlockLength, LV2_ATOM__Int, sizeof(int32_t), &features->max_frames),
    option(host, LV2_PARAMETERS__sampleRate, LV2_ATOM__Float, sizeof(float), &features->rate_hz),
  };
  memcpy(features->options, options, sizeof(options));
  const LV2_Feature offered[FEATURES_COUNT] = {
    {LV2_URID__map, host_map(host)},
    {LV2_URID__unmap, host_unmap(host)},
    {LV2_OPTIONS__options, features->options},
    {LV2_BUF_SIZE__boundedBlockLength, NULL},
  };
  memcpy(features->features, offered, sizeof(offered));
  for (unsigned i = 0; i < FEATURES_COUNT; ++i) {
    features->list[i] = &features->features[i];
  }
}

static bool is_offered(const Features* features, const char* uri) {
  for (unsigned i = 0; i < FEATURES_COUNT; ++i) {
    if (!strcmp(features->features[i].URI, uri)) {
      return true;
    }
  }
  return !strcmp(uri, LV2_CORE__isLive) || !strcmp(uri, LV2_CORE__inPlaceBroken);  // a matter of how a host behaves
}

bool features_suffice(const Features* features, const LilvPlugin* plugin, HostError* error) {
  LilvNodes* required = lilv_plugin_get_required_features(plugin);
  bool suffice = true;
  LILV_FOREACH (nodes, i, required) {
    const char* uri = lilv_node_as_uri(lilv_nodes_get(required, i));
    if (!is_offered(features, uri)) {
      suffice = host_fail(error, "%s requires the feature %s, which this host does not have; take another plugin.",
                          lilv_node_as_uri(lilv_plugin_get_uri(plugin)), uri);
    }
  }
  lilv_nodes_free(required);
  return suffice;
}
