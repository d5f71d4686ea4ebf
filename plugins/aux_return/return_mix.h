// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Return mix: the end of an aux return, where the dry signal and the return become its output: a gain for the dry
   signal and one for each side of the return, and meters. Audio thread, realtime-safe, but for set-up. */

#ifndef SIGNALBOX_RETURN_MIX_H
#define SIGNALBOX_RETURN_MIX_H

#include "common/dsp/audio_block.h"
#include "common/dsp/blend_kernels.h"
#include "common/dsp/meter.h"
#include "common/dsp/sample_kernels.h"
#include "common/dsp/stereo_kernels.h"
#include "plugins/aux_return/aux_return.h"

enum { RETURN_MIX_PARTS = 4 };

/* Of a mono output, left and right are the same. */
enum { RETURN_METER_DRY, RETURN_METER_WET, RETURN_METER_LEFT, RETURN_METER_RIGHT, RETURN_METERS };

typedef struct {
  unsigned n_channels;
  float fall;
  Ramp dry_gain, wet_gain[AUDIO_BLOCK_CHANNELS];
  MeterBank meters;
  uint32_t interval_frames;
  Correlation sides;     // of a stereo mix, by a part of each interval, RETURN_MIX_PARTS of which are stepped as one
  uint32_t seed;         // of common/dsp/lcg.h; its upper bits say which part
  uint32_t n_intervals;  // so far
  float mono_loss_db;    // of these
} ReturnMix;

/* What is mixed of one run, chunk by chunk. */
typedef struct {
  bool moving;  // the gains, as far as is known: to be set whenever these are
  bool direct;  // all outputs, to buffers that are no inputs: they can be written while inputs are read
  Blend blend;
  float own[AUDIO_BLOCK_CHANNELS][CHUNK_LONG_FRAMES];
  float* side[2];  // where the mix goes, those or the outputs; a mono one stands on both
} ReturnMixRun;

/* n_channels 1 or 2. Control intervals have interval_frames (see chunk.h). */
void return_mix_init(ReturnMix* mix, unsigned n_channels, double rate_hz, uint32_t interval_frames);

/* Forgets all signal. */
void return_mix_reset(ReturnMix* mix);

/* Moves to other gains over ramp_frames; with 0 they are there at once. `match` is one more gain of the return. */
void return_mix_set(ReturnMix* mix, const AuxReturnParams* params, float match, uint32_t ramp_frames);

/* How long the move under way still takes, if there is one. */
uint32_t return_mix_frames_left(const ReturnMix* mix);

/* Whether both are heard: what is muted can neither double nor cancel anything. */
static inline bool return_mix_has_both(const ReturnMix* mix) {
  return mix->dry_gain.target != 0.0f && (mix->wet_gain[0].target != 0.0f || mix->wet_gain[1].target != 0.0f);
}

/* The largest gain of the return, now or when a move under way has ended. */
float return_mix_wet_gain(const ReturnMix* mix);

static inline bool return_mix_is_inverted(const ReturnMix* mix) {
  return mix->wet_gain[0].target < 0.0f || mix->wet_gain[1].target < 0.0f;
}

/* Starts a run from `in` to `out`: see aux_return_run(). */
void return_mix_start(const ReturnMix* mix, ReturnMixRun* run, const float* const* in, float* const* out);

/* Takes the gains of the next chunk, which begins at frame `at` of the ports: at most n_frames, and no further than to
   where one of them lands. Returns its frames; it may have fewer. */
static inline uint32_t return_mix_begin(const ReturnMix* mix, ReturnMixRun* run, float* const* out, uint32_t at,
                                        uint32_t n_frames) {
  if (run->moving) {
    run->blend.gain_a = ramp_line(&mix->dry_gain, &n_frames);
    run->blend.gain_b[0] = ramp_line(&mix->wet_gain[0], &n_frames);
    run->blend.gain_b[1] = ramp_line(&mix->wet_gain[1], &n_frames);
    run->moving = ramp_is_moving(&mix->dry_gain) || ramp_is_moving(&mix->wet_gain[0]) ||
                  ramp_is_moving(&mix->wet_gain[1]);
  }
  if (run->direct) {
    run->side[0] = out[0] + at;
    run->side[1] = out[mix->n_channels - 1] + at;
  }
  return n_frames;
}

/* Mixes both signals, which need not be measured. May be called again for the same chunk. */
void return_mix_run(ReturnMixRun* run, const AudioBlock* dry, const AudioBlock* wet);

/* Takes out of the mix what overflowed. Returns its peak. */
static inline float return_mix_finish(const ReturnMix* mix, ReturnMixRun* run, uint32_t n_frames) {
  float* peak = run->blend.peak_out;
  for (unsigned c = 0; c < mix->n_channels; ++c) {
    if (!peak_is_finite(peak[c])) {
      peak[c] = kernel_sanitize(run->side[c], run->side[c], n_frames);
    }
  }
  return fast_max(peak[0], peak[mix->n_channels - 1]);
}

/* Compares the sides of a chunk that begins `at` frames into its interval, in a quarter of it, drawn by lot so that no
   tone keeps step with it. All of it would take four times as long. */
static inline void return_mix_compare_sides(ReturnMix* mix, const ReturnMixRun* run, uint32_t at, uint32_t n_frames) {
  const uint32_t length = mix->interval_frames / RETURN_MIX_PARTS;
  const uint32_t drawn = (mix->seed >> 30) * length;
  const uint32_t begin = drawn > at ? drawn : at;
  const uint32_t end = drawn + length < at + n_frames ? drawn + length : at + n_frames;
  if (begin < end) {
    StereoProducts products;
    kernel_products(&products, run->side[0] + (begin - at), run->side[1] + (begin - at), end - begin);
    correlation_add(&mix->sides, &products);
  }
}

/* Meters a finished chunk that begins `at` frames into its interval; `added` is the highest of its parts. */
static inline void return_mix_meter(ReturnMix* mix, const ReturnMixRun* run, const BlendPeaks* added, uint32_t at,
                                    uint32_t n_frames) {
  const float* peak = run->blend.peak_out;
  const float peaks[RETURN_METERS] = {added->added_a, added->added_b, peak[0], peak[mix->n_channels - 1]};
  meter_bank_add_some(&mix->meters, peaks, RETURN_METERS);
  if (mix->n_channels > 1) {
    return_mix_compare_sides(mix, run, at, n_frames);
  }
}

/* Moves on past a chunk, and puts it out. */
static inline void return_mix_end(ReturnMix* mix, const ReturnMixRun* run, float* const* out, uint32_t at,
                                  uint32_t n_frames) {
  if (run->moving) {
    ramp_advance(&mix->dry_gain, n_frames);
    ramp_advance(&mix->wet_gain[0], n_frames);
    ramp_advance(&mix->wet_gain[1], n_frames);
  }
  for (unsigned c = 0; c < mix->n_channels && !run->direct; ++c) {
    chunk_write(out[c], at, run->own[c], n_frames);
  }
}

/* Ends a control interval. */
void return_mix_step(ReturnMix* mix);

/* The peaks, and the mono loss. */
void return_mix_read(const ReturnMix* mix, AuxReturnMeters* meters);

#endif
