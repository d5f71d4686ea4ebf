// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/route_reader.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_PORTS = 4096 };  // each wire is looked up among them

static bool carries_audio(RoutePortKind kind) {
  return kind == ROUTE_AUDIO || kind == ROUTE_CV || kind == ROUTE_UNTOLD;
}

static bool has_port(const Route* route, const SordNode* node) {
  bool found = false;
  for (uint32_t i = 0; i < route->n_inputs + route->n_outputs; ++i) {
    found |= route->ports[i].node == node;
  }
  return found;
}

static bool add_port(RouteReader* reader, RoutePort port) {
  Route* route = reader->route;
  const uint32_t n = route->n_inputs + route->n_outputs;
  const char* name = reader_text(reader, port.node, LV2_NS "name");
  if (n >= MOST_PORTS) {
    return host_fail(reader->error, "%s has more ports than any graph of plugins.", reader->path);
  }
  port.symbol = reader_symbol(port.node);
  port.name = name ? name : port.symbol;
  route->ports[n] = port;
  route->n_inputs += port.is_input;
  route->n_outputs += !port.is_input;
  return true;
}

static bool read_port(void* user, const SordNode* node) {
  RouteReader* reader = (RouteReader*)user;
  Route* route = reader->route;
  const RoutePortKind kind = reader_kind(reader, node);
  const char* index = reader_text(reader, node, LV2_NS "index");
  const bool is_input = reader_is_a(reader, node, LV2_NS "InputPort");
  if (!carries_audio(kind)) {
    return true;
  }
  if (!is_input && !reader_is_a(reader, node, LV2_NS "OutputPort")) {
    return host_fail(reader->error, "%s does not say whether its port %s is an input or an output: give it a type.",
                     reader->path, reader_symbol(node));
  }
  return add_port(reader,
                  (RoutePort){.index = index ? (uint32_t)strtoul(index, NULL, 10) : route->n_inputs + route->n_outputs,
                              .is_input = is_input,
                              .is_cv = kind == ROUTE_CV,
                              .node = node});
}

/* Whether the end of a wire of a pedalboard is a port of the machine: one of a block has the block before its name. */
static bool is_machine_port(const RouteReader* reader, const SordNode* node) {
  const Route* route = reader->route;
  return route->is_pedalboard && node && sord_node_get_type(node) == SORD_URI && !strchr(reader_name(node), '/') &&
         !statements_hold(&route->statements, route->node, INGEN_NS "block", node_text(node));
}

bool wire_is_silent(const RouteReader* reader, const SordNode* tail, const SordNode* head) {
  static const char* const words[] = {"midi", "nooice"};
  const SordNode* ends[] = {tail, head};
  bool silent = false;
  for (unsigned i = 0; i < 2; ++i) {
    const RoutePortKind kind = ends[i] ? reader_kind(reader, ends[i]) : ROUTE_UNTOLD;
    const bool is_guessed = kind == ROUTE_UNTOLD && is_machine_port(reader, ends[i]);
    silent |= !carries_audio(kind);
    for (size_t w = 0; w < sizeof(words) / sizeof(*words) && is_guessed; ++w) {
      silent |= strstr(reader_name(ends[i]), words[w]) != NULL;
    }
  }
  return silent;
}

/* Pedalboards use ports of the machine that they do not list, such as those of its sound card. */
static bool read_machine_port(RouteReader* reader, const SordNode* node, bool is_input) {
  const bool is_cv = !strncmp(node ? reader_name(node) : "", "cv_", strlen("cv_"));
  return !is_machine_port(reader, node) || has_port(reader->route, node) ||
         add_port(reader, (RoutePort){.index = UINT32_MAX, .is_input = is_input, .is_cv = is_cv, .node = node});
}

static bool read_machine_ports(void* user, const SordNode* arc) {
  RouteReader* reader = (RouteReader*)user;
  const Statements* statements = &reader->route->statements;
  const SordNode* tail = statements_object(statements, arc, INGEN_NS "tail");
  const SordNode* head = statements_object(statements, arc, INGEN_NS "head");
  return wire_is_silent(reader, tail, head) ||
         (read_machine_port(reader, tail, true) && read_machine_port(reader, head, false));
}

/* In order of index; without one, last, in order of name. */
static int compare_ports(const void* a, const void* b) {
  const RoutePort *p = (const RoutePort*)a, *q = (const RoutePort*)b;
  if (p->is_input != q->is_input) {
    return (int)q->is_input - (int)p->is_input;
  }
  return p->index == q->index ? strcmp(p->symbol, q->symbol) : (p->index > q->index) - (p->index < q->index);
}

bool read_ports(RouteReader* reader) {
  Route* route = reader->route;
  const size_t n_arcs = statements_count(&route->statements, route->node, INGEN_NS "arc");
  const size_t n_listed = statements_count(&route->statements, route->node, LV2_NS "port");
  route->ports = (RoutePort*)calloc(n_listed + 2 * n_arcs + 1, sizeof(RoutePort));
  if (!route->ports) {
    return route_fail_memory(reader->path, reader->error);
  }
  if (!reader_each(reader, route->node, LV2_NS "port", read_port) ||
      (route->is_pedalboard && !reader_each(reader, route->node, INGEN_NS "arc", read_machine_ports))) {
    return false;
  }
  qsort(route->ports, route->n_inputs + route->n_outputs, sizeof(RoutePort), compare_ports);
  return true;
}
