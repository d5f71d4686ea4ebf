// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/sidechain_router/key_effect.h"

#include "common/dsp/chunk.h"
#include "common/dsp/one_pole.h"
#include "common/dsp/sample_kernels.h"

#include <math.h>
#include <string.h>

void key_effect_init(KeyEffect* effect, double rate_hz) {
  effect->rate_hz = rate_hz;
  effect->fall = meter_fall(rate_hz);
  dynamics_init(&effect->dynamics[ROUTER_DUCK], rate_hz);
  dynamics_init(&effect->dynamics[ROUTER_GATE], rate_hz);
  recent_peak_init(&effect->recent_peak, rate_hz);
  key_effect_reset(effect);
}

void key_effect_reset(KeyEffect* effect) {
  memset(effect->in_use, 0, sizeof(effect->in_use));
  recent_peak_reset(&effect->recent_peak);
  effect->envelope = 0.0f;
  reduction_meter_reset(&effect->reduction);
}

static void set_dynamics(KeyEffect* effect, RouterAction action, uint32_t ramp_frames) {
  DynamicsParams params = effect->params;
  params.action = action == ROUTER_GATE ? DYNAMICS_GATE : DYNAMICS_DUCK;
  dynamics_set(&effect->dynamics[action], &params, ramp_frames);
}

void key_effect_set(KeyEffect* effect, const SidechainRouterParams* params, uint32_t ramp_frames) {
  effect->params = params->dynamics;
  crossfader_set(&effect->action, params->action, ramp_frames);
  for (unsigned action = ROUTER_DUCK; action < ROUTER_ACTIONS; ++action) {
    if (effect->in_use[action]) {
      set_dynamics(effect, (RouterAction)action, ramp_frames);
    }
  }
  ramp_set(&effect->relative, params->relative ? 1.0f : 0.0f, ramp_frames);
  ramp_set(&effect->enabled, params->enabled ? 1.0f : 0.0f, ramp_frames);
}

/* Gives the level that the dynamics work on: the key's own, or, put into a buffer, one as far as wanted relative to its
   recent peak. */
static const float* relate(KeyEffect* effect, const float* level, float* relative, uint32_t n_frames) {
  Ramp* weight = &effect->relative;
  if (!ramp_is_moving(weight) && weight->target == 0.0f) {
    return level;
  }
  float weights[CHUNK_FRAMES];
  memcpy(relative, level, n_frames * sizeof(float));
  recent_peak_run(&effect->recent_peak, relative, n_frames);
  ramp_fill(weight, weights, n_frames);
  ramp_advance(weight, n_frames);
  kernel_crossfade(relative, level, relative, weights, n_frames);
  return relative;
}

static void run_action(KeyEffect* effect, RouterAction action, const float* level, float* gain, uint32_t n_frames) {
  if (action == ROUTER_ROUTE) {
    for (uint32_t i = 0; i < n_frames; ++i) {
      gain[i] = 1.0f;
    }
    return;
  }
  if (!effect->in_use[action]) {
    dynamics_reset(&effect->dynamics[action]);
    set_dynamics(effect, action, 0);
  }
  dynamics_run(&effect->dynamics[action], level, gain, n_frames);
}

/* Works out the gain of the action, or of both that it fades between. */
static void run_actions(KeyEffect* effect, const float* level, float* gain, uint32_t n_frames) {
  const Crossfader* action = &effect->action;
  run_action(effect, (RouterAction)action->to, level, gain, n_frames);
  if (crossfader_is_moving(action)) {
    float old[CHUNK_FRAMES];
    float weights[CHUNK_FRAMES];
    run_action(effect, (RouterAction)action->from, level, old, n_frames);
    ramp_fill(&action->weight, weights, n_frames);
    kernel_crossfade(gain, old, gain, weights, n_frames);
  }
}

void key_effect_run(KeyEffect* effect, const float* left, const float* right, float* level, float* gain,
                    uint32_t n_frames) {
  float relative[CHUNK_FRAMES];
  kernel_max_abs(level, left, right, DETECTOR_CEILING_GAIN, n_frames);
  run_actions(effect, relate(effect, level, relative, n_frames), gain, n_frames);
  Ramp* enabled = &effect->enabled;
  if (ramp_is_moving(enabled) || enabled->target != 1.0f) {
    float weights[CHUNK_FRAMES];
    ramp_fill(enabled, weights, n_frames);
    ramp_advance(enabled, n_frames);
    for (uint32_t i = 0; i < n_frames; ++i) {
      gain[i] = (1.0f - weights[i]) + weights[i] * gain[i];  // the gain itself at a weight of 1
    }
  }
  reduction_meter_add(&effect->reduction, kernel_lowest(gain, n_frames));
}

void key_effect_follow(KeyEffect* effect, const float* level, float* envelope, uint32_t n_frames) {
  const float attack = (float)one_pole_weight(effect->rate_hz, (double)effect->params.attack_ms);
  const float release = (float)one_pole_weight(effect->rate_hz, (double)effect->params.release_ms);
  const float scale = effect->enabled.target;
  float value = effect->envelope;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float target = scale * fast_min(level[i], 1.0f);
    value += (target - value) * (target > value ? attack : release);
    envelope[i] = value;
  }
  effect->envelope = value;
}

void key_effect_step(KeyEffect* effect) {
  reduction_meter_step(&effect->reduction, effect->fall);
  recent_peak_step(&effect->recent_peak);
  for (unsigned action = ROUTER_DUCK; action < ROUTER_ACTIONS; ++action) {
    dynamics_step(&effect->dynamics[action]);
  }
}

float key_effect_reduction_db(const KeyEffect* effect) {
  return reduction_meter_db(&effect->reduction);
}
