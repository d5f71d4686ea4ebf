// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/carla_parts.h"
#include "common/map/identify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_CHANNELS = 1024, RACK_WIDTH = 2 };

/* Carla's own boxes in a patchbay. */
#define INPUT_NAME "Audio Input"
#define OUTPUT_NAME "Audio Output"

static bool begins(const char* text, const char* start) {
  return !strncmp(text, start, strlen(start));
}

/* Where the port begins in `Name:Port`; NULL where there is none. */
static const char* port_of(const char* end) {
  const char* colon = strchr(end, ':');
  return colon ? colon + 1 : NULL;
}

/* The name in it, as a text of the map. */
static const char* name_of(Carla* carla, const char* end) {
  char name[256];
  const char* port = port_of(end);
  const size_t length = port ? (size_t)(port - end) - 1 : strlen(end);
  snprintf(name, sizeof(name), "%.*s", length < sizeof(name) ? (int)length : (int)sizeof(name) - 1, end);
  return map_text(carla->map, name);
}

/* Whether a port carries MIDI or other events, by the names that Carla and plugins give to such. */
static bool is_midi(const char* port) {
  static const char* const words[] = {"events-in", "events-out", "midi", "MIDI", "Midi"};
  bool is = false;
  for (size_t i = 0; i < sizeof(words) / sizeof(*words); ++i) {
    is |= strstr(port, words[i]) != NULL;
  }
  return is;
}

/* The number with which a port's name ends, from 1; 0 where it ends with none. */
static unsigned long number_at_end(const char* port) {
  const char* digits = port + strlen(port);
  while (digits > port && digits[-1] >= '0' && digits[-1] <= '9') {
    --digits;
  }
  const unsigned long number = strtoul(digits, NULL, 10);
  return number <= MOST_CHANNELS ? number : 0;
}

static bool ends_with(const char* text, const char* end) {
  const size_t length = strlen(text), n = strlen(end);
  return length >= n && !strcasecmp(text + length - n, end);
}

/* The channel of a port that lies outside, by its side or its number. */
static uint32_t outside_channel(const char* port) {
  static const char* const sides[] = {"left", "right", "sidechain"};
  for (uint32_t i = 0; i < sizeof(sides) / sizeof(*sides); ++i) {
    if (ends_with(port, sides[i])) {
      return i;
    }
  }
  const unsigned long number = number_at_end(port);
  return number ? (uint32_t)number - 1 : 0;
}

/* The strip of what lies outside under a name, which is made where there is none yet. */
static uint32_t outside_strip(Carla* carla, const char* name, bool is_source) {
  xmlHashTablePtr table = is_source ? carla->source_of_name : carla->sink_of_name;
  uint32_t strip = lookup_find(table, name);
  if (strip == MAP_NONE) {
    strip = map_add_strip(carla->map, is_source ? MAP_SOURCE : MAP_SINK, name);
    lookup_note(carla->map, table, name, strip);
  }
  return strip;
}

/* Whether a box is Carla's own; others that are no plugin, it does not find again. */
static bool is_own(const char* name) {
  static const char* const names[] = {INPUT_NAME, OUTPUT_NAME, "CV Input", "CV Output"};
  bool is = false;
  for (size_t i = 0; i < sizeof(names) / sizeof(*names); ++i) {
    is |= !strcmp(name, names[i]);
  }
  return is;
}

/* The end of a wire that `Name:Port` stands for; none where it carries no audio, or is not there. */
static MapEnd find_end(Carla* carla, const char* text, bool is_source) {
  const MapEnd none = {MAP_NONE, MAP_NONE, MAP_NONE};
  const char* port = port_of(text);
  if (!port) {
    return none;
  }
  const char* name = name_of(carla, text);
  const uint32_t strip = lookup_find(carla->plugin_of_name, name);
  if (strip != MAP_NONE) {
    const uint32_t plugin = carla->map->strips[strip].first_plugin;
    if (is_midi(port) && !carla->map->plugins[plugin].ports_known) {
      return none;
    }
    return (MapEnd){strip, MAP_NONE, map_audio_port(carla->map, plugin, !is_source, NULL, port)};
  }
  if (is_midi(name) || is_midi(port) || (carla->has_patchbay && !is_own(name))) {
    return none;
  }
  return (MapEnd){outside_strip(carla, name, is_source), MAP_NONE, outside_channel(port)};
}

/* Whether ports of one of Carla's own boxes are counted in some of these. */
static bool is_counted(const CarlaConnections* connections, bool is_source) {
  bool counted = false;
  for (uint32_t i = 0; i < connections->n; ++i) {
    const char* end = is_source ? connections->at[i].source : connections->at[i].target;
    counted |= begins(end, is_source ? INPUT_NAME ":" : OUTPUT_NAME ":") && number_at_end(end);
  }
  return counted;
}

/* A project may have its wires to Carla's own boxes twice, for a Carla of two channels and for one of more, which
   counts them. The former are left out, then: the latter are as many as the project has. */
static void wire_connections(Carla* carla, const CarlaConnections* connections) {
  const bool counted_in = is_counted(connections, true), counted_out = is_counted(connections, false);
  for (uint32_t i = 0; i < connections->n && !carla->map->is_too_large; ++i) {
    const CarlaConnection* connection = &connections->at[i];
    if ((counted_in && begins(connection->source, INPUT_NAME ":") && !number_at_end(connection->source)) ||
        (counted_out && begins(connection->target, OUTPUT_NAME ":") && !number_at_end(connection->target))) {
      continue;
    }
    const MapEnd from = find_end(carla, connection->source, true);
    const MapEnd to = find_end(carla, connection->target, false);
    map_add_wire(carla->map, from, to, MAP_NONE);
  }
}

/* Whether plugins are clients of JACK: then some are connected to others, or to what lies outside, by their names. */
static bool has_clients(Carla* carla) {
  for (uint32_t i = 0; i < carla->outside.n; ++i) {
    const char* const ends[] = {carla->outside.at[i].source, carla->outside.at[i].target};
    for (unsigned k = 0; k < 2; ++k) {
      if (lookup_find(carla->plugin_of_name, name_of(carla, ends[k])) != MAP_NONE) {
        return true;
      }
    }
  }
  return false;
}

/* How many ports a plugin has on one side, as a rack sees it, which hears two. */
static uint32_t rack_width(const Map* map, uint32_t plugin, bool is_input) {
  const MapPlugin* p = &map->plugins[plugin];
  const uint32_t n = is_input ? p->inputs.n : p->outputs.n;
  return !p->ports_known || n > RACK_WIDTH ? RACK_WIDTH : n;
}

/* Wires from all that a rack hears at some place into what follows. */
static void wire_rack(Map* map, const uint32_t* feeds, uint32_t n_feeds, uint32_t strip, uint32_t width) {
  for (uint32_t i = 0; i < n_feeds; ++i) {
    const MapStrip* feed = &map->strips[feeds[i]];
    const uint32_t feed_width = feed->kind == MAP_PLUGIN ? rack_width(map, feed->first_plugin, false) : RACK_WIDTH;
    const uint32_t n = feed_width > width ? feed_width : width;
    for (uint32_t channel = 0; channel < n; ++channel) {
      map_add_wire(map, (MapEnd){feeds[i], MAP_NONE, channel % feed_width}, (MapEnd){strip, MAP_NONE, channel % width},
                   MAP_NONE);
    }
  }
}

/* A rack is a chain of two channels. What has no inputs is added to them; what has no outputs lets them pass. */
static void make_rack(Carla* carla) {
  Map* map = carla->map;
  const uint32_t n = map->n_strips, source = map_add_strip(map, MAP_SOURCE, INPUT_NAME);
  uint32_t* feeds = (uint32_t*)calloc((size_t)n + 1, sizeof(uint32_t));
  uint32_t n_feeds = 0;
  map->is_too_large |= !feeds;
  if (feeds) {
    feeds[n_feeds++] = source;
  }
  for (uint32_t strip = 0; strip < n && !map->is_too_large; ++strip) {
    const uint32_t plugin = map->strips[strip].first_plugin;
    const uint32_t n_inputs = rack_width(map, plugin, true), n_outputs = rack_width(map, plugin, false);
    if (n_inputs) {
      wire_rack(map, feeds, n_feeds, strip, n_inputs);
    }
    if (n_outputs) {
      n_feeds = n_inputs ? 0 : n_feeds;
      feeds[n_feeds++] = strip;
    }
  }
  const uint32_t sink = map_add_strip(map, MAP_SINK, OUTPUT_NAME);
  if (!map->is_too_large) {
    wire_rack(map, feeds, n_feeds, sink, RACK_WIDTH);
  }
  free(feeds);
}

void carla_make_wires(Carla* carla) {
  map_identify(carla->map);
  if (carla->has_patchbay) {
    wire_connections(carla, &carla->inside);
  } else if (has_clients(carla)) {
    wire_connections(carla, &carla->outside);
  } else {
    make_rack(carla);
  }
}
