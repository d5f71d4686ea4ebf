// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Delays that make parallel paths line up in a host that does not compensate latency. Where all that leaves a branch of
   a splitter is early by as much, the branch's own delay is set; everything else goes through a mono splitter that is
   put in for the delay of its first branch. Delays are in ms. Not realtime-safe. */

#ifndef SIGNALBOX_ROUTES_ADDED_DELAYS_H
#define SIGNALBOX_ROUTES_ADDED_DELAYS_H

#include "common/host/graph.h"

#define DELAY_PLUGIN "urn:signalbox:parallel-splitter-mono"
#define DELAY_CONTROL "delay_a"
#define DELAY_INPUT "in"
#define DELAY_OUTPUT "a"

/* One plugin that is put in, for all wires from one end that are early by as much. */
typedef struct {
  GraphEnd from;
  float ms;
} AddedDelay;

typedef struct {
  AddedDelay* delays;
  uint32_t n;
  Instance* plugin;  // one of DELAY_PLUGIN, at its defaults
} AddedDelays;

/* For a graph that has settled; sets the delays of branches in it. NULL with a sentence where memory is short, there is
   no DELAY_PLUGIN, or a path is early by more than it can delay. */
AddedDelays* added_delays_new(Graph* graph, HostError* error);
void added_delays_free(AddedDelays* delays);

/* The number of the delay that a wire goes through, or n for none. */
uint32_t added_delays_find(const AddedDelays* delays, const Graph* graph, const GraphWire* wire);

#endif
