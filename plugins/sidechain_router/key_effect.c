// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/sidechain_router/key_effect.h"

#include "common/dsp/chunk.h"
#include "common/dsp/cold.h"
#include "common/dsp/fastmath.h"
#include "common/dsp/sample_kernels.h"

#include <math.h>
#include <string.h>

COLD void key_effect_init(KeyEffect* effect, double rate_hz) {
  effect->rate_hz = rate_hz;
  effect->fall = meter_fall(rate_hz);
  for (unsigned action = ROUTER_DUCK; action < ROUTER_ACTIONS; ++action) {
    dynamics_init(&effect->dynamics[action], rate_hz);
    gain_smoother_init(&effect->smoother[action], rate_hz);
  }
  dc_blocker_init(&effect->dc_blocker, rate_hz);
  recent_peak_init(&effect->recent_peak, rate_hz);
  key_effect_reset(effect);
}

COLD void key_effect_reset(KeyEffect* effect) {
  memset(effect->in_use, 0, sizeof(effect->in_use));
  effect->was_listening = effect->was_relative = false;
  dc_blocker_reset(&effect->dc_blocker);
  recent_peak_reset(&effect->recent_peak);
  ballistics_reset(&effect->envelope);
  reduction_meter_reset(&effect->reduction);
}

static void set_dynamics(KeyEffect* effect, RouterAction action, uint32_t ramp_frames) {
  static const DynamicsAction actions[ROUTER_ACTIONS] = {
    [ROUTER_DUCK] = DYNAMICS_DUCK, [ROUTER_GATE] = DYNAMICS_GATE, [ROUTER_PULSE] = DYNAMICS_PULSE};
  DynamicsParams params = effect->params;
  params.action = actions[action];
  params.attack_ms = gain_smoother_time(&effect->smoother[action], params.attack_ms);
  params.release_ms = gain_smoother_time(&effect->smoother[action], params.release_ms);
  dynamics_set(&effect->dynamics[action], &params, ramp_frames);
}

void key_effect_set(KeyEffect* effect, const SidechainRouterParams* params, uint32_t ramp_frames) {
  const DynamicsParams* dynamics = &params->dynamics;
  effect->params = *dynamics;
  crossfader_set(&effect->action, params->action, ramp_frames);
  for (unsigned action = ROUTER_DUCK; action < ROUTER_ACTIONS; ++action) {
    if (effect->in_use[action]) {
      set_dynamics(effect, (RouterAction)action, ramp_frames);
    }
  }
  ballistics_set(&effect->envelope, effect->rate_hz, dynamics->attack_ms, dynamics->release_ms, 0.0f);
  recent_peak_set(&effect->recent_peak, dynamics->floor);
  const float reach_db = fast_max(0.5f * dynamics->knee_db, dynamics->hysteresis_db);
  effect->is_floor_heard = dynamics->floor > gain_from_db(dynamics->threshold_db - reach_db);
  ramp_set(&effect->relative, params->relative ? 1.0f : 0.0f, ramp_frames);
  ramp_set(&effect->enabled, params->enabled ? 1.0f : 0.0f, ramp_frames);
}

/* Writes the level of the key without its DC. */
static void read_level(KeyEffect* effect, const float* left, const float* right, float* level, uint32_t n_frames) {
  if (!effect->was_listening) {
    dc_blocker_reset(&effect->dc_blocker);
  }
  dc_blocker_run(&effect->dc_blocker, left, right, level, n_frames);
}

/* Takes what is below the floor for silence, where that makes a difference. */
static const float* apply_floor(const KeyEffect* effect, const float* level, float* above, uint32_t n_frames) {
  const float floor = effect->params.floor;
  if (!effect->is_floor_heard) {
    return level;
  }
  for (uint32_t i = 0; i < n_frames; ++i) {
    above[i] = level[i] >= floor ? level[i] : 0.0f;
  }
  return above;
}

/* Gives the level that the dynamics work on: the key's own, or, put into a buffer, one as far as wanted relative to its
   recent peak. */
static const float* make_relative(KeyEffect* effect, const float* level, float* relative, uint32_t n_frames) {
  const Ramp* weight = &effect->relative;
  float above[CHUNK_FRAMES];
  float weights[CHUNK_FRAMES];
  if (!key_effect_is_relative(effect)) {
    return apply_floor(effect, level, relative, n_frames);
  }
  if (!effect->was_relative) {
    recent_peak_reset(&effect->recent_peak);
  }
  kernel_max_abs(relative, level, level, DETECTOR_CEILING_GAIN, n_frames);
  recent_peak_run(&effect->recent_peak, relative, n_frames);
  ramp_fill(weight, weights, n_frames);
  kernel_crossfade(relative, apply_floor(effect, level, above, n_frames), relative, weights, n_frames);
  return relative;
}

static void start_action(KeyEffect* effect, RouterAction action) {
  dynamics_reset(&effect->dynamics[action]);
  set_dynamics(effect, action, 0);
  gain_smoother_reset(&effect->smoother[action], action == ROUTER_GATE ? gain_from_db(-effect->params.depth_db) : 1.0f);
}

/* Gives the lowest gain: of that before its corners are rounded, which takes nothing off all but the shortest. */
static float run_action(KeyEffect* effect, RouterAction action, const float* level, float* gain, uint32_t n_frames) {
  if (action == ROUTER_ROUTE) {
    for (uint32_t i = 0; i < n_frames; ++i) {
      gain[i] = 1.0f;
    }
    return 1.0f;
  }
  if (!effect->in_use[action]) {
    start_action(effect, action);
  }
  const float lowest = dynamics_run(&effect->dynamics[action], level, gain, n_frames);
  gain_smoother_run(&effect->smoother[action], gain, n_frames);
  return lowest;
}

/* Works out the gain of the action, or of both that it fades between. Pulses have no threshold that a level could be
   relative to. */
static float run_actions(KeyEffect* effect, const float* level, const float* relative, float* gain, uint32_t n_frames) {
  const Crossfader* action = &effect->action;
  const float lowest = run_action(effect, (RouterAction)action->to, action->to == ROUTER_PULSE ? level : relative, gain,
                                  n_frames);
  if (crossfader_is_moving(action)) {
    float old[CHUNK_FRAMES];
    float weights[CHUNK_FRAMES];
    run_action(effect, (RouterAction)action->from, action->from == ROUTER_PULSE ? level : relative, old, n_frames);
    ramp_fill(&action->weight, weights, n_frames);
    kernel_crossfade(gain, old, gain, weights, n_frames);
    return kernel_lowest(gain, n_frames);
  }
  return lowest;
}

static bool is_enabled(const KeyEffect* effect) {
  return ramp_is_settled_at(&effect->enabled, 1.0f);
}

static void let_go_while_off(const KeyEffect* effect, float* gain, uint32_t n_frames) {
  float weights[CHUNK_FRAMES];
  ramp_fill(&effect->enabled, weights, n_frames);
  for (uint32_t i = 0; i < n_frames; ++i) {
    gain[i] = (1.0f - weights[i]) + weights[i] * gain[i];  // the gain itself at a weight of 1
  }
}

void key_effect_run(KeyEffect* effect, const float* left, const float* right, float* gain, uint32_t n_frames) {
  float level[CHUNK_FRAMES];
  float relative[CHUNK_FRAMES];
  if (!key_effect_is_idle(effect)) {
    read_level(effect, left, right, level, n_frames);
    float lowest = run_actions(effect, level, make_relative(effect, level, relative, n_frames), gain, n_frames);
    if (!is_enabled(effect)) {
      let_go_while_off(effect, gain, n_frames);
      lowest = kernel_lowest(gain, n_frames);
    }
    reduction_meter_add(&effect->reduction, lowest);
  } else {
    run_action(effect, ROUTER_ROUTE, NULL, gain, n_frames);
  }
}

void key_effect_follow(KeyEffect* effect, const float* left, const float* right, float* envelope, uint32_t n_frames) {
  kernel_max_abs(envelope, left, right, effect->enabled.target, n_frames);
  ballistics_run(&effect->envelope, &envelope, 1, n_frames);
}

void key_effect_step(KeyEffect* effect) {
  reduction_meter_step(&effect->reduction, effect->fall);
  if (effect->was_relative) {
    recent_peak_step(&effect->recent_peak);
  }
  for (unsigned action = ROUTER_DUCK; action < ROUTER_ACTIONS; ++action) {
    if (effect->in_use[action]) {
      dynamics_step(&effect->dynamics[action]);
    }
  }
}

float key_effect_reduction_db(const KeyEffect* effect) {
  return reduction_meter_db(&effect->reduction);
}
