// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/route.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEFT " Left"
#define RIGHT " Right"

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

/* How much of a text stands before its end, where it ends so; else 0. */
static size_t length_before(const char* text, const char* end) {
  const size_t length = strlen(text), n = strlen(end);
  return length > n && !strcmp(text + length - n, end) ? length - n : 0;
}

bool route_source_name(const Route* route, uint32_t input, char* name, size_t size) {
  const char* left = route->ports[input].name;
  const char* right = input + 1 < route->n_inputs ? route->ports[input + 1].name : "";
  const size_t length = length_before(left, LEFT);
  const bool is_pair = length && length == length_before(right, RIGHT) && !strncmp(left, right, length);
  snprintf(name, size, "%.*s", is_pair ? (int)length : (int)strlen(left), left);
  return is_pair;
}
