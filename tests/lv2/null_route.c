// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/null_route.h"

#include "common/ports/ports.h"
#include "plugins/parallel_splitter/parallel_splitter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

enum { BALANCE_LAW = 3 };

const NullRoute null_routes[NULL_ROUTE_WIDTHS] = {
  {1, SIGNALBOX_URI "parallel-splitter-mono", SIGNALBOX_URI "bus-summer-mono-", {""}},
  {2, SIGNALBOX_URI "parallel-splitter-stereo", SIGNALBOX_URI "bus-summer-stereo-", {"_l", "_r"}},
};

static GraphEnd branch_end(const NullRoute* route, const Graph* graph, unsigned branch, unsigned channel) {
  char symbol[16];
  snprintf(symbol, sizeof(symbol), "%c%s", 'a' + (char)branch, route->of_side[channel]);
  return wiring_end(graph, NULL_ROUTE_SPLITTER, symbol);
}

Graph* null_route_graph(const NullRoute* route, Host* host, const char* bus_uri, double rate_hz) {
  Graph* graph = graph_new(route->n_channels, NULL_ROUTE_SIDES);
  assert_non_null(graph);
  const uint32_t splitter = wiring_add(graph, host, route->splitter, rate_hz);
  const uint32_t bus = wiring_add(graph, host, bus_uri, rate_hz);
  assert_int_equal(splitter, NULL_ROUTE_SPLITTER);
  for (unsigned c = 0; c < route->n_channels; ++c) {
    char symbol[16];
    snprintf(symbol, sizeof(symbol), "in%s", route->of_side[c]);
    wiring_connect(graph, wiring_own(c), wiring_end(graph, splitter, symbol));
    for (unsigned b = 0; b < SPLITTER_BRANCHES; ++b) {
      char strip[16];
      snprintf(strip, sizeof(strip), "in_%u%s", b + 1, route->of_side[c]);
      wiring_connect(graph, branch_end(route, graph, b, c), wiring_end(graph, bus, strip));
    }
  }
  wiring_connect(graph, wiring_end(graph, bus, "out_l"), wiring_own(0));
  wiring_connect(graph, wiring_end(graph, bus, "out_r"), wiring_own(1));
  if (route->n_channels == 1) {
    instance_set_named(graph_instance(graph, bus), "pan_law", BALANCE_LAW);
  }
  return graph;
}

void null_route_render(Graph* graph, const Wav* in, Wav* out,
                       void (*prepare)(void* user, uint32_t block, Render* render), void* user) {
  const GraphRun plan = {.n_frames = in->n_frames,
                         .inputs = (const float* const*)in->channels,
                         .outputs = out->channels,
                         .prepare = prepare,
                         .user = user};
  wiring_settle(graph);
  assert_int_equal(graph_latency_frames(graph), 0);
  assert_true(graph_run(graph, &plan));
}

const float* null_route_branch(const NullRoute* route, const Graph* graph, unsigned branch, unsigned channel) {
  const float* output = graph_output(graph, branch_end(route, graph, branch, channel));
  assert_non_null(output);
  return output;
}
