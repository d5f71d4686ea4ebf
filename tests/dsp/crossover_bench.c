// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/dsp/crossover_bench.h"

#include "common/dsp/chunk.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ROWS = CROSSOVER_MAX_ROWS };

CrossoverBench* crossover_bench_new(double rate_hz, unsigned n_bands, uint32_t n_frames) {
  CrossoverBench* bench = (CrossoverBench*)calloc(1, sizeof(CrossoverBench));
  assert_non_null(bench);
  bench->n_bands = n_bands;
  bench->n_frames = n_frames;
  for (unsigned i = 0; i < 2 + ROWS; ++i) {
    float** buffer = i < 2 ? &bench->in[i] : &bench->band[i - 2];
    *buffer = (float*)calloc(n_frames, sizeof(float));
    assert_non_null(*buffer);
  }
  crossover_init(&bench->crossover, rate_hz, n_bands);
  return bench;
}

void crossover_bench_free(CrossoverBench* bench) {
  for (unsigned i = 0; i < 2 + ROWS; ++i) {
    free(i < 2 ? bench->in[i] : bench->band[i - 2]);
  }
  free(bench);
}

void crossover_bench_run_part(CrossoverBench* bench, uint32_t at, uint32_t n_frames) {
  const float* const in[2] = {bench->in[0] + at, bench->in[1] + at};
  float* bands[ROWS];
  float peaks[ROWS];
  for (unsigned i = 0; i < ROWS; ++i) {
    bands[i] = bench->band[i] + at;
  }
  crossover_run(&bench->crossover, in, bands, peaks, n_frames);
  for (unsigned i = 0; i < 2 * bench->n_bands; ++i) {
    float peak = 0.0f;
    for (uint32_t k = 0; k < n_frames; ++k) {
      peak = fmaxf(peak, fabsf(bands[i][k]));
    }
    assert_true(peaks[i] == peak);
  }
}

void crossover_bench_run(CrossoverBench* bench) {
  for (uint32_t at = 0; at < bench->n_frames; at += CHUNK_FRAMES) {
    crossover_bench_run_part(bench, at, bench->n_frames - at < CHUNK_FRAMES ? bench->n_frames - at : CHUNK_FRAMES);
  }
}

void crossover_bench_fill(CrossoverBench* bench, unsigned seed) {
  srand(seed);
  for (uint32_t i = 0; i < bench->n_frames; ++i) {
    bench->in[0][i] = (float)rand() / (float)RAND_MAX - 0.5f;
    bench->in[1][i] = (float)rand() / (float)RAND_MAX - 0.5f;
  }
}
