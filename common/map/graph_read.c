// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/graph_read.h"

#include "common/map/identify.h"
#include "common/routes/route.h"
#include "common/turtle/vocabulary.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { NAME_SIZE = 256, MOST_BYTES = 16 << 20 };  // boards have some thousands of bytes for each plugin

typedef struct {
  const Route* route;
  Map* map;
  MapEnd* inputs;                 // by input of the route: the end at which what it brings begins
  uint32_t first_block, outputs;  // strips; the latter holds all outputs
} GraphMap;

static Map* new_map(const Route* route) {
  const bool is_plugin = statements_hold(&route->statements, route->node, RDF_TYPE, LV2_NS "Plugin");
  Map* map = NULL;
  if (route->is_pedalboard) {
    map = map_new(MAP_MOD, "MOD", false);
  } else {
    map = is_plugin ? map_new(MAP_INGEN, "Ingen", false) : map_new(MAP_ROUTE, "Signalbox", true);
  }
  if (map) {
    map->title = map_text(map, route->label);
    map->comment = map_text(map, route->comment);
  }
  return map;
}

/* A source for each input, or pair of them. */
static void add_sources(GraphMap* graph) {
  for (uint32_t i = 0; i < graph->route->n_inputs; ++i) {
    char name[NAME_SIZE];
    const bool is_pair = route_source_name(graph->route, i, name, sizeof(name));
    const uint32_t strip = map_add_strip(graph->map, MAP_SOURCE, name);
    graph->inputs[i] = (MapEnd){strip, MAP_NONE, 0};
    if (is_pair) {
      graph->inputs[++i] = (MapEnd){strip, MAP_NONE, 1};
    }
    if (strip != MAP_NONE) {
      graph->map->strips[strip].n_outputs = is_pair ? 2 : 1;
    }
  }
}

static void add_ports(GraphMap* graph, uint32_t plugin, const RouteBlock* block) {
  for (uint32_t i = 0; i < block->n_ports; ++i) {
    const RouteBlockPort* port = &block->ports[i];
    if (port->kind != ROUTE_AUDIO && port->kind != ROUTE_CV) {
      continue;
    }
    if (port->is_input || port->is_output) {  // where both, MOD has taken an input for an output, too
      const uint32_t number = map_port(graph->map, plugin, port->is_input, port->symbol, NULL);
      MapPorts* ports = port->is_input ? &graph->map->plugins[plugin].inputs : &graph->map->plugins[plugin].outputs;
      if (number != MAP_NONE) {
        ports->at[number].is_cv = port->kind == ROUTE_CV;
      }
    }
  }
}

static void add_blocks(GraphMap* graph) {
  Map* map = graph->map;
  graph->first_block = map->n_strips;
  for (uint32_t i = 0; i < graph->route->n_blocks; ++i) {
    const RouteBlock* block = &graph->route->blocks[i];
    const uint32_t strip = map_add_strip(map, MAP_PLUGIN, block->name);
    const uint32_t plugin = map_add_plugin(map, strip, "", block->plugin, block->plugin ? "LV2" : "Graph");
    if (plugin == MAP_NONE) {
      return;
    }
    map->strips[strip].comment = map_text(map,
                                          statements_text(&graph->route->statements, block->node, RDFS_NS "comment"));
    map->plugins[plugin].preset = map_text(map, block->preset);
    map->plugins[plugin].active = block->is_on;
    for (uint32_t v = 0; v < block->n_values; ++v) {
      map_add_control(map, plugin, block->values[v].symbol, (double)block->values[v].value);
    }
    add_ports(graph, plugin, block);
  }
}

/* All outputs are one sink. */
static void add_sink(GraphMap* graph) {
  const char* name = graph->route->is_pedalboard ? "Playback" : "Output";
  graph->outputs = graph->route->n_outputs ? map_add_strip(graph->map, MAP_SINK, name) : MAP_NONE;
  if (graph->outputs != MAP_NONE) {
    graph->map->strips[graph->outputs].n_inputs = graph->route->n_outputs;
  }
}

static MapEnd end_of(GraphMap* graph, const RouteEnd* end, bool is_source) {
  if (end->block != GRAPH_ITSELF) {
    const uint32_t strip = graph->first_block + end->block;
    return (MapEnd){strip, MAP_NONE,
                    map_audio_port(graph->map, graph->map->strips[strip].first_plugin, !is_source, end->symbol, NULL)};
  }
  const uint32_t port = route_find(graph->route, end->symbol, is_source);
  if (port == UINT32_MAX) {  // a wire from an output of the graph, or to an input
    return (MapEnd){MAP_NONE, MAP_NONE, MAP_NONE};
  }
  return is_source ? graph->inputs[port] : (MapEnd){graph->outputs, MAP_NONE, port};
}

static void add_wires(GraphMap* graph) {
  for (uint32_t i = 0; i < graph->route->n_wires && !graph->map->is_too_large; ++i) {
    const RouteWire* wire = &graph->route->wires[i];
    map_add_wire(graph->map, end_of(graph, &wire->from, true), end_of(graph, &wire->to, false), MAP_NONE);
  }
}

static Map* map_of(const Route* route) {
  GraphMap graph = {.route = route, .map = new_map(route)};
  graph.inputs = (MapEnd*)calloc(route->n_inputs + 1, sizeof(MapEnd));
  if (graph.map && graph.inputs) {
    add_sources(&graph);
    add_blocks(&graph);
    add_sink(&graph);
    if (!graph.map->is_too_large) {
      map_identify(graph.map);
      add_wires(&graph);
    }
  } else if (graph.map) {
    graph.map->is_too_large = true;
  }
  free(graph.inputs);
  return graph.map;
}

/* A regular file of a size that boards have: what may block, never end, or fill the memory is not read. */
static bool is_readable(const char* path, MapError* error) {
  struct stat status;
  if (stat(path, &status) != 0) {
    return map_fail(error, "Cannot read %s (%s).", path, strerror(errno));
  }
  if (!S_ISREG(status.st_mode)) {
    return map_fail(error, "Cannot read %s: it is not a file.", path);
  }
  return status.st_size <= MOST_BYTES || map_fail(error, "%s is larger than any graph of plugins can be.", path);
}

Map* graph_read(const char* path, MapError* error) {
  HostError why = {""};
  if (!is_readable(path, error)) {
    return NULL;
  }
  Route* route = route_read(path, &why);
  if (!route) {
    map_fail(error, "%s", why.text);
    return NULL;
  }
  Map* map = map_of(route);
  route_free(route);
  if (!map || map->is_too_large) {
    map_fail(error, "%s is larger than any graph of plugins can be.", path);
    map_free(map);
    return NULL;
  }
  return map;
}
