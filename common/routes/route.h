// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Route: a whole set-up of plugins, presets, values and wires. It is read (route_read.c) from Turtle in the vocabulary
   of Ingen and of MOD pedalboards, from files of our own as from those that people have, and made a graph of plugins
   that can be run (route_graph.c); what is written from it for each host is in session.h. presets/routes/README.md says
   which terms there are; what is said in others is left to others. No plugin need be there for a route to be read.
   Texts are UTF-8 and belong to the route. One thread; not realtime-safe. What is wrong with a route is told in one
   sentence. */

#ifndef SIGNALBOX_ROUTES_ROUTE_H
#define SIGNALBOX_ROUTES_ROUTE_H

#include "common/host/graph.h"
#include "common/turtle/turtle_reader.h"

#include <stdio.h>

typedef enum {
  ROUTE_UNTOLD,  // what a file says nothing of
  ROUTE_AUDIO,
  ROUTE_CV,
  ROUTE_CONTROL,
  ROUTE_EVENTS,  // MIDI and other messages
} RoutePortKind;

/* One of the graph's own ports that carry audio or CV, as those do of which nothing is told. */
typedef struct {
  const char* symbol;
  const char* name;
  uint32_t index;
  bool is_input, is_cv;
  const SordNode* node;
} RoutePort;

/* A port of a block, as far as the file tells of it. */
typedef struct {
  const char* symbol;
  RoutePortKind kind;
  bool is_input, is_output;  // neither where it does not say, both where it says both
} RouteBlockPort;

typedef struct {
  const char* symbol;
  float value;
} RouteValue;

typedef struct {
  const char* symbol;  // within the route
  const char* name;    // for people
  const char* plugin;  // URIs; NULL where the block is no plugin, as a graph in the graph
  const char* preset;  // NULL for none; values come on top
  bool is_on;          // where it is not, it passes its inputs on
  RouteValue* values;  // of controls
  uint32_t n_values;
  RouteBlockPort* ports;
  uint32_t n_ports;
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
  bool is_pedalboard;  // of MOD
  const SordNode* node;
  RoutePort* ports;  // inputs first, each kind in order of its indices
  uint32_t n_inputs, n_outputs;
  RouteBlock* blocks;  // by URI
  uint32_t n_blocks;
  RouteWire* wires;  // of audio, as far as the file tells; by the text of their ends
  uint32_t n_wires;
} Route;

/* NULL where there is no such file, it is not Turtle, or what it says makes no graph. */
Route* route_read(const char* path, HostError* error);
void route_free(Route* route);

/* Says in an error that memory is too short for the route of that name; returns false. */
bool route_fail_memory(const char* name, HostError* error);

/* The number of a port among the graph's own of its kind, or UINT32_MAX. */
uint32_t route_find(const Route* route, const char* symbol, bool is_input);

/* What an input is called as a source of sound; whether it is so together with the next input, as their names, which
   end with Left and Right, say: then what these begin with. */
bool route_source_name(const Route* route, uint32_t input, char* name, size_t size);

/* The graph, with blocks of the same numbers, inputs and outputs in their order, settled. Values out of range are taken
   to its end. A block that is off is bypassed: by its own control, if it has one, else its inputs go where its outputs
   led, one by one, the last for all that are left; what has no inputs is silent. Wires between ports that carry no
   audio, such as MIDI, are left out. NULL where plugins, a preset or a port are not there, or the wires form a loop. */
Graph* route_graph(const Route* route, Host* host, double rate_hz, uint32_t max_frames, HostError* error);

/* Says of each value of the route that is out of range, in a sentence on a line of its own, what it has become. */
void route_tell_limits(const Route* route, const Graph* graph, FILE* stream);

#endif
