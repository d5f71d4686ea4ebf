// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/crossover.h"

#include "common/dsp/chunk.h"
#include "common/dsp/crossover_kernels.h"
#include "common/dsp/peak.h"

#include <math.h>

void crossover_init(Crossover* crossover, double rate_hz, unsigned n_bands) {
  *crossover = (Crossover){.n_bands = n_bands, .rate_hz = rate_hz};
  crossover_reset(crossover);
}

void crossover_reset(Crossover* crossover) {
  for (unsigned i = 0; i < CROSSOVER_SPLITS; ++i) {
    ramp_settle(&crossover->g[i]);
  }
  crossover->loudest = 0.0f;
  crossover->state = (CrossoverState){0};
}

static float g_of(const Crossover* crossover, float split_hz) {
  const double pi = 3.14159265358979323846;
  return (float)tan(pi * fmin((double)split_hz / crossover->rate_hz, CROSSOVER_HIGHEST));
}

static void sort(float* values, unsigned n) {
  for (unsigned i = 1; i < n; ++i) {
    for (unsigned j = i; j > 0 && values[j] < values[j - 1]; --j) {
      const float larger = values[j - 1];
      values[j - 1] = values[j];
      values[j] = larger;
    }
  }
}

void crossover_set(Crossover* crossover, const float* splits_hz, uint32_t n_frames) {
  const unsigned n_splits = crossover->n_bands - 1;
  const unsigned first = n_splits == 1 ? CROSSOVER_ROOT : CROSSOVER_LOWER;
  float g[CROSSOVER_SPLITS];
  for (unsigned i = 0; i < n_splits; ++i) {
    g[i] = g_of(crossover, splits_hz[i]);
  }
  sort(g, n_splits);
  for (unsigned i = 0; i < n_splits; ++i) {
    ramp_set(&crossover->g[first + i], g[i], n_frames);
  }
}

static bool is_moving(const Crossover* crossover) {
  bool moving = false;
  for (unsigned i = 0; i < CROSSOVER_SPLITS; ++i) {
    moving |= ramp_is_moving(&crossover->g[i]);
  }
  return moving;
}

static void run_kernel(Crossover* crossover, CrossoverRows* rows, uint32_t n_frames) {
  const bool moving = is_moving(crossover);
  float g[CROSSOVER_SPLITS][CHUNK_LONG_FRAMES];
  for (unsigned i = 0; i < CROSSOVER_SPLITS; ++i) {
    ramp_fill(&crossover->g[i], g[i], moving ? n_frames : 1);
    ramp_advance(&crossover->g[i], n_frames);
    rows->g[i] = g[i];
  }
  kernel_crossover(&crossover->state, rows, crossover->n_bands > 2, moving, n_frames);
}

/* Of three bands, the upper half is one: its leaf without a split has nothing in the low band, all in the high one. */
void crossover_run(Crossover* crossover, const float* const in[2], float* const* bands, float* peaks,
                   uint32_t n_frames) {
  float nothing[2][CHUNK_LONG_FRAMES];
  const unsigned n_rows = 2 * crossover->n_bands;
  const unsigned whole = crossover->n_bands == 3 ? 4 : n_rows;  // rows that stand where they belong
  CrossoverRows rows = {.in = {in[0], in[1]}, .band = {[4] = nothing[0], [5] = nothing[1]}};
  for (unsigned i = 0; i < n_rows; ++i) {
    rows.band[i < whole ? i : i + 2] = bands[i];
  }
  run_kernel(crossover, &rows, n_frames);
  for (unsigned i = 0; i < n_rows; ++i) {
    peaks[i] = rows.peak[i < whole ? i : i + 2];
    crossover->loudest = peak_larger(crossover->loudest, peaks[i]);
  }
}

void crossover_step(Crossover* crossover) {
  if (!(crossover->loudest < CROSSOVER_LARGEST)) {
    crossover->state = (CrossoverState){0};
  }
  crossover->loudest = 0.0f;
}
