// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/sidechain_router/sidechain_router.h"

#include "common/dsp/channel_delays.h"
#include "common/dsp/chunk.h"
#include "common/dsp/kernels.h"
#include "common/dsp/meter.h"
#include "plugins/sidechain_router/key_effect.h"

#include <stdlib.h>
#include <string.h>

/* Working buffers of one chunk. */
typedef struct {
  float main[2][CHUNK_FRAMES];
  float key[2][CHUNK_FRAMES];
  float level[CHUNK_FRAMES];  // of the key, rectified
  float gain[CHUNK_FRAMES];   // on the main signal
  bool plain;                 // no gain and no level: they need not be looked at
} Scratch;

struct SidechainRouter {
  unsigned n_channels;
  uint32_t ramp_frames;
  float fall;
  ChunkClock clock;

  KeyChain key;
  KeyEffect effect;
  Ramp listen, key_out_gain;
  ChannelDelays main_lookahead, key_lookahead, envelope_lookahead;  // the last of one channel
  float* memory;                                                    // of the delays

  Meter key_meter, meter[2];
  StatusMonitor monitor;
};

static bool delays_init(SidechainRouter* router, double rate_hz) {
  ChannelDelays* delays[] = {&router->main_lookahead, &router->key_lookahead, &router->envelope_lookahead};
  const unsigned n_channels[] = {router->n_channels, router->n_channels, 1};
  const size_t size = channel_delays_floats(1, rate_hz, ROUTER_LONGEST_LOOKAHEAD_MS);
  float* memory = router->memory = (float*)calloc((2 * router->n_channels + 1) * size, sizeof(float));
  for (unsigned i = 0; memory && i < 3; memory += n_channels[i++] * size) {
    channel_delays_init(delays[i], n_channels[i], rate_hz, ROUTER_LONGEST_LOOKAHEAD_MS, memory);
  }
  return router->memory != NULL;
}

SidechainRouter* sidechain_router_new(unsigned n_channels, double rate_hz) {
  SidechainRouter* router = (SidechainRouter*)calloc(1, sizeof(SidechainRouter));
  if (!router) {
    return NULL;
  }
  router->n_channels = n_channels;
  router->ramp_frames = ramp_frames(rate_hz);
  router->fall = meter_fall(rate_hz);
  if (!delays_init(router, rate_hz)) {
    free(router);
    return NULL;
  }
  key_chain_init(&router->key, n_channels, rate_hz);
  key_effect_init(&router->effect, rate_hz);
  status_monitor_init(&router->monitor, rate_hz);
  sidechain_router_reset(router);
  return router;
}

void sidechain_router_free(SidechainRouter* router) {
  free(router->memory);
  free(router);
}

void sidechain_router_reset(SidechainRouter* router) {
  router->clock = (ChunkClock){0};
  key_chain_reset(&router->key);
  key_effect_reset(&router->effect);
  channel_delays_reset(&router->main_lookahead);
  channel_delays_reset(&router->key_lookahead);
  channel_delays_reset(&router->envelope_lookahead);
  for (unsigned c = 0; c < router->n_channels; ++c) {
    router->meter[c] = (Meter){0.0f, 0.0f};
  }
  router->key_meter = (Meter){0.0f, 0.0f};
  status_monitor_reset(&router->monitor);
}

void sidechain_router_set(SidechainRouter* router, const SidechainRouterParams* params) {
  const uint32_t ramp_frames = chunk_ramp_frames(&router->clock, router->ramp_frames);
  key_chain_set(&router->key, &params->key, ramp_frames);
  key_effect_set(&router->effect, params, ramp_frames);
  ramp_set(&router->listen, params->enabled && params->listen ? 1.0f : 0.0f, ramp_frames);
  ramp_set(&router->key_out_gain, params->enabled ? params->key_out_gain : 0.0f, ramp_frames);
  channel_delays_set(&router->main_lookahead, params->lookahead_ms, ramp_frames);
  channel_delays_set(&router->key_lookahead, params->lookahead_ms, ramp_frames);
  channel_delays_set(&router->envelope_lookahead, params->lookahead_ms, ramp_frames);
}

static void write_envelope(SidechainRouter* router, const Scratch* scratch, float* port, uint32_t at,
                           uint32_t n_frames) {
  float envelope[CHUNK_FRAMES];
  float* const out[] = {envelope};
  key_effect_follow(&router->effect, scratch->level, envelope, n_frames);
  channel_delays_run(&router->envelope_lookahead, out, (const float* const*)out, n_frames);
  chunk_write(port, at, envelope, n_frames);
}

/* The main out of one channel: ducked or gated, or the key that is listened to. Gives its peak. */
static float run_main(SidechainRouter* router, unsigned c, Scratch* scratch, uint32_t n_frames) {
  float* main = scratch->main[c];
  const Ramp* listen = &router->listen;
  if (ramp_is_moving(listen)) {
    float weights[CHUNK_FRAMES];
    kernel_scale_moving(main, main, scratch->gain, n_frames);
    ramp_fill(listen, weights, n_frames);
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
  const Ramp* gain = &router->key_out_gain;
  float peak = 0.0f;
  if (ramp_is_moving(gain)) {
    float gains[CHUNK_FRAMES];
    ramp_fill(gain, gains, n_frames);
    peak = kernel_scale_moving(key, key, gains, n_frames);
  } else if (gain->target != 1.0f) {
    peak = kernel_scale(key, key, gain->target, n_frames);
  }
  if (!peak_is_finite(peak)) {
    kernel_sanitize(key, key, n_frames);
  }
}

/* Whether the gain is 1 and nobody asks for it or for the level. */
static bool is_plain(const SidechainRouter* router, const SidechainRouterBuffers* buffers) {
  return key_effect_is_idle(&router->effect) && !ramp_is_moving(&router->listen) && !buffers->has_cv;
}

/* Reads main signal and key, and works out what the one is to do to the other. */
static void read_in(SidechainRouter* router, const SidechainRouterBuffers* buffers, uint32_t at, Scratch* scratch,
                    uint32_t n_frames) {
  for (unsigned c = 0; c < router->n_channels; ++c) {
    status_monitor_add_in(&router->monitor,
                          kernel_sanitize(scratch->main[c], chunk_source(buffers->in[c], at), n_frames));
  }
  const float key_peak = key_chain_run(&router->key, buffers->key, at, scratch->key, n_frames);
  meter_add(&router->key_meter, key_peak);
  status_monitor_add_key(&router->monitor, key_peak);
  scratch->plain = is_plain(router, buffers);
  if (!scratch->plain) {
    key_effect_run(&router->effect, scratch->key[0], scratch->key[router->n_channels - 1], scratch->level,
                   scratch->gain, n_frames);
  }
}

static void run_chunk(SidechainRouter* router, const SidechainRouterBuffers* buffers, uint32_t at, uint32_t n_frames) {
  Scratch scratch;
  const unsigned last = router->n_channels - 1;
  float peak[2];
  float* const main[] = {scratch.main[0], scratch.main[1]};
  float* const key[] = {scratch.key[0], scratch.key[1]};
  read_in(router, buffers, at, &scratch, n_frames);
  channel_delays_run(&router->main_lookahead, main, (const float* const*)main, n_frames);
  channel_delays_run(&router->key_lookahead, key, (const float* const*)key, n_frames);
  for (unsigned c = 0; c <= last; ++c) {
    peak[c] = run_main(router, c, &scratch, n_frames);
    meter_add(&router->meter[c], peak[c]);
    run_key_out(router, scratch.key[c], n_frames);
  }
  status_monitor_add_out(&router->monitor, peak[0], peak[last]);
  ramp_advance(&router->listen, n_frames);
  ramp_advance(&router->key_out_gain, n_frames);
  if (buffers->has_cv) {
    write_envelope(router, &scratch, buffers->envelope_cv, at, n_frames);
  }
  chunk_write(buffers->gain_cv, at, scratch.gain, n_frames);
  for (unsigned c = 0; c <= last; ++c) {
    chunk_write(buffers->out[c], at, scratch.main[c], n_frames);
    chunk_write(buffers->key_out[c], at, scratch.key[c], n_frames);
  }
}

static void end_interval(SidechainRouter* router) {
  meter_step(&router->key_meter, router->fall);
  for (unsigned c = 0; c < router->n_channels; ++c) {
    meter_step(&router->meter[c], router->fall);
  }
  key_effect_step(&router->effect);
  router->monitor.needs_key = key_effect_needs_key(&router->effect);
  status_monitor_step(&router->monitor);
  key_chain_step(&router->key);
}

void sidechain_router_run(SidechainRouter* router, const SidechainRouterBuffers* buffers, uint32_t n_frames) {
  uint32_t n = 0;
  for (uint32_t at = 0; at < n_frames; at += n) {
    n = chunk_length(&router->clock, n_frames - at);
    n = key_chain_limit(&router->key, n);
    n = key_effect_limit(&router->effect, n);
    run_chunk(router, buffers, at, n);
    key_effect_advance(&router->effect, n);
    if (chunk_advance(&router->clock, n)) {
      end_interval(router);
    }
  }
}

void sidechain_router_read(const SidechainRouter* router, SidechainRouterMeters* meters) {
  meters->key_peak = meter_peak(&router->key_meter);
  meters->peak[0] = meter_peak(&router->meter[0]);
  meters->peak[1] = meter_peak(&router->meter[router->n_channels - 1]);
  meters->reduction_db = key_effect_reduction_db(&router->effect);
  meters->status = status_monitor_status(&router->monitor);
  meters->latency_frames = router->main_lookahead.frames;
}
