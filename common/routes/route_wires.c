// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/route_wires.h"

#include <stdlib.h>

enum { MOST_WIRES = 16384 };  // far more than any board has

/* Wires on their way: each is added as it is, or replaced by those that come into the block that it comes from. */
typedef struct {
  const Route* route;
  Graph* graph;
  HostError* error;
  GraphWire* wires;
  uint32_t n_wires;
} Wiring;

uint32_t route_enabled_port(const Instance* instance) {
  uint32_t found = UINT32_MAX;
  for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
    const HostPort* port = instance_port(instance, i);
    found = port->is_enabled && port->is_input && port->kind == HOST_PORT_CONTROL ? i : found;
  }
  return found;
}

/* The port of a block's plugin at an end of a wire, on the side where wires of this kind end; NULL where there is none
   of that name, or it is one of the graph's own. */
static const HostPort* block_port(const Wiring* wiring, const RouteEnd* end, bool is_start) {
  if (end->block == GRAPH_ITSELF) {
    return NULL;
  }
  const Instance* instance = graph_instance(wiring->graph, end->block);
  const uint32_t index = instance_find(instance, end->symbol);
  const HostPort* port = index == UINT32_MAX ? NULL : instance_port(instance, index);
  return port && port->is_input != is_start ? port : NULL;
}

/* The port at an end of a wire, where it carries audio. */
static bool find_port(const Wiring* wiring, const RouteEnd* end, bool is_start, GraphEnd* port) {
  const Route* route = wiring->route;
  *port = (GraphEnd){end->block, UINT32_MAX};
  if (end->block == GRAPH_ITSELF) {
    port->port = route_find(route, end->symbol, is_start);
    return port->port != UINT32_MAX ||
           host_fail(wiring->error, "The route %s has a wire %s its own port %s, which is an %s.", route->name,
                     is_start ? "from" : "to", end->symbol, is_start ? "output" : "input");
  }
  const HostPort* found = block_port(wiring, end, is_start);
  if (found && host_port_is_audio(found)) {
    port->port = instance_find(graph_instance(wiring->graph, end->block), end->symbol);
    return true;
  }
  return host_fail(wiring->error, "The route %s has a wire %s %s of its block %s, and %s has no such audio %s.",
                   route->name, is_start ? "from" : "to", end->symbol, route->blocks[end->block].symbol,
                   route->blocks[end->block].plugin, is_start ? "output" : "input");
}

/* Whether what a wire carries is no audio. */
static bool is_silent(const Wiring* wiring, const RouteWire* wire) {
  const HostPort* from = block_port(wiring, &wire->from, true);
  const HostPort* to = block_port(wiring, &wire->to, false);
  return from && to && !host_port_is_audio(from) && !host_port_is_audio(to);
}

/* Whether a block is off, and has no bypass of its own. */
static bool is_passed(const Wiring* wiring, uint32_t block) {
  return block != GRAPH_ITSELF && !wiring->route->blocks[block].is_on &&
         route_enabled_port(graph_instance(wiring->graph, block)) == UINT32_MAX;
}

/* The input that an output of a block gives when it is passed by: the one of the same number, or the last; UINT32_MAX
   where it has none. */
static uint32_t input_behind(const Instance* instance, uint32_t output) {
  uint32_t number = 0;
  while (instance_output(instance, number) != output) {
    ++number;
  }
  const uint32_t n = instance_n_inputs(instance);
  return n ? instance_input(instance, number < n ? number : n - 1) : UINT32_MAX;
}

/* Puts down a wire between two ends, which follows from one of the route. */
static bool put_wire(Wiring* wiring, const RouteWire* wire, GraphEnd from, GraphEnd to) {
  if (wiring->n_wires == MOST_WIRES) {
    const uint32_t block = wire->to.block == GRAPH_ITSELF ? wire->from.block : wire->to.block;
    return host_fail(wiring->error, "The route %s has a maze of blocks that are off around its block %s: take it out.",
                     wiring->route->name, block == GRAPH_ITSELF ? "" : wiring->route->blocks[block].symbol);
  }
  wiring->wires[wiring->n_wires++] = (GraphWire){from, to};
  return true;
}

/* Puts down all wires of the route that carry audio, but for those into blocks that are passed by. */
static bool put_wires(Wiring* wiring) {
  const Route* route = wiring->route;
  for (uint32_t i = 0; i < route->n_wires; ++i) {
    const RouteWire* wire = &route->wires[i];
    GraphEnd from, to;
    if (is_silent(wiring, wire)) {
      continue;
    }
    if (!find_port(wiring, &wire->from, true, &from) || !find_port(wiring, &wire->to, false, &to) ||
        (!is_passed(wiring, wire->to.block) && !put_wire(wiring, wire, from, to))) {
      return false;
    }
  }
  return true;
}

/* Puts down wires from what comes into a block that is passed by to where a wire from it leads. All ends are there. */
static bool put_past(Wiring* wiring, GraphWire past) {
  const Route* route = wiring->route;
  const uint32_t input = input_behind(graph_instance(wiring->graph, past.from.block), past.from.port);
  for (uint32_t i = 0; input != UINT32_MAX && i < route->n_wires; ++i) {
    const RouteWire* wire = &route->wires[i];
    GraphEnd from, to;
    if (wire->to.block == past.from.block && !is_silent(wiring, wire) && find_port(wiring, &wire->from, true, &from) &&
        find_port(wiring, &wire->to, false, &to) && to.port == input && !put_wire(wiring, wire, from, past.to)) {
      return false;
    }
  }
  return true;
}

static bool add_wires(Wiring* wiring) {
  bool good = put_wires(wiring);
  for (uint32_t i = 0; good && i < wiring->n_wires; ++i) {
    const GraphWire wire = wiring->wires[i];
    good = is_passed(wiring, wire.from.block)
             ? put_past(wiring, wire)
             : graph_wire(wiring->graph, wire.from, wire.to) || route_fail_memory(wiring->route->name, wiring->error);
  }
  return good;
}

bool route_add_wires(const Route* route, Graph* graph, HostError* error) {
  Wiring wiring = {.route = route, .graph = graph, .error = error};
  wiring.wires = (GraphWire*)calloc(MOST_WIRES, sizeof(GraphWire));
  const bool good = wiring.wires ? add_wires(&wiring) : route_fail_memory(route->name, error);
  free(wiring.wires);
  return good;
}
