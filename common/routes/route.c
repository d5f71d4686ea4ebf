// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/route.h"

#include <stdlib.h>
#include <string.h>

void route_free(Route* route) {
  for (uint32_t i = 0; route && i < route->n_blocks; ++i) {
    free(route->blocks[i].values);
    free(route->blocks[i].ports);
  }
  if (route) {
    free(route->ports);
    free(route->blocks);
    free(route->wires);
    free(route->name);
    statements_free(&route->statements);
    free(route);
  }
}

bool route_fail_memory(const char* name, HostError* error) {
  return host_fail(error, "There is not enough memory for the route %s.", name);
}

uint32_t route_find(const Route* route, const char* symbol, bool is_input) {
  const RoutePort* ports = route->ports + (is_input ? 0 : route->n_inputs);
  const uint32_t n = is_input ? route->n_inputs : route->n_outputs;
  for (uint32_t i = 0; i < n; ++i) {
    if (!strcmp(ports[i].symbol, symbol)) {
      return i;
    }
  }
  return UINT32_MAX;
}
