// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/host/instance.h"

#include "common/host/buffer.h"
#include "common/host/features.h"

#include <lv2/atom/atom.h>
#include <lv2/core/lv2.h>

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ATOM_BYTES = 1 << 16 };

struct Instance {
  Host* host;
  const LilvPlugin* plugin;
  LilvInstance* lilv;
  double rate_hz;
  uint32_t max_frames;
  uint32_t n_ports, n_inputs, n_outputs, latency;
  HostPort* ports;
  float* values;               // by port index
  void** memory;               // by port index: what the instance owns for audio, CV and atom ports
  uint32_t *inputs, *outputs;  // port indices
  LV2_URID sequence, chunk;
  Features features;
};

static bool allocate(Instance* instance) {
  const uint32_t n = instance->n_ports;
  instance->ports = host_ports_new(instance->host, instance->plugin);
  instance->values = (float*)calloc(n, sizeof(float));
  instance->memory = (void**)calloc(n, sizeof(void*));
  instance->inputs = (uint32_t*)calloc(n, sizeof(uint32_t));
  instance->outputs = (uint32_t*)calloc(n, sizeof(uint32_t));
  return instance->ports && instance->values && instance->memory && instance->inputs && instance->outputs;
}

static void count_ports(Instance* instance) {
  for (uint32_t i = 0; i < instance->n_ports; ++i) {
    const HostPort* port = &instance->ports[i];
    if (host_port_is_audio(port) && port->is_input) {
      instance->inputs[instance->n_inputs++] = i;
    } else if (host_port_is_audio(port)) {
      instance->outputs[instance->n_outputs++] = i;
    }
  }
  const bool has_latency = lilv_plugin_has_latency(instance->plugin);
  instance->latency = has_latency ? lilv_plugin_get_latency_port_index(instance->plugin) : UINT32_MAX;
}

static bool allocate_buffers(Instance* instance) {
  for (uint32_t i = 0; i < instance->n_ports; ++i) {
    const HostPort* port = &instance->ports[i];
    const bool is_atom = port->kind == HOST_PORT_ATOM;
    if (host_port_is_audio(port) || is_atom) {
      instance->memory[i] = buffer_new(is_atom ? ATOM_BYTES : (instance->max_frames + 1) * sizeof(float));
      if (!instance->memory[i]) {
        return false;
      }
    }
  }
  return true;
}

/* Empty sequences for atom inputs, room for atom outputs. */
static void reset_atoms(Instance* instance) {
  for (uint32_t i = 0; i < instance->n_ports; ++i) {
    if (instance->ports[i].kind == HOST_PORT_ATOM) {
      LV2_Atom_Sequence* sequence = (LV2_Atom_Sequence*)instance->memory[i];
      const bool is_input = instance->ports[i].is_input;
      sequence->atom.size = is_input ? sizeof(LV2_Atom_Sequence_Body) : ATOM_BYTES - sizeof(LV2_Atom);
      sequence->atom.type = is_input ? instance->sequence : instance->chunk;
      sequence->body = (LV2_Atom_Sequence_Body){0};
    }
  }
}

static bool start(Instance* instance, const char* uri, HostError* error) {
  if (!allocate(instance)) {
    return host_fail(error, "There is not enough memory for the ports of %s.", uri);
  }
  count_ports(instance);
  if (!allocate_buffers(instance)) {
    return host_fail(error, "There is not enough memory for blocks of %u frames of %s.", instance->max_frames, uri);
  }
  instance->lilv = lilv_plugin_instantiate(instance->plugin, instance->rate_hz, instance->features.list);
  if (!instance->lilv) {
    return host_fail(error, "%s cannot be instantiated at %g Hz.", uri, instance->rate_hz);
  }
  for (uint32_t i = 0; i < instance->n_ports; ++i) {
    instance_connect_own(instance, i);
  }
  instance_set_defaults(instance);
  lilv_instance_activate(instance->lilv);
  return true;
}

Instance* instance_new(Host* host, const char* uri, double rate_hz, uint32_t max_frames, HostError* error) {
  const LilvPlugin* plugin = host_plugin(host, uri, error);
  Instance* instance = plugin ? (Instance*)calloc(1, sizeof(Instance)) : NULL;
  if (!instance) {
    return NULL;
  }
  instance->host = host;
  instance->plugin = plugin;
  instance->rate_hz = rate_hz;
  instance->max_frames = max_frames;
  instance->n_ports = lilv_plugin_get_num_ports(plugin);
  instance->sequence = host_map(host)->map(host_map(host)->handle, LV2_ATOM__Sequence);
  instance->chunk = host_map(host)->map(host_map(host)->handle, LV2_ATOM__Chunk);
  features_fill(&instance->features, host, rate_hz, max_frames);
  if (!features_suffice(&instance->features, plugin, error) || !start(instance, uri, error)) {
    instance_free(instance);
    return NULL;
  }
  return instance;
}

void instance_free(Instance* instance) {
  if (!instance) {
    return;
  }
  if (instance->lilv) {
    lilv_instance_deactivate(instance->lilv);
    lilv_instance_free(instance->lilv);
  }
  for (uint32_t i = 0; i < instance->n_ports; ++i) {
    free(instance->memory ? instance->memory[i] : NULL);
  }
  host_ports_free(instance->ports, instance->n_ports);
  free(instance->values);
  free(instance->memory);
  free(instance->inputs);
  free(instance->outputs);
  free(instance);
}

void instance_reset(Instance* instance) {
  lilv_instance_deactivate(instance->lilv);
  lilv_instance_activate(instance->lilv);
}

Host* instance_host(const Instance* instance) {
  return instance->host;
}

const LilvPlugin* instance_plugin(const Instance* instance) {
  return instance->plugin;
}

LilvInstance* instance_lilv(const Instance* instance) {
  return instance->lilv;
}

const LV2_Feature* const* instance_features(const Instance* instance) {
  return instance->features.list;
}

double instance_rate_hz(const Instance* instance) {
  return instance->rate_hz;
}

uint32_t instance_max_frames(const Instance* instance) {
  return instance->max_frames;
}

uint32_t instance_n_ports(const Instance* instance) {
  return instance->n_ports;
}

const HostPort* instance_port(const Instance* instance, uint32_t index) {
  assert(index < instance->n_ports);
  return &instance->ports[index];
}

uint32_t instance_find(const Instance* instance, const char* symbol) {
  for (uint32_t i = 0; i < instance->n_ports; ++i) {
    if (!strcmp(instance->ports[i].symbol, symbol)) {
      return i;
    }
  }
  return UINT32_MAX;
}

uint32_t instance_n_inputs(const Instance* instance) {
  return instance->n_inputs;
}

uint32_t instance_n_outputs(const Instance* instance) {
  return instance->n_outputs;
}

uint32_t instance_input(const Instance* instance, uint32_t i) {
  assert(i < instance->n_inputs);
  return instance->inputs[i];
}

uint32_t instance_output(const Instance* instance, uint32_t i) {
  assert(i < instance->n_outputs);
  return instance->outputs[i];
}

float instance_get(const Instance* instance, uint32_t index) {
  assert(index < instance->n_ports && instance->ports[index].kind == HOST_PORT_CONTROL);
  return instance->values[index];
}

void instance_set(Instance* instance, uint32_t index, float value) {
  assert(index < instance->n_ports && instance->ports[index].kind == HOST_PORT_CONTROL);
  instance->values[index] = value;
}

float* instance_value(Instance* instance, uint32_t index) {
  assert(index < instance->n_ports && instance->ports[index].kind == HOST_PORT_CONTROL);
  return &instance->values[index];
}

float instance_get_named(const Instance* instance, const char* symbol) {
  return instance_get(instance, instance_find(instance, symbol));
}

void instance_set_named(Instance* instance, const char* symbol, float value) {
  instance_set(instance, instance_find(instance, symbol), value);
}

void instance_set_defaults(Instance* instance) {
  for (uint32_t i = 0; i < instance->n_ports; ++i) {
    const HostPort* port = &instance->ports[i];
    if (port->kind == HOST_PORT_CONTROL && port->is_input) {
      instance->values[i] = isnan(port->initial) ? 0.0f : port->initial;
    }
  }
}

float* instance_buffer(const Instance* instance, uint32_t index) {
  assert(index < instance->n_ports && host_port_is_audio(&instance->ports[index]));
  return (float*)instance->memory[index];
}

void instance_connect(Instance* instance, uint32_t index, void* data) {
  assert(index < instance->n_ports);
  lilv_instance_connect_port(instance->lilv, index, data);
}

void instance_connect_own(Instance* instance, uint32_t index) {
  const bool is_control = instance_port(instance, index)->kind == HOST_PORT_CONTROL;
  instance_connect(instance, index, is_control ? (void*)&instance->values[index] : instance->memory[index]);
}

void instance_run(Instance* instance, uint32_t n_frames) {
  assert(n_frames <= instance->max_frames);
  reset_atoms(instance);
  lilv_instance_run(instance->lilv, n_frames);
}

bool instance_has_latency(const Instance* instance) {
  return instance->latency != UINT32_MAX;
}

uint32_t instance_latency_frames(const Instance* instance) {
  const float frames = instance_has_latency(instance) ? instance->values[instance->latency] : 0.0f;
  return frames > 0.0f ? (uint32_t)lroundf(frames) : 0;
}
