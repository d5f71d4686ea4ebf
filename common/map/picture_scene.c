// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/picture_scene.h"

#include "common/draw/numbers.h"
#include "common/map/map_texts.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_WIDTH 290.0  // of a box

const char* picture_say(PictureScene* scene, const char* format, ...) {
  char text[2 * PICTURE_TEXT_SIZE];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  const char* kept = map_texts_add(scene->texts, text);
  scene->is_short_of_memory |= !kept;
  return kept ? kept : "";
}

const char* picture_gain(PictureScene* scene, double gain) {
  char text[DRAW_TEXT_SIZE];
  return picture_say(scene, "%s", level_text(gain > 0.0 ? (float)(20.0 * log10(gain)) : DRAW_OFF_DB, text));
}

bool is_unity(double gain) {
  return gain > 0.0 && fabs(20.0 * log10(gain)) < 0.05;
}

bool picture_shows_send(const Map* map, uint32_t send) {
  return send == MAP_NONE || map->sends[send].kind != MAP_SEND_LISTEN || map->sends[send].active;
}

uint32_t picture_keyed_plugin(const Map* map, const MapWire* wire) {
  const MapStrip* to = &map->strips[wire->to.strip];
  if (wire->kind != MAP_WIRE_SIDECHAIN || wire->to.plugin != MAP_NONE) {
    return wire->kind == MAP_WIRE_SIDECHAIN ? wire->to.plugin : MAP_NONE;
  }
  return to->n_plugins > 0 ? to->first_plugin : MAP_NONE;
}

unsigned picture_add_row(PictureScene* scene, uint32_t box, CellView text, const char* number, bool off) {
  BoxView* view = &scene->boxes[box];
  if (view->n_rows == PICTURE_ROWS) {
    return PICTURE_ROWS - 1;
  }
  RowView* row = &scene->contents[box].rows[view->n_rows];
  *row = (RowView){.cells = {text}, .off = off};
  if (number) {
    row->cells[1] = (CellView){.kind = CELL_NUMBER, .text = number};
  }
  return view->n_rows++;
}

unsigned picture_add_output(PictureScene* scene, uint32_t box, unsigned row) {
  BoxView* view = &scene->boxes[box];
  RowView* at = &scene->contents[box].rows[row];
  if (!at->output && view->n_outputs < BOX_PINS) {
    view->outputs[view->n_outputs].text = "";
    at->output = ++view->n_outputs;
  }
  return at->output ? at->output - 1 : view->n_outputs - 1;
}

unsigned picture_add_input(PictureScene* scene, uint32_t box, unsigned row) {
  BoxView* view = &scene->boxes[box];
  RowView* at = &scene->contents[box].rows[row];
  if (!at->input && view->n_inputs < BOX_PINS) {
    at->input = ++view->n_inputs;
  }
  return at->input ? at->input - 1 : view->n_inputs - 1;
}

/* The column in which strips of a kind stand at least: what comes from outside, tracks, busses. */
static unsigned least_column(const PictureScene* scene, MapStripKind kind) {
  const Map* map = scene->map;
  bool has_source = false, has_track = false;
  for (uint32_t i = 0; i < map->n_strips; ++i) {
    const bool leads_on = scene->wiring.out_start[i + 1] > scene->wiring.out_start[i];
    has_source |= map->strips[i].kind == MAP_SOURCE && leads_on;
    has_track |= map->strips[i].kind == MAP_TRACK;
  }
  const unsigned track = has_source;
  switch (kind) {
    case MAP_SOURCE:
      return 0;
    case MAP_TRACK:
    case MAP_CLICK:
    case MAP_VCA:
    case MAP_PLUGIN:
      return track;
    default:
      return track + has_track;
  }
}

static void boxes_begin(PictureScene* scene) {
  unsigned columns[MAP_SINK + 1];
  for (unsigned kind = 0; kind <= MAP_SINK; ++kind) {
    columns[kind] = least_column(scene, (MapStripKind)kind);
  }
  for (uint32_t i = 0; i < scene->plan.n_boxes; ++i) {
    const MapStripKind kind = scene->map->strips[scene->plan.strips[scene->plan.start[i]]].kind;
    scene->boxes[i] = (BoxView){.rows = scene->contents[i].rows,
                                .n_inputs = 1,
                                .n_outputs = 1,
                                .outputs = {{.text = ""}},
                                .compact = true,
                                .most_width = MOST_WIDTH,
                                .least_column = columns[kind],
                                .keeps_column = kind != MAP_SINK};
  }
}

static void sends_sort(PictureScene* scene) {
  const Map* map = scene->map;
  for (uint32_t i = 0; i < map->n_sends; ++i) {
    scene->sends_start[map->sends[i].strip + 1] += picture_shows_send(map, i);
    scene->send_wire[i] = MAP_NONE;
  }
  for (uint32_t i = 0; i < map->n_vca_links; ++i) {
    ++scene->followers_start[map->vca_links[i].strip + 1];
  }
  for (uint32_t i = 0; i < map->n_strips; ++i) {
    scene->sends_start[i + 1] += scene->sends_start[i];
    scene->followers_start[i + 1] += scene->followers_start[i];
  }
  const uint32_t n_shown = scene->sends_start[map->n_strips];
  for (uint32_t i = map->n_sends; i-- > 0;) {
    if (!picture_shows_send(map, i)) {
      continue;
    }
    scene->sends[--scene->sends_start[map->sends[i].strip + 1]] = i;
  }
  for (uint32_t i = map->n_vca_links; i-- > 0;) {
    scene->leaders[--scene->followers_start[map->vca_links[i].strip + 1]] = map->vca_links[i].vca;
  }
  memmove(scene->sends_start, scene->sends_start + 1, map->n_strips * sizeof(uint32_t));
  memmove(scene->followers_start, scene->followers_start + 1, map->n_strips * sizeof(uint32_t));
  scene->sends_start[map->n_strips] = n_shown;
  scene->followers_start[map->n_strips] = map->n_vca_links;
}

/* What is about sends and plugins. */
static void ends_find(PictureScene* scene) {
  const Map* map = scene->map;
  for (uint32_t i = 0; i < map->n_plugins; ++i) {
    scene->plugin_key[i] = MAP_NONE;
  }
  for (uint32_t i = map->n_wires; i-- > 0;) {
    const uint32_t keyed = picture_keyed_plugin(map, &map->wires[i]);
    if (map->wires[i].send != MAP_NONE) {
      scene->send_wire[map->wires[i].send] = i;
    }
    if (keyed != MAP_NONE) {
      scene->plugin_key[keyed] = i;
    }
  }
  for (uint32_t i = 0; scene->findings && i < scene->findings->n; ++i) {
    const Finding* finding = &scene->findings->at[i];
    if (finding->plugin < map->n_plugins && !finding->is_hint && !finding->is_accepted) {
      scene->is_mistaken[finding->plugin] = true;
    }
  }
}

static bool reserve(PictureScene* scene) {
  const Map* map = scene->map;
  const size_t n_strips = (size_t)map->n_strips + 1, n_wires = (size_t)map->n_wires + 1;
  scene->contents = calloc((size_t)scene->plan.n_boxes + 1, sizeof(PictureBox));
  scene->boxes = calloc((size_t)scene->plan.n_boxes + 1, sizeof(BoxView));
  scene->send_pin = calloc((size_t)map->n_sends + 1, sizeof(unsigned));
  scene->key_pin = calloc((size_t)map->n_plugins + 1, sizeof(unsigned));
  scene->wire_output = calloc(n_wires, sizeof(unsigned));
  scene->wire_input = calloc(n_wires, sizeof(unsigned));
  scene->is_mistaken = calloc((size_t)map->n_plugins + 1, sizeof(bool));
  scene->sends_start = calloc(n_strips + 1, sizeof(uint32_t));
  scene->sends = calloc((size_t)map->n_sends + 1, sizeof(uint32_t));
  scene->send_wire = calloc((size_t)map->n_sends + 1, sizeof(uint32_t));
  scene->plugin_key = calloc((size_t)map->n_plugins + 1, sizeof(uint32_t));
  scene->followers_start = calloc(n_strips + 1, sizeof(uint32_t));
  scene->leaders = calloc((size_t)map->n_vca_links + 1, sizeof(uint32_t));
  scene->wires = calloc(n_wires, sizeof(WireView));
  scene->looks = calloc(n_wires, sizeof(WireLook));
  return scene->contents && scene->boxes && scene->send_pin && scene->key_pin && scene->wire_output &&
         scene->wire_input && scene->is_mistaken && scene->sends_start && scene->sends && scene->send_wire &&
         scene->plugin_key && scene->followers_start && scene->leaders && scene->wires && scene->looks;
}

static void scene_fill(PictureScene* scene, cairo_t* cr) {
  sends_sort(scene);
  ends_find(scene);
  boxes_begin(scene);
  for (uint32_t box = 0; box < scene->plan.n_boxes; ++box) {
    if (scene->plan.start[box + 1] - scene->plan.start[box] == 1) {
      picture_fill_strip(scene, box);
    } else {
      picture_fill_fold(scene, cr, box);
    }
  }
  picture_fill_marks(scene);
  picture_fill_wires(scene);
}

bool picture_scene_init(PictureScene* scene, cairo_t* cr, const Map* map, const Findings* findings, MapError* error) {
  *scene = (PictureScene){.map = map, .findings = findings, .texts = map_texts_new()};
  bool good = scene->texts && map_wiring_init(&scene->wiring, map) &&
              picture_plan_init(&scene->plan, map, &scene->wiring, findings);
  if (good && scene->plan.n_boxes > PICTURE_MOST_BOXES) {
    map_fail(error,
             "The session has %u strips that lead %u different ways, and a picture of more than %d cannot be read, so "
             "none is drawn.",
             map->n_strips, scene->plan.n_boxes, PICTURE_MOST_BOXES);
    picture_scene_free(scene);
    return false;
  }
  good = good && reserve(scene);
  if (good) {
    scene_fill(scene, cr);
    good = !scene->is_short_of_memory;
  }
  if (!good) {
    picture_scene_free(scene);
    map_fail(error, "There is not enough memory for the picture.");
  }
  return good;
}

void picture_scene_free(PictureScene* scene) {
  for (uint32_t i = 0; scene->contents && i < scene->plan.n_boxes; ++i) {
    free(scene->contents[i].marks);
  }
  free(scene->contents);
  free(scene->boxes);
  free(scene->send_pin);
  free(scene->key_pin);
  free(scene->wire_output);
  free(scene->wire_input);
  free(scene->is_mistaken);
  free(scene->sends_start);
  free(scene->sends);
  free(scene->send_wire);
  free(scene->plugin_key);
  free(scene->followers_start);
  free(scene->leaders);
  free(scene->wires);
  free(scene->looks);
  picture_plan_free(&scene->plan);
  map_wiring_free(&scene->wiring);
  map_texts_free(scene->texts);
  memset(scene, 0, sizeof(*scene));
}
