// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/kernels.h"

#include "common/dsp/chunk.h"
#include "common/dsp/crossover_lanes.h"
#include "common/dsp/filter_lanes.h"
#include "common/dsp/unroll.h"

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
typedef float HalfLanes __attribute__((vector_size(LANES / 2 * sizeof(float))));
typedef int32_t HalfBits __attribute__((vector_size(LANES / 2 * sizeof(int32_t))));

/* |x| as bits: ordered like |x|, with infinities and NaNs above every number. */
INLINE int32_t magnitude(float x) {
  return float_bits(x) & 0x7fffffff;
}

INLINE int32_t larger(int32_t a, int32_t b) {
  return a > b ? a : b;
}

/* Vectors go by pointer: how they are passed by value depends on the instruction set. */
INLINE void load_lanes(Lanes* lanes, const float* from) {
  memcpy(lanes, from, sizeof(*lanes));
}

INLINE void store_lanes(float* to, const Lanes* lanes) {
  memcpy(to, lanes, sizeof(*lanes));
}

/* Written lane by lane, of which compilers make one instruction. */
INLINE void keep_larger(LaneBits* most, const Lanes* lanes) {
  LaneBits kept = *most;
  const LaneBits bits = (LaneBits)*lanes;
  UNROLL
  for (unsigned j = 0; j < LANES; ++j) {
    kept[j] = larger(kept[j], bits[j] & INT32_MAX);
  }
  *most = kept;
}

INLINE void keep_larger_half(HalfBits* most, const HalfBits* bits) {
  const HalfBits is_larger = *bits > *most;
  *most = (*bits & is_larger) | (*most & ~is_larger);
}

/* The largest lane of each of four, side by side. */
INLINE void largest_of_four(HalfBits* largest, const LaneBits lanes[4]) {
  HalfBits half[4];
  UNROLL
  for (unsigned s = 0; s < 4; ++s) {
    half[s] = __builtin_shufflevector(lanes[s], lanes[s], 0, 1, 2, 3);
    const HalfBits other = __builtin_shufflevector(lanes[s], lanes[s], 4, 5, 6, 7);
    keep_larger_half(&half[s], &other);
  }
  HalfBits pair[2];
  UNROLL
  for (unsigned s = 0; s < 2; ++s) {
    pair[s] = __builtin_shufflevector(half[2 * s], half[2 * s + 1], 0, 4, 1, 5);
    const HalfBits other = __builtin_shufflevector(half[2 * s], half[2 * s + 1], 2, 6, 3, 7);
    keep_larger_half(&pair[s], &other);
  }
  *largest = __builtin_shufflevector(pair[0], pair[1], 0, 1, 4, 5);
  const HalfBits other = __builtin_shufflevector(pair[0], pair[1], 2, 3, 6, 7);
  keep_larger_half(largest, &other);
}

/* Sums the lanes by halves. */
INLINE float sum_lanes(const Lanes* lanes) {
  const HalfLanes four = __builtin_shufflevector(*lanes, *lanes, 0, 1, 2, 3) +
                         __builtin_shufflevector(*lanes, *lanes, 4, 5, 6, 7);
  const HalfLanes two = four + __builtin_shufflevector(four, four, 2, 3, 2, 3);
  return two[0] + two[1];
}

enum { TILE = 2 * LANES };

typedef struct {
  float* l;
  float* r;
} MixSum;

/* Both sides of a strip, from the first frame on; the same one twice of a mono strip. */
typedef struct {
  const float* l;
  const float* r;
} MixSource;

INLINE void find_sources(MixSource* sources, const MixInput* input) {
  const float* const* channel = input->channels;
  for (uint32_t s = 0; s < input->n_strips; ++s, channel += input->n_channels) {
    sources[s].l = chunk_source(channel[0], input->at);
    sources[s].r = chunk_source(channel[input->n_channels - 1], input->at);
  }
}

/* Sums up n_frames, LANES or TILE, of every source in their order, in registers. */
INLINE void mix_tile(const MixSum* sum, const MixSource* sources, uint32_t n_sources, uint32_t frame, unsigned n_frames,
                     const StripGains* gains, bool ramping, LaneBits* peaks) {
  static const Lanes steps = {0.0f, 1.0f, 2.0f, 3.0f, 4.0f, 5.0f, 6.0f, 7.0f};
  Lanes l[TILE / LANES];
  Lanes r[TILE / LANES];
  Lanes frames[TILE / LANES];
  UNROLL
  for (unsigned w = 0; w < n_frames / LANES; ++w) {
    l[w] = r[w] = (Lanes){0.0f};
    frames[w] = (float)(int32_t)(frame + w * LANES) + steps;
  }
  for (uint32_t s = 0; s < n_sources; ++s) {
    const MixSource* source = &sources[s];
    LaneBits peak = peaks[s];
    UNROLL
    for (unsigned w = 0; w < n_frames / LANES; ++w) {
      Lanes x;
      Lanes y;
      load_lanes(&x, source->l + frame + w * LANES);
      load_lanes(&y, source->r + frame + w * LANES);
      keep_larger(&peak, &x);
      keep_larger(&peak, &y);
      if (ramping) {
        const Lanes at_frames = gains->at[s] + frames[w];
        l[w] += x * (gains->from[STRIP_LEFT][s] + gains->step[STRIP_LEFT][s] * at_frames);
        r[w] += y * (gains->from[STRIP_RIGHT][s] + gains->step[STRIP_RIGHT][s] * at_frames);
      } else {
        l[w] += x * gains->from[STRIP_LEFT][s];
        r[w] += y * gains->from[STRIP_RIGHT][s];
      }
    }
    peaks[s] = peak;
  }
  UNROLL
  for (unsigned w = 0; w < n_frames / LANES; ++w) {
    store_lanes(sum->l + frame + w * LANES, &l[w]);
    store_lanes(sum->r + frame + w * LANES, &r[w]);
  }
}

/* Fewer frames than there are lanes; peaks are kept. */
INLINE void mix_few(const MixSum* sum, const MixSource* sources, uint32_t n_sources, uint32_t n_frames,
                    const StripGains* gains, bool ramping, float* peaks) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    float l = 0.0f;
    float r = 0.0f;
    for (uint32_t s = 0; s < n_sources; ++s) {
      const float x = sources[s].l[i];
      const float y = sources[s].r[i];
      l += x * (ramping ? strip_gain_at(gains, STRIP_LEFT, s, i) : gains->from[STRIP_LEFT][s]);
      r += y * (ramping ? strip_gain_at(gains, STRIP_RIGHT, s, i) : gains->from[STRIP_RIGHT][s]);
      peaks[s] = float_from_bits(larger(float_bits(peaks[s]), larger(magnitude(x), magnitude(y))));
    }
    sum->l[i] = l;
    sum->r[i] = r;
  }
}

INLINE void mix(const MixSum* sum, const MixInput* input, const StripGains* gains, bool ramping,
                float* restrict peaks) {
  const uint32_t n_sources = input->n_strips;
  const uint32_t n_frames = input->n_frames;
  MixSource sources[STRIP_GAINS_SIZE];
  find_sources(sources, input);
  // Below every magnitude. Zeros would do, but compilers fill them in by a call of memset.
  static const LaneBits below_all = {INT32_MIN, INT32_MIN, INT32_MIN, INT32_MIN,
                                     INT32_MIN, INT32_MIN, INT32_MIN, INT32_MIN};
  LaneBits lanes[STRIP_GAINS_SIZE];
  for (unsigned s = 0; s < STRIP_GAINS_SIZE; ++s) {
    lanes[s] = below_all;
  }
  uint32_t i = 0;
  for (; i + TILE <= n_frames; i += TILE) {
    mix_tile(sum, sources, n_sources, i, TILE, gains, ramping, lanes);
  }
  while (i < n_frames && n_frames >= LANES) {
    i = i + LANES <= n_frames ? i : n_frames - LANES;  // what is left over is done with frames before it once more
    mix_tile(sum, sources, n_sources, i, LANES, gains, ramping, lanes);
    i += LANES;
  }
  for (uint32_t s = 0; s < n_sources; s += 4) {
    HalfBits largest;
    largest_of_four(&largest, lanes + s);
    if (n_sources - s >= 4) {
      memcpy(peaks + s, &largest, 4 * sizeof(float));
    } else {
      memcpy(peaks + s, &largest, (n_sources - s) * sizeof(float));
    }
  }
  if (n_frames < LANES) {
    mix_few(sum, sources, n_sources, n_frames, gains, ramping, peaks);
  }
}

KERNEL void kernel_mix(float* sum_l, float* sum_r, const MixInput* input, const StripGains* gains, float* peaks) {
  mix(&(MixSum){sum_l, sum_r}, input, gains, false, peaks);
}

KERNEL void kernel_mix_ramping(float* sum_l, float* sum_r, const MixInput* input, const StripGains* gains,
                               float* peaks) {
  mix(&(MixSum){sum_l, sum_r}, input, gains, true, peaks);
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

KERNEL void kernel_add(float* restrict sum, const float* in, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    sum[i] += in[i];
  }
}

KERNEL void kernel_crossfade(float* out, const float* a, const float* b, const float* weights, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = (1.0f - weights[i]) * a[i] + weights[i] * b[i];
  }
}

KERNEL float kernel_max_abs(float* out, const float* a, const float* b, float ceiling, uint32_t n_frames) {
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
INLINE float read_level(float* restrict level, const float* const* sides, const float* gains, uint32_t n_frames) {
  const float* l = sides[0];
  const float* r = sides[1];
  const float gain_l = gains[0];
  const float gain_r = gains[1];
  int32_t peak = 0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const int32_t louder = larger(magnitude(l[i] * gain_l), magnitude(r[i] * gain_r));
    level[i] = float_from_bits(louder);
    peak = larger(peak, louder);
  }
  return float_from_bits(peak);
}

KERNEL void kernel_feedback(FeedbackRows* rows, const FeedbackAudio* audio, uint32_t n_frames) {
  static const float unity[] = {1.0f, 1.0f};
  float* const levels[] = {rows->in, rows->out, rows->own};
  const float* const* const sides[] = {audio->in, audio->out, audio->wet};
  const float* const gains[] = {unity, unity, audio->wet_gain};
  float peaks[3];
  for (unsigned i = 0; i < 3; ++i) {
    peaks[i] = read_level(levels[i], sides[i], gains[i], n_frames);
  }
  rows->peak_in = peaks[0];
  rows->peak_out = peaks[1];
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

KERNEL void kernel_gain_from_db(float* gain, const float* db, uint32_t n) {
  for (uint32_t i = 0; i < n; ++i) {
    gain[i] = gain_from_db(db[i]);
  }
}

KERNEL void kernel_meter_db(float* db, const float* peaks, uint32_t n) {
  for (uint32_t i = 0; i < n; ++i) {
    db[i] = meter_db(peaks[i]);
  }
}

KERNEL void kernel_knee(float* out, const float* levels, Knee knee, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = knee_reduction(knee, levels[i]);
  }
}

INLINE void blend_channel(float* restrict out, Blend* blend, unsigned channel, bool ramping, uint32_t n_frames) {
  const float* a = blend->a[channel];
  const float* b = blend->b[channel];
  const RampLine line_a = blend->gain_a;
  const RampLine line_b = blend->gain_b[channel];
  int32_t peak_a = 0;
  int32_t peak_b = 0;
  int32_t added_a = 0;
  int32_t added_b = 0;
  int32_t peak_out = 0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float mine = a[i] * (ramping ? ramp_line_at(&line_a, i) : line_a.from);
    const float other = b[i] * (ramping ? ramp_line_at(&line_b, i) : line_b.from);
    out[i] = mine + other;
    peak_a = larger(peak_a, magnitude(a[i]));
    peak_b = larger(peak_b, magnitude(b[i]));
    peak_out = larger(peak_out, magnitude(out[i]));
    if (ramping) {
      added_a = larger(added_a, magnitude(mine));
      added_b = larger(added_b, magnitude(other));
    }
  }
  if (!ramping) {  // rounding keeps order
    added_a = magnitude(float_from_bits(peak_a) * line_a.from);
    added_b = magnitude(float_from_bits(peak_b) * line_b.from);
  }
  blend->peak_a[channel] = float_from_bits(peak_a);
  blend->peak_b[channel] = float_from_bits(peak_b);
  blend->added_a[channel] = float_from_bits(added_a);
  blend->added_b[channel] = float_from_bits(added_b);
  blend->peak_out[channel] = float_from_bits(peak_out);
}

INLINE void run_blend(float* const* out, Blend* blend, unsigned n_channels, bool ramping, uint32_t n_frames) {
  for (unsigned c = 0; c < n_channels; ++c) {
    blend_channel(out[c], blend, c, ramping, n_frames);
  }
}

KERNEL void kernel_blend(float* const* out, Blend* blend, unsigned n_channels, uint32_t n_frames) {
  run_blend(out, blend, n_channels, false, n_frames);
}

KERNEL void kernel_blend_ramping(float* const* out, Blend* blend, unsigned n_channels, uint32_t n_frames) {
  run_blend(out, blend, n_channels, true, n_frames);
}

/* |x| as bits, or 0 where x is not finite or is subnormal. */
INLINE int32_t sanitized_magnitude(float x) {
  const int32_t all = magnitude(x);
  return all >= 0x00800000 && all < 0x7f800000 ? all : 0;
}

KERNEL float kernel_sanitize(float* out, const float* in, uint32_t n_frames) {
  int32_t peak = 0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const int32_t kept = sanitized_magnitude(in[i]);
    out[i] = float_from_bits(kept | (float_bits(in[i]) & INT32_MIN));
    peak = larger(peak, kept);
  }
  return float_from_bits(peak);
}

KERNEL void kernel_sanitize_scaled(float* out, const float* in, float gain, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = float_from_bits(sanitized_magnitude(in[i]) | (float_bits(in[i]) & INT32_MIN)) * gain;
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

typedef struct {
  Lanes ll, rr, lr;
  LaneBits peak_l, peak_r;
} MeasureLanes;

INLINE void measure_lanes(MeasureLanes* sums, const Lanes* l, const Lanes* r) {
  sums->ll += *l * *l;
  sums->rr += *r * *r;
  sums->lr += *l * *r;
  keep_larger(&sums->peak_l, l);
  keep_larger(&sums->peak_r, r);
}

KERNEL void kernel_measure(StereoMeasure* measure, const float* l, const float* r, uint32_t n_frames) {
  MeasureLanes sums = {.ll = {0.0f}};
  uint32_t i = 0;
  for (; i + LANES <= n_frames; i += LANES) {
    Lanes left;
    load_lanes(&left, l + i);
    Lanes right;
    load_lanes(&right, r + i);
    measure_lanes(&sums, &left, &right);
  }
  if (i < n_frames) {
    Lanes left = {0.0f};
    Lanes right = {0.0f};
    memcpy(&left, l + i, (n_frames - i) * sizeof(float));
    memcpy(&right, r + i, (n_frames - i) * sizeof(float));
    measure_lanes(&sums, &left, &right);
  }
  const LaneBits peaks[4] = {sums.peak_l, sums.peak_r, sums.peak_l, sums.peak_r};
  HalfBits largest;
  largest_of_four(&largest, peaks);
  measure->peak[0] = float_from_bits(largest[0]);
  measure->peak[1] = float_from_bits(largest[1]);
  measure->products.ll = sum_lanes(&sums.ll);
  measure->products.rr = sum_lanes(&sums.rr);
  measure->products.lr = sum_lanes(&sums.lr);
}

/* Four lanes of four frames become four frames of four rows. */
INLINE void transpose_four(Floats4 lanes[4]) {
  const Floats4 a = __builtin_shufflevector(lanes[0], lanes[1], 0, 4, 1, 5);
  const Floats4 b = __builtin_shufflevector(lanes[0], lanes[1], 2, 6, 3, 7);
  const Floats4 c = __builtin_shufflevector(lanes[2], lanes[3], 0, 4, 1, 5);
  const Floats4 d = __builtin_shufflevector(lanes[2], lanes[3], 2, 6, 3, 7);
  lanes[0] = __builtin_shufflevector(a, c, 0, 1, 4, 5);
  lanes[1] = __builtin_shufflevector(a, c, 2, 3, 6, 7);
  lanes[2] = __builtin_shufflevector(b, d, 0, 1, 4, 5);
  lanes[3] = __builtin_shufflevector(b, d, 2, 3, 6, 7);
}

/* Writes lanes as rows from `first` and from `second` on, two each, with their peaks. */
INLINE void take_lanes(const Floats4* lanes, CrossoverRows* rows, unsigned first, unsigned second, uint32_t n_frames) {
  float* const row[4] = {rows->band[first], rows->band[first + 1], rows->band[second], rows->band[second + 1]};
  HalfBits peaks = {0};
  uint32_t i = 0;
  for (; i + 4 <= n_frames; i += 4) {
    Floats4 frames[4] = {lanes[i], lanes[i + 1], lanes[i + 2], lanes[i + 3]};
    HalfBits sizes[4];
    UNROLL
    for (unsigned j = 0; j < 4; ++j) {
      sizes[j] = (HalfBits)frames[j] & INT32_MAX;
    }
    keep_larger_half(&sizes[0], &sizes[1]);
    keep_larger_half(&sizes[2], &sizes[3]);
    keep_larger_half(&sizes[0], &sizes[2]);
    keep_larger_half(&peaks, &sizes[0]);
    transpose_four(frames);
    UNROLL
    for (unsigned j = 0; j < 4; ++j) {
      memcpy(row[j] + i, &frames[j], sizeof(frames[j]));
    }
  }
  for (; i < n_frames; ++i) {
    const HalfBits bits = (HalfBits)lanes[i] & INT32_MAX;
    keep_larger_half(&peaks, &bits);
    UNROLL
    for (unsigned j = 0; j < 4; ++j) {
      row[j][i] = lanes[i][j];
    }
  }
  rows->peak[first] = float_from_bits(peaks[0]);
  rows->peak[first + 1] = float_from_bits(peaks[1]);
  rows->peak[second] = float_from_bits(peaks[2]);
  rows->peak[second + 1] = float_from_bits(peaks[3]);
}

INLINE void run_crossover(CrossoverState* state, CrossoverRows* rows, bool leaves, bool moving, uint32_t n_frames) {
  Floats4 lanes[2][CHUNK_FRAMES];
  if (leaves) {
    part_whole(state, rows, moving, lanes[0], lanes[1], n_frames);
  } else {
    part_root(state, rows, moving, lanes[0], n_frames);
  }
  for (unsigned half = 0; half < (leaves ? 2 : 1); ++half) {
    take_lanes(lanes[half], rows, 2 * half, leaves ? 2 * half + 4 : 2, n_frames);
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

KERNEL bool kernel_filter_pair(FilterSection* first, FilterSection* second, float* const* channels, unsigned n_channels,
                               uint32_t n_frames) {
  return filter_run_both(first, second, channels, n_channels, n_frames);
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
