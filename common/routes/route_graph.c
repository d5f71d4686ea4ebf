// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/host/state.h"
#include "common/routes/route_wires.h"

#include <math.h>
#include <string.h>

enum { LIST_SIZE = 256 };

typedef struct {
  const Route* route;
  Graph* graph;
  Host* host;
  HostError* error;
} Build;

/* What plugins there are none of, as far as there is room to name them. */
typedef struct {
  char names[LIST_SIZE];
  uint32_t n, n_named;
} Missing;

static void missing_add(Missing* missing, const RouteBlock* block) {
  const size_t length = strlen(missing->names), room = sizeof(missing->names) - length;
  const int added = snprintf(missing->names + length, room, "%s%s for %s", missing->n_named ? ", " : "", block->plugin,
                             block->symbol);
  ++missing->n;
  if ((size_t)added < room) {
    ++missing->n_named;
  } else {
    missing->names[length] = '\0';
  }
}

/* Whether all plugins are there. Where one is not, its own sentence says more than a list would. */
static bool has_plugins(const Build* build) {
  const Route* route = build->route;
  const RouteBlock* first = NULL;
  Missing missing = {.n = 0};
  HostError why = {""};
  for (uint32_t i = 0; i < route->n_blocks; ++i) {
    const RouteBlock* block = &route->blocks[i];
    if (!block->plugin) {
      return host_fail(build->error,
                       "The route %s does not say which plugin its block %s is: name one by lv2:prototype.",
                       route->name, block->symbol);
    }
    if (!host_plugin(build->host, block->plugin, first ? NULL : &why)) {
      first = first ? first : block;
      missing_add(&missing, block);
    }
  }
  if (missing.n > 1) {
    return host_fail(build->error, "The route %s needs %u plugins that are not there: %s%s.", route->name, missing.n,
                     missing.names, missing.n_named < missing.n ? ", and more" : "");
  }
  return !first || host_fail(build->error, "The route %s needs a plugin for its block %s. %s", route->name,
                             first->symbol, why.text);
}

static bool set_value(const Build* build, const RouteBlock* block, Instance* instance, const RouteValue* value) {
  const uint32_t index = instance_find(instance, value->symbol);
  const HostPort* port = index == UINT32_MAX ? NULL : instance_port(instance, index);
  if (!port || port->kind != HOST_PORT_CONTROL || !port->is_input) {
    return host_fail(build->error, "The route %s sets %s of its block %s, and %s has no such control.",
                     build->route->name, value->symbol, block->symbol, block->plugin);
  }
  if (!isfinite(value->value)) {
    return host_fail(build->error, "The route %s sets %s of its block %s to %g, which is no value.", build->route->name,
                     value->symbol, block->symbol, (double)value->value);
  }
  instance_set(instance, index, fminf(fmaxf(value->value, port->minimum), port->maximum));
  return true;
}

static bool set_values(const Build* build, const RouteBlock* block, Instance* instance) {
  for (uint32_t i = 0; i < block->n_values; ++i) {
    if (!set_value(build, block, instance, &block->values[i])) {
      return false;
    }
  }
  const uint32_t enabled = route_enabled_port(instance);
  if (!block->is_on && enabled != UINT32_MAX) {
    instance_set(instance, enabled, 0.0f);
  }
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
  return set_values(build, block, instance);
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
  bool good = (build.graph || route_fail_memory(route->name, error)) && has_plugins(&build);
  for (uint32_t i = 0; good && i < route->n_blocks; ++i) {
    good = add_block(&build, &route->blocks[i], rate_hz, max_frames);
  }
  if (!good || !route_add_wires(route, build.graph, error) || !settle(&build)) {
    graph_free(build.graph);
    return NULL;
  }
  return build.graph;
}

void route_tell_limits(const Route* route, const Graph* graph, FILE* stream) {
  for (uint32_t i = 0; i < route->n_blocks; ++i) {
    const RouteBlock* block = &route->blocks[i];
    for (uint32_t v = 0; v < block->n_values; ++v) {
      const RouteValue* value = &block->values[v];
      const HostPort* port = instance_port(graph_instance(graph, i),
                                           instance_find(graph_instance(graph, i), value->symbol));
      if (value->value < port->minimum || value->value > port->maximum) {
        fprintf(stream, "The route %s sets %s of its block %s to %.8g, and %s takes %g to %g: the nearest is taken.\n",
                route->name, value->symbol, block->symbol, (double)value->value, block->plugin, (double)port->minimum,
                (double)port->maximum);
      }
    }
  }
}
