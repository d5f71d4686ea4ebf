// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Delays that make parallel paths line up in a host that does not compensate latency. Where all that leaves a branch of
   a splitter is early by as much, the branch's own delay is set; everything else goes through a mono splitter that is
   put in for the delay of its first branch. Delays are in ms, chosen such that they come to the right number of frames
   at every usual rate; where no number does that, since a latency is no time, they are right at the graph's own rate.
   Not realtime-safe. */

#ifndef SIGNALBOX_ROUTES_ADDED_DELAYS_H
#define SIGNALBOX_ROUTES_ADDED_DELAYS_H

#include "common/routes/route.h"

#define DELAY_PLUGIN "urn:signalbox:parallel-splitter-mono"
#define DELAY_CONTROL "delay_a"
#define DELAY_INPUT "in"
#define DELAY_OUTPUT "a"

enum { DELAY_RATES = 7 };  // the graph's own, then the usual ones

/* How long something has to wait at each of these rates. */
typedef struct {
  uint32_t frames[DELAY_RATES];
} DelayFrames;

/* One plugin that is put in, for all wires from one end that are early by as much. */
typedef struct {
  GraphEnd from;
  DelayFrames wait;
  float ms;
  bool is_right_at_all;  // rates; else at the graph's own alone
} AddedDelay;

typedef struct {
  AddedDelay* delays;
  uint32_t n;
  Instance* plugin;    // one of DELAY_PLUGIN, at its defaults
  DelayFrames* waits;  // by wire of the graph
} AddedDelays;

/* For a graph of the route that has settled; sets the delays of branches in it. NULL with a sentence where memory is
   short, there is no DELAY_PLUGIN, or a path is early by more than it can delay. */
AddedDelays* added_delays_new(const Route* route, Graph* graph, HostError* error);
void added_delays_free(AddedDelays* delays);

/* Sets `plugin` to one of the delays that are put in. */
void added_delays_set(const AddedDelays* delays, uint32_t delay);

/* The number of the delay that a wire of that graph goes through, or n for none. */
uint32_t added_delays_find(const AddedDelays* delays, const Graph* graph, const GraphWire* wire);

#endif
