// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_compressor/parallel_compressor.h"

#include "common/dsp/channel_delays.h"
#include "common/dsp/chunk.h"
#include "common/dsp/kernels.h"
#include "common/dsp/loudness.h"
#include "common/dsp/meter.h"
#include "common/dsp/ramp.h"
#include "plugins/parallel_compressor/compression.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_CHANNELS = 2 };

struct ParallelCompressor {
  unsigned n_channels;
  uint32_t ramp_frames;
  float fall;
  bool asleep;  // off for long enough to do nothing but delay
  ChunkClock clock;
  ParallelCompressorParams params;
  Compression compression;
  Loudness loudness;
  Ramp dry, wet;  // gains of both in the out
  ChannelDelays lookahead;
  float* memory;  // of the delays
  Meter in_meter, out_meter;
  StatusMonitor monitor;
};

/* One chunk on its way: a row per channel. `dry` begins as the input and is then delayed. */
typedef struct {
  uint32_t n_frames;
  float in_peak;
  float dry[MAX_CHANNELS][CHUNK_FRAMES];
  float wet[MAX_CHANNELS][CHUNK_FRAMES];
} Chunk;

ParallelCompressor* parallel_compressor_new(unsigned n_channels, double rate_hz) {
  ParallelCompressor* compressor = (ParallelCompressor*)calloc(1, sizeof(ParallelCompressor));
  if (!compressor) {
    return NULL;
  }
  compressor->n_channels = n_channels;
  compressor->ramp_frames = ramp_frames(rate_hz);
  compressor->fall = meter_fall(rate_hz);
  compressor->memory = (float*)calloc(channel_delays_floats(n_channels, rate_hz, COMPRESSOR_LONGEST_LOOKAHEAD_MS),
                                      sizeof(float));
  if (!compressor->memory) {
    free(compressor);
    return NULL;
  }
  channel_delays_init(&compressor->lookahead, n_channels, rate_hz, COMPRESSOR_LONGEST_LOOKAHEAD_MS, compressor->memory);
  compression_init(&compressor->compression, n_channels, rate_hz);
  loudness_init(&compressor->loudness, rate_hz);
  status_monitor_init(&compressor->monitor, rate_hz);
  parallel_compressor_reset(compressor);
  return compressor;
}

void parallel_compressor_free(ParallelCompressor* compressor) {
  free(compressor->memory);
  free(compressor);
}

void parallel_compressor_reset(ParallelCompressor* compressor) {
  compressor->asleep = false;
  compressor->clock = (ChunkClock){0};
  compressor->in_meter = compressor->out_meter = (Meter){0.0f, 0.0f};
  channel_delays_reset(&compressor->lookahead);
  status_monitor_reset(&compressor->monitor);
  compression_reset(&compressor->compression);
  loudness_reset(&compressor->loudness);
}

/* Moves the gains of the blend to where they belong now, over so many frames. */
static void move_gains(ParallelCompressor* compressor, uint32_t n_frames) {
  const ParallelCompressorParams* params = &compressor->params;
  float dry = 1.0f;
  float wet = 0.0f;
  if (params->enabled) {
    const bool match = params->auto_level;
    const float level = match ? loudness_match(&compressor->loudness, params->dry_gain, params->wet_gain) : 1.0f;
    dry = params->listen ? 0.0f : level * params->dry_gain;
    wet = level * params->wet_gain;
  }
  ramp_set(&compressor->dry, dry, n_frames);
  ramp_set(&compressor->wet, wet, n_frames);
}

/* Whether the wet signal is going to be made in another way. */
static bool changes_wet(const ParallelCompressorParams* a, const ParallelCompressorParams* b) {
  const DynamicsParams* x = &a->dynamics;
  const DynamicsParams* y = &b->dynamics;
  return x->threshold_db != y->threshold_db || x->ratio != y->ratio || x->knee_db != y->knee_db ||
         x->attack_ms != y->attack_ms || x->release_ms != y->release_ms || x->link != y->link ||
         x->detector != y->detector || a->key_hpf_hz != b->key_hpf_hz || a->wet_hpf_hz != b->wet_hpf_hz ||
         a->wet_lpf_hz != b->wet_lpf_hz || a->lookahead_ms != b->lookahead_ms;
}

void parallel_compressor_set(ParallelCompressor* compressor, const ParallelCompressorParams* params) {
  const uint32_t ramp_frames = chunk_ramp_frames(&compressor->clock, compressor->ramp_frames);
  if (compressor->asleep && params->enabled) {
    compression_reset(&compressor->compression);
  }
  if (changes_wet(params, &compressor->params)) {
    loudness_shorten_memory(&compressor->loudness);
  }
  compressor->params = *params;
  compression_set(&compressor->compression, params, compressor->asleep ? 0 : ramp_frames);
  channel_delays_set(&compressor->lookahead, params->lookahead_ms, ramp_frames);
  move_gains(compressor, ramp_frames);
}

/* Reads the inputs into `dry`; they are not delayed yet. */
static void read_in(ParallelCompressor* compressor, Chunk* chunk, const float* const* in, uint32_t at) {
  chunk->in_peak = 0.0f;
  for (unsigned c = 0; c < compressor->n_channels; ++c) {
    const float peak = kernel_sanitize(chunk->dry[c], chunk_source(in[c], at), chunk->n_frames);
    chunk->in_peak = fast_max(chunk->in_peak, peak);
  }
  meter_add(&compressor->in_meter, chunk->in_peak);
  status_monitor_add_in(&compressor->monitor, chunk->in_peak);
}

static void delay_dry(ParallelCompressor* compressor, float* const* dry, uint32_t n_frames) {
  channel_delays_run(&compressor->lookahead, dry, (const float* const*)dry, n_frames);
}

static void listen_to_loudness(ParallelCompressor* compressor, const Chunk* chunk) {
  if (compressor->params.auto_level) {
    const float* const dry[] = {chunk->dry[0], chunk->dry[1]};
    const float* const wet[] = {chunk->wet[0], chunk->wet[1]};
    loudness_add(&compressor->loudness, dry, wet, compressor->n_channels, chunk->n_frames);
  }
}

static bool is_dry_alone(const ParallelCompressor* compressor) {
  return !ramp_is_moving(&compressor->dry) && !ramp_is_moving(&compressor->wet) && compressor->dry.target == 1.0f &&
         compressor->wet.target == 0.0f;
}

/* Writes one channel's blend; gives its peak. */
static float blend_moving(const ParallelCompressor* compressor, const float* dry, const float* wet, float* out,
                          uint32_t n_frames) {
  float dry_gains[CHUNK_FRAMES];
  float wet_gains[CHUNK_FRAMES];
  ramp_fill(&compressor->dry, dry_gains, n_frames);
  ramp_fill(&compressor->wet, wet_gains, n_frames);
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = dry[i] * dry_gains[i] + wet[i] * wet_gains[i];
  }
  return kernel_peak(out, n_frames);
}

static float blend(const ParallelCompressor* compressor, const float* dry, const float* wet, float* out,
                   uint32_t n_frames) {
  if (ramp_is_moving(&compressor->dry) || ramp_is_moving(&compressor->wet)) {
    return blend_moving(compressor, dry, wet, out, n_frames);
  }
  Blend settled = {
    .a = &dry, .b = &wet, .gain_a = {.from = compressor->dry.target}, .gain_b = {{.from = compressor->wet.target}}};
  kernel_blend(&out, &settled, 1, n_frames);
  return settled.peak_out[0];
}

static void write_out(ParallelCompressor* compressor, Chunk* chunk, float* const* out, uint32_t at) {
  const bool dry_alone = is_dry_alone(compressor);
  float peak[MAX_CHANNELS] = {0.0f, 0.0f};
  float blended[CHUNK_FRAMES];
  for (unsigned c = 0; c < compressor->n_channels; ++c) {
    float* row = chunk->dry[c];
    if (dry_alone) {
      peak[c] = kernel_peak(row, chunk->n_frames);
    } else {
      peak[c] = blend(compressor, chunk->dry[c], chunk->wet[c], blended, chunk->n_frames);
      row = blended;
    }
    if (!peak_is_finite(peak[c])) {
      peak[c] = kernel_sanitize(row, row, chunk->n_frames);
    }
    meter_add(&compressor->out_meter, peak[c]);
    chunk_write(out[c], at, row, chunk->n_frames);
  }
  status_monitor_add_out(&compressor->monitor, peak[0], peak[compressor->n_channels - 1]);
  ramp_advance(&compressor->dry, chunk->n_frames);
  ramp_advance(&compressor->wet, chunk->n_frames);
}

static uint32_t frames_left(const Ramp* ramp) {
  return ramp->length - ramp->at;
}

static void end_interval(ParallelCompressor* compressor) {
  meter_step(&compressor->in_meter, compressor->fall);
  meter_step(&compressor->out_meter, compressor->fall);
  status_monitor_step(&compressor->monitor);
  compression_step(&compressor->compression);
  compressor->asleep = !compressor->params.enabled && is_dry_alone(compressor);
  if (compressor->params.auto_level && compressor->params.enabled) {
    const uint32_t n_frames = loudness_step(&compressor->loudness, compressor->params.dry_gain,
                                            compressor->params.wet_gain);
    const uint32_t under_way = frames_left(&compressor->dry) > frames_left(&compressor->wet)
                                 ? frames_left(&compressor->dry)
                                 : frames_left(&compressor->wet);
    if (n_frames) {
      move_gains(compressor, under_way ? under_way : n_frames);
    }
  }
}

void parallel_compressor_run(ParallelCompressor* compressor, const float* const* in, float* const* out,
                             uint32_t n_frames) {
  Chunk chunk;
  float* const dry[] = {chunk.dry[0], chunk.dry[1]};
  float* const wet[] = {chunk.wet[0], chunk.wet[1]};
  uint32_t n = 0;
  for (uint32_t at = 0; at < n_frames; at += n) {
    n = chunk.n_frames = chunk_length(&compressor->clock, n_frames - at);
    read_in(compressor, &chunk, in, at);
    compressor->asleep = compressor->asleep && !compressor->params.enabled;
    if (compressor->asleep) {
      delay_dry(compressor, dry, n);
    } else {
      compression_gains(&compressor->compression, dry, chunk.in_peak, wet, n);
      delay_dry(compressor, dry, n);
      compression_run(&compressor->compression, dry, wet, n);
      listen_to_loudness(compressor, &chunk);
    }
    write_out(compressor, &chunk, out, at);
    if (chunk_advance(&compressor->clock, n)) {
      end_interval(compressor);
    }
  }
}

void parallel_compressor_read(const ParallelCompressor* compressor, ParallelCompressorMeters* meters) {
  meters->in_peak = meter_peak(&compressor->in_meter);
  meters->out_peak = meter_peak(&compressor->out_meter);
  meters->reduction_db = dynamics_reduction_db(&compressor->compression.dynamics);
  meters->status = status_monitor_status(&compressor->monitor);
  meters->latency_frames = compressor->lookahead.frames;
}
