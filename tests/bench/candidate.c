// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/candidate.h"

#include "common/host/buffer.h"

#include <stdlib.h>

enum { SETTLE_FRAMES = 4800, RING_OUT_FRAMES = 96000, SETTLE_BLOCK = 256 };

struct Candidate {
  const CandidateSpec* spec;
  Instance* instance;                // NULL for a limit
  void* state;                       // of a limit; may be NULL
  float* memory;                     // of a limit's outputs
  const float* in[SIGNAL_CHANNELS];  // of a limit
  float* out[SIGNAL_CHANNELS];
  Moving moving[SETUP_MOST_MOVING];
  unsigned n_moving;
  unsigned turn;  // which ends the moving controls are at
};

static bool start_limit(Candidate* candidate, const Limit* limit, HostError* error) {
  const size_t stride = SIGNAL_LONGEST_BLOCK + 48;  // as between the channels of a signal
  candidate->state = limit_new(limit);
  candidate->memory = (float*)buffer_new(limit->n_outputs * stride * sizeof(float));
  for (unsigned i = 0; candidate->memory && i < limit->n_outputs; ++i) {
    candidate->out[i] = candidate->memory + i * stride;
  }
  return (candidate->memory && (candidate->state || !limit->size)) ||
         host_fail(error, "There is not enough memory for the limit %s.", limit->name);
}

static bool start_plugin(Candidate* candidate, Host* host, const CandidateSpec* spec, HostError* error) {
  candidate->instance = instance_new(host, spec->uri, LIMIT_RATE_HZ, SIGNAL_LONGEST_BLOCK, error);
  if (!candidate->instance || !setup_apply(candidate->instance, spec->setup, error)) {
    return false;
  }
  candidate->n_moving = setup_moving(candidate->instance, spec->setup, candidate->moving);
  return true;
}

Candidate* candidate_new(Host* host, const CandidateSpec* spec, HostError* error) {
  Candidate* candidate = (Candidate*)calloc(1, sizeof(Candidate));
  if (!candidate) {
    host_fail(error, "There is not enough memory for %s.", spec->name);
    return NULL;
  }
  candidate->spec = spec;
  if (!(spec->limit ? start_limit(candidate, spec->limit, error) : start_plugin(candidate, host, spec, error))) {
    candidate_free(candidate);
    return NULL;
  }
  return candidate;
}

void candidate_free(Candidate* candidate) {
  if (candidate) {
    instance_free(candidate->instance);
    free(candidate->state);
    free(candidate->memory);
    free(candidate);
  }
}

bool candidate_can_ramp(const Candidate* candidate) {
  return candidate->n_moving > 0;
}

void candidate_point(Candidate* candidate, const Signal* signal, uint32_t frame) {
  const unsigned n = candidate->instance ? instance_n_inputs(candidate->instance) : candidate->spec->limit->n_inputs;
  for (unsigned i = 0; i < n; ++i) {
    const float* in = signal->channel[i % SIGNAL_CHANNELS] + frame;  // plugins of others may have more inputs
    if (candidate->instance) {
      instance_connect(candidate->instance, instance_input(candidate->instance, i), (void*)in);
    } else {
      candidate->in[i] = in;
    }
  }
}

static void turn(Candidate* candidate) {
  candidate->turn ^= 1;
  for (unsigned i = 0; i < candidate->n_moving; ++i) {
    *candidate->moving[i].value = candidate->moving[i].ends[candidate->turn];
  }
}

void candidate_run(Candidate* candidate, uint32_t block_frames, uint32_t n_blocks, bool ramping) {
  LilvInstance* lilv = candidate->instance ? instance_lilv(candidate->instance) : NULL;
  for (uint32_t i = 0; i < n_blocks; ++i) {
    if (ramping) {
      turn(candidate);
    }
    if (lilv) {
      lilv_instance_run(lilv, block_frames);
    } else {
      candidate->spec->limit->run(candidate->state, candidate->in, candidate->out, block_frames);
    }
  }
}

static void play(Candidate* candidate, const Signal* signal, uint32_t n_frames) {
  for (uint32_t at = 0; at < n_frames; at += SETTLE_BLOCK) {
    candidate_point(candidate, signal, at % SIGNAL_FRAMES);
    if (candidate->instance) {
      instance_run(candidate->instance, SETTLE_BLOCK);
    } else {
      candidate_run(candidate, SETTLE_BLOCK, 1, false);
    }
  }
}

void candidate_settle(Candidate* candidate, const Signal* signal, const Signal* noise) {
  while (candidate->n_moving && candidate->turn) {
    turn(candidate);
  }
  if (candidate->instance) {
    instance_reset(candidate->instance);
  }
  play(candidate, noise, SETTLE_FRAMES);
  if (signal != noise) {
    play(candidate, signal, RING_OUT_FRAMES);
  }
}
