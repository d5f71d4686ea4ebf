// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Route: a whole set-up of plugins, presets, values and wires. It is read (route_read.c) from Turtle in the vocabulary
   of Ingen and of MOD pedalboards, and made a graph of plugins that can be run (route_graph.c); what is written from it
   for each host is in session.h. presets/routes/README.md says which terms there are; what is said in others is left to
   others. Texts are UTF-8 and belong to the route. One thread; not realtime-safe. What is wrong with a route is told in
   one sentence. */

#ifndef SIGNALBOX_ROUTES_ROUTE_H
#define SIGNALBOX_ROUTES_ROUTE_H

#include "common/host/graph.h"
#include "common/turtle/turtle_reader.h"

/* One of the graph's own ports. */
typedef struct {
  const char* symbol;
  const char* name;
  uint32_t index;
  bool is_input;
  const SordNode* node;
} RoutePort;

typedef struct {
  const char* symbol;
  float value;
} RouteValue;

typedef struct {
  const char* symbol;  // within the route
  const char* name;    // for people
  const char* plugin;  // URIs
  const char* preset;  // NULL for none; values come on top
  RouteValue* values;
  uint32_t n_values;
  const SordNode* node;
} RouteBlock;

/* Blocks by number, or GRAPH_ITSELF with the symbol of one of the graph's own ports. */
typedef struct {
  uint32_t block;
  const char* symbol;
} RouteEnd;

typedef struct {
  RouteEnd from, to;
} RouteWire;

typedef struct {
  Statements statements;
  char* name;  // the file's, without folder and ending
  const char *label, *comment;
  const SordNode* node;
  RoutePort* ports;  // inputs first, each kind in order of its indices
  uint32_t n_inputs, n_outputs;
  RouteBlock* blocks;  // by symbol
  uint32_t n_blocks;
  RouteWire* wires;  // by the text of their ends
  uint32_t n_wires;
} Route;

/* NULL where there is no such file, it is not Turtle, or what it says makes no graph. */
Route* route_read(const char* path, HostError* error);
void route_free(Route* route);

/* Says in an error that memory is too short for the route of that name; returns false. */
bool route_fail_memory(const char* name, HostError* error);

/* The number of a port among the graph's own of its kind, or UINT32_MAX. */
uint32_t route_find(const Route* route, const char* symbol, bool is_input);

/* The graph, with blocks of the same numbers, inputs and outputs in their order, settled. NULL where a plugin, a
   preset or a port is not there, a value is out of range, or the wires form a loop. */
Graph* route_graph(const Route* route, Host* host, double rate_hz, uint32_t max_frames, HostError* error);

#endif
