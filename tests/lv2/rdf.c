// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/rdf.h"

#include <stdio.h>
#include <string.h>

static LilvNode* uri_node(const Subject* subject, const char* uri) {
  return lilv_new_uri(host_world(subject->host), uri);
}

static LilvNodes* plugin_values(const Subject* subject, const char* predicate) {
  LilvNode* node = uri_node(subject, predicate);
  LilvNodes* values = lilv_plugin_get_value(subject->plugin, node);
  lilv_node_free(node);
  return values;
}

static LilvNodes* port_values(const Subject* subject, const Port* port, const char* predicate) {
  LilvNode* node = uri_node(subject, predicate);
  LilvNodes* values = lilv_port_get_value(subject->plugin, rdf_port(subject, port->index), node);
  lilv_node_free(node);
  return values;
}

static LilvNodes* values_of(const Subject* subject, const char* uri, const char* predicate) {
  LilvNode* about = uri_node(subject, uri);
  LilvNode* node = uri_node(subject, predicate);
  LilvNodes* values = lilv_world_find_nodes(host_world(subject->host), about, node, NULL);
  lilv_node_free(node);
  lilv_node_free(about);
  return values;
}

static void first_text(LilvNodes* values, char out[RDF_TEXT_SIZE]) {
  const LilvNode* first = values ? lilv_nodes_get_first(values) : NULL;
  snprintf(out, RDF_TEXT_SIZE, "%s", first ? lilv_node_as_string(first) : "");
  lilv_nodes_free(values);
}

static bool any_is(LilvNodes* values, const char* object) {
  bool found = false;
  LILV_FOREACH (nodes, i, values) {
    const LilvNode* value = lilv_nodes_get(values, i);
    found |= lilv_node_is_uri(value) && !strcmp(lilv_node_as_uri(value), object);
  }
  lilv_nodes_free(values);
  return found;
}

void rdf_plugin_text(const Subject* subject, const char* predicate, char out[RDF_TEXT_SIZE]) {
  first_text(plugin_values(subject, predicate), out);
}

void rdf_port_text(const Subject* subject, const Port* port, const char* predicate, char out[RDF_TEXT_SIZE]) {
  first_text(port_values(subject, port, predicate), out);
}

void rdf_text(const Subject* subject, const char* uri, const char* predicate, char out[RDF_TEXT_SIZE]) {
  first_text(values_of(subject, uri, predicate), out);
}

bool rdf_plugin_has(const Subject* subject, const char* predicate, const char* object) {
  return any_is(plugin_values(subject, predicate), object);
}

bool rdf_port_has(const Subject* subject, const Port* port, const char* predicate, const char* object) {
  return any_is(port_values(subject, port, predicate), object);
}

bool rdf_has(const Subject* subject, const char* uri, const char* predicate, const char* object) {
  return any_is(values_of(subject, uri, predicate), object);
}

unsigned rdf_port_count(const Subject* subject, const Port* port, const char* predicate) {
  LilvNodes* values = port_values(subject, port, predicate);
  const unsigned count = lilv_nodes_size(values);
  lilv_nodes_free(values);
  return count;
}

const LilvPort* rdf_port(const Subject* subject, unsigned index) {
  const LilvPort* port = lilv_plugin_get_port_by_index(subject->plugin, index);
  CHECK(port, "has no port %u", index);
  return port;
}
