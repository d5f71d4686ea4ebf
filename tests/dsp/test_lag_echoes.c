// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The lag meter on signals that come back more than once, and on long lags. */

#include "tests/dsp/lag_fixture.h"
#include "tests/dsp/music.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const double rate_hz = 48000.0;
static const double pi = 3.14159265358979323846;

/* Echoes at half their level, again and again; and a delay that moves. */
static void test_refuses_delay_effects(void** state) {
  (void)state;
  LagFixture* fixture = lag_fixture_new(2, 50.0f, LAG_FIXTURE_FRAMES);
  for (unsigned i = 0; i < sizeof(lag_fixture_loops) / sizeof(lag_fixture_loops[0]); ++i) {
    const uint32_t delay = 700 + 150 * i;
    lag_fixture_fill_music(fixture, lag_fixture_loops[i], 0);
    for (unsigned c = 0; c < 2; ++c) {
      const float* dry = fixture->side[0][c];
      float* wet = fixture->side[1][c];
      for (uint32_t k = 0; k < fixture->n_frames; ++k) {
        wet[k] = k < delay ? 0.0f : dry[k - delay] + 0.6f * wet[k - delay];
      }
    }
    lag_fixture_assert_unknown(fixture);
    for (unsigned c = 0; c < 2; ++c) {
      for (uint32_t k = 0; k < fixture->n_frames; ++k) {
        const double at = (double)k - 600.0 - 100.0 * sin(2.0 * pi * k / rate_hz);
        const uint32_t before = at < 0.0 ? 0 : (uint32_t)at;
        const float between = (float)(at - (double)before);
        const float* dry = fixture->side[0][c];
        fixture->side[1][c][k] = at < 0.0 ? 0.0f : dry[before] + between * (dry[before + 1] - dry[before]);
      }
    }
    lag_fixture_assert_unknown(fixture);
  }
  lag_fixture_free(fixture);
}

static void test_long_lags(void** state) {
  (void)state;
  static const int32_t lags[] = {1, 480, 4801, -12345, 23990};
  LagFixture* fixture = lag_fixture_new(2, 500.0f, 3 * LAG_FIXTURE_FRAMES);
  for (unsigned i = 0; i < sizeof(lags) / sizeof(lags[0]); ++i) {
    lag_fixture_fill_noise(fixture, 0.5f);
    lag_fixture_shift(fixture, lags[i], i % 2 ? -0.5f : 0.5f);
    lag_fixture_assert(lag_fixture_measure(fixture), lags[i], i % 2);
  }
  lag_fixture_free(fixture);
}

/* A loop, and its copy at two lags, of which the second has this gain. */
static void fill_echoes(LagFixture* fixture, const char* name, const uint32_t lags[2], float gain) {
  Music music = music_load(name);
  for (uint32_t i = 0; i < fixture->n_frames; ++i) {
    const uint64_t at = (uint64_t)lags[1] + 3000 + i;
    const float echoes = music_at(&music, at - lags[0]) + gain * music_at(&music, at - lags[1]);
    fixture->side[0][0][i] = fixture->side[0][1][i] = 0.5f * music_at(&music, at);
    fixture->side[1][0][i] = fixture->side[1][1][i] = 0.5f * echoes;
  }
  music_free(&music);
}

/* Neither of two echoes of one level is the lag, however far they are apart. But what an equaliser has changed is late
   by one lag, though lag_fixture_loops repeat their sounds. */
static void test_long_echoes(void** state) {
  (void)state;
  static const uint32_t lags[][2] = {{4000, 9100}, {5824, 12378}, {8006, 12150}, {12463, 17000}, {10619, 16500}};
  LagFixture* fixture = lag_fixture_new(2, 500.0f, 3 * LAG_FIXTURE_FRAMES);
  for (unsigned i = 0; i < sizeof(lags) / sizeof(lags[0]); ++i) {
    for (unsigned k = 0; k < 4; ++k) {  // the last one comes round too soon
      fill_echoes(fixture, lag_fixture_loops[k], lags[i], 1.0f);
      lag_fixture_assert_unknown(fixture);
      fill_echoes(fixture, lag_fixture_loops[k], lags[i], 0.0f);
      lag_fixture_filter_copy(fixture, true, 200.0);
      lag_fixture_assert(lag_fixture_measure(fixture), (int32_t)lags[i][0], false);
    }
  }
  lag_fixture_free(fixture);
}

/* What repeats itself after 8000 frames, and comes back 9000 frames late, also seems to come back after 1000. */
static void test_long_lag_beside_a_short_one(void** state) {
  (void)state;
  enum { PERIOD = 8000, LATE = 9000 };
  LagFixture* fixture = lag_fixture_new(1, 500.0f, 3 * LAG_FIXTURE_FRAMES);
  for (int sign = -1; sign <= 1; sign += 2) {
    lag_fixture_fill_noise(fixture, 0.5f);
    float* samples = fixture->side[0][0];
    for (uint32_t i = fixture->n_frames; i-- > PERIOD;) {
      samples[i] += samples[i - PERIOD];
    }
    lag_fixture_shift(fixture, sign * LATE, 0.5f);
    lag_fixture_assert(lag_fixture_measure(fixture), sign * LATE, false);
  }
  lag_fixture_free(fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_refuses_delay_effects),
    cmocka_unit_test(test_long_lags),
    cmocka_unit_test(test_long_echoes),
    cmocka_unit_test(test_long_lag_beside_a_short_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
