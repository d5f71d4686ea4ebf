// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/host/graph.h"

#include "common/host/graph_parts.h"

#include <assert.h>
#include <stdlib.h>

Graph* graph_new(uint32_t n_inputs, uint32_t n_outputs) {
  Graph* graph = (Graph*)calloc(1, sizeof(Graph));
  if (graph) {
    graph->n_inputs = n_inputs;
    graph->n_outputs = n_outputs;
  }
  return graph;
}

void graph_free(Graph* graph) {
  for (uint32_t i = 0; graph && i < graph->n_blocks; ++i) {
    graph_free_outputs(&graph->blocks[i]);
    instance_free(graph->blocks[i].instance);
  }
  if (graph) {
    free(graph->blocks);
    free(graph->wires);
    free(graph->order);
    free(graph);
  }
}

uint32_t graph_add(Graph* graph, Instance* instance) {
  GraphBlock* grown = (GraphBlock*)realloc(graph->blocks, (graph->n_blocks + 1) * sizeof(GraphBlock));
  if (!grown) {
    instance_free(instance);
    return GRAPH_ITSELF;
  }
  graph->blocks = grown;
  graph->blocks[graph->n_blocks] = (GraphBlock){.instance = instance};
  return graph->n_blocks++;
}

/* Whether audio leaves at an end of a wire. */
static bool is_source(const Graph* graph, GraphEnd end) {
  if (end.block == GRAPH_ITSELF) {
    return end.port < graph->n_inputs;
  }
  const HostPort* port = instance_port(graph->blocks[end.block].instance, end.port);
  return host_port_is_audio(port) && !port->is_input;
}

static bool is_sink(const Graph* graph, GraphEnd end) {
  if (end.block == GRAPH_ITSELF) {
    return end.port < graph->n_outputs;
  }
  const HostPort* port = instance_port(graph->blocks[end.block].instance, end.port);
  return host_port_is_audio(port) && port->is_input;
}

bool graph_wire(Graph* graph, GraphEnd from, GraphEnd to) {
  assert(is_source(graph, from) && is_sink(graph, to));
  GraphWire* grown = (GraphWire*)realloc(graph->wires, (graph->n_wires + 1) * sizeof(GraphWire));
  if (!grown) {
    return false;
  }
  graph->wires = grown;
  graph->wires[graph->n_wires++] = (GraphWire){from, to};
  return true;
}

/* How many wires to a block come from blocks that are not in order yet. */
static uint32_t count_waiting(const Graph* graph, uint32_t block, const bool* is_placed) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < graph->n_wires; ++i) {
    const GraphWire* wire = &graph->wires[i];
    n += wire->to.block == block && wire->from.block != GRAPH_ITSELF && !is_placed[wire->from.block];
  }
  return n;
}

/* A block of a loop, given that one waits: going back from it, wire by wire, ends up in the loop and stays there. */
static uint32_t find_loop(const Graph* graph, const bool* is_placed) {
  uint32_t block = 0;
  while (is_placed[block]) {
    ++block;
  }
  for (uint32_t step = 0; step < graph->n_blocks; ++step) {
    uint32_t i = 0;
    while (graph->wires[i].to.block != block || graph->wires[i].from.block == GRAPH_ITSELF ||
           is_placed[graph->wires[i].from.block]) {
      ++i;
    }
    block = graph->wires[i].from.block;
  }
  return block;
}

static bool put_in_order(Graph* graph, bool* is_placed, uint32_t* in_loop) {
  for (uint32_t n = 0; n < graph->n_blocks; ++n) {
    uint32_t next = 0;
    while (next < graph->n_blocks && (is_placed[next] || count_waiting(graph, next, is_placed))) {
      ++next;
    }
    if (next == graph->n_blocks) {
      *in_loop = find_loop(graph, is_placed);
      return false;
    }
    is_placed[next] = true;
    graph->order[n] = next;
  }
  return true;
}

/* When what a wire carries leaves its source. */
static uint32_t departure(const Graph* graph, const GraphWire* wire) {
  const GraphBlock* block = wire->from.block == GRAPH_ITSELF ? NULL : &graph->blocks[wire->from.block];
  return block ? block->arrival + block->latency : 0;
}

/* When the last of a block's inputs gets there; of the graph, of its outputs. */
static uint32_t latest(const Graph* graph, uint32_t block) {
  uint32_t frames = 0;
  for (uint32_t i = 0; i < graph->n_wires; ++i) {
    const uint32_t leaves = departure(graph, &graph->wires[i]);
    frames = graph->wires[i].to.block == block && leaves > frames ? leaves : frames;
  }
  return frames;
}

static void learn_latency(GraphBlock* block) {
  instance_reset(block->instance);
  instance_run(block->instance, instance_max_frames(block->instance));
  block->latency = instance_latency_frames(block->instance);
}

bool graph_settle(Graph* graph, uint32_t* in_loop) {
  *in_loop = GRAPH_ITSELF;
  free(graph->order);
  graph->order = (uint32_t*)calloc(graph->n_blocks + 1, sizeof(uint32_t));
  bool* is_placed = (bool*)calloc(graph->n_blocks + 1, sizeof(bool));
  const bool good = graph->order && is_placed && put_in_order(graph, is_placed, in_loop);
  free(is_placed);
  for (uint32_t i = 0; good && i < graph->n_blocks; ++i) {
    GraphBlock* block = &graph->blocks[graph->order[i]];
    learn_latency(block);
    block->arrival = latest(graph, graph->order[i]);
  }
  graph->latency = good ? latest(graph, GRAPH_ITSELF) : 0;
  return good;
}

uint32_t graph_latency_frames(const Graph* graph) {
  return graph->latency;
}

uint32_t graph_arrival_frames(const Graph* graph, uint32_t block) {
  return graph->blocks[block].arrival;
}

uint32_t graph_n_blocks(const Graph* graph) {
  return graph->n_blocks;
}

Instance* graph_instance(const Graph* graph, uint32_t block) {
  return graph->blocks[block].instance;
}

const uint32_t* graph_order(const Graph* graph) {
  return graph->order;
}

const GraphWire* graph_wires(const Graph* graph, uint32_t* n_wires) {
  *n_wires = graph->n_wires;
  return graph->wires;
}

uint32_t graph_delay_frames(const Graph* graph, const GraphWire* wire) {
  const bool leaves = wire->to.block == GRAPH_ITSELF;
  return (leaves ? graph->latency : graph->blocks[wire->to.block].arrival) - departure(graph, wire);
}
