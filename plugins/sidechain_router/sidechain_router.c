// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/sidechain_router/sidechain_router.h"

#include "common/dsp/audio_block.h"
#include "common/dsp/channel_delays.h"
#include "common/dsp/cold.h"
#include "common/dsp/meter.h"
#include "common/dsp/sample_kernels.h"
#include "plugins/sidechain_router/duck_band.h"
#include "plugins/sidechain_router/key_effect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One chunk on its way. */
typedef struct {
  AudioBlock main, key;
  float envelope[CHUNK_FRAMES];  // of the key, where there are CV outs
  float gain[CHUNK_FRAMES];      // on the main signal
  bool plain;                    // no gain: it need not be looked at
} Chunk;

struct SidechainRouter {
  unsigned n_channels;
  bool has_cv;
  uint32_t ramp_frames;
  float fall;
  float floor;  // of the key, linear
  ChunkClock clock;

  KeyChain key;
  KeyEffect effect;
  DuckBand band;
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
  float* memory = router->memory = (float*)malloc((2 * router->n_channels + 1) * size * sizeof(float));
  for (unsigned i = 0; memory && i < 3; memory += n_channels[i++] * size) {
    channel_delays_init(delays[i], n_channels[i], rate_hz, ROUTER_LONGEST_LOOKAHEAD_MS, memory);
  }
  return router->memory != NULL;
}

COLD SidechainRouter* sidechain_router_new(unsigned n_channels, bool has_cv, double rate_hz) {
  SidechainRouter* router = (SidechainRouter*)calloc(1, sizeof(SidechainRouter));
  if (!router) {
    return NULL;
  }
  router->n_channels = n_channels;
  router->has_cv = has_cv;
  router->ramp_frames = ramp_frames(rate_hz);
  router->fall = meter_fall(rate_hz);
  if (!delays_init(router, rate_hz)) {
    free(router);
    return NULL;
  }
  key_chain_init(&router->key, n_channels, rate_hz);
  key_effect_init(&router->effect, rate_hz);
  duck_band_init(&router->band, rate_hz);
  status_monitor_init(&router->monitor, rate_hz);
  sidechain_router_reset(router);
  return router;
}

COLD void sidechain_router_free(SidechainRouter* router) {
  free(router->memory);
  free(router);
}

COLD void sidechain_router_reset(SidechainRouter* router) {
  router->clock = (ChunkClock){0};
  key_chain_reset(&router->key);
  key_effect_reset(&router->effect);
  duck_band_reset(&router->band);
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
  const RampFrames frames = chunk_ramp_frames(&router->clock, router->ramp_frames);
  key_chain_set(&router->key, &params->key, frames);
  key_effect_set(&router->effect, params, frames.fade);
  router->floor = params->dynamics.floor;
  const bool acts = params->enabled && params->action != ROUTER_ROUTE;
  duck_band_set(&router->band, acts ? params->duck_low_hz : 0.0f, acts ? params->duck_high_hz : INFINITY, frames.fade);
  router->monitor.listening = params->enabled && params->listen;
  ramp_set(&router->listen, router->monitor.listening ? 1.0f : 0.0f, frames.fade);
  ramp_set_gain(&router->key_out_gain, params->enabled ? params->key_out_gain : 0.0f, frames);
  channel_delays_set(&router->main_lookahead, params->lookahead_ms, frames.fade);
  channel_delays_set(&router->key_lookahead, params->lookahead_ms, frames.fade);
  channel_delays_set(&router->envelope_lookahead, params->lookahead_ms, frames.fade);
}

/* Whether the gain is 1 and nobody asks for it or for the level. */
static bool is_plain(const SidechainRouter* router) {
  return key_effect_is_idle(&router->effect) && duck_band_is_idle(&router->band) && !ramp_is_moving(&router->listen) &&
         !router->has_cv;
}

/* Reads main signal and key, and works out what the one is to do to the other. */
static void read_in(SidechainRouter* router, const float* const* in, uint32_t at, Chunk* chunk, uint32_t n_frames) {
  AudioBlock* key = &chunk->key;
  audio_block_read(&chunk->main, router->n_channels, n_frames, in, at);
  status_monitor_add_in(&router->monitor, audio_block_peak(&chunk->main));
  key_chain_run(&router->key, in + router->n_channels, at, key, n_frames);
  meter_add(&router->key_meter, audio_block_peak(key));
  status_monitor_add_key(&router->monitor, audio_block_peak(key) >= router->floor ? audio_block_peak(key) : 0.0f);
  chunk->plain = is_plain(router);
  if (!chunk->plain) {
    key_effect_run(&router->effect, key->channel[0], key->channel[1], chunk->gain, n_frames);
  }
  if (router->has_cv) {
    key_effect_follow(&router->effect, key->channel[0], key->channel[1], chunk->envelope, n_frames);
  }
}

static void delay(ChannelDelays* delays, AudioBlock* block) {
  float* const own[] = {block->own[0], block->own[1]};
  channel_delays_run(delays, own, block->channel, block->n_frames);
}

/* Turns the main signal into the main out: ducked or gated, or the key that is listened to. */
static void run_main(SidechainRouter* router, Chunk* chunk) {
  AudioBlock* main = &chunk->main;
  if (!duck_band_is_idle(&router->band)) {
    duck_band_run(&router->band, main, chunk->gain);
  }
  for (unsigned c = 0; c < main->n_channels && !chunk->plain && duck_band_is_idle(&router->band); ++c) {
    main->peak[c] = kernel_scale_moving(main->own[c], main->own[c], chunk->gain, main->n_frames);
  }
  if (ramp_is_moving(&router->listen)) {
    audio_block_crossfade(main, main, &chunk->key, &router->listen);
  } else if (router->listen.target != 0.0f) {
    audio_block_alias(main, &chunk->key);
    audio_block_measure(main);
  } else if (chunk->plain) {
    audio_block_measure(main);
  }
}

static void write_cv(SidechainRouter* router, Chunk* chunk, float* const* out, uint32_t at) {
  const uint32_t n_frames = chunk->main.n_frames;
  float* const rows[] = {chunk->envelope};
  channel_delays_run(&router->envelope_lookahead, rows, (const float* const*)rows, n_frames);
  chunk_write(out[0], at, chunk->envelope, n_frames);
  chunk_write(out[1], at, chunk->gain, n_frames);
}

static void run_chunk(SidechainRouter* router, const float* const* in, float* const* out, uint32_t at,
                      uint32_t n_frames) {
  Chunk chunk;
  const unsigned n_channels = router->n_channels;
  read_in(router, in, at, &chunk, n_frames);
  delay(&router->key_lookahead, &chunk.key);
  delay(&router->main_lookahead, &chunk.main);
  run_main(router, &chunk);
  for (unsigned c = 0; c < n_channels; ++c) {
    meter_add(&router->meter[c], chunk.main.peak[c]);
  }
  status_monitor_add_out(&router->monitor, chunk.main.peak[0], chunk.main.peak[n_channels - 1]);
  audio_block_write(&chunk.main, out, at);
  audio_block_write_scaled(&chunk.key, &router->key_out_gain, &router->key_out_gain, out + n_channels, at);
  if (router->has_cv) {
    write_cv(router, &chunk, out + 2 * n_channels, at);
  }
  ramp_advance(&router->listen, n_frames);
  ramp_advance(&router->key_out_gain, n_frames);
}

static void end_interval(SidechainRouter* router) {
  meter_step(&router->key_meter, router->fall);
  for (unsigned c = 0; c < router->n_channels; ++c) {
    meter_step(&router->meter[c], router->fall);
  }
  key_effect_step(&router->effect);
  duck_band_step(&router->band);
  router->monitor.needs_key = key_effect_needs_key(&router->effect);
  status_monitor_step(&router->monitor);
  key_chain_step(&router->key);
}

void sidechain_router_run(SidechainRouter* router, const float* const* in, float* const* out, uint32_t n_frames) {
  uint32_t n = 0;
  for (uint32_t at = 0; at < n_frames; at += n) {
    n = chunk_length(&router->clock, n_frames - at);
    n = key_chain_limit(&router->key, n);
    n = key_effect_limit(&router->effect, n);
    n = duck_band_limit(&router->band, n);
    run_chunk(router, in, out, at, n);
    key_effect_advance(&router->effect, n);
    duck_band_advance(&router->band, n);
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
