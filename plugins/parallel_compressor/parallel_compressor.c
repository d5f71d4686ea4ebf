// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_compressor/parallel_compressor.h"

#include "common/dsp/audio_block.h"
#include "common/dsp/blend_kernels.h"
#include "common/dsp/channel_delays.h"
#include "common/dsp/loudness.h"
#include "common/dsp/meter.h"
#include "common/dsp/ramp.h"
#include "plugins/parallel_compressor/compression.h"

#include <stdlib.h>

struct ParallelCompressor {
  unsigned n_channels;
  uint32_t ramp_frames;
  float fall;
  bool idle;  // off for long enough to do nothing but delay
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
  compression_init(&compressor->compression, rate_hz);
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
  compressor->idle = false;
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
  if (compressor->idle && params->enabled) {
    compression_reset(&compressor->compression);
  }
  if (changes_wet(params, &compressor->params)) {
    loudness_shorten_memory(&compressor->loudness);
  }
  compressor->params = *params;
  compressor->monitor.listening = params->enabled && params->listen;
  compression_set(&compressor->compression, params, compressor->idle ? 0 : ramp_frames);
  channel_delays_set(&compressor->lookahead, params->lookahead_ms, ramp_frames);
  move_gains(compressor, ramp_frames);
}

static void note_in(ParallelCompressor* compressor, float peak) {
  meter_add(&compressor->in_meter, peak);
  status_monitor_add_in(&compressor->monitor, peak);
}

static void delay_dry(ParallelCompressor* compressor, AudioBlock* dry) {
  float* const own[] = {dry->own[0], dry->own[1]};
  channel_delays_run(&compressor->lookahead, own, dry->channel, dry->n_frames);
}

/* Makes the wet signal of what has been read, and delays that. */
static void run_wet(ParallelCompressor* compressor, AudioBlock* dry, AudioBlock* wet) {
  compression_gains(&compressor->compression, dry, wet);
  delay_dry(compressor, dry);
  compression_run(&compressor->compression, dry, wet);
  if (compressor->params.auto_level) {
    loudness_add(&compressor->loudness, dry->channel, wet->channel, dry->n_channels, dry->n_frames);
  }
}

static bool is_dry_alone(const ParallelCompressor* compressor) {
  return ramp_is_settled_at(&compressor->dry, 1.0f) && ramp_is_settled_at(&compressor->wet, 0.0f);
}

/* Blends frames from `at` on, as many as their gains are straight lines for. Returns how many. */
static uint32_t blend_lines(const ParallelCompressor* compressor, const AudioBlock* dry, const AudioBlock* wet,
                            AudioBlock* out, uint32_t at, float* peaks) {
  const bool moving = ramp_is_moving(&compressor->dry) || ramp_is_moving(&compressor->wet);
  uint32_t n_frames = out->n_frames - at;
  float* const own[] = {out->own[0] + at, out->own[1] + at};
  const float* const a[] = {dry->channel[0] + at, dry->channel[1] + at};
  const float* const b[] = {wet->channel[0] + at, wet->channel[1] + at};
  const RampLine dry_gain = ramp_line(&compressor->dry, &n_frames);
  const RampLine wet_gain = ramp_line(&compressor->wet, &n_frames);
  Blend lines = {.a = a, .b = b, .gain_a = dry_gain, .gain_b = {wet_gain, wet_gain}};
  (moving ? kernel_blend_ramping : kernel_blend)(own, &lines, out->n_channels, n_frames);
  for (unsigned c = 0; c < out->n_channels; ++c) {
    peaks[c] = peak_larger(peaks[c], lines.peak_out[c]);
  }
  return n_frames;
}

static void blend(ParallelCompressor* compressor, const AudioBlock* dry, const AudioBlock* wet, AudioBlock* out) {
  float peaks[AUDIO_BLOCK_CHANNELS] = {0.0f};
  uint32_t n = 0;
  for (uint32_t at = 0; at < out->n_frames; at += n) {
    n = blend_lines(compressor, dry, wet, out, at, peaks);
    ramp_advance(&compressor->dry, n);
    ramp_advance(&compressor->wet, n);
  }
  audio_block_set_peaks(out, peaks);
}

/* Blends what is delayed with what is compressed, unless the dry signal is all there is of it. */
static void write_out(ParallelCompressor* compressor, AudioBlock* dry, const AudioBlock* wet, float* const* out,
                      uint32_t at) {
  AudioBlock blended;
  const AudioBlock* main = &blended;
  if (is_dry_alone(compressor)) {
    audio_block_measure(dry);
    main = dry;
  } else {
    audio_block_begin(&blended, dry->n_channels, dry->n_frames);
    blend(compressor, dry, wet, &blended);
  }
  meter_add(&compressor->out_meter, audio_block_peak(main));
  status_monitor_add_out(&compressor->monitor, main->peak[0], main->peak[1]);
  audio_block_write(main, out, at);
}

static uint32_t frames_left(const Ramp* ramp) {
  return ramp->length - ramp->at;
}

static void end_interval(ParallelCompressor* compressor) {
  meter_step(&compressor->in_meter, compressor->fall);
  meter_step(&compressor->out_meter, compressor->fall);
  status_monitor_step(&compressor->monitor);
  compression_step(&compressor->compression);
  compressor->idle = !compressor->params.enabled && is_dry_alone(compressor);
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
  uint32_t n = 0;
  for (uint32_t at = 0; at < n_frames; at += n) {
    AudioBlock dry;
    AudioBlock wet;
    n = chunk_length(&compressor->clock, n_frames - at);
    audio_block_read(&dry, compressor->n_channels, n, in, at);
    note_in(compressor, audio_block_peak(&dry));
    compressor->idle = compressor->idle && !compressor->params.enabled;
    if (compressor->idle) {
      delay_dry(compressor, &dry);
    } else {
      run_wet(compressor, &dry, &wet);
    }
    write_out(compressor, &dry, &wet, out, at);
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
