// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Kernels: the loops over audio that are compiled for several instruction sets and chosen when the plugin is loaded.
   Every variant of a kernel gives the same bits: the order of every sum is fixed and nothing is contracted.

   Buffers are planar float, n_frames <= CHUNK_LONG_FRAMES (of a crossover, CHUNK_FRAMES), and may only overlap where a
   function says so. A peak is the largest |x|; it is not finite when any sample was not (see peak_is_finite). Audio
   thread, realtime-safe. */

#ifndef SIGNALBOX_KERNELS_H
#define SIGNALBOX_KERNELS_H

#include "common/dsp/crossover.h"
#include "common/dsp/decibel.h"
#include "common/dsp/feedback.h"
#include "common/dsp/filter.h"
#include "common/dsp/knee.h"
#include "common/dsp/loudness.h"
#include "common/dsp/meter.h"
#include "common/dsp/pan.h"
#include "common/dsp/ramp_line.h"
#include "common/dsp/strip_gains.h"

#include <stdbool.h>
#include <stdint.h>

/* What a mix adds up: strips of 1 or 2 channels each, strip by strip, a buffer for each channel (NULL is silence). */
typedef struct {
  const float* const* channels;
  unsigned n_strips;  // <= STRIP_GAINS_SIZE
  unsigned n_channels;
  uint32_t at, n_frames;  // of each buffer: the first frame, and how many
} MixInput;

/* Sums up strips in their order, each at the gains of its lane. Inputs may overlap one another but not the sums. Gives
   the peak of each strip before its gains. The second is for gains none of which moves. */
void kernel_mix_ramping(float* sum_l, float* sum_r, const MixInput* input, const StripGains* gains, float* peaks);
void kernel_mix(float* sum_l, float* sum_r, const MixInput* input, const StripGains* gains, float* peaks);

/* out = in * gain. Returns the peak of what is written. `out` may be `in`. */
float kernel_scale(float* out, const float* in, float gain, uint32_t n_frames);

/* out = in * gains, frame by frame. Returns the peak of what is written. `out` may be `in` or `gains`. */
float kernel_scale_moving(float* out, const float* in, const float* gains, uint32_t n_frames);

/* sum += in, frame by frame. */
void kernel_add(float* sum, const float* in, uint32_t n_frames);

/* In place: l = same l + cross r, r = same r + cross l; the matrix may change from frame to frame. */
void kernel_matrix(float* l, float* r, StereoMatrix matrix, uint32_t n_frames);
void kernel_matrix_moving(float* l, float* r, const float* same, const float* cross, uint32_t n_frames);

/* out = (1 - weight) a + weight b, frame by frame, of finite a and b; at the ends exactly a and b. `out` may be `a` or
 * `b`. */
void kernel_crossfade(float* out, const float* a, const float* b, const float* weights, uint32_t n_frames);

/* out = the larger of |a| and |b|, up to a ceiling. Returns its peak. `out` may be `a` or `b`, and these may be one. */
float kernel_max_abs(float* out, const float* a, const float* b, float ceiling, uint32_t n_frames);

/* The levels that feedback.h listens to. */
void kernel_feedback(FeedbackRows* rows, const FeedbackAudio* audio, uint32_t n_frames);

/* out = log2 |in|, and out = 2^-in for in >= 0: see fastmath.h. `out` may be `in`. The latter gives its lowest value, 1
   where there is none. */
void kernel_log2(float* out, const float* in, uint32_t n_frames);
float kernel_exp2_negative(float* out, const float* in, uint32_t n_frames);

/* gain = that of each of n values in dB, <= 700: see decibel.h. `gain` may be `db`. */
void kernel_gain_from_db(float* gain, const float* db, uint32_t n);

/* db = what a meter shows of each of n peaks: see meter.h. */
void kernel_meter_db(float* db, const float* peaks, uint32_t n);

/* out = what a static curve takes off each level. `out` may be `levels`. */
void kernel_knee(float* out, const float* levels, Knee knee, uint32_t n_frames);

/* Two signals of one or two channels, the gains at which they are mixed, and what a blend finds out about each channel:
   peaks of the signals, before and after their gains, and of the sum. */
typedef struct {
  const float* const* a;
  const float* const* b;
  RampLine gain_a, gain_b[2];
  float peak_a[2], peak_b[2], added_a[2], added_b[2], peak_out[2];
} Blend;

/* out = a gain_a + b gain_b. No out may overlap anything. The first is for gains that stand still. */
void kernel_blend(float* const* out, Blend* blend, unsigned n_channels, uint32_t n_frames);
void kernel_blend_ramping(float* const* out, Blend* blend, unsigned n_channels, uint32_t n_frames);

/* Copies; non-finite and subnormal samples become 0. Returns the peak of what is left. `out` may be `in`. */
float kernel_sanitize(float* out, const float* in, uint32_t n_frames);

/* out = what kernel_sanitize() leaves of `in`, * gain. `out` may be `in`. */
void kernel_sanitize_scaled(float* out, const float* in, float gain, uint32_t n_frames);

float kernel_peak(const float* in, uint32_t n_frames);

/* The lowest of n_frames (>= 1, any number) values >= 0. */
float kernel_lowest(const float* in, uint32_t n_frames);

/* Peaks of a stereo pair, and the sums of products of its sides. */
typedef struct {
  float peak[2];
  StereoProducts products;
} StereoMeasure;

void kernel_measure(StereoMeasure* measure, const float* l, const float* r, uint32_t n_frames);

/* A run of a crossover, at the root alone or, where `leaves` is true, all of it: see crossover.h. */
void kernel_crossover(CrossoverState* state, CrossoverRows* rows, bool leaves, uint32_t n_frames);
void kernel_crossover_moving(CrossoverState* state, CrossoverRows* rows, bool leaves, uint32_t n_frames);

/* Runs a filter that stands still, or one and then another, in place on n_channels (1 or 2): see filter.h. The latter
   does nothing and gives false where what the first puts out has to be limited. */
void kernel_filter(FilterSection* section, float* const* channels, unsigned n_channels, uint32_t n_frames);
bool kernel_filter_pair(FilterSection* first, FilterSection* second, float* const* channels, unsigned n_channels,
                        uint32_t n_frames);

/* Takes a run of signals, LOUDNESS_LANES of them, into the sums of a loudness: see loudness.h. */
void kernel_loudness(LoudnessLanes* lanes, const float* const* signals, uint32_t n_frames);

/* The larger of two peaks, which is the one that is not finite, if there is one. */
static inline float peak_larger(float a, float b) {
  const int32_t x = float_bits(a);
  const int32_t y = float_bits(b);
  return float_from_bits(x > y ? x : y);  // of integers, compilers choose without a branch
}

static inline bool peak_is_finite(float peak) {
  return float_bits(peak) < 0x7f800000;
}

#endif
