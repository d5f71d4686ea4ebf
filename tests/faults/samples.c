// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Samples that are no audio: what comes out stays finite, nothing is left behind, and no subnormal comes out. */

#include "tests/faults/bench.h"
#include "tests/faults/rows.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Long enough for the slowest filter to forget 1e30: at 10 Hz, 12 dB/octave Butterworth loses 386 dB a second. */
enum { RATE_HZ = 16000, LONG_FRAMES = RATE_HZ * 5 / 2, SEEDS = 4 };

static const Bench bench = {.rate_hz = RATE_HZ, .max_frames = 512, .n_frames = LONG_FRAMES};

/* One bad sample in each input in turn; the output must be finite throughout, and forget. */
static void check_bad_samples(const Subject* subject, const float* bad, size_t n_bad) {
  Take* expected = bench_take(subject, &bench, 1);
  Take* take = bench_take(subject, &bench, 1);
  bench_render(subject, &bench, 0, NULL, expected);
  for (uint32_t input = 0; input < take->n_inputs; ++input) {
    for (size_t b = 0; b < n_bad; ++b) {
      const uint64_t at = 700 + 67 * b;
      const float good = take->in[input][at];
      suite_note("%g in input %" PRIu32, (double)bad[b], input);
      take->in[input][at] = bad[b];
      bench_render(subject, &bench, 0, NULL, take);
      take_check_finite(take);
      bench_check_recovered(&bench, take, expected);
      take->in[input][at] = good;
    }
  }
  take_free(take);
  take_free(expected);
}

void samples_check_not_finite(const Subject* subject) {
  static const float bad[] = {NAN, INFINITY, -INFINITY};
  check_bad_samples(subject, bad, sizeof(bad) / sizeof(bad[0]));
}

void samples_check_huge(const Subject* subject) {
  static const float bad[] = {1e30f, -FLT_MAX};
  check_bad_samples(subject, bad, sizeof(bad) / sizeof(bad[0]));
}

static void check_no_subnormal(const Take* take) {
  for (uint32_t i = 0; i < take->n_outputs; ++i) {
    for (uint64_t at = 0; at < take->n_frames; ++at) {
      CHECK(fpclassify(take->out[i][at]) != FP_SUBNORMAL, "output %" PRIu32 " is %g at frame %" PRIu64, i,
            (double)take->out[i][at], at);
    }
  }
}

/* In a host that flushes nothing to zero: subnormal samples, then a decay from noise into silence. */
void samples_check_subnormal(const Subject* subject) {
  const float subnormal = 1e-40f;
  Take* take = bench_take(subject, &bench, 1);
  for (uint64_t seed = 0; seed < SEEDS; ++seed) {
    for (uint32_t i = 0; i < take->n_inputs; ++i) {
      for (uint64_t at = 0; at < take->n_frames; ++at) {
        take->in[i][at] = at % 2 ? subnormal : -subnormal;
      }
    }
    suite_note("subnormal samples, settings %" PRIu64, seed);
    bench_render(subject, &bench, seed, NULL, take);
    check_no_subnormal(take);
    suite_note("decay into silence, settings %" PRIu64, seed);
    take_fill(take, seed, bench.rate_hz);
    for (uint32_t i = 0; i < take->n_inputs; ++i) {
      memset(&take->in[i][RATE_HZ / 4], 0, (take->n_frames - RATE_HZ / 4) * sizeof(float));
    }
    bench_render(subject, &bench, seed, NULL, take);
    check_no_subnormal(take);
  }
  take_free(take);
}
