// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/added_delays.h"

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

static float wire_ms(const AddedDelays* delays, const Graph* graph, const GraphWire* wire) {
  return (float)(graph_delay_frames(graph, wire) / instance_rate_hz(delays->plugin) * 1000.0);
}

/* Whether the branch that a wire comes from, if it does, can delay it by as much as it needs; and whether no wire
 * before it asks for that. */
static bool branch_can_delay(const AddedDelays* delays, const Graph* graph, const GraphWire* wire, bool* is_first) {
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
  return set_ms + wire_ms(delays, graph, wire) <= instance_port(instance, control)->maximum;
}

uint32_t added_delays_find(const AddedDelays* delays, const Graph* graph, const GraphWire* wire) {
  const float ms = wire_ms(delays, graph, wire);
  uint32_t delay = 0;
  while (delay < delays->n && (delays->delays[delay].from.block != wire->from.block ||
                               delays->delays[delay].from.port != wire->from.port || delays->delays[delay].ms != ms)) {
    ++delay;
  }
  return delay;
}

static bool add_delay(AddedDelays* delays, const Graph* graph, const GraphWire* wire, HostError* error) {
  const float ms = wire_ms(delays, graph, wire);
  const float most_ms = instance_port(delays->plugin, instance_find(delays->plugin, DELAY_CONTROL))->maximum;
  if (ms > most_ms) {
    return host_fail(error, "A path is late by %g ms, and only up to %g can be made up for.", (double)ms,
                     (double)most_ms);
  }
  if (added_delays_find(delays, graph, wire) == delays->n) {
    delays->delays[delays->n++] = (AddedDelay){wire->from, ms};
  }
  return true;
}

static bool fill(AddedDelays* delays, Graph* graph, HostError* error) {
  uint32_t n_wires = 0;
  const GraphWire* wires = graph_wires(graph, &n_wires);
  delays->delays = (AddedDelay*)calloc(n_wires + 1, sizeof(AddedDelay));
  bool good = delays->delays || host_fail(error, "There is not enough memory to line paths up.");
  for (uint32_t i = 0; good && i < n_wires; ++i) {
    bool is_first = false;
    if (graph_delay_frames(graph, &wires[i]) == 0) {
      continue;
    }
    if (!branch_can_delay(delays, graph, &wires[i], &is_first)) {
      good = add_delay(delays, graph, &wires[i], error);
    } else if (is_first) {
      Instance* instance = graph_instance(graph, wires[i].from.block);
      const uint32_t control = delay_control(graph, wires[i].from);
      instance_set(instance, control, instance_get(instance, control) + wire_ms(delays, graph, &wires[i]));
    }
  }
  return good;
}

AddedDelays* added_delays_new(Graph* graph, HostError* error) {
  AddedDelays* delays = (AddedDelays*)calloc(1, sizeof(AddedDelays));
  const Instance* any = graph_n_blocks(graph) ? graph_instance(graph, 0) : NULL;
  if (!delays || !any) {
    host_fail(error, delays ? "A route without blocks is no route." : "There is not enough memory to line paths up.");
    added_delays_free(delays);
    return NULL;
  }
  delays->plugin = instance_new(instance_host(any), DELAY_PLUGIN, instance_rate_hz(any), instance_max_frames(any),
                                error);
  if (!delays->plugin || !fill(delays, graph, error)) {
    added_delays_free(delays);
    return NULL;
  }
  return delays;
}

void added_delays_free(AddedDelays* delays) {
  if (delays) {
    if (delays->plugin) {
      instance_free(delays->plugin);
    }
    free(delays->delays);
    free(delays);
  }
}
