// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What of the main signal is ducked: tones within the band go down by the depth, tones outside of it stay what they
   are, and with both ends off there is no filter. */

#include "tests/plugins/router_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

#define TWO_PI 6.283185307179586

/* Peak of a tone in the second half of a channel, in dB, by its correlation with sine and cosine. */
static double tone_db(const float* x, double hz) {
  double re = 0.0, im = 0.0;
  for (unsigned i = FRAMES / 2; i < FRAMES; ++i) {
    re += (double)x[i] * cos(TWO_PI * hz * i / rate_hz);
    im += (double)x[i] * sin(TWO_PI * hz * i / rate_hz);
  }
  return 20.0 * log10(sqrt(re * re + im * im) / (FRAMES / 4.0));
}

static void fill_tone(RouterFixture* fixture, double hz) {
  for (unsigned i = 0; i < FRAMES; ++i) {
    fixture->in[0][i] = fixture->in[1][i] = (float)sin(TWO_PI * hz * i / rate_hz);
  }
}

/* What a tone has left of itself, in dB, on the last channel. */
static double left_db(RouterFixture* fixture, double hz) {
  fill_tone(fixture, hz);
  sidechain_router_reset(fixture->router);
  router_fixture_run(fixture, 0, FRAMES);
  return tone_db(fixture->out[fixture->n_channels - 1], hz);
}

static const struct {
  float low_hz, high_hz;
} bands[] = {{0.0f, 200.0f}, {200.0f, INFINITY}, {100.0f, 1000.0f}, {2000.0f, 300.0f}, {0.0f, 12000.0f}};

enum { N_BANDS = 5 };

/* |low-pass| = 1 / (1 + w^4) and |high-pass| = w^4 / (1 + w^4) of a Linkwitz-Riley filter of the 4th order, in phase,
   so that tones an octave and a half away are what they were within 0.05 dB, and further away within 0.01. */
static void test_only_the_band_is_ducked(void** state) {
  (void)state;
  for (unsigned b = 0; b < N_BANDS * 2; ++b) {
    RouterFixture* fixture = router_fixture_new(1 + b / N_BANDS);
    fixture->params.action = ROUTER_DUCK;
    router_fixture_square_key(fixture, -3.0, 0, FRAMES);
    fixture->params.duck_low_hz = bands[b % N_BANDS].low_hz;
    fixture->params.duck_high_hz = bands[b % N_BANDS].high_hz;
    const double low = fmin((double)bands[b % N_BANDS].low_hz, (double)bands[b % N_BANDS].high_hz);
    const double high = fmax((double)bands[b % N_BANDS].low_hz, (double)bands[b % N_BANDS].high_hz);
    for (double hz = 25.0; hz < 20000.0; hz *= 2.0) {
      const double out_db = left_db(fixture, hz);
      if (hz < low / 7.0 || hz > high * 7.0) {
        assert_near(out_db, 0.0, 0.01);
      } else if (hz > low * 7.0 && hz < high / 7.0) {
        assert_near(out_db, -12.0, 0.02);
      } else {
        assert_true(out_db < 0.02 && out_db > -12.03);
      }
    }
    router_fixture_free(fixture);
  }
}

/* With nothing to turn down, the band is an all-pass, flat within 0.01 dB. */
static void test_a_band_at_rest_is_flat(void** state) {
  (void)state;
  for (unsigned b = 0; b < N_BANDS; ++b) {
    RouterFixture* fixture = router_fixture_new(2);
    fixture->params.action = ROUTER_DUCK;
    memset(fixture->key, 0, sizeof(fixture->key));
    fixture->params.duck_low_hz = bands[b].low_hz;
    fixture->params.duck_high_hz = bands[b].high_hz;
    for (double hz = 20.0; hz < 20000.0; hz *= 1.7) {
      assert_near(left_db(fixture, floor(hz)), 0.0, 0.01);  // whole periods in a second
    }
    router_fixture_free(fixture);
  }
}

static void test_open_ends_and_no_action_are_no_filter(void** state) {
  (void)state;
  for (unsigned k = 0; k < 3; ++k) {
    RouterFixture* fixture = router_fixture_new(2);
    memset(fixture->key, 0, sizeof(fixture->key));
    fixture->params.action = k == 1 ? ROUTER_ROUTE : ROUTER_DUCK;
    fixture->params.enabled = k != 2;
    fixture->params.duck_low_hz = k ? 100.0f : 0.0f;
    fixture->params.duck_high_hz = k ? 1000.0f : INFINITY;
    router_fixture_run(fixture, 0, FRAMES);
    assert_memory_equal(fixture->out, fixture->in, sizeof(fixture->in));
    router_fixture_free(fixture);
  }
}

/* From the whole signal to a band and back: no step larger than the tone and a ramp of 10 ms have. */
static void test_bands_fade_in_and_out(void** state) {
  (void)state;
  RouterFixture* fixture = router_fixture_new(2);
  fixture->params.action = ROUTER_DUCK;
  router_fixture_square_key(fixture, -3.0, 0, FRAMES);
  fill_tone(fixture, 1000.0);
  router_fixture_run(fixture, 0, 20001);
  fixture->params.duck_low_hz = 3000.0f;
  router_fixture_run(fixture, 20001, 20000);
  fixture->params.duck_high_hz = 9000.0f;
  router_fixture_run(fixture, 40001, 20000);
  fixture->params.duck_low_hz = 0.0f;
  fixture->params.duck_high_hz = INFINITY;
  router_fixture_run(fixture, 60001, FRAMES - 60001);
  for (unsigned i = 10000; i < FRAMES; ++i) {
    assert_true(fabsf(fixture->out[0][i] - fixture->out[0][i - 1]) <
                (float)(TWO_PI * 1000.0 / 48000.0) + 3.0f / 480.0f);
  }
  assert_near(fixture->out[0][15001], fixture->in[0][15001] * fixture->gain[15001], 1e-6);
  assert_near(fixture->out[0][FRAMES - 1], fixture->in[0][FRAMES - 1] * fixture->gain[FRAMES - 1], 1e-6);
  router_fixture_free(fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_only_the_band_is_ducked),
    cmocka_unit_test(test_a_band_at_rest_is_flat),
    cmocka_unit_test(test_open_ends_and_no_action_are_no_filter),
    cmocka_unit_test(test_bands_fade_in_and_out),
  };
  return cmocka_run_group_tests_name("sidechain_router_band", tests, NULL, NULL);
}
