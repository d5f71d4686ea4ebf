// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Crossover bench: a crossover with room for a signal in and its bands out, for tests. */

#ifndef SIGNALBOX_TEST_CROSSOVER_BENCH_H
#define SIGNALBOX_TEST_CROSSOVER_BENCH_H

#include "common/dsp/crossover.h"

#include <stdint.h>

typedef struct {
  Crossover crossover;
  unsigned n_bands;
  uint32_t n_frames;
  float* in[2];                     // float[n_frames] each
  float* band[CROSSOVER_MAX_ROWS];  // likewise
} CrossoverBench;

/* With silence in. */
CrossoverBench* crossover_bench_new(double rate_hz, unsigned n_bands, uint32_t n_frames);
void crossover_bench_free(CrossoverBench* bench);

/* Noise of a seed in on both sides, each its own. */
void crossover_bench_fill(CrossoverBench* bench, unsigned seed);

/* Runs some frames, at most CHUNK_FRAMES; the peaks have to be those of the bands. */
void crossover_bench_run_part(CrossoverBench* bench, uint32_t at, uint32_t n_frames);

/* Runs all of it. */
void crossover_bench_run(CrossoverBench* bench);

#endif
