// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Circles: strips that lead back to themselves, also by sends and sidechains. They are the strongly connected
   components of the map, found by Tarjan's algorithm (R. Tarjan, "Depth-first search and linear graph algorithms", SIAM
   J. Comput. 1(2), 1972), with a stack of its own in place of calls. */

#include "common/map/check.h"

#include <stdio.h>
#include <stdlib.h>

enum { NOT_VISITED = 0, TEXT_SIZE = 1024, MOST_NAMES = 8 };

typedef struct {
  Check* check;
  uint32_t* number;     // of each strip, from 1 in the order in which they are found
  uint32_t* low;        // the lowest number on the stack that it leads back to
  uint32_t* next;       // the wire to look at next
  uint32_t* component;  // of each strip that is done with, from 1
  uint32_t *stack, *path;
  uint32_t n_stack, n_path, n_found, n_components;
} Walk;

/* Whether a wire can be part of a circle: nobody has switched it off, or said that it may lead back. */
static bool counts(const Check* check, uint32_t wire) {
  const MapWire* w = &check->map->wires[wire];
  const MapSend* send = w->send == MAP_NONE ? NULL : &check->map->sends[w->send];
  return check_is_on(check, w->from.strip) && check_is_on(check, w->to.strip) &&
         (!send || (send->active && !send->allows_feedback && send->kind != MAP_SEND_LISTEN));
}

static void enter(Walk* walk, uint32_t strip) {
  walk->number[strip] = walk->low[strip] = ++walk->n_found;
  walk->next[strip] = walk->check->wiring.out_start[strip];
  walk->stack[walk->n_stack++] = strip;
  walk->path[walk->n_path++] = strip;
}

/* The wire from a strip to another of its component, or MAP_NONE. */
static uint32_t wire_within(const Walk* walk, uint32_t strip) {
  const MapWiring* wiring = &walk->check->wiring;
  for (uint32_t i = wiring->out_start[strip]; i < wiring->out_start[strip + 1]; ++i) {
    const uint32_t to = walk->check->map->wires[wiring->out[i]].to.strip;
    if (counts(walk->check, wiring->out[i]) && walk->component[to] == walk->component[strip]) {
      return wiring->out[i];
    }
  }
  return MAP_NONE;
}

/* Follows wires within a component until a strip comes again: from there on it is a circle. `number` is used to note
   which have come, which nobody needs any more. */
static void tell(Walk* walk, uint32_t strip) {
  Check* check = walk->check;
  const Map* map = check->map;
  const uint32_t seen = UINT32_MAX;
  while (walk->number[strip] != seen) {
    walk->number[strip] = seen;
    strip = map->wires[wire_within(walk, strip)].to.strip;
  }
  Finding* finding = check_found(check, FINDING_CIRCLE, false, strip);
  if (!finding) {
    return;
  }
  char text[TEXT_SIZE];
  size_t used = (size_t)snprintf(text, sizeof(text), "%.100s", map_strip_name(map, strip));
  uint32_t n = 1;
  for (uint32_t at = strip;; ++n) {
    const uint32_t wire = wire_within(walk, at);
    at = map->wires[wire].to.strip;
    check_mark_wire(check, finding, wire);
    if (n < MOST_NAMES || at == strip) {
      used += (size_t)snprintf(text + used, sizeof(text) - used, " > %.100s", map_strip_name(map, at));
    } else if (n == MOST_NAMES) {
      used += (size_t)snprintf(text + used, sizeof(text) - used, " > …");
    }
    if (at == strip) {
      break;
    }
    check_mark_strip(check, finding, at);
  }
  finding->what = n == 1 ? "This leads back into itself."
                         : check_say(check, "These %u lead back to where they begin.", n);
  finding->where = check_say(check, "%s", text);
  finding->why = check_words(check,
                             "Ardour cannot play a circle in order: it hears itself again a block later, and may build "
                             "up without end.",
                             "It hears itself again a block later, and may build up without end.",
                             "It hears itself again, and may build up without end.");
  finding->cure = check_words(check,
                              "Take one connection of it away, in the Routing Grid of its output, or by removing the "
                              "send.",
                              "In the Patchbay, take one wire of it away.", "Take one wire of it away.");
}

/* All strips that are on the stack from one on make a component. */
static void leave_component(Walk* walk, uint32_t strip) {
  const uint32_t component = ++walk->n_components;
  uint32_t size = 0, last;
  do {
    last = walk->stack[--walk->n_stack];
    walk->component[last] = component;
    ++size;
  } while (last != strip);
  if (size > 1 || wire_within(walk, strip) != MAP_NONE) {
    tell(walk, strip);
  }
}

static void lower(uint32_t* low, uint32_t other) {
  *low = other < *low ? other : *low;
}

static void walk_from(Walk* walk, uint32_t start) {
  const Check* check = walk->check;
  enter(walk, start);
  while (walk->n_path > 0) {
    const uint32_t strip = walk->path[walk->n_path - 1];
    if (walk->next[strip] == check->wiring.out_start[strip + 1]) {
      --walk->n_path;
      if (walk->n_path > 0) {
        lower(&walk->low[walk->path[walk->n_path - 1]], walk->low[strip]);
      }
      if (walk->low[strip] == walk->number[strip]) {
        leave_component(walk, strip);
      }
      continue;
    }
    const uint32_t wire = check->wiring.out[walk->next[strip]++];
    const uint32_t to = check->map->wires[wire].to.strip;
    if (counts(check, wire) && walk->number[to] == NOT_VISITED) {
      enter(walk, to);
    } else if (counts(check, wire) && walk->component[to] == 0) {
      lower(&walk->low[strip], walk->number[to]);
    }
  }
}

void check_circles(Check* check) {
  const size_t n = check->map->n_strips;
  uint32_t* room = (uint32_t*)calloc(n * 6 + 1, sizeof(uint32_t));
  if (!room) {
    check->findings->is_short_of_memory = true;
    return;
  }
  Walk walk = {.check = check,
               .number = room,
               .low = room + n,
               .next = room + 2 * n,
               .component = room + 3 * n,
               .stack = room + 4 * n,
               .path = room + 5 * n};
  for (uint32_t i = 0; i < n; ++i) {
    if (walk.number[i] == NOT_VISITED) {
      walk_from(&walk, i);
    }
  }
  free(room);
}
