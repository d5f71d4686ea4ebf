// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/host/route.h"

#include <serd/serd.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INGEN "http://drobilla.net/ns/ingen#"
#define LV2 "http://lv2plug.in/ns/lv2core#"
#define PSET "http://lv2plug.in/ns/ext/presets#"
#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
#define RDFS "http://www.w3.org/2000/01/rdf-schema#"

/* The first mistakes in a file. */
typedef struct {
  unsigned line;     // where it is no Turtle; 0 where it is
  char lost[256];    // a name that means nothing; empty where all mean something
  bool lost_prefix;  // because its prefix is not declared
} Mistake;

static SerdStatus note_mistake(void* handle, const SerdError* error) {
  Mistake* mistake = (Mistake*)handle;
  mistake->line = mistake->line ? mistake->line : error->line + !error->line;
  return SERD_SUCCESS;
}

/* sord leaves out statements with names that it cannot make sense of, and says which: `so'. */
static SerdStatus note_lost(void* handle, const SerdError* error) {
  Mistake* mistake = (Mistake*)handle;
  if (!*mistake->lost) {
    char said[sizeof(mistake->lost)];
    vsnprintf(said, sizeof(said), error->fmt, *error->args);
    const char* quote = strchr(said, '`');
    const char* name = quote ? quote + 1 : said;
    snprintf(mistake->lost, sizeof(mistake->lost), "%.*s", (int)strcspn(name, "'\n"), name);
    mistake->lost_prefix = error->status == SERD_ERR_BAD_CURIE;
  }
  return SERD_SUCCESS;
}

static bool read_turtle(Route* route, const char* path, HostError* error) {
  FILE* file = fopen(path, "r");
  if (!file) {
    return host_fail(error, "Cannot read the route %s (%s): name a Turtle file that is there.", path, strerror(errno));
  }
  Mistake mistake = {.line = 0};
  SerdNode base = serd_node_new_file_uri((const uint8_t*)"/", NULL, NULL, true);  // where it lies does not matter
  SerdEnv* env = serd_env_new(&base);
  SerdReader* reader = sord_new_reader(route->model, env, SERD_TURTLE, NULL);
  serd_reader_set_strict(reader, true);
  serd_reader_set_error_sink(reader, note_mistake, &mistake);
  sord_world_set_error_sink(route->world, note_lost, &mistake);
  const bool good = serd_reader_read_file_handle(reader, file, base.buf) <=
                    SERD_FAILURE;  // of which an empty file is one
  sord_world_set_error_sink(route->world, NULL, NULL);
  serd_reader_free(reader);
  serd_env_free(env);
  serd_node_free(&base);
  fclose(file);
  if (*mistake.lost) {
    return host_fail(error, "%s uses the name %s, %s.", path, mistake.lost,
                     mistake.lost_prefix ? "whose prefix is not declared: declare it by @prefix, or correct it"
                                         : "which is no URI: correct it");
  }
  return (good && !mistake.line) ||
         host_fail(error, "%s is not Turtle from line %u on: correct it there.", path, mistake.line);
}

static const char* text_of(const SordNode* node) {
  return node ? (const char*)sord_node_get_string(node) : NULL;
}

static SordIter* search(const Route* route, const SordNode* subject, const char* predicate, const char* object) {
  SordNode* p = sord_new_uri(route->world, (const uint8_t*)predicate);
  SordNode* o = object ? sord_new_uri(route->world, (const uint8_t*)object) : NULL;
  SordIter* iter = sord_search(route->model, subject, p, o, NULL);
  sord_node_free(route->world, p);
  sord_node_free(route->world, o);
  return iter;
}

const SordNode* route_object(const Route* route, const SordNode* subject, const char* predicate) {
  SordIter* iter = search(route, subject, predicate, NULL);
  const SordNode* object = sord_iter_end(iter) ? NULL : sord_iter_get_node(iter, SORD_OBJECT);
  sord_iter_free(iter);
  return object;
}

/* Whether a node has at most one of what it can have but one of. */
static bool has_one(const Route* route, const SordNode* subject, const char* predicate) {
  SordIter* iter = search(route, subject, predicate, NULL);
  const bool is_one = sord_iter_end(iter) || sord_iter_next(iter);
  sord_iter_free(iter);
  return is_one;
}

static bool is_a(const Route* route, const SordNode* node, const char* type) {
  SordIter* iter = search(route, node, RDF_TYPE, type);
  const bool found = !sord_iter_end(iter);
  sord_iter_free(iter);
  return found;
}

/* All objects of statements about a node; to be freed with free(). Never NULL but where memory is short. */
static const SordNode** objects(const Route* route, const SordNode* subject, const char* predicate, uint32_t* n) {
  const SordNode** nodes = (const SordNode**)calloc(sord_num_quads(route->model) + 1, sizeof(SordNode*));
  SordIter* iter = search(route, subject, predicate, NULL);
  *n = 0;
  for (; nodes && !sord_iter_end(iter); sord_iter_next(iter)) {
    nodes[(*n)++] = sord_iter_get_node(iter, SORD_OBJECT);
  }
  sord_iter_free(iter);
  return nodes;
}

static const char* last_part(const SordNode* node) {
  const char* slash = strrchr(text_of(node), '/');
  return slash ? slash + 1 : text_of(node);
}

static int compare_ports(const void* a, const void* b) {
  const RoutePort *p = (const RoutePort*)a, *q = (const RoutePort*)b;
  const bool same_kind = p->is_input == q->is_input;
  return same_kind ? (p->index > q->index) - (p->index < q->index) : (int)q->is_input - (int)p->is_input;
}

static bool read_ports(Route* route, const char* path, HostError* error) {
  uint32_t n = 0;
  const SordNode** nodes = objects(route, route->node, LV2 "port", &n);
  route->ports = (RoutePort*)calloc(n + 1, sizeof(RoutePort));
  bool good = nodes && route->ports;
  for (uint32_t i = 0; good && i < n; ++i) {
    const char* name = text_of(route_object(route, nodes[i], LV2 "name"));
    const char* index = text_of(route_object(route, nodes[i], LV2 "index"));
    const bool is_input = is_a(route, nodes[i], LV2 "InputPort");
    route->ports[i] = (RoutePort){.symbol = last_part(nodes[i]),
                                  .name = name ? name : last_part(nodes[i]),
                                  .index = index ? (uint32_t)strtoul(index, NULL, 10) : i,
                                  .is_input = is_input,
                                  .node = nodes[i]};
    route->n_inputs += is_input;
    route->n_outputs += !is_input;
    good = is_input || is_a(route, nodes[i], LV2 "OutputPort") ||
           host_fail(error, "%s does not say whether its port %s is an input or an output: give it a type.", path,
                     last_part(nodes[i]));
  }
  qsort(route->ports, good ? n : 0, sizeof(RoutePort), compare_ports);
  free((void*)nodes);
  return good;
}

/* The values of a block's ports. A port of a block is named by the block's URI, a slash and its symbol. */
static bool read_values(Route* route, RouteBlock* block, HostError* error) {
  uint32_t n = 0;
  const SordNode** ports = objects(route, block->node, LV2 "port", &n);
  block->values = (RouteValue*)calloc(n + 1, sizeof(RouteValue));
  bool good = ports && block->values;
  for (uint32_t i = 0; good && i < n; ++i) {
    const char* text = text_of(route_object(route, ports[i], INGEN "value"));
    char* end = NULL;
    const double value = text ? serd_strtod(text, &end) : 0.0;
    if (!text || !has_one(route, ports[i], INGEN "value")) {
      good = host_fail(error, "The route %s gives %s of %s %s: say one by ingen:value.", route->name,
                       last_part(ports[i]), block->symbol, text ? "two values" : "no value");
    } else if (end == text || *end) {
      good = host_fail(error, "The route %s gives %s of %s the value \"%s\", which is no number.", route->name,
                       last_part(ports[i]), block->symbol, text);
    } else {
      block->values[block->n_values++] = (RouteValue){last_part(ports[i]), (float)value};
    }
  }
  free((void*)ports);
  return good;
}

static int compare_blocks(const void* a, const void* b) {
  return strcmp(((const RouteBlock*)a)->symbol, ((const RouteBlock*)b)->symbol);
}

static bool read_blocks(Route* route, const char* path, HostError* error) {
  uint32_t n = 0;
  const SordNode** nodes = objects(route, route->node, INGEN "block", &n);
  route->blocks = (RouteBlock*)calloc(n + 1, sizeof(RouteBlock));
  bool good = nodes && route->blocks;
  for (uint32_t i = 0; good && i < n; ++i) {
    RouteBlock* block = &route->blocks[route->n_blocks++];
    const char* name = text_of(route_object(route, nodes[i], RDFS "label"));
    *block = (RouteBlock){.symbol = last_part(nodes[i]),
                          .name = name ? name : last_part(nodes[i]),
                          .plugin = text_of(route_object(route, nodes[i], LV2 "prototype")),
                          .preset = text_of(route_object(route, nodes[i], PSET "preset")),
                          .node = nodes[i]};
    if (!block->plugin || !has_one(route, nodes[i], LV2 "prototype") || !has_one(route, nodes[i], PSET "preset")) {
      good = host_fail(error, "%s does not say %s its block %s is: name one by %s.", path,
                       block->plugin ? "which of two" : "which plugin", block->symbol,
                       has_one(route, nodes[i], PSET "preset") ? "lv2:prototype" : "pset:preset");
    } else {
      good = read_values(route, block, error);
    }
  }
  qsort(route->blocks, good ? n : 0, sizeof(RouteBlock), compare_blocks);
  free((void*)nodes);
  return good;
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
    const char* block = text_of(route->blocks[i].node);
    const size_t length = strlen(block);
    if (!strncmp(text_of(node), block, length) && text_of(node)[length] == '/') {
      *end = (RouteEnd){i, text_of(node) + length + 1};
      return true;
    }
  }
  return false;
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
  uint32_t n = 0;
  const SordNode** nodes = objects(route, route->node, INGEN "arc", &n);
  route->wires = (RouteWire*)calloc(n + 1, sizeof(RouteWire));
  bool good = nodes && route->wires;
  for (uint32_t i = 0; good && i < n; ++i) {
    const SordNode* tail = route_object(route, nodes[i], INGEN "tail");
    const SordNode* head = route_object(route, nodes[i], INGEN "head");
    RouteWire* wire = &route->wires[route->n_wires++];
    const bool from = find_end(route, tail, &wire->from);
    if (!from || !find_end(route, head, &wire->to)) {
      const SordNode* lost = from ? head : tail;
      good = host_fail(error, "%s has a wire %s %s, where there is no port: correct the wire, or add the block.", path,
                       from ? "to" : "from", lost ? text_of(lost) : "nowhere");
    } else if (!has_one(route, nodes[i], INGEN "tail") || !has_one(route, nodes[i], INGEN "head")) {
      good = host_fail(error, "%s has a wire at %s with more than two ends: make two of it.", path, text_of(tail));
    }
  }
  qsort(route->wires, good ? n : 0, sizeof(RouteWire), compare_wires);
  for (uint32_t i = 1; good && i < n; ++i) {
    good = compare_wires(&route->wires[i - 1], &route->wires[i]) != 0 ||
           host_fail(error, "%s has the wire from %s to %s twice, which would double its level: take one out.", path,
                     route->wires[i].from.symbol, route->wires[i].to.symbol);
  }
  free((void*)nodes);
  return good;
}

static bool read_graph(Route* route, const char* path, HostError* error) {
  SordIter* iter = search(route, NULL, RDF_TYPE, INGEN "Graph");
  route->node = sord_iter_end(iter) ? NULL : sord_iter_get_node(iter, SORD_SUBJECT);
  const bool is_only_graph = !route->node || sord_iter_next(iter);
  sord_iter_free(iter);
  if (!route->node) {
    return host_fail(error, "%s describes no route: it has no ingen:Graph.", path);
  }
  if (!is_only_graph) {
    return host_fail(error, "%s describes two routes: give each a file of its own.", path);
  }
  const char* label = text_of(route_object(route, route->node, RDFS "label"));
  const char* comment = text_of(route_object(route, route->node, RDFS "comment"));
  route->label = label ? label : route->name;
  route->comment = comment ? comment : "";
  return read_ports(route, path, error) && read_blocks(route, path, error) && read_wires(route, path, error);
}

Route* route_load(const char* path, HostError* error) {
  Route* route = (Route*)calloc(1, sizeof(Route));
  if (!route) {
    host_fail(error, "There is not enough memory for the route %s.", path);
    return NULL;
  }
  const char* slash = strrchr(path, '/');
  route->name = strdup(slash ? slash + 1 : path);
  route->name[strcspn(route->name, ".")] = '\0';
  route->world = sord_world_new();
  route->model = sord_new(route->world, SORD_SPO | SORD_OPS, false);
  if (!read_turtle(route, path, error) || !read_graph(route, path, error)) {
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
    sord_free(route->model);
    sord_world_free(route->world);
    free(route);
  }
}
