// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Key effect: what the conditioned key of a sidechain router does to the main signal: DC blocker -> level -> relative
   to its recent peak or not -> dynamics of the action -> gain, with its corners rounded; and the envelope that shows
   the level. A chunk is run where it has to be, and then moved past. Audio thread, realtime-safe, but for set-up. */

#ifndef SIGNALBOX_KEY_EFFECT_H
#define SIGNALBOX_KEY_EFFECT_H

#include "common/dsp/ballistics.h"
#include "common/dsp/crossfader.h"
#include "common/dsp/dc_blocker.h"
#include "common/dsp/dynamics.h"
#include "common/dsp/gain_smoother.h"
#include "common/dsp/recent_peak.h"
#include "plugins/sidechain_router/sidechain_router.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct {
  double rate_hz;
  DynamicsParams params;                  // but for the action
  Dynamics dynamics[ROUTER_ACTIONS];      // of all actions but ROUTER_ROUTE
  GainSmoother smoother[ROUTER_ACTIONS];  // ... of its gain
  bool in_use[ROUTER_ACTIONS];            // the dynamics of the action ran in the last chunk
  Crossfader action;                      // of RouterAction
  bool was_listening, was_relative;       // in the last chunk: the level was read, and made relative to the recent peak
  DcBlocker dc_blocker;
  RecentPeak recent_peak;
  bool is_floor_heard;  // a level below the floor could do something if it were not taken for silence
  Ramp relative;        // how far levels are relative to the recent peak
  Ramp enabled;
  Ballistics envelope;  // of the key
  float fall;           // of the meter
  ReductionMeter reduction;
} KeyEffect;

void key_effect_init(KeyEffect* effect, double rate_hz);

/* Forgets all signal. */
void key_effect_reset(KeyEffect* effect);

/* Moves to another action, other dynamics, relative and enabled over ramp_frames; with 0 they are there at once. */
void key_effect_set(KeyEffect* effect, const SidechainRouterParams* params, uint32_t ramp_frames);

/* At most n_frames: where a chunk has to end for the effect's sake. The recent peak is followed as far as levels are
   relative to it and no further, and the reduction is that of the gain itself as soon as nothing fades it. */
static inline uint32_t key_effect_limit(const KeyEffect* effect, uint32_t n_frames) {
  n_frames = crossfader_limit(&effect->action, n_frames);
  return ramp_limit(&effect->enabled, ramp_limit(&effect->relative, n_frames));
}

static inline bool key_effect_is_relative(const KeyEffect* effect) {
  return ramp_is_moving(&effect->relative) || effect->relative.target != 0.0f;
}

/* Whether the gain is 1 and a chunk need not be run for its sake. */
static inline bool key_effect_is_idle(const KeyEffect* effect) {
  return !crossfader_is_moving(&effect->action) && effect->action.to == ROUTER_ROUTE && !key_effect_is_relative(effect);
}

/* Works out of both sides of the key (twice the same one for a mono key; finite) the gain on the main signal, 0 .. 1:
   float[n_frames] each, n_frames <= key_effect_limit() and CHUNK_FRAMES. */
void key_effect_run(KeyEffect* effect, const float* left, const float* right, float* gain, uint32_t n_frames);

/* Follows the level of the key, the larger |side|, up to 1, or 0 while it is not enabled, with the attack and release
   of the dynamics: 0 .. 1. */
void key_effect_follow(KeyEffect* effect, const float* left, const float* right, float* envelope, uint32_t n_frames);

/* Moves past a chunk, whether it was run or not. */
static inline void key_effect_advance(KeyEffect* effect, uint32_t n_frames) {
  for (unsigned action = ROUTER_ROUTE; action < ROUTER_ACTIONS; ++action) {
    effect->in_use[action] = action == effect->action.to || action == effect->action.from;
  }
  effect->was_listening = !key_effect_is_idle(effect);
  effect->was_relative = key_effect_is_relative(effect);
  crossfader_advance(&effect->action, n_frames);
  ramp_advance(&effect->relative, n_frames);
  ramp_advance(&effect->enabled, n_frames);
}

/* Ends a control interval (see chunk.h). */
void key_effect_step(KeyEffect* effect);

/* Whether what it does, or is to do, depends on the key. */
static inline bool key_effect_needs_key(const KeyEffect* effect) {
  return effect->action.wanted != ROUTER_ROUTE && effect->enabled.target != 0.0f;
}

/* <= 0, held and falling as meter.h says. */
float key_effect_reduction_db(const KeyEffect* effect);

#endif
