// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/return_chain.h"

#include "common/dsp/cold.h"
#include "common/dsp/pan.h"
#include "common/dsp/sample_kernels.h"
#include "plugins/aux_return/return_delays.h"

#include <math.h>

size_t return_chain_floats(unsigned n_channels, double rate_hz) {
  return channel_delays_floats(n_channels, rate_hz, RETURN_LONGEST_DELAY_MS);
}

COLD void return_chain_init(ReturnChain* chain, unsigned n_channels, double rate_hz, float* memory) {
  chain->n_channels = n_channels;
  band_limit_init(&chain->band_limit, rate_hz);
  dynamics_init(&chain->duck, rate_hz);
  channel_delays_init(&chain->delays, n_channels, rate_hz, RETURN_LONGEST_DELAY_MS, memory);
}

void return_chain_reset(ReturnChain* chain) {
  band_limit_reset(&chain->band_limit);
  channel_delays_reset(&chain->delays);
  dynamics_reset(&chain->duck);
  chain->ducking = false;
}

void return_chain_set(ReturnChain* chain, const AuxReturnParams* params, RampFrames frames) {
  const DynamicsParams duck = {.threshold_db = params->duck_threshold_db,
                               .ratio = RETURN_DUCK_RATIO,
                               .knee_db = RETURN_DUCK_KNEE_DB,
                               .depth_db = params->duck_depth_db,
                               .attack_ms = params->duck_attack_ms,
                               .release_ms = params->duck_release_ms,
                               .detector = DETECTOR_PEAK,
                               .action = DYNAMICS_DUCK};
  band_limit_set(&chain->band_limit, params->hpf_hz, params->lpf_hz, frames.fade);
  return_delays_set(&chain->delays, params->delay_ms, frames.fade);
  dynamics_set(&chain->duck, &duck, chain->ducking ? frames.fade : 0);
  chain->depth_db = params->duck_depth_db;
  chain->ducking |= chain->depth_db > 0.0f;
  matrix_ramp_set_gain(&chain->width, stereo_matrix(chain->n_channels > 1 ? params->width : 1.0f, false), frames);
}

void return_chain_listen(ReturnChain* chain, const AudioBlock* dry, float* gains) {
  (void)kernel_max_abs(gains, dry->channel[0], dry->channel[1], INFINITY, dry->n_frames);
  dynamics_run(&chain->duck, gains, gains, dry->n_frames);
}

void return_chain_shape(ReturnChain* chain, AudioBlock* wet) {
  float* const channels[] = {wet->own[0], wet->own[1]};
  if (!band_limit_is_idle(&chain->band_limit)) {
    audio_block_own(wet);
  }
  band_limit_run(&chain->band_limit, channels, wet->n_channels, wet->n_frames);
  return_delays_run(&chain->delays, wet);
}

void return_chain_duck(AudioBlock* wet, const float* gains) {
  audio_block_own(wet);
  for (unsigned c = 0; c < wet->n_channels; ++c) {
    kernel_scale_moving(wet->own[c], wet->own[c], gains, wet->n_frames);
  }
}

void return_chain_widen(ReturnChain* chain, AudioBlock* wet) {
  if (!matrix_ramp_is_idle(&chain->width)) {
    audio_block_own(wet);
    matrix_ramp_run(&chain->width, wet->own[0], wet->own[1], wet->n_frames);
    matrix_ramp_advance(&chain->width, wet->n_frames);
  }
}

bool return_chain_is_idle(const ReturnChain* chain) {
  return !chain->ducking && band_limit_is_idle(&chain->band_limit) && channel_delays_are_idle(&chain->delays) &&
         matrix_ramp_is_idle(&chain->width) && return_chain_reduction_db(chain) == 0.0f;
}

void return_chain_step(ReturnChain* chain) {
  dynamics_step(&chain->duck);
  chain->ducking = chain->depth_db > 0.0f || (chain->ducking && !dynamics_is_at_rest(&chain->duck));
}

float return_chain_reduction_db(const ReturnChain* chain) {
  return dynamics_reduction_db(&chain->duck);
}
