// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Beside a bus: some of the strips that play into a bus with effects play also to where the bus plays to, and others do
   not. Where all of them do, the bus is taken for one of parallel effects. (Where the bus has no effects, the search
   for doubled paths finds it.) */

#include "common/map/check.h"
#include "common/map/passage.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  Check* check;
  uint32_t* target_of;  // by strip: the last bus, counted from 1, that plays into it
  uint32_t* feeds;      // by strip: the last bus that it was seen to play into
} Look;

static bool is_main(const Check* check, uint32_t wire) {
  return check->map->wires[wire].kind == MAP_WIRE_MAIN && map_wire_gain(check->map, &check->wiring, wire) > 0.0;
}

static bool has_effects(const Map* map, uint32_t strip) {
  const MapStrip* s = &map->strips[strip];
  for (uint32_t p = s->first_plugin; p < s->first_plugin + s->n_plugins; ++p) {
    if (!plugin_is_plain(map, p)) {
      return true;
    }
  }
  return false;
}

/* The first wire of a strip to where a bus plays to, from the channel that a wire into the bus comes from, or MAP_NONE:
   other channels may carry something else, such as a send. */
static uint32_t wire_beside(const Look* look, uint32_t into_bus, uint32_t bus) {
  const MapEnd from = look->check->map->wires[into_bus].from;
  const uint32_t strip = from.strip;
  const MapWiring* wiring = &look->check->wiring;
  for (uint32_t i = wiring->out_start[strip]; i < wiring->out_start[strip + 1]; ++i) {
    const MapWire* wire = &look->check->map->wires[wiring->out[i]];
    const uint32_t to = wire->to.strip;
    if (is_main(look->check, wiring->out[i]) && wire->from.channel == from.channel && to != bus &&
        look->target_of[to] == bus + 1) {
      return wiring->out[i];
    }
  }
  return MAP_NONE;
}

static void tell(Check* check, uint32_t strip, uint32_t bus, uint32_t into_bus, uint32_t beside) {
  const uint32_t target = check->map->wires[beside].to.strip;
  const char *bus_name = map_strip_name(check->map, bus), *target_name = map_strip_name(check->map, target);
  Finding* finding = check_found(check, FINDING_DOUBLED_PATH, false, strip);
  check_mark_strip(check, finding, target);
  check_mark_wire(check, finding, beside);
  check_mark_wire(check, finding, into_bus);
  if (finding) {
    finding->what = check_say(check, "The same track reaches %s twice: directly, and by way of %s.", target_name,
                              bus_name);
    finding->where = map_strip_name(check->map, strip);
    finding->why = check_say(check,
                             "The two add up, by as much as 6 dB, and the effects and the fader of %s reach but one of "
                             "them.",
                             bus_name);
    finding->cure = check_say(
      check,
      "Click its output button, Routing Grid, and leave one of the two: take it off %s to hear it "
      "through %s alone.",
      target_name, bus_name);
  }
}

/* Counts the strips that play into a bus, and how many of them also play beside it; tells of these, if asked to. */
static uint32_t count_beside(const Look* look, uint32_t bus, uint32_t* n_feeders, bool tells) {
  const MapWiring* wiring = &look->check->wiring;
  uint32_t n = 0;
  *n_feeders = 0;
  for (uint32_t i = wiring->in_start[bus]; i < wiring->in_start[bus + 1]; ++i) {
    const uint32_t strip = look->check->map->wires[wiring->in[i]].from.strip;
    if (!is_main(look->check, wiring->in[i]) || look->feeds[strip] == bus + 1) {
      continue;
    }
    look->feeds[strip] = bus + 1;
    ++*n_feeders;
    const uint32_t beside = wire_beside(look, wiring->in[i], bus);
    n += beside != MAP_NONE;
    if (tells && beside != MAP_NONE) {
      tell(look->check, strip, bus, wiring->in[i], beside);
    }
  }
  for (uint32_t i = wiring->in_start[bus]; i < wiring->in_start[bus + 1]; ++i) {
    look->feeds[look->check->map->wires[wiring->in[i]].from.strip] = 0;
  }
  return n;
}

static void look_at(const Look* look, uint32_t bus) {
  const MapWiring* wiring = &look->check->wiring;
  for (uint32_t i = wiring->out_start[bus]; i < wiring->out_start[bus + 1]; ++i) {
    if (is_main(look->check, wiring->out[i])) {
      look->target_of[look->check->map->wires[wiring->out[i]].to.strip] = bus + 1;
    }
  }
  uint32_t n_feeders;
  const uint32_t n = count_beside(look, bus, &n_feeders, false);
  if (n > 0 && n < n_feeders) {
    count_beside(look, bus, &n_feeders, true);
  }
}

void check_beside(Check* check) {
  const Map* map = check->map;
  const Look look = {check, (uint32_t*)calloc((size_t)map->n_strips + 1, sizeof(uint32_t)),
                     (uint32_t*)calloc((size_t)map->n_strips + 1, sizeof(uint32_t))};
  check->findings->is_short_of_memory |= !look.target_of || !look.feeds;
  for (uint32_t i = 0; look.target_of && look.feeds && i < map->n_strips; ++i) {
    if (map->strips[i].kind == MAP_BUS && has_effects(map, i)) {
      look_at(&look, i);
    }
  }
  free(look.target_of);
  free(look.feeds);
}
