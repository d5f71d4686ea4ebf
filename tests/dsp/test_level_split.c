// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The gate against the times and levels that its header promises, worked out by hand. */

#include "common/dsp/chunk.h"
#include "common/dsp/level_split.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

enum { FRAMES = 48000 };

static const double two_pi = 6.283185307179586;
static float level[FRAMES];
static float gain[FRAMES];

static void run(double rate_hz, double threshold_db) {
  LevelSplit gate;
  level_split_init(&gate, rate_hz);
  level_split_set(&gate, (float)pow(10.0, threshold_db / 20.0), 0);
  for (uint32_t at = 0; at < FRAMES; at += CHUNK_FRAMES) {
    level_split_run(&gate, level + at, gain + at, FRAMES - at < CHUNK_FRAMES ? FRAMES - at : CHUNK_FRAMES);
  }
}

/* A burst 20 dB above the threshold opens it in 2 ms; after the burst the level takes 40 ms ln(10^(24/20)) to fall
   24 dB, and then the gate 40 ms to close. */
static void test_times(void** state) {
  (void)state;
  static const double rates_hz[] = {44100.0, 48000.0, 96000.0, 192000.0};
  for (unsigned r = 0; r < 4; ++r) {
    const double rate_hz = rates_hz[r];
    const uint32_t on = 1000, off = 5000;
    for (uint32_t i = 0; i < FRAMES; ++i) {
      level[i] = i >= on && i < off ? 0.5f : 0.0f;
    }
    run(rate_hz, 20.0 * log10(0.5) - 20.0);
    const double up = 1000.0 / (2.0 * rate_hz);
    const double down = 1000.0 / (40.0 * rate_hz);
    const double falls = (double)off - 1.0 + 0.040 * rate_hz * log(pow(10.0, 24.0 / 20.0));
    for (uint32_t i = 0; i < FRAMES; ++i) {
      const double since_on = i >= on ? (double)(i - on + 1) : 0.0;
      const double since_fall = fmax(floor((double)i - falls), 0.0);
      const double opened = fmax(fmin(since_on * up, 1.0) - since_fall * down, 0.0);
      assert_near(gain[i], opened * opened * (3.0 - 2.0 * opened), down * (2.0 + 0.001 * (falls - off)) + 1e-4);
    }
    assert_true(gain[on - 1] == 0.0f && gain[off - 1] == 1.0f && gain[FRAMES - 1] == 0.0f);
  }
}

static void test_hysteresis(void** state) {
  (void)state;
  static const double steps_db[] = {-30.1, -29.9, -33.9, -34.1, -30.1, -29.9};
  static const float expected[] = {0.0f, 1.0f, 1.0f, 0.0f, 0.0f, 1.0f};
  for (uint32_t i = 0; i < FRAMES; ++i) {
    level[i] = (float)pow(10.0, steps_db[i / 8000] / 20.0);
  }
  run(48000.0, -30.0);
  for (unsigned step = 0; step < 6; ++step) {
    assert_true(gain[8000 * step + 7999] == expected[step]);
  }
}

static void test_tones_do_not_flutter(void** state) {
  (void)state;
  for (double frequency_hz = 40.0; frequency_hz < 20000.0; frequency_hz *= 1.31) {
    for (uint32_t i = 0; i < FRAMES; ++i) {
      level[i] = (float)fabs(sin(two_pi * frequency_hz / 48000.0 * i));
    }
    run(48000.0, -0.5);
    for (uint32_t i = 12000; i < FRAMES; ++i) {
      assert_true(gain[i] == 1.0f);
    }
  }
}

static void test_cuts_do_not_matter(void** state) {
  (void)state;
  static float cut_gain[2][FRAMES];
  srand(2);
  for (uint32_t i = 0; i < FRAMES; ++i) {
    level[i] = (float)rand() / (float)RAND_MAX * (i / 5000 % 2 ? 1.0f : 0.01f);
  }
  for (unsigned cut = 0; cut < 2; ++cut) {
    LevelSplit gate;
    level_split_init(&gate, 44100.0);
    uint32_t n = 0;
    for (uint32_t at = 0; at < FRAMES; at += n) {
      if (at % 500 == 0) {
        level_split_set(&gate, at % 1000 ? 0.5f : 0.005f, at ? 441 : 0);
      }
      n = cut ? 1 + (uint32_t)rand() % 20 : 20;
      n = n < 500 - at % 500 ? n : 500 - at % 500;
      level_split_run(&gate, level + at, cut_gain[cut] + at, n);
    }
  }
  assert_memory_equal(cut_gain[0], cut_gain[1], sizeof(cut_gain[0]));
}

/* However large: it counts as +60 dBFS, which is 84 dB above where a threshold of -20 dBFS closes. */
static void test_one_broken_sample_is_soon_forgotten(void** state) {
  (void)state;
  memset(level, 0, sizeof(level));
  level[100] = 3e38f;
  run(48000.0, -20.0);
  const double closed_ms = 40.0 * log(pow(10.0, 84.0 / 20.0)) + 40.0;
  assert_true(gain[100 + 48 * (int)(closed_ms - 42.0)] == 1.0f);
  assert_true(gain[100 + 48 * (int)(closed_ms + 2.0)] == 0.0f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_times),
    cmocka_unit_test(test_hysteresis),
    cmocka_unit_test(test_tones_do_not_flutter),
    cmocka_unit_test(test_cuts_do_not_matter),
    cmocka_unit_test(test_one_broken_sample_is_soon_forgotten),
  };
  return cmocka_run_group_tests_name("gate", tests, NULL, NULL);
}
