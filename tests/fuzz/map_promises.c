// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/fuzz/map_promises.h"

#include "common/map/findings.h"

#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

static void check_end(const Map* map, MapEnd end) {
  FUZZ_CHECK(end.strip < map->n_strips, "a wire ends at strip %u of %u", end.strip, map->n_strips);
  FUZZ_CHECK(end.plugin == MAP_NONE || end.plugin < map->n_plugins, "a wire ends at plugin %u of %u", end.plugin,
             map->n_plugins);
  FUZZ_CHECK(end.channel != MAP_NONE, "a wire ends at no channel");
}

static void check_strip(const Map* map, const MapStrip* strip) {
  FUZZ_CHECK(strip->name && strip->comment, "a strip has no text");
  FUZZ_CHECK(strip->first_plugin <= map->n_plugins && strip->n_plugins <= map->n_plugins - strip->first_plugin,
             "a strip has plugins %u to %u of %u", strip->first_plugin, strip->first_plugin + strip->n_plugins,
             map->n_plugins);
}

static void check_wiring(const Map* map) {
  MapWiring wiring;
  FUZZ_CHECK(map_wiring_init(&wiring, map), "there is no memory for wiring");
  for (uint32_t i = 0; i < map->n_wires; ++i) {
    const double gain = map_wire_gain(map, &wiring, i);
    FUZZ_CHECK(gain == gain, "a wire has no gain");
  }
  map_wiring_free(&wiring);
}

static void check_map(const Map* map) {
  FUZZ_CHECK(!map->is_too_large, "a map is there that is too large");
  for (uint32_t i = 0; i < map->n_strips; ++i) {
    check_strip(map, &map->strips[i]);
  }
  for (uint32_t i = 0; i < map->n_plugins; ++i) {
    FUZZ_CHECK(map->plugins[i].strip < map->n_strips, "a plugin is on no strip");
    FUZZ_CHECK(*map_plugin_name(map, i), "a plugin has no name");
  }
  for (uint32_t i = 0; i < map->n_wires; ++i) {
    const MapWire* wire = &map->wires[i];
    check_end(map, wire->from);
    check_end(map, wire->to);
    FUZZ_CHECK(wire->send == MAP_NONE || wire->send < map->n_sends, "a wire is of send %u of %u", wire->send,
               map->n_sends);
  }
  check_wiring(map);
}

/* Every check is done, and says sentences about what is there. */
static void check_findings(const Map* map) {
  Findings findings;
  FUZZ_CHECK(findings_init(&findings, map, "ok muted\nok all Kick\n"), "there is no memory for findings");
  for (uint32_t i = 0; i < findings.n; ++i) {
    const Finding* finding = &findings.at[i];
    FUZZ_CHECK(*finding->what && *finding->where && *finding->why && *finding->cure, "a finding has no words");
    FUZZ_CHECK(finding->n_strips > 0, "a finding is about nothing");
    for (uint32_t s = 0; s < finding->n_strips; ++s) {
      FUZZ_CHECK(finding->strips[s] < map->n_strips, "a finding is about strip %u of %u", finding->strips[s],
                 map->n_strips);
    }
    for (uint32_t w = 0; w < finding->n_wires; ++w) {
      FUZZ_CHECK(finding->wires[w] < map->n_wires, "a finding is about wire %u of %u", finding->wires[w], map->n_wires);
    }
    FUZZ_CHECK(finding->plugin == MAP_NONE || finding->plugin < map->n_plugins, "a finding is about plugin %u of %u",
               finding->plugin, map->n_plugins);
  }
  findings_free(&findings);
}

void map_promises_check(Map* (*reader)(const char* path, MapError* error), const char* path) {
  static bool is_alone;
  if (!is_alone) {  // lilv would read all that is installed, for each input anew
    FUZZ_CHECK(setenv("LV2_PATH", "/nowhere", 1) == 0, "the environment cannot be set");
    is_alone = true;
  }
  MapError error = {""};
  Map* map = reader(path, &error);
  const size_t length = strlen(error.text);
  FUZZ_CHECK(!map || !length, "there is a map, but also a complaint: %s", error.text);
  FUZZ_CHECK(map || length, "there is no map, and no complaint");
  FUZZ_CHECK(!length || strchr(".?", error.text[length - 1]) || length == sizeof(error.text) - 1,
             "this is not a sentence: %s", error.text);
  if (map) {
    check_map(map);
    check_findings(map);
  }
  map_free(map);
}
