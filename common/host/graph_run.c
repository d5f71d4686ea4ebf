// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/host/graph.h"

#include "common/host/graph_parts.h"

#include <stdlib.h>
#include <string.h>

void graph_free_outputs(GraphBlock* block) {
  for (uint32_t i = 0; block->outputs && i < instance_n_ports(block->instance); ++i) {
    free(block->outputs[i]);
  }
  free((void*)block->outputs);
  block->outputs = NULL;
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
  GraphBlock* block = &graph->blocks[number];
  const uint32_t n_ports = instance_n_ports(block->instance);
  graph_free_outputs(block);
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
  const GraphBlock* block = &graph->blocks[number];
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
  const GraphBlock* block = &graph->blocks[output.block];
  return block->outputs ? block->outputs[output.port] : NULL;
}
