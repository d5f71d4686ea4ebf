// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Wiring: graphs of common/host/graph.h by plugin and port symbol. What cannot be had fails the test that asks. */

#ifndef SIGNALBOX_TEST_WIRING_H
#define SIGNALBOX_TEST_WIRING_H

#include "common/host/graph.h"

/* The longest block that plugins of such a graph are run with. */
enum { WIRING_MAX_FRAMES = 512 };

/* The block's number. */
uint32_t wiring_add(Graph* graph, Host* host, const char* uri, double rate_hz);

/* A port of a block, and one of the graph's own. */
GraphEnd wiring_end(const Graph* graph, uint32_t block, const char* symbol);
GraphEnd wiring_own(uint32_t port);

void wiring_connect(Graph* graph, GraphEnd from, GraphEnd to);
void wiring_settle(Graph* graph);

#endif
