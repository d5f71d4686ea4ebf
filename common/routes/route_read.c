// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/route_reader.h"

#include <stdlib.h>
#include <string.h>

/* What names in a file are taken from: where it lies does not matter. */
#define BASE "file:///"

const char* reader_name(const SordNode* node) {
  const char* text = node_text(node);
  return strncmp(text, BASE, strlen(BASE)) ? text : text + strlen(BASE);
}

const char* reader_symbol(const SordNode* node) {
  const char* slash = strrchr(node_text(node), '/');
  return slash ? slash + 1 : node_text(node);
}

bool reader_is_a(const RouteReader* reader, const SordNode* node, const char* type) {
  return statements_hold(&reader->route->statements, node, RDF_TYPE, type);
}

const char* reader_text(const RouteReader* reader, const SordNode* node, const char* predicate) {
  return statements_text(&reader->route->statements, node, predicate);
}

bool reader_has_one(const RouteReader* reader, const SordNode* subject, const char* predicate) {
  return statements_count(&reader->route->statements, subject, predicate) <= 1;
}

RoutePortKind reader_kind(const RouteReader* reader, const SordNode* port) {
  static const struct {
    const char* type;
    RoutePortKind kind;
  } kinds[] = {
    {LV2_NS "AudioPort", ROUTE_AUDIO},  {LV2_NS "CVPort", ROUTE_CV},          {LV2_NS "ControlPort", ROUTE_CONTROL},
    {ATOM_NS "AtomPort", ROUTE_EVENTS}, {EVENT_NS "EventPort", ROUTE_EVENTS},
  };
  if (*reader_symbol(port) == ':') {
    return ROUTE_CONTROL;
  }
  for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); ++i) {
    if (reader_is_a(reader, port, kinds[i].type)) {
      return kinds[i].kind;
    }
  }
  return ROUTE_UNTOLD;
}

void* reader_items_new(const RouteReader* reader, const SordNode* subject, const char* predicate, size_t size) {
  void* items = calloc(statements_count(&reader->route->statements, subject, predicate) + 1, size);
  if (!items) {
    route_fail_memory(reader->path, reader->error);
  }
  return items;
}

bool reader_each(RouteReader* reader, const SordNode* subject, const char* predicate, NodeVisit read) {
  return statements_each(&reader->route->statements, subject, predicate, read, reader);
}

/* The start of a port's URI, which names its block. */
typedef struct {
  const char* text;
  size_t length;
} BlockName;

static int compare_name(const void* a, const void* b) {
  const BlockName* name = (const BlockName*)a;
  const char* block = node_text(((const RouteBlock*)b)->node);
  const int by_start = strncmp(name->text, block, name->length);
  return by_start || !block[name->length] ? by_start : -1;
}

/* What a node stands for as the end of a wire: a port of the graph, or one that a block may have. */
static bool find_end(const Route* route, const SordNode* node, RouteEnd* end) {
  for (uint32_t i = 0; node && i < route->n_inputs + route->n_outputs; ++i) {
    if (route->ports[i].node == node) {
      *end = (RouteEnd){GRAPH_ITSELF, route->ports[i].symbol};
      return true;
    }
  }
  const char* slash = node ? strrchr(node_text(node), '/') : NULL;
  const BlockName name = {node ? node_text(node) : "", slash ? (size_t)(slash - node_text(node)) : 0};
  const RouteBlock* block = slash ? (const RouteBlock*)bsearch(&name, route->blocks, route->n_blocks,
                                                               sizeof(RouteBlock), compare_name)
                                  : NULL;
  if (block) {
    *end = (RouteEnd){(uint32_t)(block - route->blocks), slash + 1};
  }
  return block != NULL;
}

static bool read_wire(void* user, const SordNode* node) {
  RouteReader* reader = (RouteReader*)user;
  Route* route = reader->route;
  const SordNode* tail = statements_object(&route->statements, node, INGEN_NS "tail");
  const SordNode* head = statements_object(&route->statements, node, INGEN_NS "head");
  RouteWire* wire = &route->wires[route->n_wires];
  if (wire_is_silent(reader, tail, head)) {
    return true;
  }
  const bool from = find_end(route, tail, &wire->from);
  if (!from || !find_end(route, head, &wire->to)) {
    const SordNode* lost = from ? head : tail;
    return host_fail(reader->error, "%s has a wire %s %s, where there is no port: correct the wire, or add the block.",
                     reader->path, from ? "to" : "from", lost ? reader_name(lost) : "nowhere");
  }
  ++route->n_wires;
  return (reader_has_one(reader, node, INGEN_NS "tail") && reader_has_one(reader, node, INGEN_NS "head")) ||
         host_fail(reader->error, "%s has a wire at %s with more than two ends: make two of it.", reader->path,
                   reader_name(tail));
}

static int compare_ends(const RouteEnd* a, const RouteEnd* b) {
  return a->block == b->block ? strcmp(a->symbol, b->symbol) : (a->block > b->block) - (a->block < b->block);
}

static int compare_wires(const void* a, const void* b) {
  const RouteWire *v = (const RouteWire*)a, *w = (const RouteWire*)b;
  const int by_to = compare_ends(&v->to, &w->to);
  return by_to ? by_to : compare_ends(&v->from, &w->from);
}

static bool read_wires(RouteReader* reader) {
  Route* route = reader->route;
  route->wires = (RouteWire*)reader_items_new(reader, route->node, INGEN_NS "arc", sizeof(RouteWire));
  if (!route->wires || !reader_each(reader, route->node, INGEN_NS "arc", read_wire)) {
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

/* The graph that the file itself is, or else the only one in it. */
static bool find_graph(RouteReader* reader) {
  Route* route = reader->route;
  const SordNode* own = NULL;
  size_t n_graphs = 0;
  SordIter* iter = statements_search(&route->statements, NULL, RDF_TYPE, INGEN_NS "Graph");
  for (; !sord_iter_end(iter); sord_iter_next(iter), ++n_graphs) {
    route->node = sord_iter_get_node(iter, SORD_SUBJECT);
    own = strcmp(node_text(route->node), BASE) ? own : route->node;
  }
  sord_iter_free(iter);
  route->node = own ? own : route->node;
  if (!route->node) {
    return host_fail(reader->error, "%s describes no route: it has no ingen:Graph.", reader->path);
  }
  return own || n_graphs == 1 ||
         host_fail(reader->error, "%s describes two routes: give each a file of its own.", reader->path);
}

static bool read_graph(RouteReader* reader) {
  Route* route = reader->route;
  if (!find_graph(reader)) {
    return false;
  }
  const char* label = reader_text(reader, route->node, RDFS_NS "label");
  const char* title = reader_text(reader, route->node, DOAP_NS "name");
  const char* comment = reader_text(reader, route->node, RDFS_NS "comment");
  route->label = label ? label : title ? title : route->name;
  route->comment = comment ? comment : "";
  route->is_pedalboard = reader_is_a(reader, route->node, MODPEDAL_NS "Pedalboard");
  return read_ports(reader) && read_blocks(reader) && read_wires(reader);
}

static bool read_file(const RouteReader* reader) {
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
  RouteReader reader = {route, path, error};
  if (!(route->name || route_fail_memory(path, error)) || !read_file(&reader) || !read_graph(&reader)) {
    route_free(route);
    return NULL;
  }
  return route;
}
