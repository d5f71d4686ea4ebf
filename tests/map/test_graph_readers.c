// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Readers of graphs of plugins: pedalboards of MOD, graphs of Ingen, projects of Carla, and our own routes, which are
   the same map as what is written of them for Carla. */

#include "common/map/carla_read.h"
#include "common/map/graph_read.h"
#include "tests/map/describe.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATH_SIZE = 4096, NAME_SIZE = 128, LINE_SIZE = 512, MOST_LINES = 512, N_NESTED = 200000, N_RING = 10000 };

static const char* top(void) {
  const char* folder = getenv("SIGNALBOX_TOP");
  assert_non_null(folder);
  return folder;
}

static void read_and_describe(Map* (*reader)(const char*, MapError*), const char* path, char text[DESCRIBE_SIZE]) {
  MapError error = {""};
  Map* map = reader(path, &error);
  assert_string_equal(error.text, "");
  assert_non_null(map);
  describe_map(map, text);
  map_free(map);
}

static void project(const char* name, char path[PATH_SIZE]) {
  snprintf(path, PATH_SIZE, "%s/tests/map/projects/%s.carxp", top(), name);
}

static void kept_board(const char* name, char path[PATH_SIZE]) {
  snprintf(path, PATH_SIZE, "%s/tests/fuzz/corpus/routes/%s.ttl", top(), name);
}

static void a_patchbay_is_read(void** state) {
  (void)state;
  char path[PATH_SIZE], text[DESCRIBE_SIZE];
  project("patchbay", path);
  read_and_describe(carla_read, path, text);
  assert_string_equal(text, "Send & more LV2 urn:signalbox:aux-send-stereo fader=-6.5\n"
                            "Echo off gain 0.5 VST2 1164142703 3=0.25\n"
                            "Synth (2) LV2 urn:nowhere:synth bypassed\n"
                            "Audio Input +2\nAudio Output -2\n"
                            "Audio Input/1 > Send & more/in_l\nAudio Input/2 > Send & more/in_r\n"
                            "Send & more/send_1_l > Echo/In: Left\nEcho/Out: Left > Audio Output/1\n"
                            "Synth (2)/Out Right > Audio Output/2\n");
}

static void clients_of_jack_are_read(void** state) {
  (void)state;
  char path[PATH_SIZE], text[DESCRIBE_SIZE];
  project("clients", path);
  read_and_describe(carla_read, path, text);
  assert_string_equal(text, "Amp LADSPA amp 0=-3\nsystem +2\nsystem -1\nRecorder -2\n"
                            "system/2 > Amp/Input\nAmp/Output > system/1\nAmp/Output > Recorder/2\n");
}

static void a_rack_is_a_chain_of_two_channels(void** state) {
  (void)state;
  char path[PATH_SIZE], text[DESCRIBE_SIZE];
  project("rack", path);
  read_and_describe(carla_read, path, text);
  assert_string_equal(text, "Send LV2 urn:signalbox:aux-send-mono\nRouter LV2 urn:signalbox:sidechain-router-stereo\n"
                            "Unknown INTERNAL something\nAudio Input +2\nAudio Output -2\n"
                            "Audio Input/1 > Send/in\nAudio Input/2 > Send/in\n"
                            "Send/out > Router/in_l\nSend/send_1 > Router/in_r\n"
                            "Router/out_l > Unknown/1\nRouter/out_r > Unknown/2\n"
                            "Unknown/1 > Audio Output/1\nUnknown/2 > Audio Output/2\n");
}

static void a_pedalboard_is_read(void** state) {
  (void)state;
  char path[PATH_SIZE], text[DESCRIBE_SIZE];
  kept_board("pedalboard", path);
  read_and_describe(graph_read, path, text);
  assert_string_equal(text, "capture_1 +1\ncapture_2 +1\n"
                            "split LV2 urn:signalbox:parallel-splitter-stereo bypassed branches=2\n"
                            "Squash it LV2 urn:signalbox:parallel-compressor-stereo bypassed ratio=100 threshold=-30\n"
                            "Playback -2\n"
                            "Squash it/out_l > split/in_l\nSquash it/out_r > split/in_r\n"
                            "capture_1/1 > Squash it/in_l\ncapture_2/1 > Squash it/in_r\n"
                            "split/b_l > Playback/1\nsplit/b_r > Playback/2\n");
}

static void a_graph_of_ingen_is_read(void** state) {
  (void)state;
  char path[PATH_SIZE], text[DESCRIBE_SIZE];
  kept_board("ingen", path);
  read_and_describe(graph_read, path, text);
  assert_string_equal(text, "Left In +1\nNote LV2 http://drobilla.net/ns/ingen-internals#Note\n"
                            "send LV2 urn:signalbox:aux-send-mono fader=-6 mute=0\nvoices Graph \nOutput -1\n"
                            "Left In/1 > send/in\nsend/out > voices/in\nsend/out > Output/1\n");
}

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

/* Where what a wire carries comes from, past the delays that are put in for Carla. */
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

/* Carla's project has all controls, those that only a preset sets and those that wait, too. */
static void check_controls(const Map* route, const Map* carla) {
  for (uint32_t i = 0; i < route->n_plugins; ++i) {
    const MapPlugin* ours = &route->plugins[i];
    const uint32_t theirs = carla->strips[find_strip(carla, route->strips[ours->strip].name)].first_plugin;
    assert_string_equal(ours->uri, carla->plugins[theirs].uri);
    assert_true(carla->plugins[theirs].ports_known && ours->ports_known);
    for (uint32_t c = 0; c < ours->controls.n; ++c) {
      const MapControl* control = &ours->controls.at[c];
      if (strncmp(control->symbol, "delay_", 6) != 0) {
        const double value = map_control(carla, theirs, control->symbol, -1e9);
        assert_true((float)value == (float)control->value);  // controls are single floats
      }
    }
  }
}

static void a_route_and_its_project_are_the_same_map(void** state) {
  (void)state;
  static char ours[MOST_LINES][LINE_SIZE], theirs[MOST_LINES][LINE_SIZE];
  char path[PATH_SIZE];
  glob_t files;
  const char* lv2 = getenv("SIGNALBOX_LV2_DIR");
  assert_non_null(lv2);
  snprintf(path, sizeof(path), "%s/presets/routes/*.ttl", top());
  assert_int_equal(glob(path, 0, NULL, &files), 0);
  for (size_t i = 0; i < files.gl_pathc; ++i) {
    const char* name = strrchr(files.gl_pathv[i], '/') + 1;
    MapError error = {""};
    Map* route = graph_read(files.gl_pathv[i], &error);
    snprintf(path, sizeof(path), "%s/routes/%.*s.carxp", lv2, (int)strcspn(name, "."), name);
    Map* carla = route ? carla_read(path, &error) : NULL;
    assert_string_equal(error.text, "");
    assert_int_equal(route->host, MAP_ROUTE);
    assert_true(route->compensates && !carla->compensates);
    const unsigned n = list_wires(route, ours);
    assert_true(n > 0);
    assert_int_equal(list_wires(carla, theirs), n);
    for (unsigned k = 0; k < n; ++k) {
      assert_string_equal(ours[k], theirs[k]);
    }
    check_controls(route, carla);
    map_free(route);
    map_free(carla);
  }
  assert_true(files.gl_pathc > 0);
  globfree(&files);
}

static void write_file(const char* path, const char* text) {
  FILE* file = fopen(path, "w");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
}

/* What cannot be read, and words of the sentence that must say so. */
static void what_cannot_be_read_is_told(void** state) {
  (void)state;
  static const struct {
    Map* (*reader)(const char*, MapError*);
    const char *text, *words;
  } cases[] = {
    {carla_read, "<CARLA-PRESET/>", "CARLA-PRESET"},
    {carla_read, "<CARLA-PROJECT>", "breaks off"},
    {carla_read, "", "breaks off"},
    {carla_read, "<!DOCTYPE a [<!ENTITY b 'c'>]><CARLA-PROJECT/>", "definitions"},
    {graph_read, "<> a <b> .", "no ingen:Graph"},
    {graph_read, "<>", "not Turtle"},
  };
  char path[] = "/tmp/signalbox-test-XXXXXX";
  const int file = mkstemp(path);
  assert_true(file >= 0);
  for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); ++i) {
    MapError error = {""};
    write_file(path, cases[i].text);
    assert_null(cases[i].reader(path, &error));
    if (!strstr(error.text, cases[i].words)) {
      fail_msg("\"%s\" does not say \"%s\"", error.text, cases[i].words);
    }
    assert_int_equal(error.text[strlen(error.text) - 1], '.');
  }
  remove(path);
  MapError error = {""};
  assert_null(graph_read("/tmp", &error));
  assert_null(carla_read("/tmp", &error));
  assert_null(graph_read(path, &error));
}

/* What would take all stack, or all memory, is refused. */
static void what_is_too_large_is_told(void** state) {
  (void)state;
  static const char* const nested[] = {"[ <b> ", "( ", "( [ <b> "};
  for (size_t i = 0; i <= sizeof(nested) / sizeof(*nested); ++i) {
    MapError error = {""};
    char path[] = "/tmp/signalbox-test-XXXXXX";
    const int descriptor = mkstemp(path);
    FILE* file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    assert_non_null(file);
    fputs("<a> <b> ", file);
    for (unsigned n = 0; i < sizeof(nested) / sizeof(*nested) && n < N_NESTED; ++n) {
      fputs(nested[i], file);
    }
    assert_int_equal(fclose(file), 0);
    if (i == sizeof(nested) / sizeof(*nested)) {
      assert_int_equal(truncate(path, (off_t)1 << 33), 0);
    }
    assert_null(graph_read(path, &error));
    if (!strstr(error.text, "deeper") && !strstr(error.text, "larger")) {
      fail_msg("It says \"%s\"", error.text);
    }
    remove(path);
  }
}

/* A ring of many plugins is no more to a reader than its parts. */
static void a_ring_is_read(void** state) {
  (void)state;
  MapError error = {""};
  char path[] = "/tmp/signalbox-test-XXXXXX";
  const int descriptor = mkstemp(path);
  FILE* file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
  assert_non_null(file);
  fputs("@prefix ingen: <http://drobilla.net/ns/ingen#> .\n<> a ingen:Graph .\n", file);
  for (unsigned i = 0; i < N_RING; ++i) {
    fprintf(file,
            "<> ingen:block <b%u> . <b%u> <http://lv2plug.in/ns/lv2core#prototype> <urn:b> .\n"
            "<> ingen:arc [ ingen:tail <b%u/out> ; ingen:head <b%u/in> ] .\n",
            i, i, i, (i + 1) % N_RING);
  }
  assert_int_equal(fclose(file), 0);
  Map* map = graph_read(path, &error);
  assert_string_equal(error.text, "");
  assert_int_equal(map->n_strips, N_RING);
  assert_int_equal(map->n_wires, N_RING);
  map_free(map);
  remove(path);
}

/* A project without wires holds plugins all the same. */
static void an_empty_project_is_read(void** state) {
  (void)state;
  char text[DESCRIBE_SIZE], path[] = "/tmp/signalbox-test-XXXXXX";
  const int file = mkstemp(path);
  assert_true(file >= 0);
  write_file(path, "<?xml version='1.0'?><!DOCTYPE CARLA-PROJECT><CARLA-PROJECT VERSION='2.0'><Plugin/><Patchbay/>"
                   "</CARLA-PROJECT>");
  read_and_describe(carla_read, path, text);
  assert_string_equal(text, "  \n");
  remove(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_patchbay_is_read),
    cmocka_unit_test(clients_of_jack_are_read),
    cmocka_unit_test(a_rack_is_a_chain_of_two_channels),
    cmocka_unit_test(a_pedalboard_is_read),
    cmocka_unit_test(a_graph_of_ingen_is_read),
    cmocka_unit_test(a_route_and_its_project_are_the_same_map),
    cmocka_unit_test(what_cannot_be_read_is_told),
    cmocka_unit_test(what_is_too_large_is_told),
    cmocka_unit_test(a_ring_is_read),
    cmocka_unit_test(an_empty_project_is_read),
  };
  return cmocka_run_group_tests_name("graph readers", tests, NULL, NULL);
}
