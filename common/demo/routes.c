// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/routes.h"

#include "common/demo/picture.h"
#include "common/demo/route_render.h"
#include "common/demo/route_scene.h"
#include "common/demo/table.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096 };

/* Without mistakes; played once, when its graph is handed over. */
typedef struct {
  Route* route;
  Graph* graph;
  const char* against;  // a route's name, or NULL
} LoadedRoute;

struct Routes {
  size_t n;
  LoadedRoute routes[];
};

static LoadedRoute* find(Routes* routes, const char* name) {
  for (size_t i = 0; i < routes->n; ++i) {
    if (!strcmp(routes->routes[i].route->name, name)) {
      return &routes->routes[i];
    }
  }
  return NULL;
}

/* Whether every route that another is heard against is there, and both have a caption. */
static bool pairs_check(Routes* routes, HostError* error) {
  for (size_t i = 0; i < routes->n; ++i) {
    const LoadedRoute* loaded = &routes->routes[i];
    const LoadedRoute* other = loaded->against ? find(routes, loaded->against) : NULL;
    if (loaded->against &&
        (!other || other->against || !route_caption(other->route) || !route_caption(loaded->route))) {
      return host_fail(error,
                       "The demo cannot play the route %s against %s: that must be a route beside it, which is against "
                       "none, and both need a demo:caption.",
                       loaded->route->name, loaded->against);
    }
  }
  return true;
}

static bool load(LoadedRoute* loaded, const char* path, Host* host, HostError* error) {
  loaded->route = route_read(path, error);
  if (loaded->route) {
    loaded->graph = route_graph(loaded->route, host, DEMO_RATE_HZ, DEMO_BLOCK_FRAMES, error);
    loaded->against = route_against(loaded->route);
  }
  return loaded->graph != NULL;
}

Routes* routes_load(const char* top, Host* host, HostError* error) {
  char pattern[PATH_SIZE];
  snprintf(pattern, sizeof pattern, "%s/presets/routes/*.ttl", top);
  glob_t files;
  if (glob(pattern, 0, NULL, &files) != 0) {
    host_fail(error, "There are no routes %s: name the folder of the sources in SIGNALBOX_TOP.", pattern);
    return NULL;
  }
  Routes* routes = calloc(1, sizeof *routes + files.gl_pathc * sizeof *routes->routes);
  bool ok = routes || render_fail_memory(error);
  for (size_t i = 0; ok && i < files.gl_pathc; ++i) {
    ok = load(&routes->routes[routes->n++], files.gl_pathv[i], host, error);
  }
  globfree(&files);
  if (!ok || !pairs_check(routes, error)) {
    routes_free(routes);
    return NULL;
  }
  return routes;
}

void routes_free(Routes* routes) {
  for (size_t i = 0; routes && i < routes->n; ++i) {
    graph_free(routes->routes[i].graph);
    route_free(routes->routes[i].route);
  }
  free(routes);
}

static bool is_opponent(const Routes* routes, const LoadedRoute* loaded) {
  for (size_t i = 0; i < routes->n; ++i) {
    if (routes->routes[i].against && !strcmp(routes->routes[i].against, loaded->route->name)) {
      return true;
    }
  }
  return false;
}

/* Plays a route and tells of it; its picture is all that is written. */
static SceneRender* play(LoadedRoute* loaded, const char* folder, const char* samples_folder, HostError* error) {
  printf("\n%s\n", loaded->route->label);
  SceneRender* render = route_render_new(loaded->route, loaded->graph, samples_folder, error);
  loaded->graph = NULL;
  if (!render) {
    return NULL;
  }
  table_print(render);
  printf("Wrote\n");
  if (!picture_save(render, folder, error)) {
    scene_render_free(render);
    return NULL;
  }
  return render;
}

bool routes_play(Routes* routes, Page* page, const char* folder, const char* samples_folder, HostError* error) {
  bool ok = true;
  for (size_t i = 0; ok && i < routes->n; ++i) {
    LoadedRoute* loaded = &routes->routes[i];
    if (is_opponent(routes, loaded)) {
      continue;
    }
    SceneRender* against = loaded->against ? play(find(routes, loaded->against), folder, samples_folder, error) : NULL;
    SceneRender* render = !loaded->against || against ? play(loaded, folder, samples_folder, error) : NULL;
    ok = render && page_add(page, render, against, error);
    scene_render_free(render);
    scene_render_free(against);
  }
  return ok;
}
