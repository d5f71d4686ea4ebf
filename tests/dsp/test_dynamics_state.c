// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What dynamics must hold apart from their formulas: rest, changes without clicks, block cuts, bad keys, the meter. */

#include "tests/dsp/dynamics_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

static const double rate_hz = 48000.0;

/* Silence, digital or nearly, neither ducks nor opens a gate, wherever the threshold is. */
static void test_a_silent_key_does_nothing(void** state) {
  (void)state;
  for (unsigned i = 0; i < 4; ++i) {
    Fixture* fixture = fixture_new(rate_hz);
    fixture->params.action = i & 1u ? DYNAMICS_GATE : DYNAMICS_DUCK;
    fixture->params.detector = i & 2u ? DETECTOR_RMS : DETECTOR_PEAK;
    fixture->params.depth_db = 24.0f;
    fixture->params.threshold_db = -100.0f;
    fixture_fill(fixture->key[0], FRAMES / 2, FRAMES, -115.0);
    fixture_run(fixture, 1, 0, FRAMES, FRAMES);
    for (uint32_t n = 0; n < FRAMES; ++n) {
      assert_near(fixture_reduction_db(fixture, 0, n), i & 1u ? 24.0 : 0.0, 1e-4);
    }
    assert_near(dynamics_reduction_db(&fixture->dynamics), i & 1u ? -24.0 : 0.0, 1e-4);
    free(fixture);
  }
}

/* Below the knee and at rest there is nothing to be heard, not even in the last bit. */
static void test_rest_is_unity(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(rate_hz);
  fixture->params.release_ms = 5.0f;
  fixture_fill(fixture->key[0], 0, 1000, -3.0);
  fixture_fill(fixture->key[0], 1000, FRAMES, -27.01);
  fixture_run(fixture, 1, 0, FRAMES, FRAMES);
  assert_true(fixture->gain[0][1000] < 0.5f);
  for (uint32_t i = 1000 + 48 * 5 * 24; i < FRAMES; ++i) {
    assert_true(fixture->gain[0][i] == 1.0f);
  }
  assert_true(ballistics_is_at_rest(&fixture->dynamics.active, 1));  // and need not be worked out any more
  free(fixture);
}

/* To stand still for some frames is to run them, to the last bit of the state. */
static void test_resting_is_running(void** state) {
  (void)state;
  for (uint32_t n = 1; n < 10; ++n) {
    for (unsigned hold = 0; hold < 2; ++hold) {
      Ballistics ran = {.attack = 0.0};
      ballistics_set(&ran, rate_hz, 3.0f, 40.0f, hold ? 1.0f : 0.0f);
      Ballistics rested = ran;
      float row[2][64] = {{0.0f}};
      float* const rows[] = {row[0]};
      ballistics_run(&ran, rows, 1, n);
      ballistics_rest(&rested, n);
      for (unsigned i = 0; i < 64; ++i) {
        row[0][i] = row[1][i] = (float)rand() / (float)RAND_MAX;
      }
      float* const same_rows[] = {row[1]};
      ballistics_run(&ran, rows, 1, 64);
      ballistics_run(&rested, same_rows, 1, 64);
      assert_true(ran.channel[0].now == rested.channel[0].now);
      assert_true(ran.channel[0].hold_left == rested.channel[0].hold_left);
    }
  }
}

/* With an attack of a fraction of a frame, a change of the curve must still come as a ramp of 10 ms. */
static void test_the_curve_ramps(void** state) {
  (void)state;
  for (unsigned change = 0; change < 6; ++change) {
    Fixture* fixture = fixture_new(rate_hz);
    fixture->params.attack_ms = fixture->params.release_ms = 0.01f;
    fixture_fill(fixture->key[0], 0, FRAMES, -20.0);
    fixture_fill(fixture->key[1], 0, FRAMES, -22.0);
    fixture_run(fixture, 2, 0, 4000, 64);
    fixture->params.threshold_db = change == 0 ? -60.0f : -24.0f;
    fixture->params.ratio = change == 1 ? 1.5f : 8.0f;
    fixture->params.knee_db = change == 2 ? 24.0f : 6.0f;
    fixture->params.depth_db = change == 3 ? 2.0f : INFINITY;
    fixture->params.link = change == 4 ? 0.0f : 1.0f;
    fixture->params.detector = change == 5 ? DETECTOR_RMS : DETECTOR_PEAK;
    fixture_run(fixture, 2, 4000, FRAMES, 64);
    const unsigned channel = change == 4;
    const double from = (double)fixture->gain[channel][3999];
    const double to = (double)fixture->gain[channel][FRAMES - 1];
    double steepest = 0.0;
    for (uint32_t i = 4000; i < FRAMES; ++i) {
      steepest = fmax(steepest, fabs((double)fixture->gain[channel][i] - (double)fixture->gain[channel][i - 1]));
    }
    if (change < 5) {
      assert_true(fabs(to - from) > 0.02);
      assert_near(fixture->gain[channel][4000 + 480 + 8], to, 1e-5);
    }
    assert_true(steepest < 3.0 / 480.0);  // a few times what a line from full scale to nothing has
    free(fixture);
  }
}

/* The n-th block of a way to cut a stream, 0 being not to cut it at all and 1 to cut it into single frames. */
static uint32_t block_length(unsigned way, unsigned n) {
  static const uint32_t longest[] = {FRAMES, 1, 7, 64, 150};
  const unsigned hash = (n + 1) * 2654435761u >> 7;
  return way ? 1 + hash % longest[way] : FRAMES;
}

enum { WAYS = 5 };

/* Runs a stream cut in a way, with everything changing within it. */
static void run_cut(Fixture* fixture, unsigned n_channels, unsigned way) {
  static const DynamicsParams stretches[] = {
    {-24, 8, 6, 40, 2, 2, 0, 1.0f, DETECTOR_PEAK, DYNAMICS_DUCK},
    {-40, 8, 6, 40, 2, 2, 0, 0.5f, DETECTOR_PEAK, DYNAMICS_GATE},
    {-24, 8, 6, 40, 2, 2, 0, 1.0f, DETECTOR_RMS, DYNAMICS_DUCK},
    {-24, 8, 0, 40, 2, 2, 5, 0.5f, DETECTOR_PEAK, DYNAMICS_DUCK},
    {-40, 8, 6, 40, 2, 2, 0, 1.0f, DETECTOR_RMS, DYNAMICS_DUCK},
    {-24, 1, 6, 40, 50, 2, 0, 0.5f, DETECTOR_PEAK, DYNAMICS_DUCK},
    {-24, 8, 6, 20, 2, 2, 5, 1.0f, DETECTOR_PEAK, DYNAMICS_DUCK},
    {-40, 8, 6, 40, 2, 9, 0, 0.5f, DETECTOR_PEAK, DYNAMICS_DUCK},
  };
  static const uint32_t begins[] = {0, 3001, 3077, 9000, 9701, 12345, 20001, 25000, FRAMES};
  unsigned n_blocks = 0;
  for (unsigned i = 0; i < 8; ++i) {
    fixture->params = stretches[i];
    for (uint32_t at = begins[i], n = 0; at < begins[i + 1]; at += n) {
      const uint32_t left = begins[i + 1] - at;
      n = block_length(way, n_blocks++);
      n = n < left ? n : left;
      fixture_run(fixture, n_channels, at, at + n, FRAMES);
    }
  }
}

static void test_no_bit_depends_on_how_frames_are_cut(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    Fixture* whole = fixture_new(rate_hz);
    fixture_fill_noise(whole);
    memset(whole->key[0] + 5000, 0, 3000 * sizeof(float));  // comes to rest, with both at once and one
    memset(whole->key[1] + 5000, 0, 3000 * sizeof(float));
    memset(whole->key[1] + 15000, 0, 9000 * sizeof(float));
    run_cut(whole, n_channels, 0);
    for (unsigned way = 1; way < WAYS; ++way) {
      Fixture* cut = fixture_new(rate_hz);
      memcpy(cut->key, whole->key, sizeof(cut->key));
      run_cut(cut, n_channels, way);
      assert_memory_equal(cut->gain, whole->gain, sizeof(cut->gain));
      assert_true(dynamics_reduction_db(&cut->dynamics) == dynamics_reduction_db(&whole->dynamics));
      for (unsigned c = 0; c < n_channels; ++c) {  // in double precision, where less is hidden
        assert_true(cut->dynamics.active.channel[c].now == whole->dynamics.active.channel[c].now);
      }
      free(cut);
    }
    free(whole);
  }
}

/* What no audio is: the gain stays a gain, and is back soon. */
static void test_hostile_keys(void** state) {
  (void)state;
  static const float bad[] = {3e38f, -3e38f, 1e30f, NAN, INFINITY, 1e-45f};
  for (unsigned i = 0; i < 6 * 2; ++i) {
    Fixture* fixture = fixture_new(rate_hz);
    fixture->params.detector = i % 2 ? DETECTOR_RMS : DETECTOR_PEAK;
    for (uint32_t n = 0; n < 100; ++n) {
      fixture->key[0][1000 + n] = bad[i / 2];
    }
    fixture_run(fixture, 1, 0, FRAMES, FRAMES);
    for (uint32_t n = 0; n < FRAMES; ++n) {
      assert_true(fixture->gain[0][n] > 1e-6f && fixture->gain[0][n] <= 1.0f);
    }
    assert_true(fixture->gain[0][FRAMES - 1] > 0.7f);
    free(fixture);
  }
}

static void test_meter_shows_the_largest_reduction(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(rate_hz);
  fixture->params.attack_ms = fixture->params.release_ms = 0.01f;
  fixture_fill(fixture->key[0], 70, 71, 0.0);
  for (uint32_t at = 0; at < 256; ++at) {
    fixture_run(fixture, 1, at, at + 1, 1);
    const uint32_t interval_end = (at + 1) / 64 * 64;
    const double back_db = at < 128 ? 0.0 : 20.0 * (interval_end - 128) / rate_hz;  // from its interval's end on
    assert_near(dynamics_reduction_db(&fixture->dynamics),
                at < 70 ? 0.0 : back_db - fixture_reduction_db(fixture, 0, 70), 1e-3);
  }
  free(fixture);
}

int main(void) {
  srand(1);
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_a_silent_key_does_nothing),
    cmocka_unit_test(test_rest_is_unity),
    cmocka_unit_test(test_resting_is_running),
    cmocka_unit_test(test_the_curve_ramps),
    cmocka_unit_test(test_no_bit_depends_on_how_frames_are_cut),
    cmocka_unit_test(test_hostile_keys),
    cmocka_unit_test(test_meter_shows_the_largest_reduction),
  };
  return cmocka_run_group_tests_name("dynamics_state", tests, NULL, NULL);
}
