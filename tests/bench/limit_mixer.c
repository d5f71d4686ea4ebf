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

enum { LANES = 8 };

static void mixer_init(void* state) {
  LimitMixer* mixer = (LimitMixer*)state;
  for (unsigned i = 0; i < LIMIT_CONTROLS; ++i) {
    mixer->control[i] = &mixer->values[i];
  }
  for (unsigned i = 0; i < LIMIT_STRIPS; ++i) {
    mixer->gain[i][0] = 0.7f;
    mixer->gain[i][1] = 0.5f + 0.01f * (float)i;
  }
}

static bool any_differs(const LimitMixer* mixer) {
  uint32_t differing = 0;
  for (unsigned i = 0; i < LIMIT_CONTROLS; ++i) {
    uint32_t bits;
    memcpy(&bits, mixer->control[i], sizeof(bits));
    differing |= bits ^ mixer->seen[i];
  }
  return differing != 0;
}

/* Frames from `begin` on; adds to the peaks that are there. */
static void mix_plainly(LimitMixer* mixer, unsigned n_strips, const float* const* in, float* const* out, uint32_t begin,
                        uint32_t n_frames) {
  float* restrict sum_l = out[0];
  float* restrict sum_r = out[1];
  memset(sum_l + begin, 0, (n_frames - begin) * sizeof(float));
  memset(sum_r + begin, 0, (n_frames - begin) * sizeof(float));
  for (unsigned s = 0; s < n_strips; ++s) {
    const float* restrict l = in[2 * s];
    const float* restrict r = in[2 * s + 1];
    const float gain_l = mixer->gain[s][0];
    const float gain_r = mixer->gain[s][1];
    int32_t peak = float_bits(mixer->peak[s]);
    for (uint32_t i = begin; i < n_frames; ++i) {
      sum_l[i] += l[i] * gain_l;
      sum_r[i] += r[i] * gain_r;
      const int32_t left = float_bits(fabsf(l[i]));  // ordered as the numbers are
      const int32_t right = float_bits(fabsf(r[i]));
      const int32_t louder = left > right ? left : right;
      peak = louder > peak ? louder : peak;
    }
    mixer->peak[s] = float_from_bits(peak);
  }
}

#if defined(__x86_64__)

VECTORS static float largest(__m256 lanes) {
  const __m128 four = _mm_max_ps(_mm256_castps256_ps128(lanes), _mm256_extractf128_ps(lanes, 1));
  const __m128 two = _mm_max_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_max_ss(two, _mm_shuffle_ps(two, two, 1)));
}

/* All strips of eight frames, with the sums in registers. */
VECTORS INLINE uint32_t mix_vectors(LimitMixer* mixer, const unsigned n_strips, const float* const* in,
                                    float* const* out, uint32_t n_frames) {
  const __m256 no_sign = _mm256_castsi256_ps(_mm256_set1_epi32(INT32_MAX));
  __m256 peak[LIMIT_STRIPS];
  __m256 gain[LIMIT_STRIPS][2];
  for (unsigned s = 0; s < n_strips; ++s) {
    peak[s] = _mm256_setzero_ps();
    gain[s][0] = _mm256_set1_ps(mixer->gain[s][0]);
    gain[s][1] = _mm256_set1_ps(mixer->gain[s][1]);
  }
  uint32_t i = 0;
  for (; i + LANES <= n_frames; i += LANES) {
    __m256 l = _mm256_setzero_ps();
    __m256 r = _mm256_setzero_ps();
    for (unsigned s = 0; s < n_strips; ++s) {
      const __m256 x = _mm256_loadu_ps(in[2 * s] + i);
      const __m256 y = _mm256_loadu_ps(in[2 * s + 1] + i);
      l = _mm256_fmadd_ps(x, gain[s][0], l);
      r = _mm256_fmadd_ps(y, gain[s][1], r);
      peak[s] = _mm256_max_ps(peak[s], _mm256_max_ps(_mm256_and_ps(x, no_sign), _mm256_and_ps(y, no_sign)));
    }
    _mm256_storeu_ps(out[0] + i, l);
    _mm256_storeu_ps(out[1] + i, r);
  }
  for (unsigned s = 0; s < n_strips; ++s) {
    mixer->peak[s] = largest(peak[s]);
  }
  return i;
}

VECTORS static uint32_t mix_8(LimitMixer* mixer, const float* const* in, float* const* out, uint32_t n_frames) {
  return mix_vectors(mixer, 8, in, out, n_frames);
}

VECTORS static uint32_t mix_16(LimitMixer* mixer, const float* const* in, float* const* out, uint32_t n_frames) {
  return mix_vectors(mixer, 16, in, out, n_frames);
}

#else

static uint32_t mix_8(LimitMixer* mixer, const float* const* in, float* const* out, uint32_t n_frames) {
  (void)mixer, (void)in, (void)out, (void)n_frames;
  return 0;
}

#define mix_16 mix_8

#endif

static void run(LimitMixer* mixer, unsigned n_strips, const float* const* in, float* const* out, uint32_t n_frames) {
  mixer->changed = any_differs(mixer);
  uint32_t done = 0;
  if (limit_has_vectors()) {
    done = (n_strips == 8 ? mix_8 : mix_16)(mixer, in, out, n_frames);
  } else {
    memset(mixer->peak, 0, sizeof(mixer->peak));
  }
  if (done < n_frames) {
    mix_plainly(mixer, n_strips, in, out, done, n_frames);
  }
}

static void run_8(void* state, const float* const* in, float* const* out, uint32_t n_frames) {
  run((LimitMixer*)state, 8, in, out, n_frames);
}

static void run_16(void* state, const float* const* in, float* const* out, uint32_t n_frames) {
  run((LimitMixer*)state, 16, in, out, n_frames);
}

const Limit limit_mixer_8 = {"8 strips", 16, 2, sizeof(LimitMixer), mixer_init, run_8};
const Limit limit_mixer_16 = {"16 strips", 32, 2, sizeof(LimitMixer), mixer_init, run_16};

typedef float HostGains[8][2];

static void host_init(void* state) {
  HostGains* gains = (HostGains*)state;
  for (unsigned s = 0; s < 8; ++s) {
    (*gains)[s][0] = 0.7f;
    (*gains)[s][1] = 0.5f + 0.01f * (float)s;
  }
}

static void mix_in(float* restrict out, const float* restrict in, float gain, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] += gain * in[i];
  }
}

static void host_run(void* state, const float* const* in, float* const* out, uint32_t n_frames) {
  const HostGains* gains = (const HostGains*)state;
  for (unsigned side = 0; side < 2; ++side) {
    memset(out[side], 0, n_frames * sizeof(float));
    for (unsigned s = 0; s < 8; ++s) {
      mix_in(out[side], in[2 * s + side], (*gains)[s][side], n_frames);
    }
  }
}

const Limit limit_host_8 = {"host's mixing loop", 16, 2, sizeof(HostGains), host_init, host_run};
