// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Crossover fixture: a crossover with room for a signal in and its bands out, for tests. */

#ifndef SIGNALBOX_TEST_CROSSOVER_FIXTURE_H
#define SIGNALBOX_TEST_CROSSOVER_FIXTURE_H

#include "common/dsp/crossover.h"

#include <stdint.h>

typedef struct {
  Crossover crossover;
  unsigned n_bands;
  uint32_t n_frames;
  float* in[2];                     // float[n_frames] each
  float* band[CROSSOVER_MAX_ROWS];  // likewise
} CrossoverFixture;

/* With silence in. */
CrossoverFixture* crossover_fixture_new(double rate_hz, unsigned n_bands, uint32_t n_frames);
void crossover_fixture_free(CrossoverFixture* fixture);

/* Noise of a seed in on both sides, each its own. */
void crossover_fixture_fill(CrossoverFixture* fixture, unsigned seed);

/* Runs some frames, at most CHUNK_FRAMES; the peaks have to be those of the bands. */
void crossover_fixture_run_part(CrossoverFixture* fixture, uint32_t at, uint32_t n_frames);

/* Runs all of it. */
void crossover_fixture_run(CrossoverFixture* fixture);

#endif
