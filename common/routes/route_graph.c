// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/host/state.h"
#include "common/routes/route.h"

#include <math.h>

typedef struct {
  const Route* route;
  Graph* graph;
  Host* host;
  HostError* error;
} Build;

static bool set_value(const Build* build, const RouteBlock* block, Instance* instance, const RouteValue* value) {
  const uint32_t index = instance_find(instance, value->symbol);
  const HostPort* port = index == UINT32_MAX ? NULL : instance_port(instance, index);
  if (!port || port->kind != HOST_PORT_CONTROL || !port->is_input) {
    return host_fail(build->error, "The route %s sets %s of its block %s, and %s has no such control.",
                     build->route->name, value->symbol, block->symbol, block->plugin);
  }
  if (!isfinite(value->value) || value->value < port->minimum || value->value > port->maximum) {
    return host_fail(build->error, "The route %s sets %s of its block %s to %g, and %s takes %g to %g.",
                     build->route->name, value->symbol, block->symbol, (double)value->value, block->plugin,
                     (double)port->minimum, (double)port->maximum);
  }
  instance_set(instance, index, value->value);
  return true;
}

static bool add_block(const Build* build, const RouteBlock* block, double rate_hz, uint32_t max_frames) {
  HostError why = {""};
  Instance* instance = instance_new(build->host, block->plugin, rate_hz, max_frames, &why);
  if (!instance) {
    return host_fail(build->error, "The route %s needs a plugin for its block %s. %s", build->route->name,
                     block->symbol, why.text);
  }
  if (graph_add(build->graph, instance) == GRAPH_ITSELF) {
    return route_fail_memory(build->route->name, build->error);
  }
  if (block->preset && !state_apply_preset(instance, block->preset, &why)) {
    return host_fail(build->error, "The route %s gives its block %s a preset that cannot be had. %s",
                     build->route->name, block->symbol, why.text);
  }
  for (uint32_t i = 0; i < block->n_values; ++i) {
    if (!set_value(build, block, instance, &block->values[i])) {
      return false;
    }
  }
  return true;
}

/* The port at an end of a wire: of audio, and on the side where wires of this kind end. */
static bool find_port(const Build* build, const RouteEnd* end, bool is_start, GraphEnd* port) {
  const Route* route = build->route;
  *port = (GraphEnd){end->block, UINT32_MAX};
  if (end->block == GRAPH_ITSELF) {
    port->port = route_find(route, end->symbol, is_start);
    return port->port != UINT32_MAX ||
           host_fail(build->error, "The route %s has a wire %s its own port %s, which is an %s.", route->name,
                     is_start ? "from" : "to", end->symbol, is_start ? "output" : "input");
  }
  const Instance* instance = graph_instance(build->graph, end->block);
  const uint32_t index = instance_find(instance, end->symbol);
  if (index != UINT32_MAX && host_port_is_audio(instance_port(instance, index)) &&
      instance_port(instance, index)->is_input != is_start) {
    port->port = index;
    return true;
  }
  return host_fail(build->error, "The route %s has a wire %s %s of its block %s, and %s has no such audio %s.",
                   route->name, is_start ? "from" : "to", end->symbol, route->blocks[end->block].symbol,
                   route->blocks[end->block].plugin, is_start ? "output" : "input");
}

static bool add_wire(const Build* build, const RouteWire* wire) {
  GraphEnd from, to;
  return find_port(build, &wire->from, true, &from) && find_port(build, &wire->to, false, &to) &&
         (graph_wire(build->graph, from, to) || route_fail_memory(build->route->name, build->error));
}

static bool settle(const Build* build) {
  uint32_t in_loop = GRAPH_ITSELF;
  if (graph_settle(build->graph, &in_loop)) {
    return true;
  }
  return in_loop == GRAPH_ITSELF
           ? route_fail_memory(build->route->name, build->error)
           : host_fail(build->error, "The wires of the route %s form a loop through its block %s: take one out.",
                       build->route->name, build->route->blocks[in_loop].symbol);
}

Graph* route_graph(const Route* route, Host* host, double rate_hz, uint32_t max_frames, HostError* error) {
  const Build build = {route, graph_new(route->n_inputs, route->n_outputs), host, error};
  bool good = build.graph || route_fail_memory(route->name, error);
  for (uint32_t i = 0; good && i < route->n_blocks; ++i) {
    good = add_block(&build, &route->blocks[i], rate_hz, max_frames);
  }
  for (uint32_t i = 0; good && i < route->n_wires; ++i) {
    good = add_wire(&build, &route->wires[i]);
  }
  if (!good || !settle(&build)) {
    graph_free(build.graph);
    return NULL;
  }
  return build.graph;
}
