// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/kernels.h"

#include "common/dsp/crossover_lanes.h"
#include "common/dsp/filter_lanes.h"

#include <stddef.h>
#include <string.h>

/* The build tries whether the compiler and the loader can choose between clones, and defines this to 0 or 1. A test
   defines KERNEL itself, to have one clone alone. */
#ifndef KERNEL
#if HAVE_TARGET_CLONES
#define KERNEL __attribute__((target_clones("avx2", "default")))
#else
#define KERNEL
#endif
#endif

#define INLINE static inline __attribute__((always_inline))

/* Partial results of a reduction, whatever the width of a vector is. */
enum { LANES = 8 };
typedef float Lanes __attribute__((vector_size(LANES * sizeof(float))));
typedef int32_t LaneBits __attribute__((vector_size(LANES * sizeof(int32_t))));

/* |x| as bits: ordered like |x|, with infinities and NaNs above every number. */
INLINE int32_t magnitude(float x) {
  return float_bits(x) & 0x7fffffff;
}

INLINE int32_t larger(int32_t a, int32_t b) {
  return a > b ? a : b;
}

INLINE void mix_one(float* restrict acc_l, float* restrict acc_r, MixSource* source, uint32_t n_frames) {
  const float* l = source->l;
  const float* r = source->r;
  const float gain_l = source->gain_l;
  const float gain_r = source->gain_r;
  int32_t peak = 0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    acc_l[i] += l[i] * gain_l;
    acc_r[i] += r[i] * gain_r;
    peak = larger(peak, larger(magnitude(l[i]), magnitude(r[i])));
  }
  source->peak = float_from_bits(peak);
}

/* Two sources at a time halve the traffic through the sums. */
INLINE void mix_two(float* restrict acc_l, float* restrict acc_r, MixSource source[2], uint32_t n_frames) {
  const float* l0 = source[0].l;
  const float* r0 = source[0].r;
  const float* l1 = source[1].l;
  const float* r1 = source[1].r;
  const float gain_l0 = source[0].gain_l;
  const float gain_r0 = source[0].gain_r;
  const float gain_l1 = source[1].gain_l;
  const float gain_r1 = source[1].gain_r;
  int32_t peak0 = 0;
  int32_t peak1 = 0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    acc_l[i] = acc_l[i] + l0[i] * gain_l0 + l1[i] * gain_l1;
    acc_r[i] = acc_r[i] + r0[i] * gain_r0 + r1[i] * gain_r1;
    peak0 = larger(peak0, larger(magnitude(l0[i]), magnitude(r0[i])));
    peak1 = larger(peak1, larger(magnitude(l1[i]), magnitude(r1[i])));
  }
  source[0].peak = float_from_bits(peak0);
  source[1].peak = float_from_bits(peak1);
}

KERNEL void kernel_mix(float* acc_l, float* acc_r, MixSource* sources, uint32_t n_sources, uint32_t n_frames) {
  uint32_t done = 0;
  for (; done + 2 <= n_sources; done += 2) {
    mix_two(acc_l, acc_r, sources + done, n_frames);
  }
  if (done < n_sources) {
    mix_one(acc_l, acc_r, sources + done, n_frames);
  }
}

KERNEL void kernel_mix_moving(float* restrict acc_l, float* restrict acc_r, MixSource* source, const float* gains_l,
                              const float* gains_r, uint32_t n_frames) {
  const float* l = source->l;
  const float* r = source->r;
  int32_t peak = 0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    acc_l[i] += l[i] * gains_l[i];
    acc_r[i] += r[i] * gains_r[i];
    peak = larger(peak, larger(magnitude(l[i]), magnitude(r[i])));
  }
  source->peak = float_from_bits(peak);
}

KERNEL float kernel_scale(float* out, const float* in, float gain, uint32_t n_frames) {
  int32_t peak = 0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = in[i] * gain;
    peak = larger(peak, magnitude(out[i]));
  }
  return float_from_bits(peak);
}

KERNEL float kernel_scale_moving(float* out, const float* in, const float* gains, uint32_t n_frames) {
  int32_t peak = 0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = in[i] * gains[i];
    peak = larger(peak, magnitude(out[i]));
  }
  return float_from_bits(peak);
}

KERNEL void kernel_matrix(float* restrict l, float* restrict r, StereoMatrix matrix, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float left = l[i];
    const float right = r[i];
    l[i] = left * matrix.same + right * matrix.cross;
    r[i] = right * matrix.same + left * matrix.cross;
  }
}

KERNEL void kernel_matrix_moving(float* restrict l, float* restrict r, const float* same, const float* cross,
                                 uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float left = l[i];
    const float right = r[i];
    l[i] = left * same[i] + right * cross[i];
    r[i] = right * same[i] + left * cross[i];
  }
}

KERNEL void kernel_crossfade(float* out, const float* a, const float* b, const float* weights, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = (1.0f - weights[i]) * a[i] + weights[i] * b[i];
  }
}

KERNEL float kernel_louder(float* out, const float* a, const float* b, float ceiling, uint32_t n_frames) {
  const int32_t most = float_bits(ceiling);
  int32_t peak = 0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const int32_t louder = larger(magnitude(a[i]), magnitude(b[i]));
    const int32_t limited = louder < most ? louder : most;
    out[i] = float_from_bits(limited);
    peak = larger(peak, limited);
  }
  return float_from_bits(peak);
}

/* Writes the louder of two channels at their gains; gives its peak. */
INLINE int32_t read_level(float* restrict level, const float* const* sides, float gain_l, float gain_r,
                          uint32_t n_frames) {
  const float* l = sides[0];
  const float* r = sides[1];
  int32_t peak = 0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const int32_t louder = larger(magnitude(l[i] * gain_l), magnitude(r[i] * gain_r));
    level[i] = float_from_bits(louder);
    peak = larger(peak, louder);
  }
  return peak;
}

KERNEL void kernel_feedback(FeedbackRows* rows, const FeedbackAudio* audio, uint32_t n_frames) {
  rows->peak_in = float_from_bits(read_level(rows->in, audio->in, 1.0f, 1.0f, n_frames));
  rows->peak_out = float_from_bits(read_level(rows->out, audio->out, 1.0f, 1.0f, n_frames));
  (void)read_level(rows->own, audio->wet, audio->wet_gain[0], audio->wet_gain[1], n_frames);
}

KERNEL uint32_t kernel_find(const float* in, float value, uint32_t n_frames) {
  uint32_t first = n_frames - 1;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const uint32_t here = in[i] == value ? i : n_frames - 1;
    first = here < first ? here : first;
  }
  return first;
}

KERNEL void kernel_log2(float* out, const float* in, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = fast_log2(float_from_bits(magnitude(in[i])));
  }
}

KERNEL float kernel_exp2_negative(float* out, const float* in, uint32_t n_frames) {
  int32_t lowest = float_bits(1.0f);
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = fast_exp2(-in[i]);
    const int32_t bits = float_bits(out[i]);
    lowest = bits < lowest ? bits : lowest;
  }
  return float_from_bits(lowest);
}

KERNEL void kernel_knee(float* out, const float* levels, Knee knee, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = knee_reduction(knee, levels[i]);
  }
}

KERNEL void kernel_blend(float* restrict out, Blend* blend, uint32_t n_frames) {
  const float* a = blend->a;
  const float* b = blend->b;
  const float gain_a = blend->gain_a;
  const float gain_b = blend->gain_b;
  int32_t peak_a = 0;
  int32_t peak_b = 0;
  int32_t peak_out = 0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = a[i] * gain_a - (0.0f - b[i] * gain_b);  // taking 0 away, unlike adding it, leaves -0 as it is
    peak_a = larger(peak_a, magnitude(a[i]));
    peak_b = larger(peak_b, magnitude(b[i]));
    peak_out = larger(peak_out, magnitude(out[i]));
  }
  blend->peak_a = float_from_bits(peak_a);
  blend->peak_b = float_from_bits(peak_b);
  blend->peak_out = float_from_bits(peak_out);
}

/* |x| as bits, or 0 where x is not finite or is subnormal. */
INLINE int32_t clean_magnitude(float x) {
  const int32_t all = magnitude(x);
  return all >= 0x00800000 && all < 0x7f800000 ? all : 0;
}

KERNEL float kernel_clean(float* out, const float* in, uint32_t n_frames) {
  int32_t peak = 0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const int32_t kept = clean_magnitude(in[i]);
    out[i] = float_from_bits(kept | (float_bits(in[i]) & INT32_MIN));
    peak = larger(peak, kept);
  }
  return float_from_bits(peak);
}

KERNEL void kernel_clean_scaled(float* out, const float* in, float gain, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = 0.0f + float_from_bits(clean_magnitude(in[i]) | (float_bits(in[i]) & INT32_MIN)) * gain;
  }
}

INLINE float peak_of(const float* in, uint32_t n_frames) {
  int32_t peak = 0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    peak = larger(peak, magnitude(in[i]));
  }
  return float_from_bits(peak);
}

KERNEL float kernel_peak(const float* in, uint32_t n_frames) {
  return peak_of(in, n_frames);
}

KERNEL float kernel_lowest(const float* in, uint32_t n_frames) {
  int32_t lowest = INT32_MAX;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const int32_t bits = float_bits(in[i]);
    lowest = bits < lowest ? bits : lowest;
  }
  return float_from_bits(lowest);
}

KERNEL float kernel_peak_moving(const float* in, const float* gains, uint32_t n_frames) {
  int32_t peak = 0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    peak = larger(peak, magnitude(in[i] * gains[i]));
  }
  return float_from_bits(peak);
}

/* Vectors go by pointer: how they are passed by value depends on the instruction set. */
INLINE void keep_larger(LaneBits* most, const LaneBits* lanes) {
  const LaneBits is_larger = *lanes > *most;
  *most = (*lanes & is_larger) | (*most & ~is_larger);
}

INLINE float sum_lanes(const Lanes* lanes) {
  float sum = 0.0f;
  for (unsigned j = 0; j < LANES; ++j) {
    sum += (*lanes)[j];
  }
  return sum;
}

INLINE float largest_lane(const LaneBits* lanes) {
  int32_t bits = 0;
  for (unsigned j = 0; j < LANES; ++j) {
    bits = larger(bits, (*lanes)[j]);
  }
  return float_from_bits(bits);
}

KERNEL StereoMeasure kernel_measure(const float* l, const float* r, uint32_t n_frames) {
  Lanes ll = {0.0f};
  Lanes rr = {0.0f};
  Lanes lr = {0.0f};
  LaneBits peak_l = {0};
  LaneBits peak_r = {0};
  const LaneBits no_sign = {~INT32_MIN, ~INT32_MIN, ~INT32_MIN, ~INT32_MIN,
                            ~INT32_MIN, ~INT32_MIN, ~INT32_MIN, ~INT32_MIN};
  for (uint32_t i = 0; i < n_frames; i += LANES) {
    float tail[2][LANES] = {{0.0f}, {0.0f}};
    const float* left = l + i;
    const float* right = r + i;
    if (n_frames - i < LANES) {
      memcpy(tail[0], left, (n_frames - i) * sizeof(float));
      memcpy(tail[1], right, (n_frames - i) * sizeof(float));
      left = tail[0];
      right = tail[1];
    }
    Lanes x;
    Lanes y;
    memcpy(&x, left, sizeof(x));
    memcpy(&y, right, sizeof(y));
    ll += x * x;
    rr += y * y;
    lr += x * y;
    const LaneBits magnitude_x = (LaneBits)x & no_sign;
    const LaneBits magnitude_y = (LaneBits)y & no_sign;
    keep_larger(&peak_l, &magnitude_x);
    keep_larger(&peak_r, &magnitude_y);
  }
  return (StereoMeasure){.peak = {largest_lane(&peak_l), largest_lane(&peak_r)},
                         .products = {sum_lanes(&ll), sum_lanes(&rr), sum_lanes(&lr)}};
}

/* Writes lanes as rows from `first` and from `second` on, two each, with their peaks. */
INLINE void take_lanes(const Floats4* lanes, CrossoverRows* rows, unsigned first, unsigned second, uint32_t n_frames) {
  float* restrict l0 = rows->band[first];
  float* restrict r0 = rows->band[first + 1];
  float* restrict l1 = rows->band[second];
  float* restrict r1 = rows->band[second + 1];
  int32_t peak[4] = {0};
  for (uint32_t i = 0; i < n_frames; ++i) {
    l0[i] = lanes[i][0];
    r0[i] = lanes[i][1];
    l1[i] = lanes[i][2];
    r1[i] = lanes[i][3];
    for (unsigned lane = 0; lane < 4; ++lane) {
      peak[lane] = larger(peak[lane], magnitude(lanes[i][lane]));
    }
  }
  rows->peak[first] = float_from_bits(peak[0]);
  rows->peak[first + 1] = float_from_bits(peak[1]);
  rows->peak[second] = float_from_bits(peak[2]);
  rows->peak[second + 1] = float_from_bits(peak[3]);
}

INLINE void run_crossover(CrossoverState* state, CrossoverRows* rows, bool leaves, bool moving, uint32_t n_frames) {
  Floats4 lanes[2][CHUNK_FRAMES];
  if (leaves) {
    part_whole(state, rows, moving, lanes[0], lanes[1], n_frames);
    take_lanes(lanes[0], rows, 0, 4, n_frames);
    take_lanes(lanes[1], rows, 2, 6, n_frames);
  } else {
    part_root(state, rows, moving, lanes[0], n_frames);
    take_lanes(lanes[0], rows, 0, 2, n_frames);
  }
}

KERNEL void kernel_crossover(CrossoverState* state, CrossoverRows* rows, bool leaves, uint32_t n_frames) {
  run_crossover(state, rows, leaves, false, n_frames);
}

KERNEL void kernel_crossover_moving(CrossoverState* state, CrossoverRows* rows, bool leaves, uint32_t n_frames) {
  run_crossover(state, rows, leaves, true, n_frames);
}

KERNEL void kernel_filter(FilterSection* section, float* const* channels, unsigned n_channels, uint32_t n_frames) {
  filter_run_one(section, channels, n_channels, n_frames);
}

KERNEL void kernel_filter_pair(FilterSection* first, FilterSection* second, float* const* channels, unsigned n_channels,
                               uint32_t n_frames) {
  if (!filter_run_both(first, second, channels, n_channels, n_frames)) {
    filter_run_one(first, channels, n_channels, n_frames);
    filter_run_one(second, channels, n_channels, n_frames);
  }
}

typedef double Doubles __attribute__((vector_size(LOUDNESS_LANES * sizeof(double))));

/* One frame in place. */
INLINE void run_filter(const LoudnessFilter* filter, Doubles* band, Doubles* low, Doubles* x) {
  const Doubles band_before = *band;
  const Doubles low_before = *low;
  const Doubles e = *x - low_before;
  *band = filter->keep * band_before + filter->feed * e;
  *low = (low_before + filter->feed * band_before) + filter->low_feed * e;
  *x = filter->through * *x + filter->band_gain * (band_before + *band) + filter->low_gain * (low_before + *low);
}

KERNEL void kernel_loudness(LoudnessLanes* lanes, const float* const* signals, uint32_t n_frames) {
  const LoudnessFilter shelf = lanes->shelf;
  const LoudnessFilter high_pass = lanes->high_pass;
  Doubles state[4], power, product;
  memcpy(&state[0], shelf.band, sizeof(Doubles));
  memcpy(&state[1], shelf.low, sizeof(Doubles));
  memcpy(&state[2], high_pass.band, sizeof(Doubles));
  memcpy(&state[3], high_pass.low, sizeof(Doubles));
  memcpy(&power, lanes->power, sizeof(Doubles));
  memcpy(&product, lanes->product, sizeof(Doubles));
  for (uint32_t i = 0; i < n_frames; ++i) {
    Doubles x = {(double)signals[0][i], (double)signals[1][i], (double)signals[2][i], (double)signals[3][i]};
    run_filter(&shelf, &state[0], &state[1], &x);
    run_filter(&high_pass, &state[2], &state[3], &x);
    power += x * x;
    product += x * __builtin_shufflevector(x, x, 2, 3, 0, 1);
  }
  memcpy(lanes->shelf.band, &state[0], sizeof(Doubles));
  memcpy(lanes->shelf.low, &state[1], sizeof(Doubles));
  memcpy(lanes->high_pass.band, &state[2], sizeof(Doubles));
  memcpy(lanes->high_pass.low, &state[3], sizeof(Doubles));
  memcpy(lanes->power, &power, sizeof(Doubles));
  memcpy(lanes->product, &product, sizeof(Doubles));
}
