// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/sidechain_router/sidechain_router.h"

#include "common/dsp/chunk.h"
#include "common/dsp/delay.h"
#include "common/dsp/kernels.h"
#include "common/dsp/meter.h"
#include "common/dsp/recent_peak.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Working buffers of one chunk. */
typedef struct {
  float main[2][CHUNK_FRAMES];
  float key[2][CHUNK_FRAMES];
  float level[CHUNK_FRAMES];     // of the key, rectified
  float relative[CHUNK_FRAMES];  // the same as far as it is relative to its recent peak
  const float* counted;          // which of both the dynamics work on
  float gain[CHUNK_FRAMES];      // on the main signal
  bool plain;                    // no gain and no level: they need not be looked at
} Scratch;

struct SidechainRouter {
  unsigned n_channels;
  double rate_hz;
  uint32_t glide_frames;
  float fall;
  bool fresh;  // nothing has run since the reset: what is set holds at once
  ChunkClock clock;
  SidechainRouterParams params;

  KeyChain key;
  Dynamics dynamics[ROUTER_ACTIONS];  // of ROUTER_DUCK and ROUTER_GATE
  bool in_use[ROUTER_ACTIONS];        // the dynamics of the action ran in the last chunk
  RecentPeak recent_peak;
  Switch action;   // of RouterAction
  float envelope;  // of the key, for the CV out

  Glide relative;  // how far levels are relative to the recent peak
  Glide enabled, listen, key_out_gain;
  uint32_t lookahead_frames;
  Delay main_delay[2], key_delay[2], envelope_delay;
  float* memory;  // of the delays

  Meter key_meter, meter[2];
  float least_gain[2];  // on the main signal: in the last cell and in this one so far
  Watch watch;
};

SidechainRouter* sidechain_router_new(unsigned n_channels, double rate_hz) {
  SidechainRouter* router = (SidechainRouter*)calloc(1, sizeof(SidechainRouter));
  if (!router) {
    return NULL;
  }
  router->n_channels = n_channels;
  router->rate_hz = rate_hz;
  router->glide_frames = glide_frames(rate_hz);
  router->fall = meter_fall(rate_hz);
  const uint32_t longest = delay_frames_of_ms(router->rate_hz, ROUTER_LONGEST_LOOKAHEAD_MS);
  const size_t size = delay_buffer_frames(longest);
  Delay* delays[] = {&router->main_delay[0], &router->key_delay[0], &router->envelope_delay, &router->main_delay[1],
                     &router->key_delay[1]};
  const unsigned n_delays = n_channels > 1 ? 5 : 3;
  router->memory = (float*)calloc(n_delays * size, sizeof(float));
  if (!router->memory) {
    free(router);
    return NULL;
  }
  for (unsigned i = 0; i < n_delays; ++i) {
    delay_init(delays[i], router->memory + i * size, longest);
  }
  key_chain_init(&router->key, n_channels, rate_hz);
  dynamics_init(&router->dynamics[ROUTER_DUCK], rate_hz);
  dynamics_init(&router->dynamics[ROUTER_GATE], rate_hz);
  recent_peak_init(&router->recent_peak, rate_hz);
  watch_init(&router->watch, rate_hz);
  sidechain_router_reset(router);
  return router;
}

void sidechain_router_free(SidechainRouter* router) {
  free(router->memory);
  free(router);
}

void sidechain_router_reset(SidechainRouter* router) {
  router->fresh = true;
  router->clock = (ChunkClock){0};
  router->envelope = 0.0f;
  key_chain_reset(&router->key);
  memset(router->in_use, 0, sizeof(router->in_use));
  recent_peak_reset(&router->recent_peak);
  delay_reset(&router->envelope_delay, 0);
  for (unsigned c = 0; c < router->n_channels; ++c) {
    delay_reset(&router->main_delay[c], 0);
    delay_reset(&router->key_delay[c], 0);
    router->meter[c] = (Meter){0.0f, 0.0f};
  }
  router->key_meter = (Meter){0.0f, 0.0f};
  router->least_gain[0] = router->least_gain[1] = 1.0f;
  watch_reset(&router->watch);
}

static void move(const SidechainRouter* router, Glide* glide, float target) {
  glide_move(glide, target, router->fresh, router->glide_frames);
}

static void choose(const SidechainRouter* router, Switch* choice, unsigned value) {
  if (router->fresh) {
    switch_reset(choice, value);
  } else {
    switch_set(choice, value, router->glide_frames);
  }
}

static void set_delay(const SidechainRouter* router, Delay* delay) {
  if (router->fresh) {
    delay_settle(delay, router->lookahead_frames);
  } else {
    delay_set(delay, router->lookahead_frames, router->glide_frames);
  }
}

static void set_dynamics(SidechainRouter* router, RouterAction action) {
  DynamicsParams params = router->params.dynamics;
  params.action = action == ROUTER_GATE ? DYNAMICS_GATE : DYNAMICS_DUCK;
  dynamics_set(&router->dynamics[action], &params);
}

void sidechain_router_set(SidechainRouter* router, const SidechainRouterParams* params) {
  router->params = *params;
  key_chain_set(&router->key, &params->key);
  choose(router, &router->action, params->action);
  for (unsigned action = ROUTER_DUCK; action < ROUTER_ACTIONS; ++action) {
    if (router->in_use[action]) {
      set_dynamics(router, (RouterAction)action);
    }
  }
  move(router, &router->relative, params->relative ? 1.0f : 0.0f);
  move(router, &router->enabled, params->enabled ? 1.0f : 0.0f);
  move(router, &router->listen, params->enabled && params->listen ? 1.0f : 0.0f);
  move(router, &router->key_out_gain, params->enabled ? params->key_out_gain : 0.0f);
  router->lookahead_frames = delay_frames_of_ms(router->rate_hz, params->lookahead_ms);
  set_delay(router, &router->envelope_delay);
  for (unsigned c = 0; c < router->n_channels; ++c) {
    set_delay(router, &router->main_delay[c]);
    set_delay(router, &router->key_delay[c]);
  }
}

/* The level of the key, of both sides the larger |key|; for the dynamics relative to its recent peak where that is
   wanted. */
static void detect(SidechainRouter* router, Scratch* scratch, uint32_t n_frames) {
  kernel_louder(scratch->level, scratch->key[0], scratch->key[router->n_channels - 1], DETECTOR_CEILING_GAIN, n_frames);
  scratch->counted = scratch->level;
  Glide* weight = &router->relative;
  if (glide_is_moving(weight) || weight->target != 0.0f) {
    float weights[CHUNK_FRAMES];
    memcpy(scratch->relative, scratch->level, n_frames * sizeof(float));
    recent_peak_run(&router->recent_peak, scratch->relative, n_frames);
    glide_fill(weight, weights, n_frames);
    glide_advance(weight, n_frames);
    kernel_crossfade(scratch->relative, scratch->level, scratch->relative, weights, n_frames);
    scratch->counted = scratch->relative;
  }
}

static void action_gain(SidechainRouter* router, RouterAction action, const float* level, float* gain,
                        uint32_t n_frames) {
  if (action == ROUTER_ROUTE) {
    for (uint32_t i = 0; i < n_frames; ++i) {
      gain[i] = 1.0f;
    }
    return;
  }
  if (!router->in_use[action]) {
    dynamics_reset(&router->dynamics[action]);
    set_dynamics(router, action);
  }
  dynamics_run(&router->dynamics[action], level, gain, n_frames);
}

/* Works out the gain on the main signal from the level of the key. */
static void work_out_gain(SidechainRouter* router, Scratch* scratch, uint32_t n_frames) {
  const Switch* action = &router->action;
  action_gain(router, (RouterAction)action->to, scratch->counted, scratch->gain, n_frames);
  if (switch_is_moving(action)) {
    float old[CHUNK_FRAMES];
    float weights[CHUNK_FRAMES];
    action_gain(router, (RouterAction)action->from, scratch->counted, old, n_frames);
    glide_fill(&action->weight, weights, n_frames);
    kernel_crossfade(scratch->gain, old, scratch->gain, weights, n_frames);
  }
  Glide* enabled = &router->enabled;
  if (glide_is_moving(enabled) || enabled->target != 1.0f) {
    float weights[CHUNK_FRAMES];
    glide_fill(enabled, weights, n_frames);
    glide_advance(enabled, n_frames);
    for (uint32_t i = 0; i < n_frames; ++i) {
      scratch->gain[i] = (1.0f - weights[i]) + weights[i] * scratch->gain[i];  // the gain itself at a weight of 1
    }
  }
  router->least_gain[1] = fast_min(router->least_gain[1], kernel_lowest(scratch->gain, n_frames));
}

/* Weight of a new value in a one-pole filter that does 63 % of a step in a time. */
static float one_pole_weight(const SidechainRouter* router, float ms) {
  return (float)(1.0 - exp(-1000.0 / ((double)ms * router->rate_hz)));
}

/* Follows the level of the key with the attack and release of the dynamics. */
static void write_envelope(SidechainRouter* router, const Scratch* scratch, float* port, uint32_t at,
                           uint32_t n_frames) {
  float envelope[CHUNK_FRAMES];
  const float attack = one_pole_weight(router, router->params.dynamics.attack_ms);
  const float release = one_pole_weight(router, router->params.dynamics.release_ms);
  const float scale = router->params.enabled ? 1.0f : 0.0f;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float level = scale * fast_min(scratch->level[i], 1.0f);
    router->envelope += (level - router->envelope) * (level > router->envelope ? attack : release);
    envelope[i] = router->envelope;
  }
  delay_run(&router->envelope_delay, envelope, envelope, n_frames);
  chunk_out(port, at, envelope, n_frames);
}

/* The main out of one channel: ducked or gated, or the key that is listened to. Gives its peak. */
static float run_main(SidechainRouter* router, unsigned c, Scratch* scratch, uint32_t n_frames) {
  float* main = scratch->main[c];
  const Glide* listen = &router->listen;
  delay_run(&router->main_delay[c], main, main, n_frames);
  if (glide_is_moving(listen)) {
    float weights[CHUNK_FRAMES];
    kernel_scale_moving(main, main, scratch->gain, n_frames);
    glide_fill(listen, weights, n_frames);
    kernel_crossfade(main, main, scratch->key[c], weights, n_frames);
  } else if (listen->target != 0.0f) {
    memcpy(main, scratch->key[c], n_frames * sizeof(float));
  } else if (!scratch->plain) {
    return kernel_scale_moving(main, main, scratch->gain, n_frames);
  }
  return kernel_peak(main, n_frames);
}

/* The key out of one channel, in place. */
static void run_key_out(const SidechainRouter* router, float* key, uint32_t n_frames) {
  const Glide* gain = &router->key_out_gain;
  float peak = 0.0f;
  if (glide_is_moving(gain)) {
    float gains[CHUNK_FRAMES];
    glide_fill(gain, gains, n_frames);
    peak = kernel_scale_moving(key, key, gains, n_frames);
  } else if (gain->target != 1.0f) {
    peak = kernel_scale(key, key, gain->target, n_frames);
  }
  if (!peak_is_finite(peak)) {
    kernel_clean(key, key, n_frames);
  }
}

/* Whether the gain is 1 and nobody asks for it or for the level. */
static bool is_plain(const SidechainRouter* router, const SidechainRouterBuffers* buffers) {
  return !switch_is_moving(&router->action) && router->action.to == ROUTER_ROUTE &&
         !glide_is_moving(&router->enabled) && !glide_is_moving(&router->listen) &&
         !glide_is_moving(&router->relative) && router->relative.target == 0.0f && !buffers->has_cv;
}

/* Reads main signal and key, and works out what the one is to do to the other. */
static void read_in(SidechainRouter* router, const SidechainRouterBuffers* buffers, uint32_t at, Scratch* scratch,
                    uint32_t n_frames) {
  for (unsigned c = 0; c < router->n_channels; ++c) {
    watch_add_in(&router->watch, kernel_clean(scratch->main[c], chunk_in(buffers->in[c], at), n_frames));
  }
  const float key_peak = key_chain_run(&router->key, buffers->key, at, scratch->key, n_frames);
  meter_add(&router->key_meter, key_peak);
  watch_add_key(&router->watch, key_peak);
  scratch->plain = is_plain(router, buffers);
  if (!scratch->plain) {
    detect(router, scratch, n_frames);
    work_out_gain(router, scratch, n_frames);
  }
  for (unsigned a = ROUTER_DUCK; a < ROUTER_ACTIONS; ++a) {
    router->in_use[a] = a == router->action.to || a == router->action.from;
  }
}

static void run_chunk(SidechainRouter* router, const SidechainRouterBuffers* buffers, uint32_t at, uint32_t n_frames) {
  Scratch scratch;
  const unsigned last = router->n_channels - 1;
  float peak[2];
  read_in(router, buffers, at, &scratch, n_frames);
  for (unsigned c = 0; c <= last; ++c) {
    delay_run(&router->key_delay[c], scratch.key[c], scratch.key[c], n_frames);
    peak[c] = run_main(router, c, &scratch, n_frames);
    meter_add(&router->meter[c], peak[c]);
    run_key_out(router, scratch.key[c], n_frames);
  }
  watch_add_out(&router->watch, peak[0], peak[last]);
  glide_advance(&router->listen, n_frames);
  glide_advance(&router->key_out_gain, n_frames);
  if (buffers->has_cv) {
    write_envelope(router, &scratch, buffers->envelope_cv, at, n_frames);
  }
  chunk_out(buffers->gain_cv, at, scratch.gain, n_frames);
  for (unsigned c = 0; c <= last; ++c) {
    chunk_out(buffers->out[c], at, scratch.main[c], n_frames);
    chunk_out(buffers->key_out[c], at, scratch.key[c], n_frames);
  }
}

static void end_cell(SidechainRouter* router) {
  meter_step(&router->key_meter, router->fall);
  for (unsigned c = 0; c < router->n_channels; ++c) {
    meter_step(&router->meter[c], router->fall);
  }
  router->least_gain[0] = router->least_gain[1];
  router->least_gain[1] = 1.0f;
  recent_peak_step(&router->recent_peak);
  for (unsigned action = ROUTER_DUCK; action < ROUTER_ACTIONS; ++action) {
    dynamics_step(&router->dynamics[action]);
  }
  router->watch.needs_key = router->params.action != ROUTER_ROUTE && router->params.enabled;
  watch_step(&router->watch);
  key_chain_step(&router->key);
}

void sidechain_router_run(SidechainRouter* router, const SidechainRouterBuffers* buffers, uint32_t n_frames) {
  uint32_t n = 0;
  for (uint32_t at = 0; at < n_frames; at += n) {
    n = chunk_length(&router->clock, n_frames - at);
    n = key_chain_limit(&router->key, n);
    n = switch_limit(&router->action, n);
    n = glide_limit(&router->relative, n);  // the recent peak is followed up to there and no further
    router->fresh = false;
    run_chunk(router, buffers, at, n);
    switch_advance(&router->action, n);
    if (chunk_advance(&router->clock, n)) {
      end_cell(router);
    }
  }
}

void sidechain_router_read(const SidechainRouter* router, SidechainRouterMeters* meters) {
  meters->key_peak = meter_peak(&router->key_meter);
  meters->peak[0] = meter_peak(&router->meter[0]);
  meters->peak[1] = meter_peak(&router->meter[router->n_channels - 1]);
  meters->reduction_db = fminf(db_from_gain(fminf(router->least_gain[0], router->least_gain[1])), 0.0f);
  meters->status = watch_status(&router->watch);
  meters->latency_frames = router->lookahead_frames;
}
