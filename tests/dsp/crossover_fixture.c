// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/dsp/crossover_fixture.h"

#include "common/dsp/chunk.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ROWS = CROSSOVER_MAX_ROWS };

CrossoverFixture* crossover_fixture_new(double rate_hz, unsigned n_bands, uint32_t n_frames) {
  CrossoverFixture* fixture = (CrossoverFixture*)calloc(1, sizeof(CrossoverFixture));
  assert_non_null(fixture);
  fixture->n_bands = n_bands;
  fixture->n_frames = n_frames;
  for (unsigned i = 0; i < 2 + ROWS; ++i) {
    float** buffer = i < 2 ? &fixture->in[i] : &fixture->band[i - 2];
    *buffer = (float*)calloc(n_frames, sizeof(float));
    assert_non_null(*buffer);
  }
  crossover_init(&fixture->crossover, rate_hz, n_bands);
  return fixture;
}

void crossover_fixture_free(CrossoverFixture* fixture) {
  for (unsigned i = 0; i < 2 + ROWS; ++i) {
    free(i < 2 ? fixture->in[i] : fixture->band[i - 2]);
  }
  free(fixture);
}

void crossover_fixture_run_part(CrossoverFixture* fixture, uint32_t at, uint32_t n_frames) {
  const float* const in[2] = {fixture->in[0] + at, fixture->in[1] + at};
  float* bands[ROWS];
  float peaks[ROWS];
  for (unsigned i = 0; i < ROWS; ++i) {
    bands[i] = fixture->band[i] + at;
  }
  crossover_run(&fixture->crossover, in, bands, peaks, n_frames);
  for (unsigned i = 0; i < 2 * fixture->n_bands; ++i) {
    float peak = 0.0f;
    for (uint32_t k = 0; k < n_frames; ++k) {
      peak = fmaxf(peak, fabsf(bands[i][k]));
    }
    assert_true(peaks[i] == peak);
  }
}

void crossover_fixture_run(CrossoverFixture* fixture) {
  for (uint32_t at = 0; at < fixture->n_frames; at += CHUNK_FRAMES) {
    crossover_fixture_run_part(fixture, at,
                               fixture->n_frames - at < CHUNK_FRAMES ? fixture->n_frames - at : CHUNK_FRAMES);
  }
}

void crossover_fixture_fill(CrossoverFixture* fixture, unsigned seed) {
  srand(seed);
  for (uint32_t i = 0; i < fixture->n_frames; ++i) {
    fixture->in[0][i] = (float)rand() / (float)RAND_MAX - 0.5f;
    fixture->in[1][i] = (float)rand() / (float)RAND_MAX - 0.5f;
  }
}
