// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Target: a route. It is either refused, with a sentence on why, or it makes a graph that sounds; and so it does or
   does not make a map. */

#include "common/map/graph_read.h"
#include "common/routes/route.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/map_promises.h"
#include "tests/fuzz/scratch.h"
#include "tests/support/noise_signals.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RATE_HZ = 48000, FRAMES = 64, MAX_PLUGINS = 64 };

/* The host; and an instance of each plugin, so that no shared object is ever unloaded, which would take time. */
static Host* host;
static Instance* kept[MAX_PLUGINS];

static void close_host(void) {
  for (unsigned i = 0; i < MAX_PLUGINS; ++i) {
    instance_free(kept[i]);
  }
  host_close(host);
}

static void open_host(void) {
  HostError error = {""};
  host = host_open(BUNDLE, &error);
  if (!host || atexit(close_host)) {
    fprintf(stderr, "%s\n", error.text);
    exit(2);
  }
  const char* const* uris = host_plugins(host, "");
  for (unsigned i = 0; i < MAX_PLUGINS && uris[i]; ++i) {
    kept[i] = instance_new(host, uris[i], RATE_HZ, FRAMES, NULL);
  }
}

static void run_graph(const Route* route, Graph* graph) {
  const uint32_t n_ports = route->n_inputs + route->n_outputs;
  float* samples = (float*)calloc((size_t)(n_ports + 1) * FRAMES, sizeof(float));
  float** buffers = (float**)calloc(n_ports + 1, sizeof(float*));
  if (!samples || !buffers) {
    abort();
  }
  Noise noise = {1};
  noise_fill(&noise, samples, (uint64_t)n_ports * FRAMES, 1.0f);
  for (uint32_t i = 0; i < n_ports; ++i) {
    buffers[i] = samples + (size_t)i * FRAMES;
  }
  const GraphRun run = {
    .n_frames = FRAMES, .inputs = (const float* const*)buffers, .outputs = buffers + route->n_inputs};
  FUZZ_CHECK(graph_run(graph, &run), "the graph does not run");
  for (uint32_t i = 0; i < n_ports * FRAMES; ++i) {
    FUZZ_CHECK(isfinite(samples[i]), "an output is %g", (double)samples[i]);
  }
  free(samples);
  free((void*)buffers);
}

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (!host) {
    open_host();
  }
  HostError error = {""};
  const char* path = scratch_write("mutant.ttl", data, size);
  map_promises_check(graph_read, path);
  Route* route = route_read(path, &error);
  Graph* graph = route ? route_graph(route, host, RATE_HZ, FRAMES, &error) : NULL;
  const size_t length = strlen(error.text);
  if (graph) {
    run_graph(route, graph);
    graph_free(graph);
  }
  FUZZ_CHECK(!graph || !length, "there is a route, but also a complaint: %s", error.text);
  FUZZ_CHECK(graph || length, "there is no route, and no complaint");
  FUZZ_CHECK(!length || strchr(".?", error.text[length - 1]) || length == sizeof(error.text) - 1,
             "this is not a sentence: %s", error.text);
  route_free(route);
  return 0;
}

void fuzz_replay(const uint8_t* data, size_t size) {
  LLVMFuzzerTestOneInput(data, size);
}
