// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/identify.h"
#include "common/ports/families.h"
#include "common/turtle/vocabulary.h"

#include <lilv/lilv.h>
#include <serd/serd.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

/* The nodes that plugins are asked about. */
typedef struct {
  LilvWorld* world;
  const LilvPlugins* plugins;
  LilvNode *audio, *cv, *input, *sidechain, *enabled, *control, *port, *symbol, *value;
} Catalogue;

static bool has_own_uri(const char* uri) {
  return !strncmp(uri, SIGNALBOX_URI, strlen(SIGNALBOX_URI));
}

const char* map_own_plugin(const Map* map, uint32_t plugin) {
  const char* uri = map->plugins[plugin].uri;
  return has_own_uri(uri) && !map->plugins[plugin].is_unset ? uri + strlen(SIGNALBOX_URI) : NULL;
}

static void complete_port(Map* map, uint32_t plugin, const MapPort* known, bool is_input) {
  const uint32_t number = map_port(map, plugin, is_input, known->symbol, known->name);
  if (number != MAP_NONE) {
    MapPorts* ports = is_input ? &map->plugins[plugin].inputs : &map->plugins[plugin].outputs;
    const char *symbol = map_text(map, known->symbol), *name = map_text(map, known->name);
    ports->at[number] = *known;
    ports->at[number].symbol = symbol;
    ports->at[number].name = name;
  }
}

static void complete_name(Map* map, uint32_t plugin, const char* name, const char* category) {
  MapPlugin* p = &map->plugins[plugin];
  p->name = p->name[0] ? p->name : map_text(map, name);
  p->category = map_text(map, category);
  p->ports_known = true;
}

/* A class as people read it: "MixerPlugin" is "Mixer". */
static void complete_from_table(Map* map, uint32_t plugin, const PortFamily* family, const PortVariant* variant) {
  const size_t n = strlen(family->lv2_class) - strlen("Plugin");
  char category[PORTS_TEXT_SIZE];
  ports_expand(family->lv2_class, 0, category);
  category[n] = '\0';
  complete_name(map, plugin, variant->title, category);
  unsigned n_ports;
  Port* ports = ports_new(family, variant, &n_ports);
  map->is_too_large |= !ports;
  for (unsigned i = 0; i < n_ports; ++i) {
    char symbol[PORTS_TEXT_SIZE], name[PORTS_TEXT_SIZE];
    if (port_is_audio(ports[i].spec)) {
      port_symbol(&ports[i], symbol);
      port_name(&ports[i], name);
      const MapPort known = {symbol, name, ports[i].index, ports[i].section->role == GROUP_SIDECHAIN,
                             ports[i].spec->kind == PORT_CV_OUT};
      complete_port(map, plugin, &known, port_is_input(ports[i].spec));
    }
  }
  free(ports);
}

static bool complete_own(Map* map, uint32_t plugin) {
  for (unsigned f = 0; has_own_uri(map->plugins[plugin].uri) && f < n_families; ++f) {
    for (unsigned v = 0; v < families[f]->n_variants; ++v) {
      if (!strcmp(families[f]->variants[v].uri, map->plugins[plugin].uri)) {
        complete_from_table(map, plugin, families[f], &families[f]->variants[v]);
        return true;
      }
    }
  }
  return false;
}

/* The folders of LV2_PATH, each from the root on: lilv crashes on those that are named from where a program stands.
   NULL where it is not set. */
static char* whole_lv2_path(void) {
  const char* said = getenv("LV2_PATH");
  char here[PATH_SIZE];
  if (!said || !getcwd(here, sizeof(here))) {
    return NULL;
  }
  size_t room = strlen(said) + 1;
  for (const char* at = said; at; at = strchr(at + 1, ':')) {
    room += strlen(here) + 1;
  }
  char* path = malloc(room);
  size_t n = 0;
  for (const char* at = said; path && *at;) {
    const size_t length = strcspn(at, ":");
    const bool is_whole = length == 0 || strchr("/~$", *at);
    n += (size_t)snprintf(path + n, room - n, "%s%s%s%.*s", n ? ":" : "", is_whole ? "" : here, is_whole ? "" : "/",
                          (int)length, at);
    at += length + (at[length] == ':');
  }
  return path;
}

static void catalogue_open(Catalogue* catalogue) {
  LilvWorld* world = catalogue->world = lilv_world_new();
  if (!world) {
    return;
  }
  char* path = whole_lv2_path();
  LilvNode* node = path ? lilv_new_string(world, path) : NULL;
  if (node) {
    lilv_world_set_option(world, LILV_OPTION_LV2_PATH, node);
  }
  lilv_node_free(node);
  free(path);
  lilv_world_load_all(world);
  catalogue->plugins = lilv_world_get_all_plugins(world);
  catalogue->audio = lilv_new_uri(world, LILV_URI_AUDIO_PORT);
  catalogue->cv = lilv_new_uri(world, LILV_URI_CV_PORT);
  catalogue->input = lilv_new_uri(world, LILV_URI_INPUT_PORT);
  catalogue->control = lilv_new_uri(world, LILV_URI_CONTROL_PORT);
  catalogue->sidechain = lilv_new_uri(world, LV2_NS "isSideChain");
  catalogue->enabled = lilv_new_uri(world, LV2_NS "enabled");
  catalogue->port = lilv_new_uri(world, LV2_NS "port");
  catalogue->symbol = lilv_new_uri(world, LV2_NS "symbol");
  catalogue->value = lilv_new_uri(world, PSET_NS "value");
}

static void catalogue_close(Catalogue* catalogue) {
  if (catalogue->world) {
    LilvNode* const nodes[] = {catalogue->audio,   catalogue->cv,        catalogue->input,
                               catalogue->control, catalogue->sidechain, catalogue->enabled,
                               catalogue->port,    catalogue->symbol,    catalogue->value};
    for (size_t i = 0; i < sizeof(nodes) / sizeof(nodes[0]); ++i) {
      lilv_node_free(nodes[i]);
    }
    lilv_world_free(catalogue->world);
  }
}

static void complete_lilv_port(Map* map, uint32_t plugin, const Catalogue* catalogue, const LilvPlugin* p,
                               const LilvPort* port) {
  const bool is_cv = lilv_port_is_a(p, port, catalogue->cv);
  if (!is_cv && !lilv_port_is_a(p, port, catalogue->audio)) {
    return;
  }
  LilvNode* name = lilv_port_get_name(p, port);
  const MapPort known = {lilv_node_as_string(lilv_port_get_symbol(p, port)), name ? lilv_node_as_string(name) : "",
                         lilv_port_get_index(p, port), lilv_port_has_property(p, port, catalogue->sidechain), is_cv};
  complete_port(map, plugin, &known, lilv_port_is_a(p, port, catalogue->input));
  lilv_node_free(name);
}

static void complete_from_lilv(Map* map, uint32_t plugin, const Catalogue* catalogue) {
  const char* text = map->plugins[plugin].uri;
  LilvNode* uri = serd_uri_string_has_scheme((const uint8_t*)text) ? lilv_new_uri(catalogue->world, text) : NULL;
  const LilvPlugin* p = uri ? lilv_plugins_get_by_uri(catalogue->plugins, uri) : NULL;
  lilv_node_free(uri);
  if (!p) {
    return;
  }
  LilvNode* name = lilv_plugin_get_name(p);
  const LilvNode* label = lilv_plugin_class_get_label(lilv_plugin_get_class(p));
  complete_name(map, plugin, name ? lilv_node_as_string(name) : "", label ? lilv_node_as_string(label) : "");
  lilv_node_free(name);
  for (uint32_t i = 0; i < lilv_plugin_get_num_ports(p); ++i) {
    complete_lilv_port(map, plugin, catalogue, p, lilv_plugin_get_port_by_index(p, i));
  }
  const LilvPort* enabled = lilv_plugin_get_port_by_designation(p, catalogue->control, catalogue->enabled);
  if (enabled && map_control(map, plugin, lilv_node_as_string(lilv_port_get_symbol(p, enabled)), 1.0) <= 0.0) {
    map->plugins[plugin].active = false;
  }
}

/* Adds what a preset sets to what the file itself says of a plugin. */
static void complete_from_preset(Map* map, uint32_t plugin, const Catalogue* catalogue) {
  const char* text = map->plugins[plugin].preset;
  LilvNode* preset = serd_uri_string_has_scheme((const uint8_t*)text) ? lilv_new_uri(catalogue->world, text) : NULL;
  map->plugins[plugin].is_unset = !preset || lilv_world_load_resource(catalogue->world, preset) < 0;
  LilvNodes* ports = preset ? lilv_world_find_nodes(catalogue->world, preset, catalogue->port, NULL) : NULL;
  map->plugins[plugin].is_unset |= lilv_nodes_size(ports) == 0;
  LILV_FOREACH (nodes, i, ports) {
    const LilvNode* port = lilv_nodes_get(ports, i);
    LilvNode* symbol = lilv_world_get(catalogue->world, port, catalogue->symbol, NULL);
    LilvNode* value = lilv_world_get(catalogue->world, port, catalogue->value, NULL);
    const char* name = symbol ? lilv_node_as_string(symbol) : NULL;
    if (name && value && map_control(map, plugin, name, HUGE_VAL) >= HUGE_VAL) {
      map_add_control(map, plugin, name, (double)lilv_node_as_float(value));
    }
    lilv_node_free(symbol);
    lilv_node_free(value);
  }
  lilv_nodes_free(ports);
  lilv_node_free(preset);
}

static void mark_sidechains(Map* map) {
  for (uint32_t i = 0; i < map->n_wires; ++i) {
    MapWire* wire = &map->wires[i];
    const MapStrip* strip = &map->strips[wire->to.strip];
    if (strip->kind == MAP_PLUGIN && strip->n_plugins > 0) {
      const MapPorts* inputs = &map->plugins[strip->first_plugin].inputs;
      if (wire->to.channel < inputs->n && inputs->at[wire->to.channel].is_sidechain) {
        wire->kind = MAP_WIRE_SIDECHAIN;
      }
    }
  }
}

/* Of our own plugins, lilv need not be asked, but for presets; it takes the most time. */
static bool needs_catalogue(const Map* map, uint32_t plugin, bool is_own) {
  return (!is_own && !strcmp(map->plugins[plugin].format, "LV2")) || map->plugins[plugin].preset[0];
}

void map_identify(Map* map) {
  Catalogue catalogue = {.world = NULL};
  bool is_tried = false;
  for (uint32_t i = 0; i < map->n_plugins; ++i) {
    const bool is_own = complete_own(map, i);
    if (needs_catalogue(map, i, is_own) && !is_tried) {
      catalogue_open(&catalogue);
      is_tried = true;
    }
    if (catalogue.world && map->plugins[i].preset[0]) {
      complete_from_preset(map, i, &catalogue);
    }
    if (is_own) {
      map->plugins[i].active = map->plugins[i].active && map_control(map, i, "enabled", 1.0) > 0.0;
    } else if (catalogue.world && !strcmp(map->plugins[i].format, "LV2")) {
      complete_from_lilv(map, i, &catalogue);
    }
  }
  catalogue_close(&catalogue);
  mark_sidechains(map);
}
