// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The wires between boxes: those of the map between the same pins are one, and those that close a circle come back. */

#include "common/map/picture_scene.h"

#include <math.h>
#include <stdlib.h>

#define AT_UNITY_DB (-16.0)  // as what a wire at unity is drawn, so that louder ones can be told from it
#define WEAKEST_DB (-30.0)   // and as what it is drawn at least
#define STEEPNESS 0.6

typedef struct {
  WireView view;
  MapWireKind kind;
  double gain;
  bool alarm;
} Wire;

/* What is known of a box as circles are looked for. */
typedef enum { BOX_NEW, BOX_OPEN, BOX_DONE } BoxState;

typedef struct {
  PictureScene* scene;
  unsigned* begin;  // of each box's wires, which are sorted by where they come from
  BoxState* states;
  bool* is_fed;
  unsigned *stack, *next;  // the boxes that are open, and the next wire of each box
} Walk;

static int wire_compare(const void* a, const void* b) {
  const Wire *x = a, *y = b;
  const unsigned xs[] = {x->view.from, x->view.output, x->view.to, x->view.input, x->kind};
  const unsigned ys[] = {y->view.from, y->view.output, y->view.to, y->view.input, y->kind};
  for (unsigned i = 0; i < sizeof xs / sizeof *xs; ++i) {
    if (xs[i] != ys[i]) {
      return xs[i] < ys[i] ? -1 : 1;
    }
  }
  return 0;
}

static void mark_alarms(const PictureScene* scene, bool* alarms) {
  for (uint32_t i = 0; scene->findings && i < scene->findings->n; ++i) {
    const Finding* finding = &scene->findings->at[i];
    for (uint32_t k = 0; k < finding->n_wires && !finding->is_hint && !finding->is_accepted; ++k) {
      alarms[finding->wires[k]] = true;
    }
  }
}

/* Each wire of the map that is shown, between the pins of its boxes; returns how many. */
static uint32_t collect(const PictureScene* scene, const bool* alarms, Wire* wires) {
  const Map* map = scene->map;
  uint32_t n = 0;
  for (uint32_t i = 0; i < map->n_wires; ++i) {
    const MapWire* wire = &map->wires[i];
    const uint32_t keyed = picture_keyed_plugin(map, wire);
    if (!picture_shows_send(map, wire->send)) {
      continue;
    }
    wires[n++] = (Wire){
      .view = {.from = scene->plan.box_of[wire->from.strip],
               .output = wire->send == MAP_NONE ? scene->wire_output[i] : scene->send_pin[wire->send],
               .to = scene->plan.box_of[wire->to.strip],
               .input = scene->wire_input[i] > 0 || keyed == MAP_NONE ? scene->wire_input[i] : scene->key_pin[keyed]},
      .kind = wire->kind,
      .gain = map_wire_gain(map, &scene->wiring, i),
      .alarm = alarms[i]};
  }
  return n;
}

static void join(PictureScene* scene, Wire* wires, uint32_t n) {
  static const WireStroke strokes[] = {
    [MAP_WIRE_MAIN] = WIRE_PLAIN, [MAP_WIRE_SEND] = WIRE_DOUBLE, [MAP_WIRE_SIDECHAIN] = WIRE_DOTTED};
  qsort(wires, n, sizeof(Wire), wire_compare);
  for (uint32_t i = 0; i < n; ++i) {
    Wire* wire = &wires[i];
    if (i > 0 && wire_compare(&wires[i - 1], wire) == 0) {
      wire->gain = fmax(wire->gain, wires[i - 1].gain);
      wire->alarm |= wires[i - 1].alarm;
      --scene->n_wires;
    }
    const bool is_heard = wire->gain > 0.0;
    scene->wires[scene->n_wires] = wire->view;
    scene->looks[scene->n_wires++] = (WireLook){
      .stroke = strokes[wire->kind],
      .level_db = is_heard ? fmax(AT_UNITY_DB + STEEPNESS * 20.0 * log10(wire->gain), WEAKEST_DB) : -90.0,
      .alarm = wire->alarm,
      .off = !is_heard};
  }
}

/* Goes on from an open box until it is done; a wire to a box that is still open comes back. */
static void walk_from(Walk* walk, unsigned box) {
  PictureScene* scene = walk->scene;
  unsigned depth = 0;
  walk->stack[depth++] = box;
  walk->states[box] = BOX_OPEN;
  while (depth > 0) {
    const unsigned top = walk->stack[depth - 1];
    if (walk->next[top] == walk->begin[top + 1]) {
      walk->states[top] = BOX_DONE;
      --depth;
      continue;
    }
    WireView* wire = &scene->wires[walk->next[top]++];
    if (walk->states[wire->to] == BOX_OPEN) {
      wire->comes_back = true;
    } else if (walk->states[wire->to] == BOX_NEW) {
      walk->states[wire->to] = BOX_OPEN;
      walk->stack[depth++] = wire->to;
    }
  }
}

/* Boxes that nothing feeds come first, so that a circle is entered where the sound enters it. */
static void find_circles(Walk* walk) {
  const unsigned n_boxes = walk->scene->plan.n_boxes;
  for (unsigned i = 0; i < walk->scene->n_wires; ++i) {
    ++walk->begin[walk->scene->wires[i].from + 1];
    walk->is_fed[walk->scene->wires[i].to] = true;
  }
  for (unsigned i = 0; i < n_boxes; ++i) {
    walk->begin[i + 1] += walk->begin[i];
    walk->next[i] = walk->begin[i];
  }
  for (int pass = 0; pass < 2; ++pass) {
    for (unsigned i = 0; i < n_boxes; ++i) {
      if (walk->states[i] == BOX_NEW && (pass == 1 || !walk->is_fed[i])) {
        walk_from(walk, i);
      }
    }
  }
}

void picture_fill_wires(PictureScene* scene) {
  const size_t n_boxes = scene->plan.n_boxes, n_wires = scene->map->n_wires;
  Wire* wires = calloc(n_wires + 1, sizeof(Wire));
  bool* alarms = calloc(n_wires + 1, sizeof(bool));
  Walk walk = {scene,
               calloc(n_boxes + 2, sizeof(unsigned)),
               calloc(n_boxes + 1, sizeof(BoxState)),
               calloc(n_boxes + 1, sizeof(bool)),
               calloc(n_boxes + 1, sizeof(unsigned)),
               calloc(n_boxes + 1, sizeof(unsigned))};
  if (wires && alarms && walk.begin && walk.states && walk.is_fed && walk.stack && walk.next) {
    mark_alarms(scene, alarms);
    join(scene, wires, collect(scene, alarms, wires));
    find_circles(&walk);
  } else {
    scene->is_short_of_memory = true;
  }
  free(wires);
  free(alarms);
  free(walk.begin);
  free(walk.states);
  free(walk.is_fed);
  free(walk.stack);
  free(walk.next);
}
