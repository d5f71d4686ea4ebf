// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/host/host.h"

#include <serd/serd.h>

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096 };

struct Host {
  LilvWorld* world;
  const char** listed;  // of host_plugins()
  char** uris;          // the URI map: number n is uris[n - 1]
  uint32_t n_uris, capacity;
  LV2_URID_Map map;
  LV2_URID_Unmap unmap;
};

bool host_fail(HostError* error, const char* format, ...) {
  if (error) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->text, sizeof(error->text), format, arguments);
    va_end(arguments);
  }
  return false;
}

static LV2_URID map_uri(LV2_URID_Map_Handle handle, const char* uri) {
  Host* host = (Host*)handle;
  for (uint32_t i = 0; i < host->n_uris; ++i) {
    if (!strcmp(host->uris[i], uri)) {
      return i + 1;
    }
  }
  if (host->n_uris == host->capacity) {
    const uint32_t capacity = host->capacity ? host->capacity * 2 : 64;
    char** uris = (char**)realloc(host->uris, capacity * sizeof(char*));
    if (!uris) {
      return 0;
    }
    host->uris = uris;
    host->capacity = capacity;
  }
  char* copy = strdup(uri);
  if (!copy) {
    return 0;
  }
  host->uris[host->n_uris++] = copy;
  return host->n_uris;
}

static const char* unmap_uri(LV2_URID_Unmap_Handle handle, LV2_URID urid) {
  const Host* host = (const Host*)handle;
  return urid && urid <= host->n_uris ? host->uris[urid - 1] : NULL;
}

static bool load_bundle(LilvWorld* world, const char* bundle, HostError* error) {
  char path[PATH_SIZE];
  snprintf(path, sizeof(path), "%s/manifest.ttl", bundle);
  FILE* manifest = fopen(path, "r");
  if (!manifest) {
    return host_fail(error, "There is no bundle %s; build it first, or name the folder that holds its manifest.ttl.",
                     bundle);
  }
  fclose(manifest);
  snprintf(path, sizeof(path), "%s/", bundle);
  LilvNode* uri = lilv_new_file_uri(world, NULL, path);
  lilv_world_load_bundle(world, uri);
  lilv_node_free(uri);
  if (!lilv_plugins_size(lilv_world_get_all_plugins(world))) {
    return host_fail(error, "The bundle %s holds no plugin; is its manifest.ttl whole?", bundle);
  }
  return true;
}

Host* host_open(const char* bundle, HostError* error) {
  Host* host = (Host*)calloc(1, sizeof(Host));
  LilvWorld* world = lilv_world_new();
  if (!host || !world) {
    host_fail(error, "There is not enough memory to open a host.");
    free(host);
    return NULL;
  }
  host->world = world;
  host->map = (LV2_URID_Map){host, map_uri};
  host->unmap = (LV2_URID_Unmap){host, unmap_uri};
  if (!bundle) {
    lilv_world_load_all(world);
    if (!lilv_plugins_size(lilv_world_get_all_plugins(world))) {
      host_fail(error, "There is no plugin on the LV2 path; set LV2_PATH to the folders that hold bundles.");
      host_close(host);
      return NULL;
    }
  } else if (!load_bundle(world, bundle, error)) {
    host_close(host);
    return NULL;
  }
  return host;
}

Host* host_open_with_system(const char* bundle, HostError* error) {
  Host* host = host_open(bundle, error);
  LilvNode* path = host ? lilv_new_string(host->world, SYSTEM_LV2_PATH) : NULL;
  if (host) {
    lilv_world_set_option(host->world, LILV_OPTION_LV2_PATH, path);
    lilv_world_load_all(host->world);
  }
  lilv_node_free(path);
  return host;
}

void host_close(Host* host) {
  if (!host) {
    return;
  }
  lilv_world_free(host->world);
  for (uint32_t i = 0; i < host->n_uris; ++i) {
    free(host->uris[i]);
  }
  free(host->uris);
  free((void*)host->listed);
  free(host);
}

static int compare_texts(const void* a, const void* b) {
  return strcmp(*(const char* const*)a, *(const char* const*)b);
}

const char* const* host_plugins(Host* host, const char* prefix) {
  const LilvPlugins* plugins = lilv_world_get_all_plugins(host->world);
  free((void*)host->listed);
  host->listed = (const char**)calloc(lilv_plugins_size(plugins) + 1, sizeof(char*));
  assert(host->listed);
  size_t n = 0;
  LILV_FOREACH (plugins, i, plugins) {
    const char* uri = lilv_node_as_uri(lilv_plugin_get_uri(lilv_plugins_get(plugins, i)));
    if (!strncmp(uri, prefix, strlen(prefix))) {
      host->listed[n++] = uri;
    }
  }
  qsort((void*)host->listed, n, sizeof(char*), compare_texts);
  return host->listed;
}

LilvNode* host_uri(const Host* host, const char* text) {
  return serd_uri_string_has_scheme((const uint8_t*)text) ? lilv_new_uri(host->world, text) : NULL;
}

const LilvPlugin* host_plugin(const Host* host, const char* uri, HostError* error) {
  LilvNode* node = host_uri(host, uri);
  const LilvPlugin* plugin = node ? lilv_plugins_get_by_uri(lilv_world_get_all_plugins(host->world), node) : NULL;
  lilv_node_free(node);
  if (!plugin) {
    host_fail(error, "There is no plugin %s here; is its bundle on the LV2 path?", uri);
  }
  return plugin;
}

LilvWorld* host_world(const Host* host) {
  return host->world;
}

LV2_URID_Map* host_map(Host* host) {
  return &host->map;
}

LV2_URID_Unmap* host_unmap(Host* host) {
  return &host->unmap;
}
