// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/limits.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define VECTORS __attribute__((target("avx2,fma")))
#define INLINE static inline __attribute__((always_inline))
#endif

/* Lanes are the outputs: left and right of each band. Every lane passes the same number of sections, of which those
   that it does not need let everything through. */
enum { LANES = 2 * LIMIT_BANDS, STAGES = 6, SPLITS = LIMIT_BANDS - 1 };

/* y = b0 x + s1, s1' = b1 x - a1 y + s2, s2' = b2 x - a2 y (transposed direct form II). */
typedef struct {
  float b0[LANES], b1[LANES], b2[LANES], a1[LANES], a2[LANES];
  float s1[LANES], s2[LANES];
} Stage;

typedef struct {
  Stage stage[STAGES];
} Crossover;

typedef enum { LOW_PASS, HIGH_PASS, ALL_PASS } Kind;

/* Butterworth, by the bilinear transform with w = tan(pi f / rate). */
static void stage_set(Stage* stage, unsigned band, Kind kind, double split_hz) {
  const double w = tan(3.14159265358979323846 * split_hz / LIMIT_RATE_HZ);
  const double root2 = 1.4142135623730951;
  const double scale = 1.0 / (1.0 + root2 * w + w * w);
  const double a1 = 2.0 * (w * w - 1.0) * scale;
  const double a2 = (1.0 - root2 * w + w * w) * scale;
  const double b[3][3] = {[LOW_PASS] = {w * w * scale, 2.0 * w * w * scale, w * w * scale},
                          [HIGH_PASS] = {scale, -2.0 * scale, scale},
                          [ALL_PASS] = {a2, a1, 1.0}};
  for (unsigned lane = 2 * band; lane < 2 * band + 2; ++lane) {
    stage->b0[lane] = (float)b[kind][0];
    stage->b1[lane] = (float)b[kind][1];
    stage->b2[lane] = (float)b[kind][2];
    stage->a1[lane] = (float)a1;
    stage->a2[lane] = (float)a2;
  }
}

static void crossover_init(void* state) {
  static const double splits_hz[SPLITS] = LIMIT_SPLITS_HZ;
  Crossover* crossover = (Crossover*)state;
  for (unsigned i = 0; i < STAGES; ++i) {
    for (unsigned lane = 0; lane < LANES; ++lane) {
      crossover->stage[i].b0[lane] = 1.0f;
    }
  }
  for (unsigned band = 0; band < LIMIT_BANDS; ++band) {
    unsigned n = 0;
    for (unsigned split = 0; split < SPLITS; ++split) {
      const Kind kind = split < band ? HIGH_PASS : split == band ? LOW_PASS : ALL_PASS;
      for (unsigned i = kind == ALL_PASS ? 1 : 0; i < 2; ++i) {
        stage_set(&crossover->stage[n++], band, kind, splits_hz[split]);
      }
    }
  }
}

static void run_plainly(Crossover* restrict crossover, const float* const* in, float* const* out, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    float x[LANES];
    for (unsigned lane = 0; lane < LANES; ++lane) {
      x[lane] = in[lane % 2][i];
    }
    for (unsigned k = 0; k < STAGES; ++k) {
      Stage* stage = &crossover->stage[k];
      for (unsigned lane = 0; lane < LANES; ++lane) {
        const float y = stage->b0[lane] * x[lane] + stage->s1[lane];
        stage->s1[lane] = stage->b1[lane] * x[lane] - stage->a1[lane] * y + stage->s2[lane];
        stage->s2[lane] = stage->b2[lane] * x[lane] - stage->a2[lane] * y;
        x[lane] = y;
      }
    }
    for (unsigned lane = 0; lane < LANES; ++lane) {
      out[lane][i] = x[lane];
    }
  }
}

#if defined(__x86_64__)

/* Rows of lanes become rows of frames. */
VECTORS INLINE void transpose(__m256 rows[LANES]) {
  __m256 pairs[LANES], fours[LANES];
  for (unsigned i = 0; i < LANES; i += 2) {
    pairs[i] = _mm256_unpacklo_ps(rows[i], rows[i + 1]);
    pairs[i + 1] = _mm256_unpackhi_ps(rows[i], rows[i + 1]);
  }
  for (unsigned i = 0; i < LANES; i += 4) {
    fours[i] = _mm256_shuffle_ps(pairs[i], pairs[i + 2], 0x44);
    fours[i + 1] = _mm256_shuffle_ps(pairs[i], pairs[i + 2], 0xee);
    fours[i + 2] = _mm256_shuffle_ps(pairs[i + 1], pairs[i + 3], 0x44);
    fours[i + 3] = _mm256_shuffle_ps(pairs[i + 1], pairs[i + 3], 0xee);
  }
  for (unsigned i = 0; i < LANES / 2; ++i) {
    rows[i] = _mm256_permute2f128_ps(fours[i], fours[i + 4], 0x20);
    rows[i + 4] = _mm256_permute2f128_ps(fours[i], fours[i + 4], 0x31);
  }
}

VECTORS static void run_vectors(Crossover* crossover, const float* const* in, float* const* out, uint32_t n_frames) {
  __m256 s1[STAGES], s2[STAGES];
  for (unsigned k = 0; k < STAGES; ++k) {
    s1[k] = _mm256_loadu_ps(crossover->stage[k].s1);
    s2[k] = _mm256_loadu_ps(crossover->stage[k].s2);
  }
  for (uint32_t begin = 0; begin < n_frames; begin += LANES) {
    const uint32_t n = n_frames - begin < LANES ? n_frames - begin : LANES;
    __m256 rows[LANES];
    for (uint32_t i = 0; i < n; ++i) {
      const __m128 l = _mm_load_ss(in[0] + begin + i);
      const __m128 r = _mm_load_ss(in[1] + begin + i);
      __m256 x = _mm256_castpd_ps(_mm256_broadcastsd_pd(_mm_castps_pd(_mm_unpacklo_ps(l, r))));
      for (unsigned k = 0; k < STAGES; ++k) {
        const Stage* stage = &crossover->stage[k];
        const __m256 y = _mm256_fmadd_ps(_mm256_loadu_ps(stage->b0), x, s1[k]);
        s1[k] = _mm256_fnmadd_ps(_mm256_loadu_ps(stage->a1), y, _mm256_fmadd_ps(_mm256_loadu_ps(stage->b1), x, s2[k]));
        s2[k] = _mm256_fnmadd_ps(_mm256_loadu_ps(stage->a2), y, _mm256_mul_ps(_mm256_loadu_ps(stage->b2), x));
        x = y;
      }
      rows[i] = x;
    }
    if (n == LANES) {
      transpose(rows);
      for (unsigned lane = 0; lane < LANES; ++lane) {
        _mm256_storeu_ps(out[lane] + begin, rows[lane]);
      }
    } else {
      float frame[LANES];
      for (uint32_t i = 0; i < n; ++i) {
        _mm256_storeu_ps(frame, rows[i]);
        for (unsigned lane = 0; lane < LANES; ++lane) {
          out[lane][begin + i] = frame[lane];
        }
      }
    }
  }
  for (unsigned k = 0; k < STAGES; ++k) {
    _mm256_storeu_ps(crossover->stage[k].s1, s1[k]);
    _mm256_storeu_ps(crossover->stage[k].s2, s2[k]);
  }
}

#else

#define run_vectors run_plainly

#endif

static void crossover_run(void* state, const float* const* in, float* const* out, uint32_t n_frames) {
  (limit_has_vectors() ? run_vectors : run_plainly)((Crossover*)state, in, out, n_frames);
}

const Limit limit_crossover = {"42 sections", 2, LANES, sizeof(Crossover), crossover_init, crossover_run};
