// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The box of several strips: their names, and where they send to. */

#include "common/draw/numbers.h"
#include "common/draw/text.h"
#include "common/map/picture_scene.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NAMES_WIDTH 220.0
#define COMMA ", "

enum { NAME_LINES = 4, FOLD_TARGETS = 12 };

/* Where strips of the box send to. */
typedef struct {
  uint32_t box;
  MapWireKind kind;
  uint32_t n, last;  // how many strips, and the last of them
} Target;

typedef struct {
  Target at[FOLD_TARGETS];
  unsigned n;
} Targets;

static void fill_heading(PictureScene* scene, uint32_t box, const uint32_t* strips, uint32_t n) {
  static const char* const plurals[] = {[MAP_TRACK] = "tracks",
                                        [MAP_BUS] = "busses",
                                        [MAP_MASTER] = "master busses",
                                        [MAP_MONITOR] = "monitor sections",
                                        [MAP_CUE] = "cue busses",
                                        [MAP_CLICK] = "metronomes",
                                        [MAP_VCA] = "VCAs",
                                        [MAP_PLUGIN] = "plugins",
                                        [MAP_SOURCE] = "sources",
                                        [MAP_SINK] = "ends"};
  const Map* map = scene->map;
  const MapStrip* first = &map->strips[strips[0]];
  uint32_t n_muted = 0, most = 0, least = MAP_NONE;
  for (uint32_t i = 0; i < n; ++i) {
    const MapStrip* s = &map->strips[strips[i]];
    const uint32_t n_channels = s->n_outputs ? s->n_outputs : s->n_inputs;
    most = n_channels > most ? n_channels : most;
    least = n_channels < least ? n_channels : least;
    n_muted += !scene->wiring.live[strips[i]];
  }
  const char* count = picture_say(scene, "%u %s", n, plurals[first->kind]);
  const char* channels = most == least ? picture_channels_word(scene, most) : "";
  const char* group = first->group < map->n_groups ? map->groups[first->group].name : "";
  const char* muted = n_muted > 0 && n_muted < n ? picture_say(scene, COMMA "%u muted", n_muted) : "";
  scene->boxes[box].name = group[0] ? group : count;
  scene->boxes[box].off = n_muted == n;
  scene->boxes[box].note = group[0] ? picture_say(scene, "%s%s%s%s", count, channels[0] ? COMMA : "", channels, muted)
                                    : picture_say(scene, "%s%s", channels[0] ? channels : "of several widths", muted);
}

static void add_line(PictureScene* scene, uint32_t box, const char* text) {
  picture_add_row(scene, box, (CellView){.kind = CELL_QUIET, .text = picture_say(scene, "%s", text)}, NULL, false);
}

/* As many names as there is room for in a few lines, and how many more there are. */
static void fill_names(PictureScene* scene, cairo_t* cr, uint32_t box, const uint32_t* strips, uint32_t n) {
  const double comma = text_width(cr, TEXT_SMALL, COMMA), rest = text_width(cr, TEXT_SMALL, "and 8888 more");
  char line[PICTURE_TEXT_SIZE] = "";
  double taken = 0.0;
  unsigned n_lines = 0;
  for (uint32_t i = 0; i < n; ++i) {
    const char* name = map_strip_name(scene->map, strips[i]);
    const double width = text_width(cr, TEXT_SMALL, name);
    const bool is_last_line = n_lines + 1 == NAME_LINES;
    const double room = NAMES_WIDTH - (is_last_line && i + 1 < n ? rest : 0.0);
    if (taken > 0.0 && taken + width > room) {
      if (is_last_line) {
        char more[PICTURE_TEXT_SIZE + DRAW_TEXT_SIZE];
        snprintf(more, sizeof more, "%sand %u more", line, n - i);
        add_line(scene, box, more);
        return;
      }
      add_line(scene, box, line);
      ++n_lines;
      line[0] = '\0';
      taken = 0.0;
    }
    const size_t used = strlen(line);
    snprintf(line + used, sizeof line - used, "%s%s", name, i + 1 < n ? COMMA : "");
    taken += width + comma;
  }
  add_line(scene, box, line);
}

/* All faders, where not all stand at 0 dB: from the lowest to the highest. */
static void fill_faders(PictureScene* scene, uint32_t box, const uint32_t* strips, uint32_t n) {
  double least = HUGE_VAL, most = 0.0;
  for (uint32_t i = 0; i < n; ++i) {
    if (scene->map->strips[strips[i]].has_fader) {
      least = fmin(least, scene->map->strips[strips[i]].gain);
      most = fmax(most, scene->map->strips[strips[i]].gain);
    }
  }
  if (least > most || (is_unity(least) && is_unity(most))) {
    return;
  }
  const char* low = picture_gain(scene, least);
  const char* high = picture_gain(scene, most);
  const bool same = !strcmp(low, high);
  picture_add_row(scene, box, (CellView){.kind = CELL_QUIET, .text = "Faders"},
                  same ? low : picture_say(scene, "%s to %s", low, high), false);
}

/* The target of a wire, which is noted for a strip; the last of all where there are too many. */
static unsigned find_target(Targets* targets, uint32_t box, MapWireKind kind, uint32_t strip) {
  unsigned i = 0;
  while (i < targets->n && (targets->at[i].box != box || targets->at[i].kind != kind)) {
    ++i;
  }
  if (i == FOLD_TARGETS) {
    i = FOLD_TARGETS - 1;
  } else if (i == targets->n) {
    targets->at[targets->n++] = (Target){box, kind, 0, MAP_NONE};
  }
  targets->at[i].n += targets->at[i].last != strip;
  targets->at[i].last = strip;
  return i;
}

static void fill_sends(PictureScene* scene, uint32_t box, const uint32_t* strips, uint32_t n) {
  const Map* map = scene->map;
  Targets targets = {.n = 0};
  for (uint32_t i = 0; i < n; ++i) {
    for (uint32_t w = scene->wiring.out_start[strips[i]]; w < scene->wiring.out_start[strips[i] + 1]; ++w) {
      const MapWire* wire = &map->wires[scene->wiring.out[w]];
      if (wire->send != MAP_NONE && picture_shows_send(map, wire->send)) {
        scene->send_pin[wire->send] = find_target(&targets, scene->plan.box_of[wire->to.strip], wire->kind, strips[i]);
      }
    }
  }
  unsigned pins[FOLD_TARGETS] = {0};
  for (unsigned i = 0; i < targets.n; ++i) {
    const Target* target = &targets.at[i];
    const uint32_t first = scene->plan.strips[scene->plan.start[target->box]];
    const char* text = picture_say(scene, "to %s%s", map_strip_name(map, first),
                                   target->kind == MAP_WIRE_SIDECHAIN ? COMMA "key" : "");
    const char* count = target->n < n ? picture_say(scene, "%u of %u", target->n, n) : "all";
    const unsigned row = picture_add_row(scene, box, (CellView){.kind = CELL_QUIET, .text = text}, count, false);
    pins[i] = picture_add_output(scene, box, row);
  }
  for (uint32_t i = 0; i < n; ++i) {
    for (uint32_t k = scene->sends_start[strips[i]]; k < scene->sends_start[strips[i] + 1]; ++k) {
      scene->send_pin[scene->sends[k]] = pins[scene->send_pin[scene->sends[k]]];
    }
  }
}

static void fill_plugins(PictureScene* scene, uint32_t box, const uint32_t* strips, uint32_t n) {
  uint32_t n_plugins = 0;
  for (uint32_t i = 0; i < n; ++i) {
    const MapStrip* s = &scene->map->strips[strips[i]];
    n_plugins += s->kind == MAP_PLUGIN ? 0 : s->n_plugins;
  }
  if (n_plugins > 0) {
    picture_add_row(scene, box, (CellView){.kind = CELL_QUIET, .text = "Plugins"}, picture_say(scene, "%u", n_plugins),
                    false);
  }
}

/* One pin for the sidechains of all plugins. */
static void fill_keys(PictureScene* scene, uint32_t box, const uint32_t* strips, uint32_t n) {
  unsigned pin = 0;
  for (uint32_t i = 0; i < n; ++i) {
    const MapStrip* s = &scene->map->strips[strips[i]];
    for (uint32_t p = s->first_plugin; p < s->first_plugin + s->n_plugins; ++p) {
      if (scene->plugin_key[p] != MAP_NONE) {
        pin = pin ? pin
                  : picture_add_input(
                      scene, box,
                      picture_add_row(scene, box, (CellView){.kind = CELL_QUIET, .text = "Sidechains"}, NULL, false));
        scene->key_pin[p] = pin;
      }
    }
  }
}

void picture_fill_fold(PictureScene* scene, cairo_t* cr, uint32_t box) {
  const uint32_t* strips = &scene->plan.strips[scene->plan.start[box]];
  const uint32_t n = scene->plan.start[box + 1] - scene->plan.start[box];
  fill_heading(scene, box, strips, n);
  fill_names(scene, cr, box, strips, n);
  fill_plugins(scene, box, strips, n);
  fill_keys(scene, box, strips, n);
  fill_faders(scene, box, strips, n);
  fill_sends(scene, box, strips, n);
}
