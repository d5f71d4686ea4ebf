// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Waits: what makes parallel paths line up in a host that does not compensate delay. Where all that leaves a branch of
   a splitter has to wait as long, the branch's own delay does; everything else goes through a splitter that is put in
   for the delay of its first branch. Not realtime-safe. */

#ifndef SIGNALBOX_SESSIONS_WAITS_H
#define SIGNALBOX_SESSIONS_WAITS_H

#include "common/host/graph.h"

#define WAIT_PLUGIN "urn:signalbox:parallel-splitter-mono"
#define WAIT_CONTROL "delay_a"
#define WAIT_INPUT "in"
#define WAIT_OUTPUT "a"

/* All wires from one end that are late by as much. */
typedef struct {
  GraphEnd from;
  float ms;
} Wait;

typedef struct {
  Wait* waits;
  uint32_t n;
  Instance* plugin;  // one of WAIT_PLUGIN, at its defaults
} Waits;

/* Of a graph that has settled; sets the delays of branches in it. NULL where memory is short, there is no WAIT_PLUGIN,
   or something had to wait longer than it can. */
Waits* waits_new(Graph* graph, HostError* error);
void waits_free(Waits* waits);

/* The number of the wait that a wire goes through, or n for none. */
uint32_t waits_find(const Waits* waits, const Graph* graph, const GraphWire* wire);

#endif
