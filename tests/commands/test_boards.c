// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Boards as people have them: pedalboards of MOD and graphs of Ingen are read as those programs read them, and blocks
   that are off pass on what those pass on. */

#include "common/host/noise.h"
#include "common/routes/route.h"
#include "tests/commands/scratch.h"
#include "tests/lv2/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { RATE_HZ = 48000, N_FRAMES = 4800, MAX_FRAMES = 512, N_SIDES = 2 };

static Route* read_route(const char* path) {
  HostError error = {""};
  Route* route = route_read(path, &error);
  assert_string_equal(error.text, "");
  assert_non_null(route);
  return route;
}

/* A board that is kept as a start for fuzzing, too. */
static Route* read_board(const char* name) {
  char path[2 * SCRATCH_PATH_SIZE];
  snprintf(path, sizeof(path), "%s/tests/fuzz/corpus/routes/%s", scratch_environment("SIGNALBOX_TOP"), name);
  return read_route(path);
}

static Route* read_text(const char* text) {
  char path[2 * SCRATCH_PATH_SIZE];
  const Scratch scratch = scratch_new();
  scratch_write(&scratch, "board.ttl", text);
  snprintf(path, sizeof(path), "%s/board.ttl", scratch.path);
  Route* route = read_route(path);
  scratch_remove(&scratch);
  return route;
}

/* All that a route says, a line for each thing. */
static void describe(const Route* route, char* text, size_t size) {
  FILE* out = fmemopen(text, size, "w");
  assert_non_null(out);
  fprintf(out, "%s\n", route->label);
  for (uint32_t i = 0; i < route->n_inputs + route->n_outputs; ++i) {
    fprintf(out, "%s %s\n", i < route->n_inputs ? "in" : "out", route->ports[i].name);
  }
  for (uint32_t i = 0; i < route->n_blocks; ++i) {
    const RouteBlock* block = &route->blocks[i];
    fprintf(out, "%s (%s) %s", block->symbol, block->name, block->is_on ? "on" : "off");
    for (uint32_t v = 0; v < block->n_values; ++v) {
      fprintf(out, " %s %.7g", block->values[v].symbol, (double)block->values[v].value);
    }
    putc('\n', out);
  }
  for (uint32_t i = 0; i < route->n_wires; ++i) {
    const RouteWire* wire = &route->wires[i];
    fprintf(out, "%s/%s-%s/%s\n", wire->from.block == GRAPH_ITSELF ? "" : route->blocks[wire->from.block].symbol,
            wire->from.symbol, wire->to.block == GRAPH_ITSELF ? "" : route->blocks[wire->to.block].symbol,
            wire->to.symbol);
  }
  assert_int_equal(fclose(out), 0);
}

static void test_a_pedalboard_is_read(void** state) {
  (void)state;
  char text[SCRATCH_TEXT_SIZE];
  Route* route = read_board("pedalboard.ttl");
  describe(route, text, sizeof(text));
  assert_string_equal(
    text, "Rehearsal room\nin capture_1\nin capture_2\nout Playback 1\nout Playback 2\n"
          "split (split) off branches 2\nsquash (Squash it) off ratio 100.0001 threshold -30\n"
          "squash/out_l-split/in_l\nsquash/out_r-split/in_r\n/capture_1-squash/in_l\n/capture_2-squash/in_r\n"
          "split/b_l-/playback_1\nsplit/b_r-/playback_2\n");
  assert_true(route->is_pedalboard);
  route_free(route);
}

static void test_a_graph_of_ingen_is_read(void** state) {
  (void)state;
  char text[SCRATCH_TEXT_SIZE];
  Route* route = read_board("ingen.ttl");
  describe(route, text, sizeof(text));
  assert_string_equal(text, "One voice\nin Left In\nout Left Out\nNote (Note) on\nsend (send) on fader -6 mute 0\n"
                            "voices (voices) on\n/left_in-send/in\nsend/out-voices/in\nsend/out-/left_out\n");
  assert_null(route->blocks[2].plugin);
  route_free(route);
}

static void test_values_out_of_range_are_set_to_its_end(void** state) {
  (void)state;
  char text[SCRATCH_TEXT_SIZE];
  HostError error = {""};
  Route* route = read_board("pedalboard.ttl");
  Graph* graph = route_graph(route, fixture_host, RATE_HZ, MAX_FRAMES, &error);
  assert_string_equal(error.text, "");
  assert_true(instance_get_named(graph_instance(graph, 1), "ratio") == 100.0f);
  FILE* out = fmemopen(text, sizeof(text), "w");
  assert_non_null(out);
  route_tell_limits(route, graph, out);
  assert_int_equal(fclose(out), 0);
  scratch_assert_says(text, (const char* const[3]){"ratio of its block squash to 100.0001", "to 100: ", "nearest"});
  graph_free(graph);
  route_free(route);
}

#define PREFIXES "@prefix ingen: <http://drobilla.net/ns/ingen#> .\n@prefix lv2: <http://lv2plug.in/ns/lv2core#> .\n"
#define BOARD(REST)                                                                                        \
  PREFIXES "<> a ingen:Graph ; lv2:port <in_l> , <in_r> , <out_l> , <out_r> .\n<in_l> a lv2:InputPort .\n" \
           "<in_r> a lv2:InputPort .\n<out_l> a lv2:OutputPort .\n<out_r> a lv2:OutputPort .\n" REST
#define BLOCK(NAME, URI) "<> ingen:block <" NAME "> .\n<" NAME "> lv2:prototype <" URI "> .\n"
#define WIRE(TAIL, HEAD) "<> ingen:arc [ ingen:tail <" TAIL "> ; ingen:head <" HEAD "> ] .\n"
#define OFF(NAME) "<" NAME "> ingen:enabled false .\n"
#define BYPASSED(NAME) "<" NAME "> lv2:port <" NAME "/:bypass> .\n<" NAME "/:bypass> ingen:value 1 .\n"

#define SWH "http://plugin.org.uk/swh-plugins/"
#define VALVE(NAME) BLOCK(NAME, SWH "valve")
#define PLATE(IN)                                                                          \
  BOARD(BLOCK("plate", SWH "plate") WIRE(IN, "plate/input") WIRE("plate/outputl", "out_l") \
          WIRE("plate/outputr", "out_r"))
#define FADE                                                                                 \
  BOARD(BLOCK("fade", SWH "xfade") WIRE("in_l", "fade/inputRA") WIRE("in_r", "fade/inputLA") \
          WIRE("in_r", "fade/inputLB") WIRE("fade/outputL", "out_l") WIRE("fade/outputR", "out_r"))
#define CHAIN                                                                                             \
  BOARD(VALVE("a") VALVE("b") WIRE("in_l", "a/input") WIRE("in_r", "a/input") WIRE("a/output", "b/input") \
          WIRE("b/output", "out_l") WIRE("a/output", "out_r"))
#define TONE BOARD(BLOCK("tone", SWH "analogueOsc") WIRE("tone/output", "out_l") WIRE("in_r", "out_r"))
#define SEND                                                                                               \
  BOARD(BLOCK("send", "urn:signalbox:aux-send-stereo") WIRE("in_l", "send/in_l") WIRE("in_r", "send/in_r") \
          WIRE("send/out_l", "out_l")                                                                      \
            WIRE("send/out_r", "out_r") "<send> lv2:port <send/fader> . <send/fader> ingen:value -6 .\n")

/* Renders noise. */
static void render(const char* text, float* const inputs[N_SIDES], float* const outputs[N_SIDES]) {
  HostError error = {""};
  Route* route = read_text(text);
  Graph* graph = route_graph(route, fixture_host, RATE_HZ, MAX_FRAMES, &error);
  assert_string_equal(error.text, "");
  const GraphRun run = {.n_frames = N_FRAMES, .inputs = (const float* const*)inputs, .outputs = outputs};
  assert_true(graph_run(graph, &run));
  graph_free(graph);
  route_free(route);
}

/* How much of each input is in an output. */
typedef struct {
  float from[N_SIDES];
} Mix;

static bool is_mix(const float* output, float* const inputs[N_SIDES], Mix mix) {
  bool same = true;
  for (unsigned i = 0; i < N_FRAMES; ++i) {
    same &= output[i] == mix.from[0] * inputs[0][i] + mix.from[1] * inputs[1][i];
  }
  return same;
}

/* What is off passes its inputs on one by one, the last for all outputs that are left; what has none is silent. */
static void test_what_is_off_passes_its_inputs_on(void** state) {
  (void)state;
  static const struct {
    const char *on, *off;
    Mix left, right;
  } cases[] = {
    {PLATE("in_l"), PLATE("in_l") OFF("plate"), {{1.0f, 0.0f}}, {{1.0f, 0.0f}}},
    {PLATE("in_r"), PLATE("in_r") BYPASSED("plate"), {{0.0f, 1.0f}}, {{0.0f, 1.0f}}},
    {FADE, FADE OFF("fade"), {{0.0f, 1.0f}}, {{1.0f, 0.0f}}},
    {CHAIN, CHAIN OFF("a") BYPASSED("b"), {{1.0f, 1.0f}}, {{1.0f, 1.0f}}},
    {TONE, TONE OFF("tone"), {{0.0f, 0.0f}}, {{0.0f, 1.0f}}},
    {SEND, SEND OFF("send"), {{1.0f, 0.0f}}, {{0.0f, 1.0f}}},
  };
  static float in[N_SIDES][N_FRAMES], out[N_SIDES][N_FRAMES];
  float* const inputs[N_SIDES] = {in[0], in[1]};
  float* const outputs[N_SIDES] = {out[0], out[1]};
  Noise noise = {1};
  for (unsigned i = 0; i < N_FRAMES; ++i) {
    in[0][i] = noise_between(&noise, -0.5f, 0.5f);
    in[1][i] = noise_between(&noise, -0.5f, 0.5f);
  }
  for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); ++i) {
    render(cases[i].on, inputs, outputs);
    assert_false(is_mix(out[0], inputs, cases[i].left) && is_mix(out[1], inputs, cases[i].right));
    render(cases[i].off, inputs, outputs);
    assert_true(is_mix(out[0], inputs, cases[i].left));
    assert_true(is_mix(out[1], inputs, cases[i].right));
  }
}

/* What cannot be rendered, and words of the sentence that must say so. */
static void test_what_is_missing_is_named(void** state) {
  (void)state;
  static const struct {
    const char *text, *words[3];
  } cases[] = {
    {BOARD(BLOCK("a", "urn:nowhere:a") BLOCK("b", "urn:nowhere:b") VALVE("c")),
     {"needs 2 plugins", "urn:nowhere:a for a, urn:nowhere:b for b."}},
    {BOARD(BLOCK("a", "urn:nowhere:a") VALVE("c")), {"plugin for its block a", "urn:nowhere:a"}},
    {BOARD("<> ingen:block <a> .\n"), {"which plugin its block a is", "lv2:prototype"}},
    {BOARD(VALVE("a") VALVE("b") WIRE("a/output", "b/input") WIRE("b/output", "a/input") WIRE("a/output", "out_l")
             OFF("a") OFF("b")),
     {"maze of blocks that are off"}},
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); ++i) {
    char said[SCRATCH_TEXT_SIZE];
    HostError error = {""};
    Route* route = read_text(cases[i].text);
    assert_null(route_graph(route, fixture_host, RATE_HZ, MAX_FRAMES, &error));
    snprintf(said, sizeof(said), "%s\n", error.text);
    scratch_assert_says(said, cases[i].words);
    route_free(route);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_a_pedalboard_is_read),
    cmocka_unit_test(test_a_graph_of_ingen_is_read),
    cmocka_unit_test(test_values_out_of_range_are_set_to_its_end),
    cmocka_unit_test(test_what_is_off_passes_its_inputs_on),
    cmocka_unit_test(test_what_is_missing_is_named),
  };
  return cmocka_run_group_tests_name("boards", tests, fixture_open_with_system, fixture_close);
}
