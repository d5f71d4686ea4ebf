// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What strips.c, which puts blocks on strips, hands to strips_channels.c, which finds their channels. For these two
   only. */

#ifndef SIGNALBOX_ROUTES_STRIPS_PLAN_H
#define SIGNALBOX_ROUTES_STRIPS_PLAN_H

#include "common/routes/strips.h"

typedef struct {
  const Route* route;
  const Graph* graph;
  const GraphWire* wires;
  uint32_t n_wires;
  Strips* strips;
  uint32_t* strip_of;  // by block
  uint32_t* place_of;  // by block: its place on its strip
  bool* depends;       // strip by strip: whether the one waits for the other
  uint32_t most_strips;
} Plan;

static inline bool plan_same_end(GraphEnd a, GraphEnd b) {
  return a.block == b.block && a.port == b.port;
}

/* The strip that a signal comes from. */
static inline uint32_t plan_home(const Plan* plan, GraphEnd from) {
  return from.block == GRAPH_ITSELF ? plan->strips->track_of[from.port] : plan->strip_of[from.block];
}

/* Given where all blocks are: the inputs and channels of all strips, and the wires and keys between them. False where
   memory is short. */
bool strips_fill(const Plan* plan);

#endif
