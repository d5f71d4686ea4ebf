// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/fuzz/host_pair.h"

#include "common/host/noise.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>

static void* array_new(size_t n, size_t size) {
  void* array = calloc(n + 1, size);
  if (!array) {
    abort();
  }
  return array;
}

static void reinstantiate(HostPair* pair, uint8_t rate) {
  bool good = false;
  const double rate_hz = script_rate_hz(rate, &good);
  const bool is_plain_made = plugin_host_reinstantiate(&pair->plain, rate_hz);
  const bool is_hostile_made = plugin_host_reinstantiate(&pair->hostile, rate_hz);
  FUZZ_CHECK(is_plain_made == good && is_hostile_made == good, "instantiate() at %g Hz %s", rate_hz,
             good ? "gives nothing" : "gives an instance");
  for (unsigned i = 0; i < pair->n_controls; ++i) {
    pair->plain.values[pair->controls[i]] = pair->ports[pair->controls[i]].spec->initial;
  }
}

void host_pair_init(HostPair* pair, const LV2_Descriptor* descriptor, const PortFamily* family,
                    const PortVariant* variant) {
  *pair = (HostPair){.n_ports = ports_count(family, variant)};
  pair->ports = (Port*)array_new(pair->n_ports, sizeof(Port));
  pair->inputs = (unsigned*)array_new(pair->n_ports, sizeof(unsigned));
  pair->outputs = (unsigned*)array_new(pair->n_ports, sizeof(unsigned));
  pair->controls = (unsigned*)array_new(pair->n_ports, sizeof(unsigned));
  pair->sources = (Source*)array_new(pair->n_ports, sizeof(Source));
  pair->original = (float**)array_new(pair->n_ports, sizeof(float*));
  pair->connections = (Connection*)array_new(pair->n_ports, sizeof(Connection));
  ports_list(family, variant, pair->ports);
  for (unsigned i = 0; i < pair->n_ports; ++i) {
    const PortKind kind = pair->ports[i].spec->kind;
    if (kind == PORT_AUDIO_IN) {
      pair->sources[pair->n_inputs] = (Source){SOURCE_NOISE, script_gain(180), (uint8_t)pair->n_inputs};
      pair->inputs[pair->n_inputs++] = i;
    } else if (kind == PORT_CONTROL_IN) {
      pair->controls[pair->n_controls++] = i;
    } else if (port_is_audio(pair->ports[i].spec)) {
      pair->outputs[pair->n_outputs++] = i;
    }
  }
  pair->n_modes = fpu_modes(pair->modes);
  plugin_host_init(&pair->plain, descriptor, pair->ports, pair->n_ports);
  plugin_host_init(&pair->hostile, descriptor, pair->ports, pair->n_ports);
  reinstantiate(pair, 0);
}

void host_pair_free(HostPair* pair) {
  plugin_host_free(&pair->plain);
  plugin_host_free(&pair->hostile);
  free(pair->ports);
  free(pair->inputs);
  free(pair->outputs);
  free(pair->controls);
  free(pair->sources);
  free((void*)pair->original);
  free(pair->connections);
}

static void shuffle(HostPair* pair, uint8_t seed) {
  static const ValueKind kinds[] = {VALUE_WITHIN,  VALUE_WITHIN,  VALUE_WITHIN,  VALUE_LOWEST,
                                    VALUE_HIGHEST, VALUE_DEFAULT, VALUE_DEFAULT, VALUE_DEFAULT};
  Noise noise = {seed};
  for (unsigned i = 0; i < pair->n_controls; ++i) {
    const PortSpec* spec = pair->ports[pair->controls[i]].spec;
    const ValueKind kind = kinds[noise_below(&noise, sizeof(kinds) / sizeof(kinds[0]))];
    pair->hostile.values[pair->controls[i]] = script_value(spec, (uint8_t)kind, (uint8_t)noise_below(&noise, 256));
  }
}

static void set(HostPair* pair, const uint8_t* argument) {
  const unsigned port = pair->controls[argument[0] % pair->n_controls];
  pair->hostile.values[port] = script_value(pair->ports[port].spec, argument[1], argument[2]);
}

static void set_source(HostPair* pair, const uint8_t* argument) {
  pair->sources[argument[0] % pair->n_inputs] = (Source){
    .kind = (SourceKind)(argument[1] % SOURCE_COUNT), .gain = script_gain(argument[2]), .detail = argument[3]};
}

static void add_bad_sample(HostPair* pair, const uint8_t* argument) {
  if (pair->n_bad_samples < HOST_PAIR_MAX_BAD_SAMPLES) {
    pair->bad_samples[pair->n_bad_samples++] = (BadSample){argument[0] % pair->n_inputs, argument[1], argument[2]};
  }
}

static void connect_port(HostPair* pair, const uint8_t* argument) {
  const unsigned port = argument[0] % pair->n_ports;
  const ConnectionKind kind = (ConnectionKind)(argument[1] % CONNECTION_COUNT);
  pair->connections[port] = (Connection){kind, argument[2]};
  if (!port_is_audio(pair->ports[port].spec)) {
    plugin_host_connect_control(&pair->hostile, port, kind == CONNECTION_NONE);
  }
}

void host_pair_act(HostPair* pair, const Action* action) {
  const uint8_t* argument = action->argument;
  const bool is_there = pair->plain.handle != NULL;
  switch (action->kind) {
    case ACTION_RUN:
      if (is_there) {
        host_pair_run(pair, script_frames(argument[0]), argument[1]);
      }
      break;
    case ACTION_SET:
      set(pair, argument);
      break;
    case ACTION_SHUFFLE:
      shuffle(pair, argument[0]);
      break;
    case ACTION_SOURCE:
      set_source(pair, argument);
      break;
    case ACTION_BAD_SAMPLE:
      add_bad_sample(pair, argument);
      break;
    case ACTION_CONNECT:
      connect_port(pair, argument);
      break;
    case ACTION_RESET:
      if (is_there) {
        plugin_host_reset(&pair->plain);
        plugin_host_reset(&pair->hostile);
      }
      break;
    case ACTION_REINSTANTIATE:
      reinstantiate(pair, argument[0]);
      break;
    case ACTION_MODE:
      pair->mode = argument[0] % pair->n_modes;
      break;
    default:
      break;
  }
}
