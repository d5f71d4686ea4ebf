// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/own_passage.h"
#include "common/map/identify.h"
#include "common/ports/ranges.h"

#include <stdio.h>
#include <string.h>

enum { SYMBOL_SIZE = 128, NUMBER_SIZE = 16, ROUTE_ONLY = 0, COPY = 0, ADD = 0, MIX = 1, WET_ONLY = 2 };

#define DEFAULT_RATE_HZ 48000.0
#define MS_PER_S 1000.0

/* A plugin, one of its inputs and one of its outputs. */
typedef struct {
  const Map* map;
  uint32_t plugin;
  const char *in, *out;  // symbols
} Way;

static const Passage nothing = {0.0, 0.0, true};

static double control(const Way* way, const char* name, double fallback) {
  return map_control(way->map, way->plugin, name, fallback);
}

/* A control of one strip, send or branch, whose number or letter follows its name. */
static double control_of(const Way* way, const char* name, const char* which, double fallback) {
  char symbol[SYMBOL_SIZE];
  snprintf(symbol, sizeof(symbol), "%s_%s", name, which);
  return control(way, symbol, fallback);
}

static double frames_of(const Way* way, double ms) {
  const double rate_hz = way->map->rate_hz > 0.0 ? way->map->rate_hz : DEFAULT_RATE_HZ;
  return ms / MS_PER_S * rate_hz;
}

/* Whether two sides meet: a port without a side meets both. */
static bool sides_meet(uint32_t a, uint32_t b) {
  return a == b || a == 2 || b == 2;
}

static bool is_on(const Way* way) {
  return way->map->plugins[way->plugin].active;
}

static Passage through_bus(const Way* way) {
  uint32_t strip, side, out_number, out_side;
  if (!symbol_is(way->in, "in", &strip, &side) || !symbol_is(way->out, "out", &out_number, &out_side) ||
      !sides_meet(side, out_side)) {
    return nothing;
  }
  if (!is_on(way)) {
    return (Passage){1.0, 0.0, true};
  }
  char number[NUMBER_SIZE];
  snprintf(number, sizeof(number), "%u", strip);
  const bool muted = control_of(way, "mute", number, 0.0) > 0.0;
  const double gain = level_gain(control_of(way, "gain", number, 0.0)) * level_gain(control(way, "fader", 0.0));
  return (Passage){muted ? 0.0 : gain, frames_of(way, control_of(way, "delay", number, 0.0)), true};
}

static Passage through_send(const Way* way) {
  uint32_t number, side, send, out_side;
  if (!symbol_is(way->in, "in", &number, &side)) {
    return nothing;
  }
  const double through = control(way, "mute", 0.0) > 0.0 ? 0.0 : level_gain(control(way, "fader", 0.0));
  if (symbol_is(way->out, "out", &number, &out_side)) {
    return sides_meet(side, out_side) ? (Passage){is_on(way) ? through : 1.0, 0.0, true} : nothing;
  }
  if (!symbol_is(way->out, "send", &send, &out_side) || !sides_meet(side, out_side) || !is_on(way)) {
    return nothing;
  }
  char which[NUMBER_SIZE];
  snprintf(which, sizeof(which), "%u", send);
  const bool is_post = control_of(way, "send_tap", which, 1.0) > 0.0;
  const bool muted = control_of(way, "send_mute", which, 0.0) > 0.0;
  const double level = level_gain(control_of(way, "send_level", which, (double)LEVEL_OFF_DB));
  const bool is_filtered = control_of(way, "send_hpf", which, (double)HIGH_PASS_OFF_HZ) > (double)HIGH_PASS_OFF_HZ ||
                           control_of(way, "send_lpf", which, (double)LOW_PASS_OFF_HZ) < (double)LOW_PASS_OFF_HZ;
  return (Passage){muted ? 0.0 : level * (is_post ? through : 1.0), 0.0, !is_filtered};
}

static Passage through_return(const Way* way) {
  uint32_t number, side, out_side;
  const bool is_main = symbol_is(way->in, "in", &number, &side);
  if ((!is_main && !symbol_is(way->in, "return", &number, &side)) || !symbol_is(way->out, "out", &number, &out_side) ||
      !sides_meet(side, out_side)) {
    return nothing;
  }
  const int mode = (int)control(way, "mode", ADD);
  const double dry_frames = frames_of(way, control(way, "dry_delay", 0.0));
  const double mix = control(way, "mix", 50.0) / 100.0;
  if (is_main) {
    const double blend = mode == WET_ONLY ? 0.0 : mode == MIX ? 1.0 - mix : 1.0;
    return (Passage){is_on(way) ? blend * level_gain(control(way, "dry_level", 0.0)) : 1.0, dry_frames, true};
  }
  const bool muted = control(way, "return_mute", 0.0) > 0.0;
  const bool is_changed = control(way, "duck_depth", 0.0) > 0.0 ||
                          control(way, "return_hpf", (double)HIGH_PASS_OFF_HZ) > (double)HIGH_PASS_OFF_HZ ||
                          control(way, "return_lpf", (double)LOW_PASS_OFF_HZ) < (double)LOW_PASS_OFF_HZ;
  const double gain = level_gain(control(way, "return_level", 0.0)) * (mode == MIX ? mix : 1.0);
  return (Passage){is_on(way) && !muted ? gain : 0.0, frames_of(way, control(way, "return_delay", 0.0)), !is_changed};
}

static Passage through_splitter(const Way* way) {
  const char letter[] = {way->out[0], '\0'};
  uint32_t number, side, out_side;
  if (letter[0] < 'a' || letter[0] > 'd' || !symbol_is(way->in, "in", &number, &side) ||
      !symbol_is(way->out, letter, &number, &out_side)) {
    return nothing;
  }
  const int mode = (int)control(way, "mode", COPY);
  if (!is_on(way)) {
    return letter[0] == 'a' && sides_meet(side, out_side) ? (Passage){1.0, 0.0, true} : nothing;
  }
  if (mode == COPY && (!sides_meet(side, out_side) || letter[0] - 'a' >= (int)control(way, "branches", 2.0))) {
    return nothing;
  }
  const bool muted = control_of(way, "mute", letter, 0.0) > 0.0;
  return (Passage){muted ? 0.0 : level_gain(control_of(way, "gain", letter, 0.0)),
                   frames_of(way, control_of(way, "delay", letter, 0.0)), mode == COPY};
}

/* The compressor and the router: the main signal, changed or not; a key is heard on its own out alone. */
static Passage through_dynamics(const Way* way, bool changes) {
  uint32_t number, side, out_side;
  const bool main_in = symbol_is(way->in, "in", &number, &side);
  const bool main_out = symbol_is(way->out, "out", &number, &out_side);
  if (main_in != main_out) {
    return nothing;
  }
  if (!main_in) {
    return (Passage){is_on(way) ? level_gain(control(way, "key_out_level", 0.0)) : 0.0, 0.0, false};
  }
  return sides_meet(side, out_side)
           ? (Passage){1.0, frames_of(way, control(way, "lookahead", 0.0)), !changes || !is_on(way)}
           : nothing;
}

static bool begins(const char* text, const char* start) {
  return !strncmp(text, start, strlen(start));
}

bool own_passage(const Map* map, uint32_t plugin, uint32_t input, uint32_t output, Passage* passage) {
  const char* name = map_own_plugin(map, plugin);
  const MapPlugin* p = &map->plugins[plugin];
  if (!name || !p->ports_known) {
    return false;
  }
  if (input >= p->inputs.n || output >= p->outputs.n) {
    *passage = nothing;
    return true;
  }
  const Way way = {map, plugin, p->inputs.at[input].symbol, p->outputs.at[output].symbol};
  if (begins(name, "bus-summer")) {
    *passage = through_bus(&way);
  } else if (begins(name, "aux-send")) {
    *passage = through_send(&way);
  } else if (begins(name, "aux-return")) {
    *passage = through_return(&way);
  } else if (begins(name, "parallel-splitter")) {
    *passage = through_splitter(&way);
  } else {
    const bool routes_only = begins(name, "sidechain-router") && (int)control(&way, "action", ROUTE_ONLY) == ROUTE_ONLY;
    *passage = through_dynamics(&way, !routes_only);
  }
  return true;
}

bool own_is_plain(const Map* map, uint32_t plugin, bool* is_plain) {
  const char* name = map_own_plugin(map, plugin);
  if (!name || !map->plugins[plugin].ports_known) {
    return false;
  }
  const Way way = {map, plugin, "", ""};
  *is_plain = !is_on(&way) || begins(name, "bus-summer") || begins(name, "aux-") ||
              (begins(name, "parallel-splitter") && (int)control(&way, "mode", COPY) == COPY) ||
              (begins(name, "sidechain-router") && (int)control(&way, "action", ROUTE_ONLY) == ROUTE_ONLY);
  return true;
}
