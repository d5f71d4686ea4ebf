// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/wiring.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

uint32_t wiring_add(Graph* graph, Host* host, const char* uri, double rate_hz) {
  HostError error;
  Instance* instance = instance_new(host, uri, rate_hz, WIRING_MAX_FRAMES, &error);
  if (!instance) {
    fail_msg("%s", error.text);
  }
  const uint32_t block = graph_add(graph, instance);
  assert_int_not_equal(block, GRAPH_ITSELF);
  return block;
}

GraphEnd wiring_end(const Graph* graph, uint32_t block, const char* symbol) {
  const uint32_t port = instance_find(graph_instance(graph, block), symbol);
  if (port == UINT32_MAX) {
    fail_msg("block %u has no port %s", (unsigned)block, symbol);
  }
  return (GraphEnd){block, port};
}

GraphEnd wiring_own(uint32_t port) {
  return (GraphEnd){GRAPH_ITSELF, port};
}

void wiring_connect(Graph* graph, GraphEnd from, GraphEnd to) {
  assert_true(graph_wire(graph, from, to));
}

void wiring_settle(Graph* graph) {
  uint32_t in_loop;
  assert_true(graph_settle(graph, &in_loop));
}
