// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Duplicate detection among signals of which it is known which are the same: copies of a few sources, at gains of
   their own. */

#include "common/dsp/duplicate_detector.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SIGNALS = DUPLICATE_DETECTOR_SIZE, FOREVER = 1000 };

typedef struct {
  DuplicateDetector group;
  ChunkClock clock;
  uint32_t interval_frames;
  double rate_hz;
  unsigned source[SIGNALS];  // that each signal is a copy of
  float gain[SIGNALS];
  uint64_t frame;
} Fixture;

static Fixture* fixture_new(double rate_hz, uint32_t interval_frames) {
  Fixture* fixture = (Fixture*)calloc(1, sizeof(Fixture));
  assert_non_null(fixture);
  duplicate_detector_init(&fixture->group, rate_hz, interval_frames);
  fixture->rate_hz = rate_hz;
  fixture->interval_frames = interval_frames;
  for (unsigned i = 0; i < SIGNALS; ++i) {
    fixture->source[i] = i;
    fixture->gain[i] = 1.0f;
  }
  srand(5);
  return fixture;
}

static void run(Fixture* fixture, double seconds, uint32_t step) {
  const uint64_t end = fixture->frame + (uint64_t)(seconds * fixture->rate_hz);
  while (fixture->frame < end) {
    const uint32_t n = chunk_length_in(&fixture->clock, fixture->interval_frames, step);
    if (fingerprint_clock_frame(&fixture->group.clock, fixture->clock.at) < n) {
      float sources[SIGNALS];
      for (unsigned i = 0; i < SIGNALS; ++i) {
        sources[i] = (float)rand() / (float)RAND_MAX - 0.5f;
      }
      for (unsigned i = 0; i < SIGNALS; ++i) {
        duplicate_detector_add(&fixture->group, i, sources[fixture->source[i]] * fixture->gain[i]);
      }
    }
    fixture->frame += n;
    if (chunk_advance_in(&fixture->clock, fixture->interval_frames, n)) {
      duplicate_detector_step(&fixture->group);
    }
  }
}

static DuplicateVerdict expected(const Fixture* fixture, unsigned i, unsigned j) {
  const float product = fixture->gain[i] * fixture->gain[j];
  if (fixture->source[i] != fixture->source[j] || product == 0.0f) {
    return DUPLICATE_NONE;
  }
  return product > 0.0f ? DUPLICATE_SAME : DUPLICATE_OPPOSITE;
}

static void assert_verdicts(const Fixture* fixture) {
  bool any = false;
  for (unsigned i = 0; i < SIGNALS; ++i) {
    for (unsigned j = 0; j < i; ++j) {
      assert_int_equal(duplicate_detector_verdict(&fixture->group, i, j), expected(fixture, i, j));
      any |= expected(fixture, i, j) != DUPLICATE_NONE;
    }
  }
  assert_true(!any || duplicate_detector_has_matches(&fixture->group));
}

static void test_finds_every_pair(void** state) {
  (void)state;
  static const double rates_hz[] = {8000.0, 44100.0, 192000.0};
  static const uint32_t intervals[] = {CHUNK_FRAMES, CHUNK_LONG_FRAMES};
  for (unsigned trial = 0; trial < 30; ++trial) {
    Fixture* fixture = fixture_new(rates_hz[trial % 3], intervals[trial % 2]);
    srand(trial);
    for (unsigned i = 0; i < SIGNALS; ++i) {
      fixture->source[i] = (unsigned)rand() % (2 + trial / 2);
      fixture->gain[i] = powf(10.0f, (float)(rand() % 60 - 30) / 20.0f);
      fixture->gain[i] = rand() % 2 ? fixture->gain[i] : -fixture->gain[i];
      fixture->gain[i] = rand() % 8 ? fixture->gain[i] : 0.0f;
    }
    run(fixture, 2.1, FOREVER);
    assert_verdicts(fixture);
    free(fixture);
  }
}

static void test_strangers_are_never_taken_for_copies(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(48000.0, CHUNK_FRAMES);
  for (unsigned k = 0; k < 600; ++k) {
    run(fixture, 0.1, FOREVER);
    assert_verdicts(fixture);
  }
  free(fixture);
}

static void test_verdicts_begin_and_end(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(48000.0, CHUNK_LONG_FRAMES);
  const double window = FINGERPRINT_SAMPLES * CHUNK_LONG_FRAMES / 48000.0;
  fixture->source[15] = fixture->source[3] = 0;
  run(fixture, DUPLICATE_SECONDS - window - 0.01, FOREVER);
  assert_int_equal(duplicate_detector_verdict(&fixture->group, 15, 3), DUPLICATE_NONE);
  run(fixture, window + 0.01, FOREVER);
  assert_verdicts(fixture);
  fixture->source[15] = 15;
  run(fixture, 2.0 * window, FOREVER);
  assert_verdicts(fixture);
  fixture->source[15] = 0;
  fixture->gain[15] = -2.0f;
  run(fixture, DUPLICATE_SECONDS + 2.0 * window, FOREVER);
  assert_verdicts(fixture);
  duplicate_detector_reset(&fixture->group);
  fixture->clock.at = 0;
  assert_int_equal(duplicate_detector_verdict(&fixture->group, 15, 3), DUPLICATE_NONE);
  free(fixture);
}

static void test_silence_of_both_ends_a_verdict_after_a_second(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(48000.0, CHUNK_FRAMES);
  fixture->source[8] = 7;
  run(fixture, 1.2, FOREVER);
  assert_int_equal(duplicate_detector_verdict(&fixture->group, 8, 7), DUPLICATE_SAME);
  fixture->gain[7] = fixture->gain[8] = 0.0f;
  run(fixture, 0.8, FOREVER);
  assert_int_equal(duplicate_detector_verdict(&fixture->group, 8, 7), DUPLICATE_SAME);
  run(fixture, 0.4, FOREVER);
  assert_int_equal(duplicate_detector_verdict(&fixture->group, 8, 7), DUPLICATE_NONE);
  free(fixture);
}

static void test_does_not_depend_on_cuts(void** state) {
  (void)state;
  static const uint32_t steps[] = {1, 7, 64, 100, 256};
  for (unsigned s = 0; s < 5; ++s) {
    Fixture* fixture = fixture_new(48000.0, CHUNK_LONG_FRAMES);
    fixture->source[1] = 0;
    while (duplicate_detector_verdict(&fixture->group, 1, 0) == DUPLICATE_NONE) {
      run(fixture, 1.5 / 48000.0, steps[s]);
    }
    const uint64_t samples = (uint64_t)(DUPLICATE_SECONDS * 48000.0 / CHUNK_LONG_FRAMES) - FINGERPRINT_SAMPLES;
    assert_int_equal(fixture->frame, samples * CHUNK_LONG_FRAMES);
    free(fixture);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_finds_every_pair),
    cmocka_unit_test(test_strangers_are_never_taken_for_copies),
    cmocka_unit_test(test_verdicts_begin_and_end),
    cmocka_unit_test(test_silence_of_both_ends_a_verdict_after_a_second),
    cmocka_unit_test(test_does_not_depend_on_cuts),
  };
  return cmocka_run_group_tests_name("duplicate_detector", tests, NULL, NULL);
}
