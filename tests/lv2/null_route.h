// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Null route: a parallel splitter wired to a bus summer, branch to strip, with nothing between. What cannot be had
   fails the cmocka test that asks. */

#ifndef SIGNALBOX_TEST_NULL_ROUTE_H
#define SIGNALBOX_TEST_NULL_ROUTE_H

#include "common/host/wav.h"
#include "tests/lv2/wiring.h"

enum { NULL_ROUTE_SIDES = 2, NULL_ROUTE_WIDTHS = 2, NULL_ROUTE_SPLITTER = 0 };

/* A splitter, and the start of the URIs of all busses that take its branches. */
typedef struct {
  unsigned n_channels;
  const char *splitter, *busses;
  const char* of_side[NULL_ROUTE_SIDES];  // what port symbols end with
} NullRoute;

extern const NullRoute null_routes[NULL_ROUTE_WIDTHS];

/* From as many inputs as the splitter has to the bus's two outputs. The splitter is block NULL_ROUTE_SPLITTER. A mono
   strip in the middle is at unity under the balance law alone, so a mono bus is set to that. */
Graph* null_route_graph(const NullRoute* route, Host* host, const char* bus, double rate_hz);

/* Settles the graph, which must have no latency, and plays it; `prepare` and `user` as for graph_run(). */
void null_route_render(Graph* graph, const Wav* in, Wav* out,
                       void (*prepare)(void* user, uint32_t block, Render* render), void* user);

/* What the last run left at a branch (from 0) of the splitter. */
const float* null_route_branch(const NullRoute* route, const Graph* graph, unsigned branch, unsigned channel);

#endif
