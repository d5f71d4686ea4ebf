// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Graph: plugins wired to one another, with the delay of parallel paths compensated.

   Every wire is delayed by as much as it takes for all inputs of a plugin, and all outputs of the graph, to line up:
   what comes from the graph's inputs at one frame arrives everywhere at one frame. A plugin's latency is what it
   reports after a first run with its controls as they are then. Wires that meet at an input are added up. Not
   realtime-safe. */

#ifndef SIGNALBOX_HOST_GRAPH_H
#define SIGNALBOX_HOST_GRAPH_H

#include "common/host/render.h"

typedef struct Graph Graph;

/* Stands for the graph itself where a block is asked for. */
#define GRAPH_ITSELF UINT32_MAX

/* One end of a wire: an audio or CV port of a block by its index, or one of the graph's own, counted from 0 among its
   inputs or among its outputs. */
typedef struct {
  uint32_t block, port;
} GraphEnd;

typedef struct {
  GraphEnd from, to;
} GraphWire;

/* NULL where memory is short. */
Graph* graph_new(uint32_t n_inputs, uint32_t n_outputs);
void graph_free(Graph* graph);

/* Takes the instance over, even where it fails; all must be of one rate. Returns the block's number, counted from 0, or
   GRAPH_ITSELF where memory is short. */
uint32_t graph_add(Graph* graph, Instance* instance);

/* From an output of a block, or an input of the graph, to an input of a block, or an output of the graph. Ends must
   exist. False where memory is short. */
bool graph_wire(Graph* graph, GraphEnd from, GraphEnd to);

/* Puts the blocks in order and learns their latencies. False where the wires form a loop: `*in_loop` is a block of it
   then; or where memory is short, and it is GRAPH_ITSELF. */
bool graph_settle(Graph* graph, uint32_t* in_loop);

/* The rest is for a graph that has settled. */

/* From the graph's inputs to all its outputs. */
uint32_t graph_latency_frames(const Graph* graph);

/* By how much audio is late when it reaches a block's inputs. */
uint32_t graph_arrival_frames(const Graph* graph, uint32_t block);

uint32_t graph_n_blocks(const Graph* graph);
Instance* graph_instance(const Graph* graph, uint32_t block);

/* Blocks from the sources on: no wire leads back. */
const uint32_t* graph_order(const Graph* graph);

/* All wires, in the order in which they were made. */
const GraphWire* graph_wires(const Graph* graph, uint32_t* n_wires);

/* By how much a wire holds back what it carries, so that it is as late as the latest at the block it leads to. */
uint32_t graph_delay_frames(const Graph* graph, const GraphWire* wire);

typedef struct {
  uint64_t n_frames;
  const float* const* inputs;  // one buffer per input of the graph
  float* const* outputs;       // one per output; late by the latency, or from their start where it is cut
  bool cut_latency;            // runs on with silence for as long as the latency, and leaves its frames out

  /* Called before each block is rendered, to add control changes and after_block(); NULL for none. */
  void (*prepare)(void* user, uint32_t block, Render* render);
  void* user;
} GraphRun;

/* Renders from the start, each block over the whole length before the next. False where memory is short. */
bool graph_run(Graph* graph, const GraphRun* run);

/* What the last run left at a block's output port, from the graph's first frame on (that is, late by the block's
   arrival and latency): as many frames as it had, and the latency where that was cut. NULL before a run. */
const float* graph_output(const Graph* graph, GraphEnd output);

#endif
