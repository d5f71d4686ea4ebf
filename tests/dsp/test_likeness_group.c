// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Likeness among signals of which it is known which are the same: copies of a few sources at gains of their own. */

#include "common/dsp/likeness_group.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SIGNALS = LIKENESS_GROUP_SIZE, FOREVER = 1000 };

typedef struct {
  LikenessGroup group;
  ChunkClock clock;
  uint32_t cell_frames;
  double rate_hz;
  unsigned source[SIGNALS];  // that each signal is a copy of
  float gain[SIGNALS];
  uint64_t frame;
} Bench;

static Bench* bench_new(double rate_hz, uint32_t cell_frames) {
  Bench* bench = (Bench*)calloc(1, sizeof(Bench));
  assert_non_null(bench);
  likeness_group_init(&bench->group, rate_hz, cell_frames);
  bench->rate_hz = rate_hz;
  bench->cell_frames = cell_frames;
  for (unsigned i = 0; i < SIGNALS; ++i) {
    bench->source[i] = i;
    bench->gain[i] = 1.0f;
  }
  srand(5);
  return bench;
}

static void run(Bench* bench, double seconds, uint32_t step) {
  const uint64_t end = bench->frame + (uint64_t)(seconds * bench->rate_hz);
  while (bench->frame < end) {
    const uint32_t n = chunk_length_in(&bench->clock, bench->cell_frames, step);
    if (likeness_frame(&bench->group.clock, bench->clock.at) < n) {
      float sources[SIGNALS];
      for (unsigned i = 0; i < SIGNALS; ++i) {
        sources[i] = (float)rand() / (float)RAND_MAX - 0.5f;
      }
      for (unsigned i = 0; i < SIGNALS; ++i) {
        likeness_group_probe(&bench->group, i, sources[bench->source[i]] * bench->gain[i]);
      }
    }
    bench->frame += n;
    if (chunk_advance_in(&bench->clock, bench->cell_frames, n)) {
      likeness_group_step(&bench->group);
    }
  }
}

static LikenessVerdict expected(const Bench* bench, unsigned i, unsigned j) {
  const float product = bench->gain[i] * bench->gain[j];
  if (bench->source[i] != bench->source[j] || product == 0.0f) {
    return LIKENESS_NONE;
  }
  return product > 0.0f ? LIKENESS_SAME : LIKENESS_OPPOSITE;
}

static void assert_verdicts(const Bench* bench) {
  bool any = false;
  for (unsigned i = 0; i < SIGNALS; ++i) {
    for (unsigned j = 0; j < i; ++j) {
      assert_int_equal(likeness_group_verdict(&bench->group, i, j), expected(bench, i, j));
      any |= expected(bench, i, j) != LIKENESS_NONE;
    }
  }
  assert_true(!any || bench->group.any_alive);
}

static void test_finds_every_pair(void** state) {
  (void)state;
  static const double rates_hz[] = {8000.0, 44100.0, 192000.0};
  static const uint32_t cells[] = {CHUNK_FRAMES, CHUNK_LONG_FRAMES};
  for (unsigned trial = 0; trial < 30; ++trial) {
    Bench* bench = bench_new(rates_hz[trial % 3], cells[trial % 2]);
    srand(trial);
    for (unsigned i = 0; i < SIGNALS; ++i) {
      bench->source[i] = (unsigned)rand() % (2 + trial / 2);
      bench->gain[i] = powf(10.0f, (float)(rand() % 60 - 30) / 20.0f);
      bench->gain[i] = rand() % 2 ? bench->gain[i] : -bench->gain[i];
      bench->gain[i] = rand() % 8 ? bench->gain[i] : 0.0f;
    }
    run(bench, 2.1, FOREVER);
    assert_verdicts(bench);
    free(bench);
  }
}

static void test_strangers_are_never_taken_for_copies(void** state) {
  (void)state;
  Bench* bench = bench_new(48000.0, CHUNK_FRAMES);
  for (unsigned k = 0; k < 600; ++k) {
    run(bench, 0.1, FOREVER);
    assert_verdicts(bench);
  }
  free(bench);
}

static void test_verdicts_begin_and_end(void** state) {
  (void)state;
  Bench* bench = bench_new(48000.0, CHUNK_LONG_FRAMES);
  const double window = LIKENESS_PROBES * CHUNK_LONG_FRAMES / 48000.0;
  bench->source[15] = bench->source[3] = 0;
  run(bench, LIKENESS_SECONDS - 0.01, FOREVER);
  assert_int_equal(likeness_group_verdict(&bench->group, 15, 3), LIKENESS_NONE);
  run(bench, 2.0 * window, FOREVER);
  assert_verdicts(bench);
  bench->source[15] = 15;
  run(bench, 2.0 * window, FOREVER);
  assert_verdicts(bench);
  bench->source[15] = 0;
  bench->gain[15] = -2.0f;
  run(bench, LIKENESS_SECONDS + 2.0 * window, FOREVER);
  assert_verdicts(bench);
  likeness_group_reset(&bench->group);
  bench->clock.at = 0;
  assert_int_equal(likeness_group_verdict(&bench->group, 15, 3), LIKENESS_NONE);
  free(bench);
}

static void test_silence_of_both_ends_a_verdict_after_a_second(void** state) {
  (void)state;
  Bench* bench = bench_new(48000.0, CHUNK_FRAMES);
  bench->source[8] = 7;
  run(bench, 1.2, FOREVER);
  assert_int_equal(likeness_group_verdict(&bench->group, 8, 7), LIKENESS_SAME);
  bench->gain[7] = bench->gain[8] = 0.0f;
  run(bench, 0.8, FOREVER);
  assert_int_equal(likeness_group_verdict(&bench->group, 8, 7), LIKENESS_SAME);
  run(bench, 0.4, FOREVER);
  assert_int_equal(likeness_group_verdict(&bench->group, 8, 7), LIKENESS_NONE);
  free(bench);
}

static void test_does_not_depend_on_cuts(void** state) {
  (void)state;
  static const uint32_t steps[] = {1, 7, 64, 100, 256};
  for (unsigned s = 0; s < 5; ++s) {
    Bench* bench = bench_new(48000.0, CHUNK_LONG_FRAMES);
    bench->source[1] = 0;
    while (likeness_group_verdict(&bench->group, 1, 0) == LIKENESS_NONE) {
      run(bench, 1.5 / 48000.0, steps[s]);
    }
    const uint64_t windows = (uint64_t)ceil(LIKENESS_SECONDS * 48000.0 / (LIKENESS_PROBES * CHUNK_LONG_FRAMES));
    assert_int_equal(bench->frame, windows * LIKENESS_PROBES * CHUNK_LONG_FRAMES);
    free(bench);
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
  return cmocka_run_group_tests_name("likeness_group", tests, NULL, NULL);
}
