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
  Ramp own, key;  // gains of the main signal and of the key in what is listened to
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
  compressor->memory = (float*)malloc(channel_delays_floats(n_channels, rate_hz, COMPRESSOR_LONGEST_LOOKAHEAD_MS) *
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
         a->wet_lpf_hz != b->wet_lpf_hz || a->lookahead_ms != b->lookahead_ms || a->key_source != b->key_source ||
         a->key_gain != b->key_gain;
}

/* Moves to what is to be listened to. */
static void set_key(ParallelCompressor* compressor, const ParallelCompressorParams* params, uint32_t ramp_frames) {
  ramp_set(&compressor->own, params->key_source == COMPRESSOR_KEYED ? 0.0f : 1.0f, ramp_frames);
  ramp_set(&compressor->key, params->key_source == COMPRESSOR_OWN ? 0.0f : params->key_gain, ramp_frames);
  compressor->monitor.needs_key = params->enabled && params->key_source == COMPRESSOR_KEYED;
}

void parallel_compressor_set(ParallelCompressor* compressor, const ParallelCompressorParams* params) {
  const RampFrames frames = chunk_ramp_frames(&compressor->clock, compressor->ramp_frames);
  const ParallelCompressorParams* last = &compressor->params;
  const bool reroutes = params->enabled != last->enabled || params->listen != last->listen;
  if (compressor->idle && params->enabled) {
    compression_reset(&compressor->compression);
  }
  if (changes_wet(params, last)) {
    loudness_shorten_memory(&compressor->loudness);
  }
  compressor->params = *params;
  compressor->monitor.listening = params->enabled && params->listen;
  set_key(compressor, params, compressor->idle ? 0 : frames.fade);
  compression_set(&compressor->compression, params, compressor->idle ? 0 : frames.fade);
  channel_delays_set(&compressor->lookahead, params->lookahead_ms, frames.fade);
  move_gains(compressor, reroutes ? frames.fade : frames.level);
}

static void note_in(ParallelCompressor* compressor, float peak) {
  meter_add(&compressor->in_meter, peak);
  status_monitor_add_in(&compressor->monitor, peak);
}

static void delay_dry(ParallelCompressor* compressor, AudioBlock* dry) {
  float* const own[] = {dry->own[0], dry->own[1]};
  channel_delays_run(&compressor->lookahead, own, dry->channel, dry->n_frames);
}

/* Blends frames from `at` on, as many as their gains are straight lines for. Returns how many. */
static uint32_t blend_lines(const AudioBlock* a, const Ramp* gain_a, const AudioBlock* b, const Ramp* gain_b,
                            AudioBlock* out, uint32_t at, float* peaks) {
  const bool moving = ramp_is_moving(gain_a) || ramp_is_moving(gain_b);
  uint32_t n_frames = out->n_frames - at;
  float* const own[] = {out->own[0] + at, out->own[1] + at};
  const float* const from_a[] = {a->channel[0] + at, a->channel[1] + at};
  const float* const from_b[] = {b->channel[0] + at, b->channel[1] + at};
  const RampLine line_a = ramp_line(gain_a, &n_frames);
  const RampLine line_b = ramp_line(gain_b, &n_frames);
  Blend lines = {.a = from_a, .b = from_b, .gain_a = line_a, .gain_b = {line_b, line_b}};
  (moving ? kernel_blend_ramping : kernel_blend)(own, &lines, n_frames);
  for (unsigned c = 0; c < out->n_channels; ++c) {
    peaks[c] = peak_larger(peaks[c], lines.peak_out[c]);
  }
  return n_frames;
}

/* Blends all of two blocks, and moves their gains on. */
static void blend(const AudioBlock* a, Ramp* gain_a, const AudioBlock* b, Ramp* gain_b, AudioBlock* out) {
  float peaks[AUDIO_BLOCK_CHANNELS] = {0.0f};
  uint32_t n = 0;
  audio_block_begin(out, a->n_channels, a->n_frames);
  for (uint32_t at = 0; at < out->n_frames; at += n) {
    n = blend_lines(a, gain_a, b, gain_b, out, at, peaks);
    ramp_advance(gain_a, n);
    ramp_advance(gain_b, n);
  }
  audio_block_set_peaks(out, peaks);
}

/* What is listened to: the dry signal itself, or a blend of it and the key, from frame `at` of the key's ports on. */
static const AudioBlock* read_key(ParallelCompressor* compressor, const AudioBlock* dry, const float* const* in,
                                  uint32_t at, AudioBlock* heard) {
  if (ramp_is_settled_at(&compressor->own, 1.0f) && ramp_is_settled_at(&compressor->key, 0.0f)) {
    return dry;
  }
  AudioBlock key;
  audio_block_read(&key, dry->n_channels, dry->n_frames, in, at);
  status_monitor_add_key(&compressor->monitor, audio_block_peak(&key) * compressor->key.target);
  blend(dry, &compressor->own, &key, &compressor->key, heard);
  return heard;
}

/* Makes the wet signal of what has been read, and delays that. */
static void run_wet(ParallelCompressor* compressor, AudioBlock* dry, AudioBlock* wet, const float* const* key_in,
                    uint32_t at) {
  AudioBlock heard;
  compression_gains(&compressor->compression, dry, read_key(compressor, dry, key_in, at, &heard), wet);
  delay_dry(compressor, dry);
  compression_run(&compressor->compression, dry, wet);
  if (compressor->params.auto_level) {
    loudness_add(&compressor->loudness, dry->channel, wet->channel, dry->n_channels, dry->n_frames);
  }
}

static bool is_dry_alone(const ParallelCompressor* compressor) {
  return ramp_is_settled_at(&compressor->dry, 1.0f) && ramp_is_settled_at(&compressor->wet, 0.0f);
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
    blend(dry, &compressor->dry, wet, &compressor->wet, &blended);
  }
  meter_add(&compressor->out_meter, audio_block_peak(main));
  status_monitor_add_out(&compressor->monitor, main->peak[0], main->peak[1]);
  audio_block_write(main, out, at);
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
    const uint32_t under_way = ramp_frames_left(&compressor->dry) > ramp_frames_left(&compressor->wet)
                                 ? ramp_frames_left(&compressor->dry)
                                 : ramp_frames_left(&compressor->wet);
    if (n_frames) {
      move_gains(compressor, loudness_ramp_frames(n_frames, compressor->ramp_frames, under_way));
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
    compressor->idle = compressor->idle && !compressor->params.enabled && is_dry_alone(compressor);
    if (compressor->idle) {
      delay_dry(compressor, &dry);
    } else {
      run_wet(compressor, &dry, &wet, in + compressor->n_channels, at);
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
