// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/waits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SYMBOL_SIZE = 256 };

/* The control that holds back a splitter's branch: `delay_a` for its ports `a`, or `a_l` and `a_r`. UINT32_MAX for
   none. */
static uint32_t delay_control(const Graph* graph, GraphEnd from) {
  if (from.block == GRAPH_ITSELF) {
    return UINT32_MAX;
  }
  const Instance* instance = graph_instance(graph, from.block);
  const char* port = instance_port(instance, from.port)->symbol;
  char symbol[SYMBOL_SIZE];
  snprintf(symbol, sizeof(symbol), "delay_%.*s", (int)strcspn(port, "_"), port);
  return instance_find(instance, symbol);
}

static float wire_ms(const Waits* waits, const Graph* graph, const GraphWire* wire) {
  return (float)(graph_delay_frames(graph, wire) / instance_rate_hz(waits->plugin) * 1000.0);
}

/* Whether the branch that a wire comes from, if it does, can wait for it; and whether no wire before it does so. */
static bool branch_can_wait(const Waits* waits, const Graph* graph, const GraphWire* wire, bool* is_first) {
  uint32_t n_wires = 0;
  const GraphWire* wires = graph_wires(graph, &n_wires);
  const uint32_t control = delay_control(graph, wire->from);
  *is_first = true;
  if (control == UINT32_MAX) {
    return false;
  }
  for (uint32_t i = 0; i < n_wires; ++i) {
    if (wires[i].from.block == wire->from.block && delay_control(graph, wires[i].from) == control) {
      *is_first = *is_first && &wires[i] >= wire;
      if (graph_delay_frames(graph, &wires[i]) != graph_delay_frames(graph, wire)) {
        return false;
      }
    }
  }
  const Instance* instance = graph_instance(graph, wire->from.block);
  const float set_ms = *is_first ? instance_get(instance, control) : 0.0f;  // later wires find it set
  return set_ms + wire_ms(waits, graph, wire) <= instance_port(instance, control)->maximum;
}

uint32_t waits_find(const Waits* waits, const Graph* graph, const GraphWire* wire) {
  const float ms = wire_ms(waits, graph, wire);
  uint32_t wait = 0;
  while (wait < waits->n && (waits->waits[wait].from.block != wire->from.block ||
                             waits->waits[wait].from.port != wire->from.port || waits->waits[wait].ms != ms)) {
    ++wait;
  }
  return wait;
}

static bool add_wait(Waits* waits, const Graph* graph, const GraphWire* wire, HostError* error) {
  const float ms = wire_ms(waits, graph, wire);
  const float most_ms = instance_port(waits->plugin, instance_find(waits->plugin, WAIT_CONTROL))->maximum;
  if (ms > most_ms) {
    return host_fail(error, "A path is late by %g ms, and only up to %g can be made up for.", (double)ms,
                     (double)most_ms);
  }
  if (waits_find(waits, graph, wire) == waits->n) {
    waits->waits[waits->n++] = (Wait){wire->from, ms};
  }
  return true;
}

static bool fill(Waits* waits, Graph* graph, HostError* error) {
  uint32_t n_wires = 0;
  const GraphWire* wires = graph_wires(graph, &n_wires);
  waits->waits = (Wait*)calloc(n_wires + 1, sizeof(Wait));
  bool good = waits->waits || host_fail(error, "There is not enough memory to line paths up.");
  for (uint32_t i = 0; good && i < n_wires; ++i) {
    bool is_first = false;
    if (graph_delay_frames(graph, &wires[i]) == 0) {
      continue;
    }
    if (!branch_can_wait(waits, graph, &wires[i], &is_first)) {
      good = add_wait(waits, graph, &wires[i], error);
    } else if (is_first) {
      Instance* instance = graph_instance(graph, wires[i].from.block);
      const uint32_t control = delay_control(graph, wires[i].from);
      instance_set(instance, control, instance_get(instance, control) + wire_ms(waits, graph, &wires[i]));
    }
  }
  return good;
}

Waits* waits_new(Graph* graph, HostError* error) {
  Waits* waits = (Waits*)calloc(1, sizeof(Waits));
  const Instance* any = graph_n_blocks(graph) ? graph_instance(graph, 0) : NULL;
  if (!waits || !any) {
    host_fail(error, waits ? "A route without blocks is no route." : "There is not enough memory to line paths up.");
    waits_free(waits);
    return NULL;
  }
  waits->plugin = instance_new(instance_host(any), WAIT_PLUGIN, instance_rate_hz(any), instance_max_frames(any), error);
  if (!waits->plugin || !fill(waits, graph, error)) {
    waits_free(waits);
    return NULL;
  }
  return waits;
}

void waits_free(Waits* waits) {
  if (waits) {
    if (waits->plugin) {
      instance_free(waits->plugin);
    }
    free(waits->waits);
    free(waits);
  }
}
