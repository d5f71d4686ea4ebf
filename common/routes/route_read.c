// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/route.h"

#include "common/turtle/vocabulary.h"

#include <serd/serd.h>

#include <stdlib.h>
#include <string.h>

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

/* A route that is being read, the file that it is read from, and where to say what is wrong with it. */
typedef struct {
  Route* route;
  const char* path;
  HostError* error;
} Reader;

static bool is_a(const Reader* reader, const SordNode* node, const char* type) {
  return statements_hold(&reader->route->statements, node, RDF_TYPE, type);
}

static const char* text_of(const Reader* reader, const SordNode* node, const char* predicate) {
  return statements_text(&reader->route->statements, node, predicate);
}

/* Whether a node has at most one of what it can have but one of. */
static bool has_one(const Reader* reader, const SordNode* subject, const char* predicate) {
  return statements_count(&reader->route->statements, subject, predicate) <= 1;
}

/* Room for an item, of that size, for each object of statements about a node; one at least. NULL with a sentence where
   memory is short. */
static void* items_new(const Reader* reader, const SordNode* subject, const char* predicate, size_t size) {
  void* items = calloc(statements_count(&reader->route->statements, subject, predicate) + 1, size);
  if (!items) {
    route_fail_memory(reader->path, reader->error);
  }
  return items;
}

/* Reads these objects one after the other, as long as all is well. */
static bool read_each(Reader* reader, const SordNode* subject, const char* predicate, NodeVisit read) {
  return statements_each(&reader->route->statements, subject, predicate, read, reader);
}

static bool read_port(void* user, const SordNode* node) {
  Reader* reader = (Reader*)user;
  Route* route = reader->route;
  const char* name = text_of(reader, node, LV2_NS "name");
  const char* index = text_of(reader, node, LV2_NS "index");
  const bool is_input = is_a(reader, node, LV2_NS "InputPort");
  const uint32_t number = route->n_inputs + route->n_outputs;
  route->ports[number] = (RoutePort){.symbol = node_symbol(node),
                                     .name = name ? name : node_symbol(node),
                                     .index = index ? (uint32_t)strtoul(index, NULL, 10) : number,
                                     .is_input = is_input,
                                     .node = node};
  route->n_inputs += is_input;
  route->n_outputs += !is_input;
  return is_input || is_a(reader, node, LV2_NS "OutputPort") ||
         host_fail(reader->error, "%s does not say whether its port %s is an input or an output: give it a type.",
                   reader->path, node_symbol(node));
}

static int compare_ports(const void* a, const void* b) {
  const RoutePort *p = (const RoutePort*)a, *q = (const RoutePort*)b;
  const bool same_kind = p->is_input == q->is_input;
  return same_kind ? (p->index > q->index) - (p->index < q->index) : (int)q->is_input - (int)p->is_input;
}

static bool read_ports(Reader* reader) {
  Route* route = reader->route;
  route->ports = (RoutePort*)items_new(reader, route->node, LV2_NS "port", sizeof(RoutePort));
  if (!route->ports || !read_each(reader, route->node, LV2_NS "port", read_port)) {
    return false;
  }
  qsort(route->ports, route->n_inputs + route->n_outputs, sizeof(RoutePort), compare_ports);
  return true;
}

/* The value of a port of the block that was read last. The port is named by the block's URI, a slash and its symbol. */
static bool read_value(void* user, const SordNode* port) {
  const Reader* reader = (const Reader*)user;
  RouteBlock* block = &reader->route->blocks[reader->route->n_blocks - 1];
  const char* text = text_of(reader, port, INGEN_NS "value");
  char* end = NULL;
  const double value = text ? serd_strtod(text, &end) : 0.0;
  if (!text || !has_one(reader, port, INGEN_NS "value")) {
    return host_fail(reader->error, "%s gives %s of %s %s: say one by ingen:value.", reader->path, node_symbol(port),
                     block->symbol, text ? "two values" : "no value");
  }
  if (end == text || *end) {
    return host_fail(reader->error, "%s gives %s of %s the value \"%s\", which is no number.", reader->path,
                     node_symbol(port), block->symbol, text);
  }
  block->values[block->n_values++] = (RouteValue){node_symbol(port), (float)value};
  return true;
}

static bool read_block(void* user, const SordNode* node) {
  Reader* reader = (Reader*)user;
  Route* route = reader->route;
  RouteBlock* block = &route->blocks[route->n_blocks++];
  const char* name = text_of(reader, node, RDFS_NS "label");
  *block = (RouteBlock){.symbol = node_symbol(node),
                        .name = name ? name : node_symbol(node),
                        .plugin = text_of(reader, node, LV2_NS "prototype"),
                        .preset = text_of(reader, node, PSET_NS "preset"),
                        .node = node};
  const bool one_preset = has_one(reader, node, PSET_NS "preset");
  if (!block->plugin || !has_one(reader, node, LV2_NS "prototype") || !one_preset) {
    return host_fail(reader->error, "%s does not say %s its block %s is: name one by %s.", reader->path,
                     block->plugin ? "which of two" : "which plugin", block->symbol,
                     one_preset ? "lv2:prototype" : "pset:preset");
  }
  block->values = (RouteValue*)items_new(reader, node, LV2_NS "port", sizeof(RouteValue));
  return block->values && read_each(reader, node, LV2_NS "port", read_value);
}

static int compare_blocks(const void* a, const void* b) {
  return strcmp(((const RouteBlock*)a)->symbol, ((const RouteBlock*)b)->symbol);
}

static bool read_blocks(Reader* reader) {
  Route* route = reader->route;
  route->blocks = (RouteBlock*)items_new(reader, route->node, INGEN_NS "block", sizeof(RouteBlock));
  if (!route->blocks || !read_each(reader, route->node, INGEN_NS "block", read_block)) {
    return false;
  }
  qsort(route->blocks, route->n_blocks, sizeof(RouteBlock), compare_blocks);
  return true;
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

static bool read_wire(void* user, const SordNode* node) {
  Reader* reader = (Reader*)user;
  Route* route = reader->route;
  const SordNode* tail = statements_object(&route->statements, node, INGEN_NS "tail");
  const SordNode* head = statements_object(&route->statements, node, INGEN_NS "head");
  RouteWire* wire = &route->wires[route->n_wires++];
  const bool from = find_end(route, tail, &wire->from);
  if (!from || !find_end(route, head, &wire->to)) {
    const SordNode* lost = from ? head : tail;
    return host_fail(reader->error, "%s has a wire %s %s, where there is no port: correct the wire, or add the block.",
                     reader->path, from ? "to" : "from", lost ? node_name(lost) : "nowhere");
  }
  return (has_one(reader, node, INGEN_NS "tail") && has_one(reader, node, INGEN_NS "head")) ||
         host_fail(reader->error, "%s has a wire at %s with more than two ends: make two of it.", reader->path,
                   node_name(tail));
}

static int compare_ends(const RouteEnd* a, const RouteEnd* b) {
  return a->block == b->block ? strcmp(a->symbol, b->symbol) : (a->block > b->block) - (a->block < b->block);
}

static int compare_wires(const void* a, const void* b) {
  const RouteWire *v = (const RouteWire*)a, *w = (const RouteWire*)b;
  const int by_to = compare_ends(&v->to, &w->to);
  return by_to ? by_to : compare_ends(&v->from, &w->from);
}

static bool read_wires(Reader* reader) {
  Route* route = reader->route;
  route->wires = (RouteWire*)items_new(reader, route->node, INGEN_NS "arc", sizeof(RouteWire));
  if (!route->wires || !read_each(reader, route->node, INGEN_NS "arc", read_wire)) {
    return false;
  }
  qsort(route->wires, route->n_wires, sizeof(RouteWire), compare_wires);
  for (uint32_t i = 1; i < route->n_wires; ++i) {
    if (compare_wires(&route->wires[i - 1], &route->wires[i]) == 0) {
      return host_fail(reader->error,
                       "%s has the wire from %s to %s twice, which would double its level: take one out.", reader->path,
                       route->wires[i].from.symbol, route->wires[i].to.symbol);
    }
  }
  return true;
}

static bool read_graph(Reader* reader) {
  Route* route = reader->route;
  SordIter* iter = statements_search(&route->statements, NULL, RDF_TYPE, INGEN_NS "Graph");
  route->node = sord_iter_end(iter) ? NULL : sord_iter_get_node(iter, SORD_SUBJECT);
  const bool is_only_graph = !route->node || sord_iter_next(iter);
  sord_iter_free(iter);
  if (!route->node) {
    return host_fail(reader->error, "%s describes no route: it has no ingen:Graph.", reader->path);
  }
  if (!is_only_graph) {
    return host_fail(reader->error, "%s describes two routes: give each a file of its own.", reader->path);
  }
  const char* label = text_of(reader, route->node, RDFS_NS "label");
  const char* comment = text_of(reader, route->node, RDFS_NS "comment");
  route->label = label ? label : route->name;
  route->comment = comment ? comment : "";
  return read_ports(reader) && read_blocks(reader) && read_wires(reader);
}

static bool read_file(const Reader* reader) {
  char mistake[STATEMENTS_MISTAKE_SIZE];
  return statements_read(&reader->route->statements, reader->path, BASE, mistake) ||
         host_fail(reader->error, "%s", mistake);
}

Route* route_read(const char* path, HostError* error) {
  Route* route = (Route*)calloc(1, sizeof(Route));
  if (!route) {
    route_fail_memory(path, error);
    return NULL;
  }
  const char* slash = strrchr(path, '/');
  const char* file = slash ? slash + 1 : path;
  route->name = strndup(file, strcspn(file, "."));
  statements_init(&route->statements);
  Reader reader = {route, path, error};
  if (!(route->name || route_fail_memory(path, error)) || !read_file(&reader) || !read_graph(&reader)) {
    route_free(route);
    return NULL;
  }
  return route;
}
