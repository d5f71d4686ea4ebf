// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What is written of each route for Carla and for MOD is read as the same map: the same plugins, values and wires. */

#include "common/map/carla_read.h"
#include "common/map/graph_read.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PATH_SIZE = 4096, LINE_SIZE = 512, MOST_LINES = 512 };

static int compare_lines(const void* a, const void* b) {
  return strcmp((const char*)a, (const char*)b);
}

static void put_end(char line[LINE_SIZE], const Map* map, MapEnd end, bool is_source) {
  const MapStrip* strip = &map->strips[end.strip];
  const size_t length = strlen(line);
  if (strip->n_plugins == 0) {  // outside, all is counted through
    uint32_t number = end.channel;
    for (uint32_t i = 0; i < end.strip; ++i) {
      number += map->strips[i].kind == strip->kind ? map->strips[i].n_outputs : 0;
    }
    snprintf(line + length, LINE_SIZE - length, "%s%u ", is_source ? "in" : "out", number);
    return;
  }
  const MapPlugin* plugin = &map->plugins[strip->first_plugin];
  const MapPorts* ports = is_source ? &plugin->outputs : &plugin->inputs;
  assert_true(end.channel < ports->n);
  snprintf(line + length, LINE_SIZE - length, "%.99s/%.99s ", strip->name, ports->at[end.channel].symbol);
}

/* Where what a wire carries comes from, past the delays that are put in. */
static MapEnd source_of(const Map* map, MapEnd from) {
  for (uint32_t i = 0; i < map->n_wires; ++i) {
    if (map->wires[i].to.strip == from.strip && !strncmp(map->strips[from.strip].name, "Wait ", 5)) {
      return map->wires[i].from;
    }
  }
  return from;
}

/* All wires but those into such delays, sorted. */
static unsigned list_wires(const Map* map, char lines[MOST_LINES][LINE_SIZE]) {
  unsigned n = 0;
  for (uint32_t i = 0; i < map->n_wires; ++i) {
    if (strncmp(map->strips[map->wires[i].to.strip].name, "Wait ", 5) != 0) {
      assert_true(n < MOST_LINES);
      snprintf(lines[n], LINE_SIZE, "%d ", (int)map->wires[i].kind);
      put_end(lines[n], map, source_of(map, map->wires[i].from), true);
      put_end(lines[n++], map, map->wires[i].to, false);
    }
  }
  qsort(lines, n, LINE_SIZE, compare_lines);
  return n;
}

static uint32_t find_strip(const Map* map, const char* name) {
  for (uint32_t i = 0; i < map->n_strips; ++i) {
    if (map->strips[i].kind == MAP_PLUGIN && !strcmp(map->strips[i].name, name)) {
      return i;
    }
  }
  fail_msg("There is no %s", name);
  return MAP_NONE;
}

/* What is written has all controls, those that only a preset sets and those that wait, too. */
static void check_controls(const Map* route, const Map* written) {
  for (uint32_t i = 0; i < route->n_plugins; ++i) {
    const MapPlugin* ours = &route->plugins[i];
    const uint32_t theirs = written->strips[find_strip(written, route->strips[ours->strip].name)].first_plugin;
    assert_string_equal(ours->uri, written->plugins[theirs].uri);
    assert_true(written->plugins[theirs].ports_known && ours->ports_known);
    assert_true(written->plugins[theirs].active == ours->active);
    for (uint32_t c = 0; c < ours->controls.n; ++c) {
      const MapControl* control = &ours->controls.at[c];
      if (strncmp(control->symbol, "delay_", 6) != 0) {
        const double value = map_control(written, theirs, control->symbol, -1e9);
        assert_true((float)value == (float)control->value);  // controls are single floats
      }
    }
  }
}

static void check_written(const Map* route, const Map* written) {
  static char ours[MOST_LINES][LINE_SIZE], theirs[MOST_LINES][LINE_SIZE];
  const unsigned n = list_wires(route, ours);
  assert_true(n > 0);
  assert_int_equal(list_wires(written, theirs), n);
  for (unsigned i = 0; i < n; ++i) {
    assert_string_equal(ours[i], theirs[i]);
  }
  check_controls(route, written);
}

/* Where a route is written for each program, in the folder of sessions, by the route's name twice; and how that is
   read. */
static const struct {
  MapHost host;
  Map* (*reader)(const char*, MapError*);
  const char* path;
} kinds[] = {
  {MAP_CARLA, carla_read, "%s/routes/%.*s.carxp"},
  {MAP_MOD, graph_read, "%s/routes/%.*s.pedalboard/%.*s.ttl"},
};

static void check_route(const char* file) {
  const char* lv2 = getenv("SIGNALBOX_LV2_DIR");
  const char* name = strrchr(file, '/') + 1;
  const int length = (int)strcspn(name, ".");
  MapError error = {""};
  assert_non_null(lv2);
  Map* route = graph_read(file, &error);
  assert_string_equal(error.text, "");
  assert_true(route->host == MAP_ROUTE && route->compensates);
  for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); ++i) {
    char path[PATH_SIZE];
    snprintf(path, sizeof(path), kinds[i].path, lv2, length, name, length, name);
    Map* written = kinds[i].reader(path, &error);
    assert_string_equal(error.text, "");
    assert_true(written->host == kinds[i].host && !written->compensates);
    check_written(route, written);
    map_free(written);
  }
  map_free(route);
}

static void a_route_and_what_is_written_of_it_are_the_same_map(void** state) {
  (void)state;
  char path[PATH_SIZE];
  const char* top = getenv("SIGNALBOX_TOP");
  glob_t files;
  assert_non_null(top);
  snprintf(path, sizeof(path), "%s/presets/routes/*.ttl", top);
  assert_int_equal(glob(path, 0, NULL, &files), 0);
  for (size_t i = 0; i < files.gl_pathc; ++i) {
    check_route(files.gl_pathv[i]);
  }
  assert_true(files.gl_pathc > 0);
  globfree(&files);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_route_and_what_is_written_of_it_are_the_same_map),
  };
  return cmocka_run_group_tests_name("written maps", tests, NULL, NULL);
}
