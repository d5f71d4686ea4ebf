// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Sides: what is wired to one side of a stereo pair alone. Where something else is wired to the other side alone, the
   two are taken for a pair, such as two microphones. */

#include "common/map/check.h"

#include <stdlib.h>
#include <string.h>

enum { LEFT = 1, RIGHT = 2, BOTH = 3, PAIRS_MOST = 2 };

/* Which sides of a strip's first pair wires lead to: those of one feeder, and all that some feeder leads to alone. */
typedef struct {
  uint32_t feeder;  // the last, by its number
  uint32_t sides;
  uint32_t alone;
  uint32_t a_wire;
} Fed;

/* What Carla plays to: the sound card of JACK, or the outputs of its own patchbay. */
static bool is_sound_card(const char* name) {
  return !strcmp(name, "system") || !strcmp(name, "Audio Output");
}

/* Whether a strip is a pair of channels to be fed as such. Outside, only what the mix ends in. */
static bool is_pair(const Map* map, uint32_t from, uint32_t to) {
  const MapStripKind kind = map->strips[from].kind, target = map->strips[to].kind;
  if (target == MAP_SINK) {
    return kind == MAP_MASTER || kind == MAP_MONITOR ||
           (map->host == MAP_CARLA && is_sound_card(map_strip_name(map, to)));
  }
  return target != MAP_PLUGIN && map->strips[to].n_inputs == PAIRS_MOST && kind != MAP_SOURCE;
}

static bool counts(const Map* map, const MapWire* wire) {
  return wire->kind != MAP_WIRE_SIDECHAIN && wire->to.channel < PAIRS_MOST &&
         (wire->send == MAP_NONE || map->sends[wire->send].kind == MAP_SEND_OUT) &&
         is_pair(map, wire->from.strip, wire->to.strip);
}

static void tell(Check* check, uint32_t from, uint32_t to, uint32_t sides, uint32_t wire) {
  const Map* map = check->map;
  Finding* finding = check_found(check, FINDING_ONE_SIDE, false, from);
  check_mark_strip(check, finding, to);
  check_mark_wire(check, finding, wire);
  if (finding) {
    const char* side = sides == LEFT ? "left" : "right";
    const bool by_send = map->wires[wire].send != MAP_NONE;
    finding->what = check_say(check, "%s plays into the %s side of %s alone.", by_send ? "A send" : "This", side,
                              map_strip_name(map, to));
    finding->where = map_strip_name(map, from);
    finding->why = "It is heard in one ear, and what is behind it works on one side.";
    finding->cure = check_words(check, "In its Routing Grid, connect the other side, too.",
                                "In the Patchbay, draw a wire to the other side, too.",
                                "Draw a wire to the other side, too.");
  }
}

/* Calls `visit` for each feeder of each strip, once all its wires have been seen: a strip, or a send of it. */
static void each_feeder(Check* check, Fed* fed, void (*visit)(Check* check, Fed* fed, uint32_t from, uint32_t to)) {
  const Map* map = check->map;
  for (uint32_t to = 0; to < map->n_strips; ++to) {
    fed[to].feeder = MAP_NONE;
  }
  for (uint32_t i = 0; i < map->n_strips; ++i) {
    uint32_t send = MAP_NONE;
    for (uint32_t start = check->wiring.out_start[i], end; start < check->wiring.out_start[i + 1]; start = end) {
      send = map->wires[check->wiring.out[start]].send;
      for (end = start; end < check->wiring.out_start[i + 1] && map->wires[check->wiring.out[end]].send == send;
           ++end) {
        const MapWire* wire = &map->wires[check->wiring.out[end]];
        Fed* at = &fed[wire->to.strip];
        if (counts(map, wire)) {
          at->sides = (at->feeder == start ? at->sides : 0) | (1u << wire->to.channel);
          at->feeder = start;
          at->a_wire = check->wiring.out[end];
        }
      }
      for (uint32_t w = start; w < end; ++w) {
        const uint32_t to = map->wires[check->wiring.out[w]].to.strip;
        if (fed[to].feeder == start) {
          visit(check, &fed[to], i, to);
          fed[to].feeder = MAP_NONE;
        }
      }
    }
  }
}

static void note_alone(Check* check, Fed* fed, uint32_t from, uint32_t to) {
  (void)check;
  (void)from;
  (void)to;
  fed->alone |= fed->sides == BOTH ? 0 : fed->sides;
}

static void tell_alone(Check* check, Fed* fed, uint32_t from, uint32_t to) {
  if (fed->sides != BOTH && fed->alone != BOTH && check_is_on(check, from)) {
    tell(check, from, to, fed->sides, fed->a_wire);
  }
}

/* Whether two names differ in nothing but their sides; numbers are sides where there are but two. */
static bool are_sides(const char* left, const char* right, bool are_two) {
  static const char* const sides[][2] = {{"1", "2"},   {"left", "right"}, {"Left", "Right"}, {"_l", "_r"},
                                         {"_L", "_R"}, {" L", " R"},      {"L", "R"},        {"l", "r"}};
  const size_t n_left = strlen(left), n_right = strlen(right);
  for (size_t i = are_two ? 0 : 1; i < sizeof(sides) / sizeof(sides[0]); ++i) {
    const size_t l = strlen(sides[i][0]), r = strlen(sides[i][1]);
    if (n_left >= l && n_right >= r && n_left - l == n_right - r && !strncmp(left, right, n_left - l) &&
        !strcmp(left + n_left - l, sides[i][0]) && !strcmp(right + n_right - r, sides[i][1])) {
      return true;
    }
  }
  return false;
}

/* How many inputs a strip has, by its wires or by what is known of its plugin. */
static uint32_t most_inputs_of(const Map* map, uint32_t strip) {
  const MapStrip* s = &map->strips[strip];
  const uint32_t n = s->n_plugins > 0 ? map->plugins[s->first_plugin].inputs.n : 0;
  return n > s->n_inputs ? n : s->n_inputs;
}

static bool is_main(const MapPort* port) {
  return !port->is_sidechain && !port->is_cv;
}

static uint32_t count_main(const MapPorts* ports) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < ports->n; ++i) {
    n += is_main(&ports->at[i]);
  }
  return n;
}

/* The first wire into a channel of a strip, which is there. */
static uint32_t wire_into(const Check* check, uint32_t strip, uint32_t channel) {
  uint32_t i = check->wiring.in_start[strip];
  while (check->map->wires[check->wiring.in[i]].to.channel != channel) {
    ++i;
  }
  return check->wiring.in[i];
}

/* The inputs of a plugin in a graph that are a pair, one behind the other. */
static void check_plugin(Check* check, uint32_t strip, bool* is_fed) {
  const MapStrip* s = &check->map->strips[strip];
  const MapPorts* inputs = &check->map->plugins[s->first_plugin].inputs;
  const bool are_two = count_main(inputs) == 2;
  memset(is_fed, 0, (size_t)most_inputs_of(check->map, strip) * sizeof(bool));
  for (uint32_t i = check->wiring.in_start[strip]; i < check->wiring.in_start[strip + 1]; ++i) {
    is_fed[check->map->wires[check->wiring.in[i]].to.channel] = true;
  }
  for (uint32_t i = 0; i + 1 < inputs->n; ++i) {
    const MapPort *left = &inputs->at[i], *right = &inputs->at[i + 1];
    if (is_fed[i] != is_fed[i + 1] && is_main(left) && is_main(right) &&
        (are_sides(left->symbol, right->symbol, are_two) || are_sides(left->name, right->name, are_two))) {
      const uint32_t wire = wire_into(check, strip, is_fed[i] ? i : i + 1);
      tell(check, check->map->wires[wire].from.strip, strip, is_fed[i] ? LEFT : RIGHT, wire);
    }
  }
}

static uint32_t most_inputs(const Map* map) {
  uint32_t most = 0;
  for (uint32_t i = 0; i < map->n_strips; ++i) {
    const uint32_t n = most_inputs_of(map, i);
    most = n > most ? n : most;
  }
  return most;
}

void check_sides(Check* check) {
  const Map* map = check->map;
  Fed* fed = (Fed*)calloc((size_t)map->n_strips + 1, sizeof(Fed));
  bool* is_fed = (bool*)calloc((size_t)most_inputs(map) + 1, sizeof(bool));
  if (fed && is_fed) {
    each_feeder(check, fed, note_alone);
    each_feeder(check, fed, tell_alone);
    for (uint32_t i = 0; i < map->n_strips; ++i) {
      if (map->strips[i].kind == MAP_PLUGIN && map->strips[i].n_plugins > 0) {
        check_plugin(check, i, is_fed);
      }
    }
  } else {
    check->findings->is_short_of_memory = true;
  }
  free(fed);
  free(is_fed);
}
