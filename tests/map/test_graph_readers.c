// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Readers of graphs of plugins: pedalboards of MOD, graphs of Ingen, and projects of Carla. */

#include "common/map/carla_read.h"
#include "common/map/graph_read.h"
#include "tests/map/describe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATH_SIZE = 4096, N_NESTED = 200000, N_RING = 10000 };

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

static void write_file(const char* path, const char* text) {
  FILE* file = fopen(path, "w");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
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

/* Whatever the ports of the machine are called: one that a board does not list carries what the block's port does. */
static void ports_that_a_board_does_not_list_are_read(void** state) {
  (void)state;
  char text[DESCRIBE_SIZE], path[] = "/tmp/signalbox-test-XXXXXX";
  const int file = mkstemp(path);
  assert_true(file >= 0);
  write_file(path,
             "@prefix ingen: <http://drobilla.net/ns/ingen#> .\n"
             "@prefix lv2: <http://lv2plug.in/ns/lv2core#> .\n"
             "<> a ingen:Graph , <http://moddevices.com/ns/modpedal#Pedalboard> ; ingen:block <send> ;\n"
             "  ingen:arc [ ingen:tail <USB_in_1> ; ingen:head <send/in> ] ,\n"
             "  [ ingen:tail <send/out> ; ingen:head <to_daw> ] , [ ingen:tail <cv_exp> ; ingen:head <send/cv> ] ,\n"
             "  [ ingen:tail <nooice1> ; ingen:head <midi_merger_out> ] ,\n"
             "  [ ingen:tail <keys> ; ingen:head <send/events> ] .\n"
             "<send/events> a <http://lv2plug.in/ns/ext/atom#AtomPort> .\n"
             "<send> lv2:prototype <urn:nowhere:send> .\n");
  read_and_describe(graph_read, path, text);
  assert_string_equal(text, "USB_in_1 +1\ncv_exp +1\nsend LV2 urn:nowhere:send\nPlayback -1\n"
                            "cv_exp/1 > send/cv\nUSB_in_1/1 > send/in\nsend/out > Playback/1\n");
  write_file(path, "@prefix ingen: <http://drobilla.net/ns/ingen#> .\n"
                   "<> a ingen:Graph , <http://moddevices.com/ns/modpedal#Pedalboard> ; ingen:block <send> ;\n"
                   "  ingen:arc [ ingen:tail <capture_1> ; ingen:head <send> ] .\n");
  MapError error = {""};
  assert_null(graph_read(path, &error));
  assert_non_null(strstr(error.text, "to send, where there is no port"));
  remove(path);
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

/* Ports by the thousand, of the machine or of a plugin, among which each wire would be looked up. */
static void too_many_ports_are_told(void** state) {
  (void)state;
  for (unsigned of_plugin = 0; of_plugin < 2; ++of_plugin) {
    MapError error = {""};
    char path[] = "/tmp/signalbox-test-XXXXXX";
    const int descriptor = mkstemp(path);
    FILE* file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    assert_non_null(file);
    fputs("@prefix ingen: <http://drobilla.net/ns/ingen#> .\n"
          "<> a ingen:Graph , <http://moddevices.com/ns/modpedal#Pedalboard> ; ingen:block <b> .\n",
          file);
    for (unsigned n = 0; n < N_RING; ++n) {
      fprintf(file, "<> ingen:arc [ ingen:tail <in_%u> ; ingen:head <b/in_%u> ] .\n", of_plugin ? 0 : n,
              of_plugin ? n : 0);
    }
    assert_int_equal(fclose(file), 0);
    assert_null(graph_read(path, &error));
    assert_non_null(strstr(error.text, of_plugin ? "larger" : "more ports"));
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
    cmocka_unit_test(ports_that_a_board_does_not_list_are_read),
    cmocka_unit_test(a_graph_of_ingen_is_read),
    cmocka_unit_test(what_cannot_be_read_is_told),
    cmocka_unit_test(what_is_too_large_is_told),
    cmocka_unit_test(too_many_ports_are_told),
    cmocka_unit_test(a_ring_is_read),
    cmocka_unit_test(an_empty_project_is_read),
  };
  return cmocka_run_group_tests_name("graph readers", tests, NULL, NULL);
}
