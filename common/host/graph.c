// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/host/graph.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  Instance* instance;
  uint32_t arrival, latency;  // frames
  float** outputs;            // by port: what the last run left at each output; NULL for inputs
} Block;

struct Graph {
  uint32_t n_inputs, n_outputs, n_blocks, n_wires, latency;
  Block* blocks;
  GraphWire* wires;
  uint32_t* order;
};

Graph* graph_new(uint32_t n_inputs, uint32_t n_outputs) {
  Graph* graph = (Graph*)calloc(1, sizeof(Graph));
  if (graph) {
    graph->n_inputs = n_inputs;
    graph->n_outputs = n_outputs;
  }
  return graph;
}

static void free_outputs(Block* block) {
  for (uint32_t i = 0; block->outputs && i < instance_n_ports(block->instance); ++i) {
    free(block->outputs[i]);
  }
  free((void*)block->outputs);
  block->outputs = NULL;
}

void graph_free(Graph* graph) {
  for (uint32_t i = 0; graph && i < graph->n_blocks; ++i) {
    free_outputs(&graph->blocks[i]);
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
  Block* grown = (Block*)realloc(graph->blocks, (graph->n_blocks + 1) * sizeof(Block));
  if (!grown) {
    instance_free(instance);
    return GRAPH_ITSELF;
  }
  graph->blocks = grown;
  graph->blocks[graph->n_blocks] = (Block){.instance = instance};
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
  const Block* block = wire->from.block == GRAPH_ITSELF ? NULL : &graph->blocks[wire->from.block];
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

static void learn_latency(Block* block) {
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
    Block* block = &graph->blocks[graph->order[i]];
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

/* Adds what arrives at an end, each wire as late as the latest. The source of a wire holds `n_run` frames, an input
   of the graph those of the run. */
static void gather(const Graph* graph, const GraphRun* run, GraphEnd to, uint64_t n_run, float* sum) {
  for (uint32_t i = 0; i < graph->n_wires; ++i) {
    const GraphWire* wire = &graph->wires[i];
    if (wire->to.block != to.block || wire->to.port != to.port) {
      continue;
    }
    const bool is_input = wire->from.block == GRAPH_ITSELF;
    const float* source = is_input ? run->inputs[wire->from.port] : graph_output(graph, wire->from);
    const uint64_t n_source = is_input ? run->n_frames : n_run;
    const uint64_t delay = graph_delay_frames(graph, wire);
    for (uint64_t at = delay; at < n_run && at - delay < n_source; ++at) {
      sum[at] += source[at - delay];
    }
  }
}

/* Buffers for all ports of a block, by port; those of outputs stay until the next run. */
static bool prepare_ports(const Graph* graph, const GraphRun* run, uint32_t number, uint64_t n_frames, float** ins) {
  Block* block = &graph->blocks[number];
  const uint32_t n_ports = instance_n_ports(block->instance);
  free_outputs(block);
  block->outputs = (float**)calloc(n_ports + 1, sizeof(float*));
  for (uint32_t i = 0; block->outputs && i < n_ports; ++i) {
    const HostPort* port = instance_port(block->instance, i);
    if (!host_port_is_audio(port)) {
      continue;
    }
    float* buffer = (float*)calloc(n_frames + 1, sizeof(float));
    *(port->is_input ? &ins[i] : &block->outputs[i]) = buffer;
    if (!buffer) {
      return false;
    }
    if (port->is_input) {
      gather(graph, run, (GraphEnd){number, i}, n_frames, buffer);
    }
  }
  return block->outputs != NULL;
}

static bool run_ports(const Graph* graph, const GraphRun* run, uint32_t number, uint64_t n_frames, float** ins,
                      float** outs) {
  const Block* block = &graph->blocks[number];
  Instance* instance = block->instance;
  if (!prepare_ports(graph, run, number, n_frames, ins)) {
    return false;
  }
  for (uint32_t i = 0; i < instance_n_outputs(instance); ++i) {
    outs[i] = block->outputs[instance_output(instance, i)];
  }
  const float** inputs = (const float**)calloc(instance_n_inputs(instance) + 1, sizeof(float*));
  for (uint32_t i = 0; inputs && i < instance_n_inputs(instance); ++i) {
    inputs[i] = ins[instance_input(instance, i)];
  }
  Render render = {.n_frames = n_frames, .inputs = inputs, .outputs = outs};
  if (inputs) {
    if (run->prepare) {
      run->prepare(run->user, number, &render);
    }
    instance_reset(instance);
    render_run(instance, &render);
  }
  free((void*)inputs);
  return inputs != NULL;
}

static bool run_block(const Graph* graph, const GraphRun* run, uint32_t number, uint64_t n_frames) {
  const uint32_t n_ports = instance_n_ports(graph->blocks[number].instance);
  float** ins = (float**)calloc(n_ports + 1, sizeof(float*));
  float** outs = (float**)calloc(n_ports + 1, sizeof(float*));
  const bool good = ins && outs && run_ports(graph, run, number, n_frames, ins, outs);
  for (uint32_t i = 0; ins && i < n_ports; ++i) {
    free(ins[i]);
  }
  free((void*)ins);
  free((void*)outs);
  return good;
}

bool graph_run(Graph* graph, const GraphRun* run) {
  const uint64_t lead = run->cut_latency ? graph->latency : 0;
  const uint64_t n_frames = run->n_frames + lead;
  for (uint32_t i = 0; i < graph->n_blocks; ++i) {
    if (!run_block(graph, run, graph->order[i], n_frames)) {
      return false;
    }
  }
  float* sum = (float*)calloc(n_frames + 1, sizeof(float));
  for (uint32_t i = 0; sum && i < graph->n_outputs; ++i) {
    memset(sum, 0, n_frames * sizeof(float));
    gather(graph, run, (GraphEnd){GRAPH_ITSELF, i}, n_frames, sum);
    memcpy(run->outputs[i], sum + lead, run->n_frames * sizeof(float));
  }
  free(sum);
  return sum != NULL;
}

const float* graph_output(const Graph* graph, GraphEnd output) {
  const Block* block = &graph->blocks[output.block];
  return block->outputs ? block->outputs[output.port] : NULL;
}
