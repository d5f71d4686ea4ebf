// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/routes/route_reader.h"

#include <serd/serd.h>

#include <stdlib.h>
#include <string.h>

/* What MOD pedalboards call the bypass of each block. */
#define BYPASS ":bypass"

#define BYPASSED 0.5

/* A number, or a truth value as one. */
static bool number_of(const char* text, double* number) {
  if (!strcmp(text, "true") || !strcmp(text, "false")) {
    *number = !strcmp(text, "true");
    return true;
  }
  char* end = NULL;
  *number = serd_strtod(text, &end);
  return end != text && !*end;
}

/* The value of a control of the block that was read last, where the file gives it one. */
static bool read_value(RouteReader* reader, const SordNode* port) {
  RouteBlock* block = &reader->route->blocks[reader->route->n_blocks - 1];
  const char* symbol = reader_symbol(port);
  const char* text = reader_text(reader, port, INGEN_NS "value");
  double value = 0.0;
  if (!text) {
    return true;
  }
  if (!reader_has_one(reader, port, INGEN_NS "value")) {
    return host_fail(reader->error, "%s gives %s of %s two values: say one by ingen:value.", reader->path, symbol,
                     block->symbol);
  }
  if (!number_of(text, &value)) {
    return host_fail(reader->error, "%s gives %s of %s the value \"%s\", which is no number.", reader->path, symbol,
                     block->symbol, text);
  }
  if (!strcmp(symbol, BYPASS)) {
    block->is_on = block->is_on && value < BYPASSED;
  } else {
    block->values[block->n_values++] = (RouteValue){symbol, (float)value};
  }
  return true;
}

/* A port of it, which is named by the block's URI, a slash and its symbol. */
static bool read_port(void* user, const SordNode* port) {
  RouteReader* reader = (RouteReader*)user;
  RouteBlock* block = &reader->route->blocks[reader->route->n_blocks - 1];
  const RoutePortKind kind = reader_kind(reader, port);
  const bool is_output = reader_is_a(reader, port, LV2_NS "OutputPort");
  const bool is_input = reader_is_a(reader, port, LV2_NS "InputPort");
  block->ports[block->n_ports++] = (RouteBlockPort){reader_symbol(port), kind, is_input, is_output};
  const bool is_control = kind == ROUTE_CONTROL || kind == ROUTE_UNTOLD;
  return !is_control || (is_output && !is_input) || read_value(reader, port);
}

/* The first of these that the file says. */
static const char* name_of(const RouteReader* reader, const SordNode* node) {
  const char* name = reader_text(reader, node, RDFS_NS "label");
  name = name ? name : reader_text(reader, node, MOD_NS "label");
  return name ? name : reader_symbol(node);
}

static bool is_on(const RouteReader* reader, const SordNode* node) {
  const char* enabled = reader_text(reader, node, INGEN_NS "enabled");
  double number = 1.0;
  return !enabled || !number_of(enabled, &number) || number != 0.0;
}

static bool read_block(void* user, const SordNode* node) {
  RouteReader* reader = (RouteReader*)user;
  Route* route = reader->route;
  RouteBlock* block = &route->blocks[route->n_blocks++];
  *block = (RouteBlock){.symbol = reader_symbol(node),
                        .name = name_of(reader, node),
                        .plugin = reader_text(reader, node, LV2_NS "prototype"),
                        .preset = reader_text(reader, node, PSET_NS "preset"),
                        .is_on = is_on(reader, node),
                        .node = node};
  const bool one_preset = reader_has_one(reader, node, PSET_NS "preset");
  if (!reader_has_one(reader, node, LV2_NS "prototype") || !one_preset) {
    return host_fail(reader->error, "%s does not say which of two its block %s is: name one by %s.", reader->path,
                     block->symbol, one_preset ? "lv2:prototype" : "pset:preset");
  }
  block->values = (RouteValue*)reader_items_new(reader, node, LV2_NS "port", sizeof(RouteValue));
  block->ports = (RouteBlockPort*)reader_items_new(reader, node, LV2_NS "port", sizeof(RouteBlockPort));
  return block->values && block->ports && reader_each(reader, node, LV2_NS "port", read_port);
}

static int compare_blocks(const void* a, const void* b) {
  return strcmp(node_text(((const RouteBlock*)a)->node), node_text(((const RouteBlock*)b)->node));
}

bool read_blocks(RouteReader* reader) {
  Route* route = reader->route;
  route->blocks = (RouteBlock*)reader_items_new(reader, route->node, INGEN_NS "block", sizeof(RouteBlock));
  if (!route->blocks || !reader_each(reader, route->node, INGEN_NS "block", read_block)) {
    return false;
  }
  qsort(route->blocks, route->n_blocks, sizeof(RouteBlock), compare_blocks);
  return true;
}
