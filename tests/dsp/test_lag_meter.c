// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The lag meter on signals whose lags are known: noise and lag_fixture_loops, shifted, inverted, filtered; and on
   signals that have none. */

#include "tests/dsp/lag_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static const double rate_hz = 48000.0;
static const double pi = 3.14159265358979323846;

static void test_shifts_to_the_frame(void** state) {
  (void)state;
  static const int32_t lags[] = {0, 1, 2, 3, 17, 137, 480, 1000, 1999, 2399, 2400};
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    LagFixture* fixture = lag_fixture_new(n_channels, 50.0f, LAG_FIXTURE_FRAMES);
    for (unsigned i = 0; i < sizeof(lags) / sizeof(lags[0]); ++i) {
      for (int sign = -1; sign <= 1; sign += 2) {
        const float gain = i % 2 ? -0.125f : 2.0f;
        lag_fixture_fill_noise(fixture, 0.5f);
        lag_fixture_shift(fixture, sign * lags[i], gain);
        const Lag lag = lag_fixture_measure(fixture);
        lag_fixture_assert(lag, sign * lags[i], gain < 0.0f);
        assert_true(lag.exact);
      }
    }
    lag_fixture_free(fixture);
  }
}

static void test_loops_to_the_frame(void** state) {
  (void)state;
  LagFixture* fixture = lag_fixture_new(2, 50.0f, LAG_FIXTURE_FRAMES);
  for (unsigned i = 0; i < sizeof(lag_fixture_loops) / sizeof(lag_fixture_loops[0]); ++i) {
    const int32_t lag = (int32_t)(37 + 523 * i) * (i % 2 ? -1 : 1);
    lag_fixture_fill_music(fixture, lag_fixture_loops[i], 10000 * i);
    lag_fixture_shift(fixture, lag, i % 2 ? -0.3f : 1.5f);
    lag_fixture_assert(lag_fixture_measure(fixture), lag, i % 2);
  }
  lag_fixture_free(fixture);
}

/* A filter of minimum phase delays what it passes, but is no lag. */
static void test_filters_are_no_lag(void** state) {
  (void)state;
  static const double cutoffs_hz[] = {100.0, 300.0, 1000.0, 3000.0, 6000.0};
  LagFixture* fixture = lag_fixture_new(2, 50.0f, LAG_FIXTURE_FRAMES);
  for (unsigned i = 0; i < sizeof(cutoffs_hz) / sizeof(cutoffs_hz[0]); ++i) {
    for (unsigned high = 0; high < 2; ++high) {
      if (!high && cutoffs_hz[i] < 1000.0) {
        continue;  // too little is left to be sure
      }
      const int32_t lag = i ? (int32_t)(i * 100) : 0;
      lag_fixture_fill_noise(fixture, 0.5f);
      lag_fixture_shift(fixture, lag, i % 2 ? -1.0f : 1.0f);
      lag_fixture_filter_copy(fixture, high != 0, cutoffs_hz[i]);
      const Lag found = lag_fixture_measure(fixture);
      assert_true(found.known);
      assert_true(abs(found.frames - lag) <= 1);
      assert_int_equal(found.inverted, i % 2);
    }
  }
  lag_fixture_free(fixture);
}

/* Nor are the lows or the highs of music alone, of which little is left to measure. */
static void test_bands_are_no_lag(void** state) {
  (void)state;
  LagFixture* fixture = lag_fixture_new(2, 50.0f, LAG_FIXTURE_FRAMES);
  for (unsigned i = 0; i < 40; ++i) {
    lag_fixture_fill_music(fixture, lag_fixture_loops[i % 5], 7000 * i);
    lag_fixture_shift(fixture, 0, 1.0f);
    lag_fixture_filter_copy(fixture, i % 2 != 0, i % 2 ? 3000.0 : 300.0);
    assert_int_equal(lag_fixture_measure(fixture).frames, 0);
  }
  lag_fixture_free(fixture);
}

/* One side alone, sides swapped, one side inverted: none vanishes. */
static void test_odd_sides(void** state) {
  (void)state;
  LagFixture* fixture = lag_fixture_new(2, 50.0f, LAG_FIXTURE_FRAMES);
  for (unsigned kind = 0; kind < 4; ++kind) {
    lag_fixture_fill_noise(fixture, kind == 3 ? 0.0f : 0.7f);
    lag_fixture_shift(fixture, 500, 1.0f);
    float* left = fixture->side[1][0];
    float* right = fixture->side[1][1];
    for (uint32_t i = 0; i < fixture->n_frames; ++i) {
      const float l = left[i];
      left[i] = kind == 1 ? right[i] : l;
      right[i] = kind == 0 ? 0.0f : kind == 1 ? l : -right[i];
    }
    const Lag lag = lag_fixture_measure_in(fixture, kind == 3, LAG_FIXTURE_STEP);
    assert_true(lag.known);
    assert_int_equal(lag.frames, 500);
    assert_false(lag.inverted);
  }
  lag_fixture_free(fixture);
}

static void test_refuses_what_is_no_copy(void** state) {
  (void)state;
  LagFixture* fixture = lag_fixture_new(2, 50.0f, LAG_FIXTURE_FRAMES);
  lag_fixture_assert_unknown(fixture);  // silence
  for (unsigned i = 0; i < 4; ++i) {
    lag_fixture_fill_noise(fixture, 0.5f);
    for (unsigned c = 0; c < 2; ++c) {
      for (uint32_t k = 0; k < fixture->n_frames; ++k) {
        fixture->side[1][c][k] = lag_fixture_noise();
      }
    }
    lag_fixture_assert_unknown(fixture);
    lag_fixture_fill_music(fixture, lag_fixture_loops[i], 0);
    lag_fixture_shift(fixture, 0, 1.0f);
    lag_fixture_fill_music(fixture, lag_fixture_loops[i + 1], 0);
    lag_fixture_assert_unknown(fixture);
  }
  lag_fixture_free(fixture);
}

/* They have been there for ever, so nothing tells one period from another. */
static void test_refuses_tones(void** state) {
  (void)state;
  LagFixture* fixture = lag_fixture_new(2, 50.0f, LAG_FIXTURE_FRAMES);
  for (unsigned n_partials = 1; n_partials <= 8; n_partials *= 2) {
    for (double hz = 55.0; hz < 2000.0; hz *= 1.7) {
      for (unsigned s = 0; s < 2; ++s) {
        for (uint32_t i = 0; i < fixture->n_frames; ++i) {
          double sum = 0.0;
          for (unsigned k = 1; k <= n_partials; ++k) {
            sum += 0.1 * sin(2.0 * pi * k * hz * ((double)i - 300.0 * s) / rate_hz) / k;
          }
          fixture->side[s][0][i] = fixture->side[s][1][i] = (float)sum;
        }
      }
      lag_fixture_assert_unknown(fixture);
    }
  }
  lag_fixture_free(fixture);
}

/* A loudspeaker of up to 5 kHz delays what it passes by 2 frames. Where there are highs enough to say so, its sound is
   as late as it is, to the frame. */
static void test_loudspeakers_to_the_frame(void** state) {
  (void)state;
  static const char* const bright[] = {"loop_mika", "loop_garzul", "loop_electric", "loop_amen"};
  LagFixture* fixture = lag_fixture_new(2, 50.0f, LAG_FIXTURE_FRAMES);
  for (unsigned i = 0; i < sizeof(bright) / sizeof(bright[0]); ++i) {
    for (int32_t lag = -3; lag <= 3; ++lag) {
      lag_fixture_fill_music(fixture, bright[i], 9000 * i);
      lag_fixture_shift(fixture, lag, lag % 2 ? -0.3f : 1.5f);
      lag_fixture_filter_copy(fixture, false, 5000.0);
      lag_fixture_assert(lag_fixture_measure(fixture), lag, lag % 2 != 0);
    }
  }
  lag_fixture_free(fixture);
}

static void test_blocks_do_not_matter(void** state) {
  (void)state;
  static const uint32_t blocks[] = {1, 7, 64, 100, 256};
  LagFixture* fixture = lag_fixture_new(2, 50.0f, LAG_FIXTURE_FRAMES);
  lag_fixture_fill_music(fixture, "loop_amen", 5000);
  lag_fixture_shift(fixture, -777, 0.7f);
  lag_fixture_filter_copy(fixture, true, 500.0);
  const Lag expected = lag_fixture_measure(fixture);
  const LagPeak peak = fixture->meter.correlation.peak;
  for (unsigned i = 0; i < sizeof(blocks) / sizeof(blocks[0]); ++i) {
    const Lag lag = lag_fixture_measure_in(fixture, false, blocks[i]);
    lag_fixture_assert(lag, expected.frames, expected.inverted);
    assert_memory_equal(&fixture->meter.correlation.peak, &peak, sizeof(peak));
  }
  lag_fixture_free(fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_shifts_to_the_frame),
    cmocka_unit_test(test_loops_to_the_frame),
    cmocka_unit_test(test_filters_are_no_lag),
    cmocka_unit_test(test_bands_are_no_lag),
    cmocka_unit_test(test_odd_sides),
    cmocka_unit_test(test_refuses_what_is_no_copy),
    cmocka_unit_test(test_refuses_tones),
    cmocka_unit_test(test_blocks_do_not_matter),
    cmocka_unit_test(test_loudspeakers_to_the_frame),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
