// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The box of a plugin in a graph: where wires come to or leave several ports, these are named, the sides of a pair as
   one. */

#include "common/map/picture_scene.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PINS = BOX_PINS - 1 };

/* Ports of one side of a plugin that have wires, each by the first channel of its pair. */
typedef struct {
  const MapPorts* ports;
  uint32_t first[MOST_PINS];
  unsigned pins[MOST_PINS];
  unsigned n;
} Pins;

/* The words that the names of a pair differ in. */
static const char* const sides[][2] = {{"Left", "Right"}, {"left", "right"}, {"L", "R"},
                                       {"l", "r"},        {"1", "2"},        {"0", "1"}};

/* Whether a port is one of a row that is counted on from a pair: a third one, which makes it no pair. */
static bool counts_on(const MapPorts* ports, uint32_t first, size_t at, const char* second) {
  const char* name = first + 2 < ports->n ? ports->at[first + 2].name : "";
  const char* mate = ports->at[first + 1].name;
  return isdigit((unsigned char)*second) && !strncmp(name, mate, at) && name[at] == *second + 1 &&
         !strcmp(name + at + 1, mate + at + 1);
}

/* Whether a port and the one behind it are the sides of a pair. What their names have in common goes before and after
   `word`, at which the names differ, in that of the first. */
static bool is_pair(const MapPorts* ports, uint32_t first, size_t* at, size_t* n_word) {
  const MapPort *a = &ports->at[first], *b = &ports->at[first + 1];
  for (*at = 0; a->name[*at] && a->name[*at] == b->name[*at]; ++*at) {
  }
  for (size_t i = 0; i < sizeof sides / sizeof *sides; ++i) {
    const size_t n = strlen(sides[i][0]), m = strlen(sides[i][1]);
    if (!strncmp(a->name + *at, sides[i][0], n) && !strncmp(b->name + *at, sides[i][1], m) &&
        !strcmp(a->name + *at + n, b->name + *at + m)) {
      *n_word = n;
      return !counts_on(ports, first, *at, sides[i][1]);
    }
  }
  return false;
}

/* The first port of the pair that a channel is of: itself where it is of none. */
static uint32_t first_of_pair(const MapPorts* ports, uint32_t channel) {
  size_t at, n_word;
  const bool has_mate = channel > 0 && channel < ports->n && is_pair(ports, channel - 1, &at, &n_word);
  return has_mate ? channel - 1 : channel;
}

/* The name of a port, or what the names of a pair have in common. */
static const char* pin_name(PictureScene* scene, const MapPorts* ports, uint32_t first) {
  size_t at, n_word;
  if (first >= ports->n || !ports->at[first].name[0]) {
    return picture_say(scene, "%u", first + 1);
  }
  const char* name = ports->at[first].name;
  if (first + 1 >= ports->n || !is_pair(ports, first, &at, &n_word)) {
    return name;
  }
  const char* rest = name + at + n_word;
  size_t begin = at;
  while (begin > 0 && strchr(" _-", name[begin - 1])) {
    --begin;
  }
  rest += begin == 0 ? strspn(rest, " _-") : 0;
  return begin > 0 || *rest ? picture_say(scene, "%.*s%s", (int)begin, name, rest) : name;
}

static int first_compare(const void* a, const void* b) {
  const uint32_t x = *(const uint32_t*)a, y = *(const uint32_t*)b;
  return (x > y) - (x < y);
}

/* The place of a channel among the pins; the last where there are too many. */
static unsigned place_of(const Pins* pins, uint32_t channel) {
  const uint32_t first = first_of_pair(pins->ports, channel);
  unsigned i = 0;
  while (i + 1 < pins->n && pins->first[i] != first) {
    ++i;
  }
  return i;
}

static void pins_find(Pins* pins, const PictureScene* scene, uint32_t strip, bool is_input) {
  const MapWiring* wiring = &scene->wiring;
  const MapPlugin* plugin = &scene->map->plugins[scene->map->strips[strip].first_plugin];
  const uint32_t* start = is_input ? wiring->in_start : wiring->out_start;
  const uint32_t* wires = is_input ? wiring->in : wiring->out;
  *pins = (Pins){.ports = is_input ? &plugin->inputs : &plugin->outputs};
  for (uint32_t i = start[strip]; i < start[strip + 1]; ++i) {
    const MapWire* wire = &scene->map->wires[wires[i]];
    const uint32_t first = first_of_pair(pins->ports, is_input ? wire->to.channel : wire->from.channel);
    unsigned k = 0;
    while (k < pins->n && pins->first[k] != first) {
      ++k;
    }
    if (k == pins->n && pins->n < MOST_PINS) {
      pins->first[pins->n++] = first;
    }
  }
  qsort(pins->first, pins->n, sizeof(uint32_t), first_compare);
}

/* Whether a side has to be told apart from what the head says. */
static bool is_named(const Pins* pins) {
  const bool is_key = pins->n == 1 && pins->first[0] < pins->ports->n && pins->ports->at[pins->first[0]].is_sidechain;
  return pins->n > 1 || is_key;
}

/* A row for an input and an output, as far as there are as many. */
static void add_rows(PictureScene* scene, uint32_t box, Pins* in, Pins* out, bool off) {
  for (unsigned i = 0; i < in->n || i < out->n; ++i) {
    const bool has_in = is_named(in) && i < in->n, has_out = is_named(out) && i < out->n;
    if (!has_in && !has_out) {
      continue;
    }
    const CellView name = {.kind = has_in ? CELL_TEXT : CELL_EMPTY,
                           .text = has_in ? pin_name(scene, in->ports, in->first[i]) : NULL};
    const unsigned row = picture_add_row(scene, box, name, has_out ? pin_name(scene, out->ports, out->first[i]) : NULL,
                                         off);
    if (has_in) {
      in->pins[i] = picture_add_input(scene, box, row);
    }
    if (has_out) {
      out->pins[i] = picture_add_output(scene, box, row);
    }
  }
}

void picture_fill_plugin(PictureScene* scene, uint32_t box, uint32_t strip) {
  const Map* map = scene->map;
  const uint32_t plugin = map->strips[strip].first_plugin;
  const char* name = map_plugin_name(map, plugin);
  Pins in, out;
  scene->boxes[box].note = strcmp(name, map_strip_name(map, strip)) != 0 ? name : picture_kind_word(map, strip);
  pins_find(&in, scene, strip, true);
  pins_find(&out, scene, strip, false);
  add_rows(scene, box, &in, &out, !map->plugins[plugin].active);
  for (uint32_t i = scene->wiring.in_start[strip]; i < scene->wiring.in_start[strip + 1]; ++i) {
    const uint32_t wire = scene->wiring.in[i];
    scene->wire_input[wire] = in.pins[place_of(&in, map->wires[wire].to.channel)];
  }
  for (uint32_t i = scene->wiring.out_start[strip]; i < scene->wiring.out_start[strip + 1]; ++i) {
    const uint32_t wire = scene->wiring.out[i];
    scene->wire_output[wire] = out.pins[place_of(&out, map->wires[wire].from.channel)];
  }
}
