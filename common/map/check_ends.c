// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Ends: what goes nowhere, and what nothing comes to. */

#include "common/map/check.h"
#include "common/map/passage.h"

#include <string.h>

static bool leads_on(const Check* check, uint32_t strip) {
  for (uint32_t i = check->wiring.out_start[strip]; i < check->wiring.out_start[strip + 1]; ++i) {
    if (check->map->wires[check->wiring.out[i]].send == MAP_NONE) {
      return true;
    }
  }
  return false;
}

/* Where all that a mixer's strip plays into is switched off, one of these strips, or else MAP_NONE. */
static uint32_t dead_end(const Check* check, uint32_t strip) {
  uint32_t found = MAP_NONE;
  for (uint32_t i = check->wiring.out_start[strip]; i < check->wiring.out_start[strip + 1]; ++i) {
    const MapWire* w = &check->map->wires[check->wiring.out[i]];
    if (w->kind == MAP_WIRE_MAIN && check->map->strips[w->to.strip].active) {
      return MAP_NONE;
    }
    found = w->kind == MAP_WIRE_MAIN ? w->to.strip : found;
  }
  return found;
}

/* Whether a strip has a send that is on, other than to those who listen while they play. */
static bool sends_on(const Check* check, uint32_t strip) {
  for (uint32_t i = check->wiring.out_start[strip]; i < check->wiring.out_start[strip + 1]; ++i) {
    const MapWire* w = &check->map->wires[check->wiring.out[i]];
    const MapSend* send = w->send == MAP_NONE ? NULL : &check->map->sends[w->send];
    if (send && send->active && send->kind != MAP_SEND_LISTEN && check->map->strips[w->to.strip].kind != MAP_CUE) {
      return true;
    }
  }
  return false;
}

/* Whether anything comes to a strip, or to a sidechain on it; sends that are off are a mistake of their own. */
static bool is_fed(const Check* check, uint32_t strip) {
  for (uint32_t i = check->wiring.in_start[strip]; i < check->wiring.in_start[strip + 1]; ++i) {
    const MapWire* w = &check->map->wires[check->wiring.in[i]];
    if (w->send == MAP_NONE || check->map->sends[w->send].kind != MAP_SEND_LISTEN) {
      return true;
    }
  }
  return false;
}

/* Whether a plugin makes sound of its own. */
static bool is_source(const Map* map, uint32_t plugin) {
  static const char* const words[] = {"instrument", "generator", "oscillator", "synth",
                                      "sampler",    "drum",      "noise",      "player"};
  const MapPlugin* p = &map->plugins[plugin];
  if (p->ports_known && p->inputs.n == 0) {
    return true;
  }
  for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); ++i) {
    if (plugin_has_word(map, plugin, words[i])) {
      return true;
    }
  }
  return !strcmp(p->format, "Insert");  // gear outside may play
}

static bool makes_sound(const Map* map, uint32_t strip) {
  const MapStrip* s = &map->strips[strip];
  for (uint32_t p = s->first_plugin; p < s->first_plugin + s->n_plugins; ++p) {
    if (is_source(map, p)) {
      return true;
    }
  }
  return false;
}

static void tell_nowhere(Check* check, uint32_t strip) {
  const bool is_track = check->map->strips[strip].kind == MAP_TRACK;
  const bool sends = sends_on(check, strip);
  Finding* finding = check_found(check, is_track ? FINDING_TRACK_TO_NOWHERE : FINDING_SILENT_BUS, is_track && sends,
                                 strip);
  if (finding) {
    finding->what = check_say(check, "This %s goes nowhere%s.", check_kind_of(check, strip),
                              sends ? " but by its sends" : "");
    finding->where = map_strip_name(check->map, strip);
    finding->why = sends      ? "Its outputs are connected to nothing, so only what it sends is heard."
                   : is_track ? "Its outputs are connected to nothing, so nobody hears it."
                              : "What plays into it ends there, so nobody hears it.";
    finding->cure = check_words(check,
                                "Click its output button in the mixer, and choose Master or the bus that it is for.",
                                "In the Patchbay, draw wires from its outputs to where it is to be heard.",
                                "Draw wires from its outputs to where it is to be heard.");
  }
}

static void tell_dead_end(Check* check, uint32_t strip, uint32_t end) {
  const bool is_track = check->map->strips[strip].kind == MAP_TRACK, sends = sends_on(check, strip);
  const char* name = map_strip_name(check->map, end);
  Finding* finding = check_found(check, is_track ? FINDING_TRACK_TO_NOWHERE : FINDING_SILENT_BUS, is_track && sends,
                                 strip);
  check_mark_strip(check, finding, end);
  if (finding) {
    finding->what = check_say(check, "This %s plays into %s, which is not active.", check_kind_of(check, strip), name);
    finding->where = map_strip_name(check->map, strip);
    finding->why = sends ? "Only what it sends is heard." : "What is not active lets nothing pass, so nobody hears it.";
    finding->cure = check_say(check, "Activate %s (right-click its name, Active), or choose another output.", name);
  }
}

static void tell_unfed(Check* check, uint32_t strip) {
  Finding* finding = check_found(check, FINDING_UNFED_BUS, false, strip);
  if (finding) {
    finding->what = check_say(check, "Nothing plays into this %s.", check_kind_of(check, strip));
    finding->where = map_strip_name(check->map, strip);
    finding->why = "It has nothing to pass on, so what is set on it does nothing.";
    finding->cure = check_words(check,
                                "Choose it as the output of the tracks that it is for, or add an aux send to it on "
                                "them; or remove it.",
                                "In the Patchbay, draw wires to its inputs from what it is for, or remove it.",
                                "Draw wires to its inputs from what it is for, or remove it.");
  }
}

static void check_mixer_strip(Check* check, uint32_t strip) {
  const MapStrip* s = &check->map->strips[strip];
  const bool is_bus = s->kind == MAP_BUS || s->kind == MAP_CUE;
  const bool nowhere = s->n_outputs > 0 && !leads_on(check, strip);
  const bool unfed = is_bus && !s->hears_midi && !is_fed(check, strip) && !makes_sound(check->map, strip);
  const uint32_t end = dead_end(check, strip);
  if (unfed) {
    tell_unfed(check, strip);
  } else if (nowhere && (is_bus || s->kind == MAP_TRACK)) {
    tell_nowhere(check, strip);
  } else if (end != MAP_NONE && (is_bus || s->kind == MAP_TRACK)) {
    tell_dead_end(check, strip, end);
  }
}

/* In a graph, what shows the sound alone may end a path, and so may what has no outputs. */
static void check_graph_plugin(Check* check, uint32_t strip) {
  const MapStrip* s = &check->map->strips[strip];
  if (s->n_plugins == 0 || !check->map->plugins[s->first_plugin].ports_known) {
    return;
  }
  const MapPlugin* p = &check->map->plugins[s->first_plugin];
  const bool fed = is_fed(check, strip), on = leads_on(check, strip);
  if (p->inputs.n > 0 && !fed && !makes_sound(check->map, strip)) {
    tell_unfed(check, strip);
  } else if (p->outputs.n > 0 && !on && !plugin_only_looks(check->map, s->first_plugin)) {
    tell_nowhere(check, strip);
  }
}

void check_ends(Check* check) {
  for (uint32_t i = 0; i < check->map->n_strips; ++i) {
    if (!check_is_on(check, i)) {
      continue;
    }
    if (check->map->strips[i].kind == MAP_PLUGIN) {
      check_graph_plugin(check, i);
    } else {
      check_mixer_strip(check, i);
    }
  }
}
