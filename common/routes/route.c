// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/route.h"

#include <serd/serd.h>

#include <stdlib.h>
#include <string.h>

#define INGEN "http://drobilla.net/ns/ingen#"
#define LV2 "http://lv2plug.in/ns/lv2core#"
#define PSET "http://lv2plug.in/ns/ext/presets#"
#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
#define RDFS "http://www.w3.org/2000/01/rdf-schema#"

/* What names in a file are taken from: where it lies does not matter. */
#define BASE "file:///"

/* The text of a URI as the file has it, where it names something of its own. */
static const char* node_name(const SordNode* node) {
  const char* text = node_text(node);
  return strncmp(text, BASE, strlen(BASE)) ? text : text + strlen(BASE);
}

/* What stands behind the last slash of it. */
static const char* node_symbol(const SordNode* node) {
  const char* slash = strrchr(node_text(node), '/');
  return slash ? slash + 1 : node_text(node);
}

static bool is_a(const Route* route, const SordNode* node, const char* type) {
  return statements_hold(&route->statements, node, RDF_TYPE, type);
}

/* Whether a node has at most one of what it can have but one of. */
static bool has_one(const Route* route, const SordNode* subject, const char* predicate) {
  SordIter* iter = statements_search(&route->statements, subject, predicate, NULL);
  const bool is_one = sord_iter_end(iter) || sord_iter_next(iter);
  sord_iter_free(iter);
  return is_one;
}

/* Room for one item, of that size, for each object of statements about a node; one at least. NULL with a sentence where
   memory is short. */
static void* room_for(const Route* route, const SordNode* subject, const char* predicate, size_t size, const char* path,
                      HostError* error) {
  size_t n = 1;
  SordIter* iter = statements_search(&route->statements, subject, predicate, NULL);
  for (; !sord_iter_end(iter); sord_iter_next(iter)) {
    ++n;
  }
  sord_iter_free(iter);
  void* items = calloc(n, size);
  if (!items) {
    route_fail_memory(path, error);
  }
  return items;
}

/* Reads one object of statements about a node. */
typedef bool (*ReadObject)(Route* route, const SordNode* object, const char* path, HostError* error);

/* Reads one after the other, as long as all is well. */
static bool read_each(Route* route, const SordNode* subject, const char* predicate, ReadObject read, const char* path,
                      HostError* error) {
  bool good = true;
  SordIter* iter = statements_search(&route->statements, subject, predicate, NULL);
  for (; good && !sord_iter_end(iter); sord_iter_next(iter)) {
    good = read(route, sord_iter_get_node(iter, SORD_OBJECT), path, error);
  }
  sord_iter_free(iter);
  return good;
}

static bool read_port(Route* route, const SordNode* node, const char* path, HostError* error) {
  const char* name = node_text(statements_object(&route->statements, node, LV2 "name"));
  const char* index = node_text(statements_object(&route->statements, node, LV2 "index"));
  const bool is_input = is_a(route, node, LV2 "InputPort");
  const uint32_t number = route->n_inputs + route->n_outputs;
  route->ports[number] = (RoutePort){.symbol = node_symbol(node),
                                     .name = name ? name : node_symbol(node),
                                     .index = index ? (uint32_t)strtoul(index, NULL, 10) : number,
                                     .is_input = is_input,
                                     .node = node};
  route->n_inputs += is_input;
  route->n_outputs += !is_input;
  return is_input || is_a(route, node, LV2 "OutputPort") ||
         host_fail(error, "%s does not say whether its port %s is an input or an output: give it a type.", path,
                   node_symbol(node));
}

static int compare_ports(const void* a, const void* b) {
  const RoutePort *p = (const RoutePort*)a, *q = (const RoutePort*)b;
  const bool same_kind = p->is_input == q->is_input;
  return same_kind ? (p->index > q->index) - (p->index < q->index) : (int)q->is_input - (int)p->is_input;
}

static bool read_ports(Route* route, const char* path, HostError* error) {
  route->ports = (RoutePort*)room_for(route, route->node, LV2 "port", sizeof(RoutePort), path, error);
  if (!route->ports || !read_each(route, route->node, LV2 "port", read_port, path, error)) {
    return false;
  }
  qsort(route->ports, route->n_inputs + route->n_outputs, sizeof(RoutePort), compare_ports);
  return true;
}

/* The value of a port of the block that was read last. The port is named by the block's URI, a slash and its symbol. */
static bool read_value(Route* route, const SordNode* port, const char* path, HostError* error) {
  RouteBlock* block = &route->blocks[route->n_blocks - 1];
  const char* text = node_text(statements_object(&route->statements, port, INGEN "value"));
  char* end = NULL;
  const double value = text ? serd_strtod(text, &end) : 0.0;
  if (!text || !has_one(route, port, INGEN "value")) {
    return host_fail(error, "%s gives %s of %s %s: say one by ingen:value.", path, node_symbol(port), block->symbol,
                     text ? "two values" : "no value");
  }
  if (end == text || *end) {
    return host_fail(error, "%s gives %s of %s the value \"%s\", which is no number.", path, node_symbol(port),
                     block->symbol, text);
  }
  block->values[block->n_values++] = (RouteValue){node_symbol(port), (float)value};
  return true;
}

static bool read_block(Route* route, const SordNode* node, const char* path, HostError* error) {
  RouteBlock* block = &route->blocks[route->n_blocks++];
  const char* name = node_text(statements_object(&route->statements, node, RDFS "label"));
  *block = (RouteBlock){.symbol = node_symbol(node),
                        .name = name ? name : node_symbol(node),
                        .plugin = node_text(statements_object(&route->statements, node, LV2 "prototype")),
                        .preset = node_text(statements_object(&route->statements, node, PSET "preset")),
                        .node = node};
  const bool one_preset = has_one(route, node, PSET "preset");
  if (!block->plugin || !has_one(route, node, LV2 "prototype") || !one_preset) {
    return host_fail(error, "%s does not say %s its block %s is: name one by %s.", path,
                     block->plugin ? "which of two" : "which plugin", block->symbol,
                     one_preset ? "lv2:prototype" : "pset:preset");
  }
  block->values = (RouteValue*)room_for(route, node, LV2 "port", sizeof(RouteValue), path, error);
  return block->values && read_each(route, node, LV2 "port", read_value, path, error);
}

static int compare_blocks(const void* a, const void* b) {
  return strcmp(((const RouteBlock*)a)->symbol, ((const RouteBlock*)b)->symbol);
}

static bool read_blocks(Route* route, const char* path, HostError* error) {
  route->blocks = (RouteBlock*)room_for(route, route->node, INGEN "block", sizeof(RouteBlock), path, error);
  if (!route->blocks || !read_each(route, route->node, INGEN "block", read_block, path, error)) {
    return false;
  }
  qsort(route->blocks, route->n_blocks, sizeof(RouteBlock), compare_blocks);
  return true;
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

/* What a node stands for as the end of a wire: a port of the graph, or one that a block may have. */
static bool find_end(const Route* route, const SordNode* node, RouteEnd* end) {
  for (uint32_t i = 0; node && i < route->n_inputs + route->n_outputs; ++i) {
    if (route->ports[i].node == node) {
      *end = (RouteEnd){GRAPH_ITSELF, route->ports[i].symbol};
      return true;
    }
  }
  for (uint32_t i = 0; node && i < route->n_blocks; ++i) {
    const char* block = node_text(route->blocks[i].node);
    const size_t length = strlen(block);
    if (!strncmp(node_text(node), block, length) && node_text(node)[length] == '/') {
      *end = (RouteEnd){i, node_text(node) + length + 1};
      return true;
    }
  }
  return false;
}

static bool read_wire(Route* route, const SordNode* node, const char* path, HostError* error) {
  const SordNode* tail = statements_object(&route->statements, node, INGEN "tail");
  const SordNode* head = statements_object(&route->statements, node, INGEN "head");
  RouteWire* wire = &route->wires[route->n_wires++];
  const bool from = find_end(route, tail, &wire->from);
  if (!from || !find_end(route, head, &wire->to)) {
    const SordNode* lost = from ? head : tail;
    return host_fail(error, "%s has a wire %s %s, where there is no port: correct the wire, or add the block.", path,
                     from ? "to" : "from", lost ? node_name(lost) : "nowhere");
  }
  return (has_one(route, node, INGEN "tail") && has_one(route, node, INGEN "head")) ||
         host_fail(error, "%s has a wire at %s with more than two ends: make two of it.", path, node_name(tail));
}

static int compare_ends(const RouteEnd* a, const RouteEnd* b) {
  return a->block == b->block ? strcmp(a->symbol, b->symbol) : (a->block > b->block) - (a->block < b->block);
}

static int compare_wires(const void* a, const void* b) {
  const RouteWire *v = (const RouteWire*)a, *w = (const RouteWire*)b;
  const int by_to = compare_ends(&v->to, &w->to);
  return by_to ? by_to : compare_ends(&v->from, &w->from);
}

static bool read_wires(Route* route, const char* path, HostError* error) {
  route->wires = (RouteWire*)room_for(route, route->node, INGEN "arc", sizeof(RouteWire), path, error);
  if (!route->wires || !read_each(route, route->node, INGEN "arc", read_wire, path, error)) {
    return false;
  }
  qsort(route->wires, route->n_wires, sizeof(RouteWire), compare_wires);
  for (uint32_t i = 1; i < route->n_wires; ++i) {
    if (compare_wires(&route->wires[i - 1], &route->wires[i]) == 0) {
      return host_fail(error, "%s has the wire from %s to %s twice, which would double its level: take one out.", path,
                       route->wires[i].from.symbol, route->wires[i].to.symbol);
    }
  }
  return true;
}

static bool read_graph(Route* route, const char* path, HostError* error) {
  SordIter* iter = statements_search(&route->statements, NULL, RDF_TYPE, INGEN "Graph");
  route->node = sord_iter_end(iter) ? NULL : sord_iter_get_node(iter, SORD_SUBJECT);
  const bool is_only_graph = !route->node || sord_iter_next(iter);
  sord_iter_free(iter);
  if (!route->node) {
    return host_fail(error, "%s describes no route: it has no ingen:Graph.", path);
  }
  if (!is_only_graph) {
    return host_fail(error, "%s describes two routes: give each a file of its own.", path);
  }
  const char* label = node_text(statements_object(&route->statements, route->node, RDFS "label"));
  const char* comment = node_text(statements_object(&route->statements, route->node, RDFS "comment"));
  route->label = label ? label : route->name;
  route->comment = comment ? comment : "";
  return read_ports(route, path, error) && read_blocks(route, path, error) && read_wires(route, path, error);
}

static bool read_file(Route* route, const char* path, HostError* error) {
  char mistake[STATEMENTS_MISTAKE_SIZE];
  return statements_read(&route->statements, path, BASE, mistake) || host_fail(error, "%s", mistake);
}

Route* route_load(const char* path, HostError* error) {
  Route* route = (Route*)calloc(1, sizeof(Route));
  if (!route) {
    route_fail_memory(path, error);
    return NULL;
  }
  const char* slash = strrchr(path, '/');
  const char* file = slash ? slash + 1 : path;
  route->name = strndup(file, strcspn(file, "."));
  statements_init(&route->statements);
  if (!(route->name || route_fail_memory(path, error)) || !read_file(route, path, error) ||
      !read_graph(route, path, error)) {
    route_free(route);
    return NULL;
  }
  return route;
}

void route_free(Route* route) {
  for (uint32_t i = 0; route && i < route->n_blocks; ++i) {
    free(route->blocks[i].values);
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
