// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What graph.c, which puts a graph together, hands to graph_run.c, which runs it. For these two only. */

#ifndef SIGNALBOX_HOST_GRAPH_PARTS_H
#define SIGNALBOX_HOST_GRAPH_PARTS_H

#include "common/host/graph.h"

typedef struct {
  Instance* instance;
  uint32_t arrival, latency;  // frames
  float** outputs;            // by port: what the last run left at each output; NULL for inputs
} GraphBlock;

struct Graph {
  uint32_t n_inputs, n_outputs, n_blocks, n_wires, latency;
  GraphBlock* blocks;
  GraphWire* wires;
  uint32_t* order;
};

/* Frees what the last run left at a block's outputs. */
void graph_free_outputs(GraphBlock* block);

#endif
