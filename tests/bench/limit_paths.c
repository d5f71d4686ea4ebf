// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/limits.h"

#include "common/dsp/fastmath.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define VECTORS __attribute__((target("avx2,fma")))
#define INLINE static inline __attribute__((always_inline))
#endif

enum { LANES = 8, COPIES = 4, RETURN_PATHS = 2 };

#define SEND_GAIN 0.5f

/* The larger of a peak and a sample's magnitude, by their bits, which are ordered as the numbers are. */
static float larger(float peak, float sample) {
  const int32_t magnitude = float_bits(fabsf(sample));
  return magnitude > float_bits(peak) ? float_from_bits(magnitude) : peak;
}

/* From one pair to several: every path has the peaks of the input, times its gain. */
static void fan_out_plainly(const LimitPaths* paths, unsigned n_paths, const float* const* in, float* const* out,
                            uint32_t begin, uint32_t n_frames, float peaks[2]) {
  for (unsigned side = 0; side < 2; ++side) {
    const float* restrict x = in[side];
    for (unsigned p = 0; p < n_paths; ++p) {
      float* restrict y = out[2 * p + side];
      for (uint32_t i = begin; i < n_frames; ++i) {
        y[i] = x[i] * paths->gain[p];
      }
    }
    for (uint32_t i = begin; i < n_frames; ++i) {
      peaks[side] = larger(peaks[side], x[i]);
    }
  }
}

/* From several pairs to one; adds to the peaks that are there, those of the inputs before the gain. */
static void sum_plainly(LimitPaths* paths, const float* const* in, float* const* out, uint32_t begin, uint32_t n_frames,
                        float peaks[RETURN_PATHS][2]) {
  for (unsigned side = 0; side < 2; ++side) {
    const float* restrict dry = in[side];
    const float* restrict wet = in[2 + side];
    float* restrict sum = out[side];
    for (uint32_t i = begin; i < n_frames; ++i) {
      sum[i] = dry[i] * paths->gain[0] + wet[i] * paths->gain[1];
      peaks[0][side] = larger(peaks[0][side], dry[i]);
      peaks[1][side] = larger(peaks[1][side], wet[i]);
      paths->peak_sum[side] = larger(paths->peak_sum[side], sum[i]);
    }
  }
}

#if defined(__x86_64__)

VECTORS static float largest(__m256 lanes) {
  const __m128 four = _mm_max_ps(_mm256_castps256_ps128(lanes), _mm256_extractf128_ps(lanes, 1));
  const __m128 two = _mm_max_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_max_ss(two, _mm_shuffle_ps(two, two, 1)));
}

VECTORS INLINE __m256 larger_lanes(__m256 peak, __m256 x) {
  return _mm256_max_ps(peak, _mm256_and_ps(x, _mm256_castsi256_ps(_mm256_set1_epi32(INT32_MAX))));
}

/* All paths of eight frames at once. */
VECTORS INLINE uint32_t fan_out_vectors(const LimitPaths* paths, const unsigned n_paths, const float* const* in,
                                        float* const* out, uint32_t n_frames, float peaks[2]) {
  __m256 gain[LIMIT_PATHS];
  __m256 peak[2] = {_mm256_setzero_ps(), _mm256_setzero_ps()};
  for (unsigned p = 0; p < n_paths; ++p) {
    gain[p] = _mm256_set1_ps(paths->gain[p]);
  }
  uint32_t i = 0;
  for (; i + LANES <= n_frames; i += LANES) {
    for (unsigned side = 0; side < 2; ++side) {
      const __m256 x = _mm256_loadu_ps(in[side] + i);
      for (unsigned p = 0; p < n_paths; ++p) {
        _mm256_storeu_ps(out[2 * p + side] + i, _mm256_mul_ps(x, gain[p]));
      }
      peak[side] = larger_lanes(peak[side], x);
    }
  }
  peaks[0] = largest(peak[0]);
  peaks[1] = largest(peak[1]);
  return i;
}

VECTORS static uint32_t fan_out_2(const LimitPaths* paths, const float* const* in, float* const* out, uint32_t n_frames,
                                  float peaks[2]) {
  return fan_out_vectors(paths, 2, in, out, n_frames, peaks);
}

VECTORS static uint32_t fan_out_4(const LimitPaths* paths, const float* const* in, float* const* out, uint32_t n_frames,
                                  float peaks[2]) {
  return fan_out_vectors(paths, 4, in, out, n_frames, peaks);
}

VECTORS static uint32_t fan_out_5(const LimitPaths* paths, const float* const* in, float* const* out, uint32_t n_frames,
                                  float peaks[2]) {
  return fan_out_vectors(paths, 5, in, out, n_frames, peaks);
}

VECTORS static uint32_t sum_vectors(LimitPaths* paths, const float* const* in, float* const* out, uint32_t n_frames,
                                    float peaks[RETURN_PATHS][2]) {
  const __m256 gain_dry = _mm256_set1_ps(paths->gain[0]);
  const __m256 gain_wet = _mm256_set1_ps(paths->gain[1]);
  __m256 peak[RETURN_PATHS + 1][2] = {{_mm256_setzero_ps()}};
  uint32_t i = 0;
  for (; i + LANES <= n_frames; i += LANES) {
    for (unsigned side = 0; side < 2; ++side) {
      const __m256 dry = _mm256_loadu_ps(in[side] + i);
      const __m256 wet = _mm256_loadu_ps(in[2 + side] + i);
      const __m256 sum = _mm256_fmadd_ps(dry, gain_dry, _mm256_mul_ps(wet, gain_wet));
      _mm256_storeu_ps(out[side] + i, sum);
      peak[0][side] = larger_lanes(peak[0][side], dry);
      peak[1][side] = larger_lanes(peak[1][side], wet);
      peak[2][side] = larger_lanes(peak[2][side], sum);
    }
  }
  for (unsigned side = 0; side < 2; ++side) {
    peaks[0][side] = largest(peak[0][side]);
    peaks[1][side] = largest(peak[1][side]);
    paths->peak_sum[side] = largest(peak[2][side]);
  }
  return i;
}

#else

static uint32_t fan_out_2(const LimitPaths* paths, const float* const* in, float* const* out, uint32_t n_frames,
                          float peaks[2]) {
  (void)paths, (void)in, (void)out, (void)n_frames, (void)peaks;
  return 0;
}

#define fan_out_4 fan_out_2
#define fan_out_5 fan_out_2

static uint32_t sum_vectors(LimitPaths* paths, const float* const* in, float* const* out, uint32_t n_frames,
                            float peaks[RETURN_PATHS][2]) {
  (void)paths, (void)in, (void)out, (void)n_frames, (void)peaks;
  return 0;
}

#endif

static void set_peaks(LimitPaths* paths, unsigned path, const float peaks[2]) {
  paths->peak[path][0] = peaks[0] * paths->gain[path];
  paths->peak[path][1] = peaks[1] * paths->gain[path];
}

static void fan_out(LimitPaths* paths, unsigned n_paths, const float* const* in, float* const* out, uint32_t n_frames) {
  float peaks[2] = {0.0f, 0.0f};
  uint32_t done = 0;
  if (limit_has_vectors()) {
    done = (n_paths == 2 ? fan_out_2 : n_paths == 4 ? fan_out_4 : fan_out_5)(paths, in, out, n_frames, peaks);
  }
  if (done < n_frames) {
    fan_out_plainly(paths, n_paths, in, out, done, n_frames, peaks);
  }
  for (unsigned p = 0; p < n_paths; ++p) {
    set_peaks(paths, p, peaks);
  }
}

static void send_run(void* state, const float* const* in, float* const* out, uint32_t n_frames) {
  fan_out((LimitPaths*)state, 2, in, out, n_frames);
}

static void send_4_run(void* state, const float* const* in, float* const* out, uint32_t n_frames) {
  fan_out((LimitPaths*)state, LIMIT_PATHS, in, out, n_frames);
}

static void copies_run(void* state, const float* const* in, float* const* out, uint32_t n_frames) {
  fan_out((LimitPaths*)state, COPIES, in, out, n_frames);
}

static void return_run(void* state, const float* const* in, float* const* out, uint32_t n_frames) {
  LimitPaths* paths = (LimitPaths*)state;
  float peaks[RETURN_PATHS][2] = {{0.0f}};
  memset(paths->peak_sum, 0, sizeof(paths->peak_sum));
  const uint32_t done = limit_has_vectors() ? sum_vectors(paths, in, out, n_frames, peaks) : 0;
  if (done < n_frames) {
    sum_plainly(paths, in, out, done, n_frames, peaks);
  }
  set_peaks(paths, 0, peaks[0]);
  set_peaks(paths, 1, peaks[1]);
}

static void sends_init(void* state) {
  *(LimitPaths*)state = (LimitPaths){.gain = {1.0f, SEND_GAIN, SEND_GAIN, SEND_GAIN, SEND_GAIN}};
}

static void copies_init(void* state) {
  *(LimitPaths*)state = (LimitPaths){.gain = {1.0f, 1.0f, 1.0f, 1.0f, 1.0f}};
}

const Limit limit_send = {"a send", 2, 4, sizeof(LimitPaths), sends_init, send_run};
const Limit limit_send_4 = {"four sends", 2, 2 * LIMIT_PATHS, sizeof(LimitPaths), sends_init, send_4_run};
const Limit limit_copies = {"four copies", 2, 2 * COPIES, sizeof(LimitPaths), copies_init, copies_run};
const Limit limit_return = {"a return", 4, 2, sizeof(LimitPaths), sends_init, return_run};
