// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/return_chain.h"

#include "common/dsp/kernels.h"
#include "common/dsp/pan.h"

#include <math.h>

static uint32_t longest_delay(double rate_hz) {
  return delay_frames_of_ms(rate_hz, RETURN_LONGEST_DELAY_MS);
}

size_t return_chain_floats(unsigned n_channels, double rate_hz) {
  return (size_t)n_channels * delay_buffer_frames(longest_delay(rate_hz));
}

void return_chain_init(ReturnChain* chain, unsigned n_channels, double rate_hz, float* memory) {
  chain->n_channels = n_channels;
  chain->rate_hz = rate_hz;
  filter_init(&chain->hpf, FILTER_HIGH_PASS, rate_hz);
  filter_init(&chain->lpf, FILTER_LOW_PASS, rate_hz);
  dynamics_init(&chain->duck, rate_hz);
  for (unsigned c = 0; c < n_channels; ++c) {
    delay_init(&chain->delay[c], memory + c * return_chain_floats(1, rate_hz), longest_delay(rate_hz));
  }
}

void return_chain_reset(ReturnChain* chain) {
  filter_reset(&chain->hpf);
  filter_reset(&chain->lpf);
  for (unsigned c = 0; c < chain->n_channels; ++c) {
    delay_reset(&chain->delay[c], 0);
  }
  dynamics_reset(&chain->duck);
  chain->ducking = false;
}

void return_chain_set(ReturnChain* chain, const AuxReturnParams* params, uint32_t ramp_frames) {
  const StereoMatrix matrix = stereo_matrix(chain->n_channels > 1 ? params->width : 1.0f, false);
  const DynamicsParams duck = {.threshold_db = params->duck_threshold_db,
                               .ratio = RETURN_DUCK_RATIO,
                               .knee_db = RETURN_DUCK_KNEE_DB,
                               .depth_db = params->duck_depth_db,
                               .attack_ms = params->duck_attack_ms,
                               .release_ms = params->duck_release_ms,
                               .detector = DETECTOR_PEAK,
                               .action = DYNAMICS_DUCK};
  filter_set(&chain->hpf, params->hpf_hz, ramp_frames);
  filter_set(&chain->lpf, params->lpf_hz, ramp_frames);
  delays_set(chain->delay, chain->n_channels, delay_frames_of_ms(chain->rate_hz, params->delay_ms), ramp_frames);
  dynamics_set(&chain->duck, &duck, chain->ducking ? ramp_frames : 0);
  chain->depth_db = params->duck_depth_db;
  chain->ducking |= chain->depth_db > 0.0f;
  ramp_set(&chain->same, matrix.same, ramp_frames);
  ramp_set(&chain->cross, matrix.cross, ramp_frames);
}

void return_chain_listen(ReturnChain* chain, const ReturnSignal* dry, float* gains) {
  (void)kernel_max_abs(gains, dry->at[0], dry->at[1], INFINITY, dry->n_frames);
  dynamics_run(&chain->duck, gains, gains, dry->n_frames);
}

void return_chain_shape(ReturnChain* chain, ReturnSignal* wet) {
  float* const channels[] = {wet->own[0], wet->own[1]};
  if (!filter_is_idle(&chain->hpf) || !filter_is_idle(&chain->lpf)) {
    return_signal_own(wet);
  }
  filter_run_pair(&chain->hpf, &chain->lpf, channels, wet->n_channels, wet->n_frames);
  delays_run(chain->delay, wet);
}

void return_chain_duck(ReturnSignal* wet, const float* gains) {
  return_signal_own(wet);
  for (unsigned c = 0; c < wet->n_channels; ++c) {
    kernel_scale_moving(wet->own[c], wet->own[c], gains, wet->n_frames);
  }
}

static bool width_is_moving(const ReturnChain* chain) {
  return ramp_is_moving(&chain->same) || ramp_is_moving(&chain->cross);
}

static bool width_is_idle(const ReturnChain* chain) {
  return ramp_is_settled_at(&chain->same, 1.0f) && ramp_is_settled_at(&chain->cross, 0.0f);
}

void return_chain_widen(ReturnChain* chain, ReturnSignal* wet) {
  if (width_is_idle(chain)) {
    return;
  }
  return_signal_own(wet);
  if (width_is_moving(chain)) {
    float same[CHUNK_FRAMES];
    float cross[CHUNK_FRAMES];
    ramp_fill(&chain->same, same, wet->n_frames);
    ramp_fill(&chain->cross, cross, wet->n_frames);
    ramp_advance(&chain->same, wet->n_frames);
    ramp_advance(&chain->cross, wet->n_frames);
    kernel_matrix_moving(wet->own[0], wet->own[1], same, cross, wet->n_frames);
  } else {
    kernel_matrix(wet->own[0], wet->own[1], (StereoMatrix){chain->same.target, chain->cross.target}, wet->n_frames);
  }
}

bool return_chain_is_idle(const ReturnChain* chain) {
  return !chain->ducking && filter_is_idle(&chain->hpf) && filter_is_idle(&chain->lpf) &&
         delay_is_idle(&chain->delay[0]) && width_is_idle(chain);
}

void return_chain_step(ReturnChain* chain) {
  if (chain->ducking) {
    dynamics_step(&chain->duck);
    chain->ducking = chain->depth_db > 0.0f || dynamics_reduction_db(&chain->duck) < 0.0f;
  }
}

float return_chain_reduction_db(const ReturnChain* chain) {
  return chain->ducking ? dynamics_reduction_db(&chain->duck) : 0.0f;
}
