// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/demo/demo_routes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void check(const void* made, const HostError* error) {
  if (!made) {
    fail_msg("%s", error->text);
  }
}

Host* demo_host_new(void) {
  char bundle[4096];
  HostError error = {""};
  snprintf(bundle, sizeof bundle, "%s/signalbox.lv2", getenv("SIGNALBOX_LV2_DIR"));
  Host* host = host_open_with_system(bundle, &error);
  check(host, &error);
  return host;
}

Route* demo_route_new(const char* name) {
  char path[4096];
  HostError error = {""};
  snprintf(path, sizeof path, "%s/presets/routes/%s.ttl", getenv("SIGNALBOX_TOP"), name);
  Route* route = route_read(path, &error);
  check(route, &error);
  return route;
}

Graph* demo_graph_new(const Route* route, Host* host) {
  HostError error = {""};
  Graph* graph = route_graph(route, host, DEMO_RATE_HZ, DEMO_BLOCK_FRAMES, &error);
  check(graph, &error);
  return graph;
}

SceneRender* demo_render_new(const Route* route, Host* host) {
  HostError error = {""};
  SceneRender* render = route_render_new(route, demo_graph_new(route, host), DEMO_SAMPLES_FOLDER, &error);
  check(render, &error);
  return render;
}

uint32_t demo_block(const Route* route, const char* symbol) {
  for (uint32_t i = 0; i < route->n_blocks; ++i) {
    if (!strcmp(route->blocks[i].symbol, symbol)) {
      return i;
    }
  }
  fail_msg("The route %s has no block %s.", route->name, symbol);
  return 0;
}
