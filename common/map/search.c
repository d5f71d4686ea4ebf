// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/search.h"

#include <stdlib.h>
#include <string.h>

/* So many wires are looked at before the search ends: as many as there are in far more than any session of people. */
enum { MOST_STEPS = 20000000 };

/* What has come to a channel at the input of a strip, from where signals part. */
typedef struct {
  uint32_t origin;  // the number of the signal that came last
  uint32_t wire;    // the first of its way
  Passage way;
} Arrival;

typedef struct {
  uint32_t strip, channel;
} Place;

typedef struct {
  Check* check;
  bool (*tell)(Check* check, const Meeting* meeting);
  bool through_effects;
  uint32_t* first;    // of each strip, its channels among the arrivals
  Arrival* arrivals;  // by strip and channel
  Place* queue;
  uint32_t* told;  // by strip: the strip of whose ways it was last told that they meet there
  uint32_t n_origins, n_steps, n_queued;
} Search;

/* A signal that parts: one on a channel of a strip, behind the plugin of that place, counted from 1, or at its input;
   in a graph, what a plugin hears at an input, or what one puts out. */
typedef struct {
  uint32_t strip, channel, place;
  bool is_output;
} Origin;

/* Where the strip that a wire comes from hands its sound over: how many plugins are before it. */
static uint32_t place_of(const Map* map, const MapWire* wire) {
  const uint32_t place = wire->send == MAP_NONE ? MAP_NONE : map->sends[wire->send].place;
  const uint32_t n = map->strips[wire->from.strip].n_plugins;
  return place < n ? place : n;
}

static bool is_graph_node(const Map* map, uint32_t strip) {
  const MapStripKind kind = map->strips[strip].kind;
  return kind == MAP_PLUGIN || kind == MAP_SOURCE || kind == MAP_SINK;
}

/* In a graph each wire is a way of its own. Between the strips of a mixer, ways are told apart by where they lead
   first, and by what: a strip may both play into a bus and send to it. */
static uint32_t way_of(const Map* map, uint32_t wire) {
  const MapWire* w = &map->wires[wire];
  return is_graph_node(map, w->from.strip) ? wire : w->send == MAP_NONE ? w->to.strip : map->n_strips + w->send;
}

static bool is_heard(const Check* check, uint32_t wire) {
  const MapWire* w = &check->map->wires[wire];
  return w->kind != MAP_WIRE_SIDECHAIN && (w->send == MAP_NONE || check->map->sends[w->send].kind != MAP_SEND_LISTEN) &&
         map_wire_gain(check->map, &check->wiring, wire) > 0.0;
}

/* A signal comes to a channel by a wire: notes it, and goes on from there if it is the first, or tells of it if it has
   come by another way. */
static void arrive(Search* search, uint32_t parts, MapEnd to, uint32_t first_wire, Passage way) {
  const Map* map = search->check->map;
  if (to.channel >= map->strips[to.strip].n_inputs) {
    return;
  }
  Arrival* arrival = &search->arrivals[search->first[to.strip] + to.channel];
  if (arrival->origin != search->n_origins) {
    *arrival = (Arrival){search->n_origins, first_wire, way};
    if (map->strips[to.strip].kind != MAP_TRACK && map->strips[to.strip].kind != MAP_SINK) {
      search->queue[search->n_queued++] = (Place){to.strip, to.channel};
    }
  } else if (way_of(map, arrival->wire) != way_of(map, first_wire) && search->told[to.strip] != parts) {
    const Meeting meeting = {parts, to.strip, {arrival->wire, first_wire}, {arrival->way, way}};
    if (search->tell(search->check, &meeting)) {
      search->told[to.strip] = parts;
    }
  }
}

static Passage joined(Passage first, Passage second) {
  return (Passage){first.gain * second.gain, first.delay_frames + second.delay_frames, first.is_same && second.is_same};
}

static const Passage nothing = {0.0, 0.0, false};

/* What of a channel of a mixer's strip, behind so many plugins, goes out by a wire. */
static Passage through_strip(const Map* map, uint32_t channel, uint32_t place, uint32_t width, const MapWire* wire) {
  if (channel >= PASSAGE_CHANNELS || width > PASSAGE_CHANNELS) {
    return nothing;
  }
  Passage channels[PASSAGE_CHANNELS] = {{0.0, 0.0, false}};
  channels[channel] = (Passage){1.0, 0.0, true};
  strip_follow(map, wire->from.strip, place, place_of(map, wire), channels, &width);
  const uint32_t out = wire->from.channel < width ? wire->from.channel : width - 1;  // a panner spreads the last
  return width > 0 && out < PASSAGE_CHANNELS ? channels[out] : nothing;
}

/* What of a signal at an input of a strip goes out by one of its wires. */
static Passage through(const Search* search, Place in, uint32_t wire) {
  const Map* map = search->check->map;
  const MapWire* w = &map->wires[wire];
  if (!is_heard(search->check, wire)) {
    return nothing;
  }
  const uint32_t n_inputs = map->strips[in.strip].n_inputs;
  Passage passage = map->strips[in.strip].kind == MAP_PLUGIN
                      ? plugin_passage(map, map->strips[in.strip].first_plugin, in.channel, w->from.channel)
                      : through_strip(map, in.channel, 0, n_inputs, w);
  passage.gain *= map_wire_gain(map, &search->check->wiring, wire);
  return passage.is_same || search->through_effects ? passage : nothing;
}

static void follow(Search* search, uint32_t parts) {
  const MapWiring* wiring = &search->check->wiring;
  for (uint32_t next = 0; next < search->n_queued && search->n_steps < MOST_STEPS; ++next) {
    const Place in = search->queue[next];
    const Arrival arrival = search->arrivals[search->first[in.strip] + in.channel];
    for (uint32_t i = wiring->out_start[in.strip]; in.strip != parts && i < wiring->out_start[in.strip + 1]; ++i) {
      ++search->n_steps;
      const Passage passage = through(search, in, wiring->out[i]);
      if (passage.gain > 0.0) {
        arrive(search, parts, search->check->map->wires[wiring->out[i]].to, arrival.wire, joined(arrival.way, passage));
      }
    }
  }
}

/* The last plugin before a wire of a mixer's strip that makes another sound of what it hears, counted from 1. */
static uint32_t sound_of(const Map* map, const MapWire* wire) {
  for (uint32_t place = place_of(map, wire); place > 0; --place) {
    if (!plugin_is_plain(map, map->strips[wire->from.strip].first_plugin + place - 1)) {
      return place;
    }
  }
  return 0;
}

/* How many channels a mixer's strip has behind so many plugins. */
static uint32_t width_behind(const Map* map, const Origin* origin) {
  const MapStrip* strip = &map->strips[origin->strip];
  uint32_t width = 0;
  if (origin->place == 0) {
    width = strip->n_inputs;
  } else {
    const MapPins* pins = &map->plugins[strip->first_plugin + origin->place - 1].pins_out;
    for (uint32_t i = 0; i < pins->n; ++i) {
      width = pins->at[i].channel >= width ? pins->at[i].channel + 1 : width;
    }
  }
  return width > origin->channel ? width : origin->channel + 1;
}

/* What of a signal that parts goes out by a wire of its strip. */
static Passage part(const Search* search, const Origin* origin, uint32_t wire) {
  const Map* map = search->check->map;
  const MapWire* w = &map->wires[wire];
  Passage passage = nothing;
  if (!is_heard(search->check, wire)) {
    return nothing;
  }
  if (origin->is_output) {
    passage = (Passage){w->from.channel == origin->channel ? 1.0 : 0.0, 0.0, true};
  } else if (map->strips[origin->strip].kind == MAP_PLUGIN) {
    passage = plugin_passage(map, map->strips[origin->strip].first_plugin, origin->channel, w->from.channel);
  } else if (search->through_effects || sound_of(map, w) == origin->place) {
    passage = through_strip(map, origin->channel, origin->place, width_behind(map, origin), w);
  }
  passage.gain *= map_wire_gain(map, &search->check->wiring, wire);
  return passage.is_same || search->through_effects ? passage : nothing;
}

/* Sends a signal out on all its ways, and follows it where it has more than one. */
static void search_from(Search* search, const Origin* origin) {
  const Map* map = search->check->map;
  const MapWiring* wiring = &search->check->wiring;
  uint32_t n_ways = 0, last = MAP_NONE;
  ++search->n_origins;
  search->n_queued = 0;
  for (uint32_t i = wiring->out_start[origin->strip]; i < wiring->out_start[origin->strip + 1]; ++i) {
    const uint32_t wire = wiring->out[i];
    const Passage passage = part(search, origin, wire);
    ++search->n_steps;
    if (passage.gain > 0.0) {
      n_ways += way_of(map, wire) != last;
      last = way_of(map, wire);
      arrive(search, origin->strip, map->wires[wire].to, wire, passage);
    }
  }
  if (n_ways > 1) {
    follow(search, origin->strip);
  }
}

/* In a graph: what comes out of a plugin that makes another sound is a signal for each output; what others hear, one
   for each input. */
static void search_node(Search* search, uint32_t strip) {
  const Map* map = search->check->map;
  const MapStrip* s = &map->strips[strip];
  const bool hears = s->kind == MAP_PLUGIN && s->n_plugins > 0 &&
                     (search->through_effects || plugin_is_plain(map, s->first_plugin));
  const uint32_t n = hears ? s->n_inputs : s->n_outputs;
  for (uint32_t channel = 0; channel < n && search->n_steps < MOST_STEPS; ++channel) {
    search_from(search, &(Origin){strip, channel, 0, !hears});
  }
}

static void search_strip(Search* search, uint32_t strip) {
  const Map* map = search->check->map;
  const MapStrip* s = &map->strips[strip];
  const uint32_t widest = s->n_outputs > s->n_inputs ? s->n_outputs : s->n_inputs;
  for (uint32_t place = 0; place <= s->n_plugins && search->n_steps < MOST_STEPS; ++place) {
    if (place > 0 && (search->through_effects || plugin_is_plain(map, s->first_plugin + place - 1))) {
      continue;
    }
    for (uint32_t channel = 0; channel < widest && channel < PASSAGE_CHANNELS; ++channel) {
      search_from(search, &(Origin){strip, channel, place, false});
    }
  }
}

/* Whether more than one wire leads out of a strip that is heard. */
static bool may_part(const Check* check, uint32_t strip) {
  uint32_t n = 0;
  for (uint32_t i = check->wiring.out_start[strip]; n < 2 && i < check->wiring.out_start[strip + 1]; ++i) {
    n += is_heard(check, check->wiring.out[i]);
  }
  return n > 1;
}

static bool allocate(Search* search) {
  const Map* map = search->check->map;
  uint32_t n = 0;
  search->first = (uint32_t*)calloc((size_t)map->n_strips + 1, sizeof(uint32_t));
  for (uint32_t i = 0; search->first && i < map->n_strips; ++i) {
    search->first[i] = n;
    n += map->strips[i].n_inputs;
  }
  search->told = (uint32_t*)malloc(((size_t)map->n_strips + 1) * sizeof(uint32_t));
  search->arrivals = (Arrival*)calloc((size_t)n + 1, sizeof(Arrival));
  search->queue = (Place*)calloc((size_t)n + 1, sizeof(Place));
  return search->first && search->told && search->arrivals && search->queue;
}

void search_meetings(Check* check, bool through_effects, bool (*tell)(Check* check, const Meeting* meeting)) {
  const Map* map = check->map;
  Search search = {.check = check, .tell = tell, .through_effects = through_effects};
  if (allocate(&search)) {
    memset(search.told, 0xff, ((size_t)map->n_strips + 1) * sizeof(uint32_t));
    for (uint32_t i = 0; i < map->n_strips && search.n_steps < MOST_STEPS; ++i) {
      if (may_part(check, i)) {
        (is_graph_node(map, i) ? search_node : search_strip)(&search, i);
      }
    }
  } else {
    check->findings->is_short_of_memory = true;
  }
  free(search.first);
  free(search.told);
  free(search.arrivals);
  free(search.queue);
}
