// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/lags.h"

#include "common/dsp/chunk.h"
#include "common/dsp/lag_lookout.h"
#include "common/dsp/lag_meter.h"
#include "common/host/noise.h"
#include "tests/bench/clock.h"
#include "tests/bench/limits.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RUNS = 50, ROUNDS = 2000, HALF_FRAMES = CHUNK_LONG_FRAMES / 2, MOST_HALVES = 2048, LATE = 137 };

/* Nothing of it is left out: the sum of what it says has to be worked out. */
static double look_out_ns(void) {
  static LagLookout lookout;
  volatile float kept = 0.0f;
  Noise noise = {1};
  double best = (double)INFINITY;
  lag_lookout_reset(&lookout);
  for (unsigned run = 0; run < RUNS; ++run) {
    float peaks[LAG_LOOKOUT_SIZE];
    for (unsigned i = 0; i < LAG_LOOKOUT_SIZE; ++i) {
      peaks[i] = noise_between(&noise, 0.1f, 1.0f);
    }
    const double start = clock_ns();
    for (unsigned round = 0; round < ROUNDS; ++round) {
      peaks[round % LAG_LOOKOUT_SIZE] *= -1.0f;  // not the same every time
      lag_lookout_add(&lookout, peaks);
      lag_lookout_step(&lookout);
      if (round % 2) {  // as the bus does
        (void)lag_lookout_next(&lookout, UINT32_MAX >> (32 - LAG_LOOKOUT_SIZE));
        kept = kept + lag_lookout_correlation(&lookout);
      }
    }
    best = fmin(best, (clock_ns() - start) / ROUNDS / CHUNK_LONG_FRAMES);
  }
  return best;
}

/* Half an interval: what there is of two late copies, and as many slices as the bus takes. Whether that was all. */
static bool run_half(LagMeter* meter, const float* samples) {
  if (lag_meter_is_recording(meter)) {
    uint32_t n = HALF_FRAMES;
    for (unsigned s = 0; s < 2; ++s) {
      for (unsigned c = 0; c < 2; ++c) {
        float* room = lag_meter_room(meter, s, c, &n);
        memcpy(room, samples + (s ? 0 : LATE), n * sizeof(float));
      }
    }
    lag_meter_add(meter, n);
  }
  return lag_meter_steps(meter, LAG_CHUNK_SLICES);
}

static void measure_pair(LagsResult* result, LagMeter* meter, const float* samples) {
  static double least[MOST_HALVES];
  unsigned n = 0;
  for (unsigned run = 0; run < RUNS; ++run) {
    lag_meter_start(meter, false);
    n = 0;
    for (bool done = false; !done && n < MOST_HALVES; ++n) {
      const double start = clock_ns();
      done = run_half(meter, samples + (size_t)n * HALF_FRAMES);
      const double ns = clock_ns() - start;
      least[n] = run && least[n] < ns ? least[n] : ns;
    }
  }
  double sum = 0.0;
  for (unsigned i = 0; i < n; ++i) {
    sum += least[i];
    result->longest_us = fmax(result->longest_us, least[i] / 1e3);
  }
  result->measuring_ms = sum / 1e6 / (n * (double)HALF_FRAMES / LIMIT_RATE_HZ);
}

LagsResult lags_measure(void) {
  const float longest_ms = 50.0f;
  LagsResult result = {(double)NAN, (double)NAN, (double)NAN};
  LagMeter meter;
  Noise noise = {2};
  float* memory = (float*)calloc(lag_meter_floats(2, LIMIT_RATE_HZ, longest_ms), sizeof(float));
  float* samples = (float*)calloc((size_t)(MOST_HALVES + 1) * HALF_FRAMES, sizeof(float));
  if (memory && samples) {
    for (size_t i = 0; i < (size_t)(MOST_HALVES + 1) * HALF_FRAMES; ++i) {
      samples[i] = noise_between(&noise, -0.5f, 0.5f);
    }
    result = (LagsResult){look_out_ns(), 0.0, 0.0};
    lag_meter_init(&meter, 2, LIMIT_RATE_HZ, longest_ms, memory);
    measure_pair(&result, &meter, samples);
  }
  free(memory);
  free(samples);
  return result;
}
