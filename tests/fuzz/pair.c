// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/fuzz/pair.h"

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

static void renew(Pair* pair, uint8_t rate) {
  bool good = false;
  const double rate_hz = script_rate_hz(rate, &good);
  const bool is_tame_made = rig_renew(&pair->tame, rate_hz);
  const bool is_wild_made = rig_renew(&pair->wild, rate_hz);
  FUZZ_CHECK(is_tame_made == good && is_wild_made == good, "instantiate() at %g Hz %s", rate_hz,
             good ? "gives nothing" : "gives an instance");
  for (unsigned i = 0; i < pair->n_controls; ++i) {
    pair->tame.values[pair->controls[i]] = pair->ports[pair->controls[i]].spec->initial;
  }
}

void pair_init(Pair* pair, const LV2_Descriptor* descriptor, const PortFamily* family, const PortVariant* variant) {
  *pair = (Pair){.n_ports = ports_count(family, variant)};
  pair->ports = (Port*)array_new(pair->n_ports, sizeof(Port));
  pair->inputs = (unsigned*)array_new(pair->n_ports, sizeof(unsigned));
  pair->outputs = (unsigned*)array_new(pair->n_ports, sizeof(unsigned));
  pair->controls = (unsigned*)array_new(pair->n_ports, sizeof(unsigned));
  pair->sources = (Source*)array_new(pair->n_ports, sizeof(Source));
  pair->played = (float**)array_new(pair->n_ports, sizeof(float*));
  pair->places = (Place*)array_new(pair->n_ports, sizeof(Place));
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
  rig_init(&pair->tame, descriptor, pair->ports, pair->n_ports);
  rig_init(&pair->wild, descriptor, pair->ports, pair->n_ports);
  renew(pair, 0);
}

void pair_free(Pair* pair) {
  rig_free(&pair->tame);
  rig_free(&pair->wild);
  free(pair->ports);
  free(pair->inputs);
  free(pair->outputs);
  free(pair->controls);
  free(pair->sources);
  free((void*)pair->played);
  free(pair->places);
}

static void shuffle(Pair* pair, uint8_t seed) {
  static const ValueKind kinds[] = {VALUE_WITHIN,  VALUE_WITHIN,  VALUE_WITHIN,  VALUE_LOWEST,
                                    VALUE_HIGHEST, VALUE_DEFAULT, VALUE_DEFAULT, VALUE_DEFAULT};
  Noise noise = {seed};
  for (unsigned i = 0; i < pair->n_controls; ++i) {
    const PortSpec* spec = pair->ports[pair->controls[i]].spec;
    const ValueKind kind = kinds[noise_below(&noise, sizeof(kinds) / sizeof(kinds[0]))];
    pair->wild.values[pair->controls[i]] = script_value(spec, (uint8_t)kind, (uint8_t)noise_below(&noise, 256));
  }
}

static void set(Pair* pair, const uint8_t* argument) {
  const unsigned port = pair->controls[argument[0] % pair->n_controls];
  pair->wild.values[port] = script_value(pair->ports[port].spec, argument[1], argument[2]);
}

static void feed(Pair* pair, const uint8_t* argument) {
  pair->sources[argument[0] % pair->n_inputs] = (Source){
    .kind = (SourceKind)(argument[1] % SOURCE_COUNT), .gain = script_gain(argument[2]), .detail = argument[3]};
}

static void spoil(Pair* pair, const uint8_t* argument) {
  if (pair->n_spoils < PAIR_MAX_SPOILS) {
    pair->spoils[pair->n_spoils++] = (Spoil){argument[0] % pair->n_inputs, argument[1], argument[2]};
  }
}

static void place(Pair* pair, const uint8_t* argument) {
  const unsigned port = argument[0] % pair->n_ports;
  const PlaceKind kind = (PlaceKind)(argument[1] % PLACE_COUNT);
  pair->places[port] = (Place){kind, argument[2]};
  if (!port_is_audio(pair->ports[port].spec)) {
    rig_connect_control(&pair->wild, port, kind == PLACE_NOWHERE);
  }
}

void pair_act(Pair* pair, const Action* action) {
  const uint8_t* argument = action->argument;
  const bool is_there = pair->tame.handle != NULL;
  switch (action->kind) {
    case ACTION_RUN:
      if (is_there) {
        pair_run(pair, script_frames(argument[0]), argument[1]);
      }
      break;
    case ACTION_SET:
      set(pair, argument);
      break;
    case ACTION_SHUFFLE:
      shuffle(pair, argument[0]);
      break;
    case ACTION_FEED:
      feed(pair, argument);
      break;
    case ACTION_SPOIL:
      spoil(pair, argument);
      break;
    case ACTION_CONNECT:
      place(pair, argument);
      break;
    case ACTION_RESET:
      if (is_there) {
        rig_reset(&pair->tame);
        rig_reset(&pair->wild);
      }
      break;
    case ACTION_RENEW:
      renew(pair, argument[0]);
      break;
    case ACTION_MODE:
      pair->mode = argument[0] % pair->n_modes;
      break;
    default:
      break;
  }
}
