// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Samples that are no audio: what comes out stays finite, nothing is left behind, and no subnormal comes out. */

#include "tests/faults/fault_fixture.h"
#include "tests/faults/rows.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Long enough for the slowest filter to forget 1e30: at 10 Hz, 12 dB/octave Butterworth loses 386 dB a second. */
enum { RATE_HZ = 16000, LONG_FRAMES = RATE_HZ * 5 / 2, SEEDS = 4 };

static const FaultFixture fixture = {.rate_hz = RATE_HZ, .max_frames = 512, .n_frames = LONG_FRAMES};

/* One bad sample in each input in turn; the output must be finite throughout, and forget. */
static void check_bad_samples(const Subject* subject, const float* bad, size_t n_bad) {
  Recording* expected = fault_recording(subject, &fixture, 1);
  Recording* recording = fault_recording(subject, &fixture, 1);
  fault_render(subject, &fixture, 0, NULL, expected);
  for (uint32_t input = 0; input < recording->n_inputs; ++input) {
    for (size_t b = 0; b < n_bad; ++b) {
      const uint64_t at = 700 + 67 * b;
      const float good = recording->in[input][at];
      suite_note("%g in input %" PRIu32, (double)bad[b], input);
      recording->in[input][at] = bad[b];
      fault_render(subject, &fixture, 0, NULL, recording);
      recording_check_finite(recording);
      fault_check_recovered(&fixture, recording, expected);
      recording->in[input][at] = good;
    }
  }
  recording_free(recording);
  recording_free(expected);
}

void samples_check_not_finite(const Subject* subject) {
  static const float bad[] = {NAN, INFINITY, -INFINITY};
  check_bad_samples(subject, bad, sizeof(bad) / sizeof(bad[0]));
}

void samples_check_huge(const Subject* subject) {
  static const float bad[] = {1e30f, -FLT_MAX};
  check_bad_samples(subject, bad, sizeof(bad) / sizeof(bad[0]));
}

static void check_no_subnormal(const Recording* recording) {
  for (uint32_t i = 0; i < recording->n_outputs; ++i) {
    for (uint64_t at = 0; at < recording->n_frames; ++at) {
      CHECK(fpclassify(recording->out[i][at]) != FP_SUBNORMAL, "output %" PRIu32 " is %g at frame %" PRIu64, i,
            (double)recording->out[i][at], at);
    }
  }
}

/* In a host that flushes nothing to zero: subnormal samples, then a decay from noise into silence. */
void samples_check_subnormal(const Subject* subject) {
  const float subnormal = 1e-40f;
  Recording* recording = fault_recording(subject, &fixture, 1);
  for (uint64_t seed = 0; seed < SEEDS; ++seed) {
    for (uint32_t i = 0; i < recording->n_inputs; ++i) {
      for (uint64_t at = 0; at < recording->n_frames; ++at) {
        recording->in[i][at] = at % 2 ? subnormal : -subnormal;
      }
    }
    suite_note("subnormal samples, settings %" PRIu64, seed);
    fault_render(subject, &fixture, seed, NULL, recording);
    check_no_subnormal(recording);
    suite_note("decay into silence, settings %" PRIu64, seed);
    recording_fill(recording, seed, fixture.rate_hz);
    for (uint32_t i = 0; i < recording->n_inputs; ++i) {
      memset(&recording->in[i][RATE_HZ / 4], 0, (recording->n_frames - RATE_HZ / 4) * sizeof(float));
    }
    fault_render(subject, &fixture, seed, NULL, recording);
    check_no_subnormal(recording);
  }
  recording_free(recording);
}
