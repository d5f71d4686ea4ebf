// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/limits.h"

#include "common/dsp/fastmath.h"

#include <math.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define VECTORS __attribute__((target("avx2,fma")))
#endif

enum { LANES = 8, COPIES = 4 };

#define SEND_GAIN 0.5f

/* The larger of a peak and a sample's magnitude, by their bits, which are ordered as the numbers are. */
static float larger(float peak, float sample) {
  const int32_t magnitude = float_bits(fabsf(sample));
  return magnitude > float_bits(peak) ? float_from_bits(magnitude) : peak;
}

/* Frames from `begin` on; gives the peak, which is at least `peak`. */
static float copy_plainly(const float* restrict in, float* restrict out, float gain, uint32_t begin, uint32_t n_frames,
                          float peak) {
  for (uint32_t i = begin; i < n_frames; ++i) {
    out[i] = in[i] * gain;
    peak = larger(peak, out[i]);
  }
  return peak;
}

/* One side of a dry signal and a return. */
typedef struct {
  float peak_dry, peak_wet, peak_sum;
} SumPeaks;

static void sum_plainly(const float* restrict dry, const float* restrict wet, float* restrict out, const float* gains,
                        uint32_t begin, uint32_t n_frames, SumPeaks* peaks) {
  for (uint32_t i = begin; i < n_frames; ++i) {
    const float x = dry[i] * gains[0];
    const float y = wet[i] * gains[1];
    out[i] = x + y;
    peaks->peak_dry = larger(peaks->peak_dry, x);
    peaks->peak_wet = larger(peaks->peak_wet, y);
    peaks->peak_sum = larger(peaks->peak_sum, out[i]);
  }
}

#if defined(__x86_64__)

VECTORS static float largest(__m256 lanes) {
  const __m128 four = _mm_max_ps(_mm256_castps256_ps128(lanes), _mm256_extractf128_ps(lanes, 1));
  const __m128 two = _mm_max_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_max_ss(two, _mm_shuffle_ps(two, two, 1)));
}

VECTORS static __m256 larger_lanes(__m256 peak, __m256 x) {
  return _mm256_max_ps(peak, _mm256_and_ps(x, _mm256_castsi256_ps(_mm256_set1_epi32(INT32_MAX))));
}

/* Gives the number of frames that it has done, and their peak. */
VECTORS static uint32_t copy_vectors(const float* in, float* out, float gain, uint32_t n_frames, float* peak) {
  const __m256 gains = _mm256_set1_ps(gain);
  __m256 peaks = _mm256_setzero_ps();
  uint32_t i = 0;
  for (; i + LANES <= n_frames; i += LANES) {
    const __m256 y = _mm256_mul_ps(_mm256_loadu_ps(in + i), gains);
    _mm256_storeu_ps(out + i, y);
    peaks = larger_lanes(peaks, y);
  }
  *peak = largest(peaks);
  return i;
}

VECTORS static uint32_t sum_vectors(const float* dry, const float* wet, float* out, const float* gains,
                                    uint32_t n_frames, SumPeaks* peaks) {
  const __m256 gain_dry = _mm256_set1_ps(gains[0]);
  const __m256 gain_wet = _mm256_set1_ps(gains[1]);
  __m256 peak_dry = _mm256_setzero_ps();
  __m256 peak_wet = _mm256_setzero_ps();
  __m256 peak_sum = _mm256_setzero_ps();
  uint32_t i = 0;
  for (; i + LANES <= n_frames; i += LANES) {
    const __m256 x = _mm256_mul_ps(_mm256_loadu_ps(dry + i), gain_dry);
    const __m256 y = _mm256_mul_ps(_mm256_loadu_ps(wet + i), gain_wet);
    const __m256 sum = _mm256_add_ps(x, y);
    _mm256_storeu_ps(out + i, sum);
    peak_dry = larger_lanes(peak_dry, x);
    peak_wet = larger_lanes(peak_wet, y);
    peak_sum = larger_lanes(peak_sum, sum);
  }
  *peaks = (SumPeaks){largest(peak_dry), largest(peak_wet), largest(peak_sum)};
  return i;
}

#else

static uint32_t copy_vectors(const float* in, float* out, float gain, uint32_t n_frames, float* peak) {
  (void)in, (void)out, (void)gain, (void)n_frames, (void)peak;
  return 0;
}

static uint32_t sum_vectors(const float* dry, const float* wet, float* out, const float* gains, uint32_t n_frames,
                            SumPeaks* peaks) {
  (void)dry, (void)wet, (void)out, (void)gains, (void)n_frames, (void)peaks;
  return 0;
}

#endif

/* From one pair to several, path after path: what writes all of them in one pass is slower, since so many buffers get
   in each other's way in the cache. */
static void run_paths(LimitPaths* paths, unsigned n_paths, const float* const* in, float* const* out,
                      uint32_t n_frames) {
  const bool has_vectors = limit_has_vectors();
  for (unsigned i = 0; i < 2 * n_paths; ++i) {
    const float gain = paths->gain[i / 2];
    float peak = 0.0f;
    const uint32_t done = has_vectors ? copy_vectors(in[i % 2], out[i], gain, n_frames, &peak) : 0;
    paths->peak[i / 2][i % 2] = copy_plainly(in[i % 2], out[i], gain, done, n_frames, peak);
  }
}

static void send_run(void* state, const float* const* in, float* const* out, uint32_t n_frames) {
  run_paths((LimitPaths*)state, 2, in, out, n_frames);
}

static void send_4_run(void* state, const float* const* in, float* const* out, uint32_t n_frames) {
  run_paths((LimitPaths*)state, LIMIT_PATHS, in, out, n_frames);
}

static void copies_run(void* state, const float* const* in, float* const* out, uint32_t n_frames) {
  run_paths((LimitPaths*)state, COPIES, in, out, n_frames);
}

static void return_run(void* state, const float* const* in, float* const* out, uint32_t n_frames) {
  LimitPaths* paths = (LimitPaths*)state;
  const bool has_vectors = limit_has_vectors();
  for (unsigned side = 0; side < 2; ++side) {
    const float* dry = in[side];
    const float* wet = in[2 + side];
    SumPeaks peaks = {0.0f, 0.0f, 0.0f};
    const uint32_t done = has_vectors ? sum_vectors(dry, wet, out[side], paths->gain, n_frames, &peaks) : 0;
    sum_plainly(dry, wet, out[side], paths->gain, done, n_frames, &peaks);
    paths->peak[0][side] = peaks.peak_dry;
    paths->peak[1][side] = peaks.peak_wet;
    paths->peak_sum[side] = peaks.peak_sum;
  }
}

static void sends_init(void* state) {
  *(LimitPaths*)state = (LimitPaths){.gain = {1.0f, SEND_GAIN, SEND_GAIN, SEND_GAIN, SEND_GAIN}};
}

static void copies_init(void* state) {
  *(LimitPaths*)state = (LimitPaths){.gain = {1.0f, 1.0f, 1.0f, 1.0f}};
}

const Limit limit_send = {"a send", 2, 4, sizeof(LimitPaths), sends_init, send_run};
const Limit limit_send_4 = {"four sends", 2, 2 * LIMIT_PATHS, sizeof(LimitPaths), sends_init, send_4_run};
const Limit limit_copies = {"four copies", 2, 2 * COPIES, sizeof(LimitPaths), copies_init, copies_run};
const Limit limit_return = {"a return", 4, 2, sizeof(LimitPaths), sends_init, return_run};
