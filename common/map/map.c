// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/map.h"
#include "common/map/map_texts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 8, MOST_ROOM = 1 << 18, MOST_PORTS = 4096 };  // of a plugin: each is looked up among the others

/* Makes room for one more of things of a size; false, and a note of it, where there is none. */
static bool make_room(Map* map, void** things, uint32_t n, uint32_t* room, size_t size) {
  if (n < *room) {
    return true;
  }
  const uint32_t more = *room ? *room * 2 : FIRST_ROOM;
  void* moved = more <= MOST_ROOM ? realloc(*things, more * size) : NULL;
  if (!moved) {
    map->is_too_large = true;
    return false;
  }
  *things = moved;
  *room = more;
  return true;
}

Map* map_new(MapHost host, const char* program, bool compensates) {
  Map* map = (Map*)calloc(1, sizeof(Map));
  MapTexts* texts = map_texts_new();
  if (!map || !texts) {
    free(map);
    map_texts_free(texts);
    return NULL;
  }
  map->texts = texts;
  map->host = host;
  map->program = map_text(map, program);
  map->compensates = compensates;
  map->title = map->comment = "";
  return map;
}

void map_free(Map* map) {
  if (!map) {
    return;
  }
  for (uint32_t i = 0; i < map->n_plugins; ++i) {
    MapPlugin* plugin = &map->plugins[i];
    free(plugin->controls.at);
    free(plugin->inputs.at);
    free(plugin->outputs.at);
    free(plugin->pins_in.at);
    free(plugin->pins_out.at);
    free(plugin->pins_thru.at);
  }
  free(map->strips);
  free(map->plugins);
  free(map->sends);
  free(map->wires);
  free(map->groups);
  free(map->vca_links);
  map_texts_free(map->texts);
  free(map);
}

const char* map_text(Map* map, const char* text) {
  const char* kept = text ? map_texts_add(map->texts, text) : "";
  map->is_too_large |= !kept;
  return kept ? kept : "";
}

uint32_t map_add_strip(Map* map, MapStripKind kind, const char* name) {
  if (!make_room(map, (void**)&map->strips, map->n_strips, &map->room_strips, sizeof(MapStrip))) {
    return MAP_NONE;
  }
  map->strips[map->n_strips] = (MapStrip){.kind = kind,
                                          .name = map_text(map, name),
                                          .comment = "",
                                          .group = MAP_NONE,
                                          .active = true,
                                          .has_fader = kind != MAP_PLUGIN && kind != MAP_SOURCE && kind != MAP_SINK,
                                          .gain = 1.0,
                                          .first_plugin = map->n_plugins,
                                          .fader_place = MAP_NONE};
  return map->n_strips++;
}

uint32_t map_add_plugin(Map* map, uint32_t strip, const char* name, const char* uri, const char* format) {
  if (strip >= map->n_strips || strip + 1 != map->n_strips ||
      !make_room(map, (void**)&map->plugins, map->n_plugins, &map->room_plugins, sizeof(MapPlugin))) {
    return MAP_NONE;
  }
  map->plugins[map->n_plugins] = (MapPlugin){.strip = strip,
                                             .name = map_text(map, name),
                                             .uri = map_text(map, uri),
                                             .format = map_text(map, format),
                                             .category = "",
                                             .preset = "",
                                             .active = true,
                                             .latency_frames = -1.0,
                                             .n_instances = 1,
                                             .n_channels = MAP_NONE};
  ++map->strips[strip].n_plugins;
  return map->n_plugins++;
}

void map_add_control(Map* map, uint32_t plugin, const char* symbol, double value) {
  if (plugin >= map->n_plugins) {
    return;
  }
  MapControls* controls = &map->plugins[plugin].controls;
  if (make_room(map, (void**)&controls->at, controls->n, &controls->room, sizeof(MapControl))) {
    controls->at[controls->n++] = (MapControl){map_text(map, symbol), value};
  }
}

void map_add_pin(Map* map, MapPins* pins, MapPin pin) {
  if (make_room(map, (void**)&pins->at, pins->n, &pins->room, sizeof(MapPin))) {
    pins->at[pins->n++] = pin;
  }
}

static bool same_text(const char* a, const char* b) {
  return a && a[0] && b && !strcmp(a, b);
}

static uint32_t find_port(const MapPorts* ports, const char* symbol, const char* name) {
  for (uint32_t i = 0; i < ports->n; ++i) {
    if (same_text(symbol, ports->at[i].symbol) || same_text(name, ports->at[i].name)) {
      return i;
    }
  }
  return MAP_NONE;
}

uint32_t map_port(Map* map, uint32_t plugin, bool is_input, const char* symbol, const char* name) {
  if (plugin >= map->n_plugins) {
    return MAP_NONE;
  }
  MapPorts* ports = is_input ? &map->plugins[plugin].inputs : &map->plugins[plugin].outputs;
  const uint32_t found = find_port(ports, symbol, name);
  if (found != MAP_NONE) {
    return found;
  }
  if (ports->n >= MOST_PORTS) {
    map->is_too_large = true;
    return MAP_NONE;
  }
  if (!make_room(map, (void**)&ports->at, ports->n, &ports->room, sizeof(MapPort))) {
    return MAP_NONE;
  }
  ports->at[ports->n] = (MapPort){.symbol = map_text(map, symbol), .name = map_text(map, name), .index = MAP_NONE};
  return ports->n++;
}

uint32_t map_audio_port(Map* map, uint32_t plugin, bool is_input, const char* symbol, const char* name) {
  if (plugin >= map->n_plugins || !map->plugins[plugin].ports_known) {
    return map_port(map, plugin, is_input, symbol, name);
  }
  return find_port(is_input ? &map->plugins[plugin].inputs : &map->plugins[plugin].outputs, symbol, name);
}

uint32_t map_add_send(Map* map, MapSendKind kind, uint32_t strip, const char* name) {
  if (strip >= map->n_strips || !make_room(map, (void**)&map->sends, map->n_sends, &map->room_sends, sizeof(MapSend))) {
    return MAP_NONE;
  }
  map->sends[map->n_sends] = (MapSend){.kind = kind,
                                       .strip = strip,
                                       .name = map_text(map, name),
                                       .target = MAP_NONE,
                                       .gain = 1.0,
                                       .active = true,
                                       .place = MAP_NONE};
  return map->n_sends++;
}

static bool leads_into_sidechain(const Map* map, MapEnd to) {
  const MapStrip* strip = &map->strips[to.strip];
  if (to.plugin != MAP_NONE || strip->kind != MAP_PLUGIN || strip->n_plugins == 0) {
    return to.plugin != MAP_NONE;
  }
  const MapPorts* inputs = &map->plugins[strip->first_plugin].inputs;
  return to.channel < inputs->n && inputs->at[to.channel].is_sidechain;
}

static void widen(uint32_t* n_channels, uint32_t channel) {
  *n_channels = channel >= *n_channels ? channel + 1 : *n_channels;
}

uint32_t map_add_wire(Map* map, MapEnd from, MapEnd to, uint32_t send) {
  if (from.strip >= map->n_strips || to.strip >= map->n_strips || from.channel == MAP_NONE || to.channel == MAP_NONE ||
      (to.plugin != MAP_NONE && to.plugin >= map->n_plugins) || (send != MAP_NONE && send >= map->n_sends) ||
      !make_room(map, (void**)&map->wires, map->n_wires, &map->room_wires, sizeof(MapWire))) {
    return MAP_NONE;
  }
  const bool is_sidechain = leads_into_sidechain(map, to);
  const MapWireKind other = send == MAP_NONE ? MAP_WIRE_MAIN : MAP_WIRE_SEND;
  map->wires[map->n_wires] = (MapWire){from, to, is_sidechain ? MAP_WIRE_SIDECHAIN : other, send};
  if (send == MAP_NONE) {
    widen(&map->strips[from.strip].n_outputs, from.channel);
  }
  widen(to.plugin == MAP_NONE ? &map->strips[to.strip].n_inputs : &map->plugins[to.plugin].n_sidechain, to.channel);
  return map->n_wires++;
}

uint32_t map_add_group(Map* map, const char* name, bool is_folder) {
  if (!make_room(map, (void**)&map->groups, map->n_groups, &map->room_groups, sizeof(MapGroup))) {
    return MAP_NONE;
  }
  map->groups[map->n_groups] = (MapGroup){map_text(map, name), is_folder};
  return map->n_groups++;
}

void map_add_vca_link(Map* map, uint32_t vca, uint32_t strip) {
  if (vca < map->n_strips && strip < map->n_strips &&
      make_room(map, (void**)&map->vca_links, map->n_vca_links, &map->room_vca_links, sizeof(MapVcaLink))) {
    map->vca_links[map->n_vca_links++] = (MapVcaLink){vca, strip};
  }
}

double map_control(const Map* map, uint32_t plugin, const char* symbol, double fallback) {
  const MapControls* controls = &map->plugins[plugin].controls;
  for (uint32_t i = 0; i < controls->n; ++i) {
    if (!strcmp(controls->at[i].symbol, symbol)) {
      return controls->at[i].value;
    }
  }
  return fallback;
}

const char* map_strip_name(const Map* map, uint32_t strip) {
  return strip < map->n_strips && map->strips[strip].name[0] ? map->strips[strip].name : "(no name)";
}

const char* map_plugin_name(const Map* map, uint32_t plugin) {
  const MapPlugin* p = &map->plugins[plugin];
  if (p->name[0]) {
    return p->name;
  }
  size_t start = strlen(p->uri);
  while (start > 0 && !strchr("/#:", p->uri[start - 1])) {
    --start;
  }
  return p->uri[start] ? p->uri + start : "(a plugin)";
}

bool map_fail(MapError* error, const char* format, ...) {
  if (error) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->text, sizeof(error->text), format, arguments);
    va_end(arguments);
  }
  return false;
}
