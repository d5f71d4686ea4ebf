// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/limits.h"

#include "common/dsp/fastmath.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__)
#define VECTORS __attribute__((target("avx2,fma")))
#else
#define VECTORS
#endif
#define INLINE static inline __attribute__((always_inline))

#define OCTAVE_DB 6.0205999132796239

enum { CHUNK = 64 };

/* Levels are in octaves. */
typedef struct {
  float knee_begin, slope, knee, half_knee_inverse;
  float attack, release;  // what is kept from frame to frame
  float reduction;
} Compressor;

static float kept(double time_ms) {
  return (float)exp(-1000.0 / (time_ms * LIMIT_RATE_HZ));
}

static void compressor_init(void* state) {
  const double knee = LIMIT_KNEE_DB / OCTAVE_DB;
  *(Compressor*)state = (Compressor){.knee_begin = (float)(LIMIT_THRESHOLD_DB / OCTAVE_DB - knee / 2.0),
                                     .slope = (float)(1.0 - 1.0 / LIMIT_RATIO),
                                     .knee = (float)knee,
                                     .half_knee_inverse = (float)(0.5 / knee),
                                     .attack = kept(LIMIT_ATTACK_MS),
                                     .release = kept(LIMIT_RELEASE_MS)};
}

/* Two passes in vectors with the only thing that waits for itself, the ballistics, between them. */
INLINE void run_chunk(Compressor* compressor, const float* restrict l, const float* restrict r, float* restrict out_l,
                      float* restrict out_r, uint32_t n_frames) {
  const Compressor c = *compressor;
  float rows[CHUNK];
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float level = fast_log2(fast_max(fabsf(l[i]), fabsf(r[i])));
    const float above = fast_max(level - c.knee_begin, 0.0f);
    const float within = fast_min(above, c.knee);
    rows[i] = c.slope * (within * within * c.half_knee_inverse + (above - within));
  }
  float now = c.reduction;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float aim = rows[i];
    now = fast_max(c.attack * now + (1.0f - c.attack) * aim, c.release * now + (1.0f - c.release) * aim);
    rows[i] = now;
  }
  compressor->reduction = now;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float gain = 1.0f + (float)LIMIT_WET_GAIN * fast_exp2(-rows[i]);
    out_l[i] = l[i] * gain;
    out_r[i] = r[i] * gain;
  }
}

INLINE void run_chunks(Compressor* compressor, const float* const* in, float* const* out, uint32_t n_frames) {
  for (uint32_t at = 0; at < n_frames; at += CHUNK) {
    run_chunk(compressor, in[0] + at, in[1] + at, out[0] + at, out[1] + at,
              n_frames - at < CHUNK ? n_frames - at : CHUNK);
  }
}

VECTORS static void run_vectors(Compressor* compressor, const float* const* in, float* const* out, uint32_t n_frames) {
  run_chunks(compressor, in, out, n_frames);
}

static void run_plainly(Compressor* compressor, const float* const* in, float* const* out, uint32_t n_frames) {
  run_chunks(compressor, in, out, n_frames);
}

static void compressor_run(void* state, const float* const* in, float* const* out, uint32_t n_frames) {
  (limit_has_vectors() ? run_vectors : run_plainly)((Compressor*)state, in, out, n_frames);
}

const Limit limit_compressor = {"compressor", 2, 2, sizeof(Compressor), compressor_init, compressor_run};
