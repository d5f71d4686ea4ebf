// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Routes: what is wrong in a file is said before anything sounds, and parallel paths line up to the frame. */

#include "common/routes/route.h"
#include "tests/lv2/fixture.h"
#include "tests/lv2/suite.h"
#include "tests/lv2/wiring.h"
#include "tests/support/noise_signals.h"

#include <glob.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { RATE_HZ = 48000, N_FRAMES = 20000, LOOKAHEAD_MS = 5, LOOKAHEAD_FRAMES = 240 };

#define ROUTER "urn:signalbox:sidechain-router-mono"
#define BUS "urn:signalbox:bus-summer-mono-8"

/* Changes nothing but the time: 5 ms at 48 kHz are 240 frames. */
static uint32_t add_late(Graph* graph) {
  const uint32_t block = wiring_add(graph, fixture_host, ROUTER, RATE_HZ);
  instance_set_named(graph_instance(graph, block), "lookahead", LOOKAHEAD_MS);
  return block;
}

static float* noise_new(uint64_t seed) {
  float* noise = (float*)calloc(N_FRAMES, sizeof(float));
  assert_non_null(noise);
  noise_programme(seed, noise, N_FRAMES, RATE_HZ);
  return noise;
}

/* Input to the bus by way of `n_late` latent blocks on strip 1, and straight to strip 2, turned around or not. */
static float peak_of_parallel(unsigned n_late, bool inverted) {
  Graph* graph = graph_new(1, 1);
  const uint32_t bus = wiring_add(graph, fixture_host, BUS, RATE_HZ);
  GraphEnd end = wiring_own(0);
  for (unsigned i = 0; i < n_late; ++i) {
    const uint32_t late = add_late(graph);
    wiring_connect(graph, end, wiring_end(graph, late, "in"));
    end = wiring_end(graph, late, "out");
  }
  wiring_connect(graph, end, wiring_end(graph, bus, "in_1"));
  wiring_connect(graph, wiring_own(0), wiring_end(graph, bus, "in_2"));
  wiring_connect(graph, wiring_end(graph, bus, "out_l"), wiring_own(0));
  instance_set_named(graph_instance(graph, bus), "invert_2", inverted ? 1.0f : 0.0f);
  wiring_settle(graph);
  assert_int_equal(graph_arrival_frames(graph, bus), n_late * LOOKAHEAD_FRAMES);
  assert_int_equal(graph_latency_frames(graph), n_late * LOOKAHEAD_FRAMES);
  float *in = noise_new(1), *out = noise_new(2);
  assert_true(
    graph_run(graph, &(GraphRun){.n_frames = N_FRAMES, .inputs = (const float*[]){in}, .outputs = (float*[]){out}}));
  float peak = 0.0f;
  for (uint32_t i = 0; i < N_FRAMES; ++i) {
    peak = fmaxf(peak, fabsf(out[i]));
  }
  free(in);
  free(out);
  graph_free(graph);
  return peak;
}

/* x - x = 0, whatever path each of the two takes. */
static void test_parallel_paths_null(void** state) {
  (void)state;
  for (unsigned n_late = 0; n_late <= 3; ++n_late) {
    assert_true(peak_of_parallel(n_late, true) == 0.0f);
    assert_true(peak_of_parallel(n_late, false) > 0.1f);
  }
}

/* Both outputs are the input, late by the latency of the longer path, which may be cut. */
static void test_outputs_line_up(void** state) {
  (void)state;
  Graph* graph = graph_new(1, 2);
  const uint32_t late = add_late(graph);
  wiring_connect(graph, wiring_own(0), wiring_own(0));
  wiring_connect(graph, wiring_own(0), wiring_end(graph, late, "in"));
  wiring_connect(graph, wiring_end(graph, late, "out"), wiring_own(1));
  wiring_settle(graph);
  assert_int_equal(graph_latency_frames(graph), LOOKAHEAD_FRAMES);
  float *in = noise_new(1), *dry = noise_new(2), *wet = noise_new(3);
  GraphRun run = {.n_frames = N_FRAMES, .inputs = (const float*[]){in}, .outputs = (float*[]){dry, wet}};
  assert_true(graph_run(graph, &run));
  for (uint32_t i = 0; i < N_FRAMES; ++i) {
    const float expected = i < LOOKAHEAD_FRAMES ? 0.0f : in[i - LOOKAHEAD_FRAMES];
    assert_true(dry[i] == expected && wet[i] == expected);
  }
  run.cut_latency = true;
  assert_true(graph_run(graph, &run));
  assert_memory_equal(dry, in, N_FRAMES * sizeof(float));
  assert_memory_equal(wet, in, N_FRAMES * sizeof(float));
  free(in);
  free(dry);
  free(wet);
  graph_free(graph);
}

#define HEAD                                                                                                  \
  "@prefix ingen: <http://drobilla.net/ns/ingen#> .\n@prefix lv2: <http://lv2plug.in/ns/lv2core#> .\n"        \
  "@prefix pset: <http://lv2plug.in/ns/ext/presets#> .\n"                                                     \
  "<in> a lv2:InputPort . <out> a lv2:OutputPort .\n<late> lv2:prototype <" ROUTER "> .\n<> a ingen:Graph ; " \
  "lv2:port <in> , <out> ; ingen:block <late> ; ingen:arc [ ingen:tail <in> ; ingen:head <late/in> ] .\n"
#define WIRE(TAIL, HEAD_) "<> ingen:arc [ ingen:tail <" TAIL "> ; ingen:head <" HEAD_ "> ] .\n"

/* What is wrong, and words of the sentence that must say so. */
static const struct {
  const char *text, *words[2];
} mistakes[] = {
  {"this is no Turtle", {"not Turtle from line 1 on"}},
  {HEAD "<> ingen:arc [ .\n", {"not Turtle from line 7 on"}},
  {"", {"no ingen:Graph"}},
  {"<> a <http://lv2plug.in/ns/lv2core#Plugin> .\n", {"no ingen:Graph"}},
  {"@prefix ingen: <http://drobilla.net/ns/ingen#> .\n<one> a ingen:Graph . <two> a ingen:Graph .\n", {"two routes"}},
  {HEAD "<late> lv3:port <late/depth> .\n", {"the name lv3:port, whose prefix is not declared", "@prefix"}},
  {HEAD "<> ingen:block <other> .\n", {"other", "lv2:prototype"}},
  {HEAD "<> ingen:block <other> . <other> lv2:prototype <urn:nobody:has-this> .\n", {"other", "urn:nobody:has-this"}},
  {HEAD "<late> lv2:prototype <" BUS "> .\n", {"which of two its block late is", "lv2:prototype"}},
  {HEAD "<late> pset:preset <urn:a:1> , <urn:a:2> .\n", {"which of two its block late is", "pset:preset"}},
  {HEAD "<late> pset:preset <" ROUTER "#no-such-preset> .\n", {"late", "#no-such-preset"}},
  {HEAD WIRE("late/out", "gone/in"), {"wire to", "gone/in"}},
  {HEAD WIRE("gone/out", "out"), {"wire from", "gone/out"}},
  {HEAD "<> ingen:arc [ ingen:tail <in> ] .\n", {"wire to nowhere"}},
  {HEAD "<> ingen:arc [ ingen:tail <in> ; ingen:head <out> , <late/key_a> ] .\n", {"more than two ends"}},
  {HEAD WIRE("in", "late/in"), {"wire from in to in twice", "take one out"}},
  {HEAD WIRE("late/out_7", "out"), {"wire from out_7 of its block late", "no such audio output"}},
  {HEAD WIRE("in", "late/in_7"), {"wire to in_7 of its block late", "no such audio input"}},
  {HEAD WIRE("late/in", "out"), {"wire from in of its block late", "no such audio output"}},
  {HEAD WIRE("late/out", "late/depth"), {"wire to depth of its block late", "no such audio input"}},
  {HEAD WIRE("in", "late/out"), {"wire to out of its block late", "no such audio input"}},
  {HEAD WIRE("late/out", "in"), {"wire to its own port in", "is an input"}},
  {HEAD WIRE("out", "late/key_a"), {"wire from its own port out", "is an output"}},
  {HEAD WIRE("late/out", "late/key_a"), {"loop through its block late"}},
  {HEAD "<late> lv2:port <late/depht> . <late/depht> ingen:value 3 .\n", {"sets depht of its block late"}},
  {HEAD "<late> lv2:port <late/reduction> . <late/reduction> ingen:value 3 .\n", {"sets reduction of its block late"}},
  {HEAD "<late> lv2:port <late/depth> . <late/depth> ingen:value 3 , 4 .\n", {"depth of late two values"}},
  {HEAD "<late> lv2:port <late/depth> . <late/depth> ingen:value \"deep\" .\n", {"\"deep\"", "no number"}},
  {HEAD "<side> a lv2:AudioPort . <> lv2:port <side> .\n", {"port side is an input or an output"}},
};

/* Loads and builds a route from text. */
static Graph* graph_from(const char* text, HostError* error) {
  char path[] = "/tmp/signalbox-route-XXXXXX";
  const int descriptor = mkstemp(path);
  assert_true(descriptor >= 0);
  FILE* file = fdopen(descriptor, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
  Route* route = route_read(path, error);
  Graph* graph = route ? route_graph(route, fixture_host, RATE_HZ, WIRING_MAX_FRAMES, error) : NULL;
  route_free(route);
  remove(path);
  return graph;
}

static void test_mistakes_are_reported(void** state) {
  (void)state;
  HostError error = {""};
  Graph* valid = graph_from(HEAD WIRE("late/out", "out"), &error);
  assert_string_equal(error.text, "");
  assert_non_null(valid);
  graph_free(valid);
  for (size_t i = 0; i < sizeof(mistakes) / sizeof(*mistakes); ++i) {
    error.text[0] = '\0';
    assert_null(graph_from(mistakes[i].text, &error));
    for (unsigned w = 0; w < 2; ++w) {
      if (mistakes[i].words[w] && !strstr(error.text, mistakes[i].words[w])) {
        fail_msg("\"%s\" does not say \"%s\"", error.text, mistakes[i].words[w]);
      }
    }
  }
  assert_null(route_read("/nowhere/route.ttl", &error));
  assert_non_null(strstr(error.text, "/nowhere/route.ttl"));
}

/* The most latency on any way through the graph: no way has more wires than there are blocks, and one. */
static uint32_t longest_way(const Route* route, const Graph* graph) {
  const uint32_t n_blocks = route->n_blocks;
  uint32_t* arrival = (uint32_t*)calloc(n_blocks + 1, sizeof(uint32_t));  // the last is at the graph's own outputs
  assert_non_null(arrival);
  for (uint32_t n = 0; n <= n_blocks; ++n) {
    for (uint32_t i = 0; i < route->n_wires; ++i) {
      const uint32_t from = route->wires[i].from.block;
      const uint32_t to = route->wires[i].to.block == GRAPH_ITSELF ? n_blocks : route->wires[i].to.block;
      if (from != GRAPH_ITSELF) {
        const uint32_t way = arrival[from] + instance_latency_frames(graph_instance(graph, from));
        arrival[to] = way > arrival[to] ? way : arrival[to];
      }
    }
  }
  const uint32_t longest = arrival[n_blocks];
  free(arrival);
  return longest;
}

static void check_route(const char* path) {
  HostError error = {""};
  Route* route = route_read(path, &error);
  Graph* graph = route ? route_graph(route, fixture_host, RATE_HZ, WIRING_MAX_FRAMES, &error) : NULL;
  assert_string_equal(error.text, "");
  assert_non_null(graph);
  assert_true(route->n_inputs > 0 && route->n_outputs == 2 && *route->comment);
  assert_string_not_equal(route->label, route->name);
  float** buffers = (float**)calloc(route->n_inputs + route->n_outputs, sizeof(float*));
  assert_non_null(buffers);
  for (uint32_t i = 0; i < route->n_inputs + route->n_outputs; ++i) {
    buffers[i] = noise_new(i + 1);
  }
  const GraphRun run = {
    .n_frames = N_FRAMES, .inputs = (const float* const*)buffers, .outputs = buffers + route->n_inputs};
  assert_true(graph_run(graph, &run));
  assert_int_equal(graph_latency_frames(graph), longest_way(route, graph));
  for (uint32_t o = 0; o < route->n_outputs; ++o) {
    float peak = 0.0f;
    for (uint32_t i = 0; i < N_FRAMES; ++i) {
      assert_true(isfinite(run.outputs[o][i]));
      peak = fmaxf(peak, fabsf(run.outputs[o][i]));
    }
    assert_true(peak > 0.05f);
  }
  for (uint32_t i = 0; i < route->n_inputs + route->n_outputs; ++i) {
    free(buffers[i]);
  }
  free((void*)buffers);
  graph_free(graph);
  route_free(route);
}

static void test_every_route_plays(void** state) {
  (void)state;
  char pattern[4096];
  suite_source("presets/routes/*.ttl", pattern);
  glob_t files;
  assert_int_equal(glob(pattern, 0, NULL, &files), 0);
  for (size_t i = 0; i < files.gl_pathc; ++i) {
    print_message("# %s\n", files.gl_pathv[i]);
    check_route(files.gl_pathv[i]);
  }
  globfree(&files);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_parallel_paths_null),
    cmocka_unit_test(test_outputs_line_up),
    cmocka_unit_test(test_mistakes_are_reported),
    cmocka_unit_test(test_every_route_plays),
  };
  return cmocka_run_group_tests_name("routes", tests, fixture_open_with_system, fixture_close);
}
