// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The engine against the definitions of its controls. Keys are square waves, whose |x| is constant, so that the peak
   detector reads exactly their level and the static curve can be checked to the hundredth of a decibel. */

#include "tests/plugins/router_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/near.h"
#include "tests/plugins/samples_equal.h"

static void test_routes_bit_for_bit(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    RouterFixture* fixture = router_fixture_new(n_channels);
    router_fixture_run(fixture, 0, FRAMES);
    for (unsigned c = 0; c < n_channels; ++c) {
      assert_samples_equal(fixture->out[c], fixture->in[c], sizeof(fixture->in[c]) / sizeof(float));
      assert_samples_equal(fixture->key_out[c], fixture->key[0][c], sizeof(fixture->in[c]) / sizeof(float));
    }
    router_fixture_free(fixture);
  }
}

static void test_keys_mix_and_sides_are_picked(void** state) {
  (void)state;
  for (int source = KEY_STEREO; source <= KEY_RIGHT; ++source) {
    RouterFixture* fixture = router_fixture_new(2);
    fixture->params.key.gain[0] = 0.5f;
    fixture->params.key.gain[1] = 2.0f;
    fixture->params.key_out_gain = 0.25f;
    fixture->params.key.source = (KeySource)source;
    router_fixture_run(fixture, 0, 1000);
    for (unsigned i = 0; i < 1000; ++i) {
      const double l = 0.5 * (double)fixture->key[0][0][i] + 2.0 * (double)fixture->key[1][0][i];
      const double r = 0.5 * (double)fixture->key[0][1][i] + 2.0 * (double)fixture->key[1][1][i];
      const double left[] = {l, (l + r) / 2.0, (l - r) / 2.0, l, r};
      const double right[] = {r, (l + r) / 2.0, (l - r) / 2.0, l, r};
      assert_near(fixture->key_out[0][i], 0.25 * left[source], 1e-6);
      assert_near(fixture->key_out[1][i], 0.25 * right[source], 1e-6);
    }
    router_fixture_free(fixture);
  }
}

static void test_louder_side_is_followed(void** state) {
  (void)state;
  RouterFixture* fixture = router_fixture_new(2);
  fixture->params.key.source = KEY_LOUDER;
  for (unsigned i = 0; i < FRAMES; ++i) {
    fixture->key[0][i < FRAMES / 2 ? 0 : 1][i] *= 0.5f;
  }
  router_fixture_run(fixture, 0, FRAMES);
  for (unsigned i = 24000; i < FRAMES / 2; ++i) {
    assert_true(fixture->key_out[0][i] == fixture->key[0][1][i] && fixture->key_out[1][i] == fixture->key[0][1][i]);
  }
  for (unsigned i = FRAMES - 4800; i < FRAMES; ++i) {
    assert_true(fixture->key_out[0][i] == fixture->key[0][0][i] && fixture->key_out[1][i] == fixture->key[0][0][i]);
  }
  router_fixture_free(fixture);
}

static void test_a_mono_key_is_itself_whatever_the_source(void** state) {
  (void)state;
  for (int source = KEY_STEREO; source <= KEY_LOUDER; ++source) {
    RouterFixture* fixture = router_fixture_new(1);
    fixture->params.key.source = (KeySource)source;
    router_fixture_run(fixture, 0, 1000);
    assert_samples_equal(fixture->key_out[0], fixture->key[0][0], 1000);
    router_fixture_free(fixture);
  }
}

/* Key filters against |H|^2 = 1 / (1 + (f/fc)^4) for a low-pass, and its mirror for a high-pass. */
static void test_key_is_filtered(void** state) {
  (void)state;
  const double tone_hz = 1000.0;
  for (unsigned low = 0; low < 2; ++low) {
    RouterFixture* fixture = router_fixture_new(1);
    fixture->params.key.lpf_hz = low ? 500.0f : INFINITY;
    fixture->params.key.hpf_hz = low ? 0.0f : 2000.0f;
    for (unsigned i = 0; i < FRAMES; ++i) {
      fixture->key[0][0][i] = (float)sin(6.283185307179586 * tone_hz * i / rate_hz);
    }
    router_fixture_run(fixture, 0, FRAMES);
    double peak = 0.0;
    for (unsigned i = FRAMES / 2; i < FRAMES; ++i) {
      peak = fmax(peak, fabs((double)fixture->key_out[0][i]));
    }
    assert_near(20.0 * log10(peak), -10.0 * log10(1.0 + pow(2.0, 4.0)), 0.1);
    assert_samples_equal(fixture->out[0], fixture->in[0], sizeof(fixture->in[0]) / sizeof(float));
    router_fixture_free(fixture);
  }
}

/* Giannoulis, Massberg, Reiss 2012, equation 4, as a reduction. */
static double duck_db(const SidechainRouterParams* params, double level_db) {
  const double over = level_db - (double)params->dynamics.threshold_db;
  const double knee = (double)params->dynamics.knee_db;
  const double slope = 1.0 - 1.0 / (double)params->dynamics.ratio;
  double reduction = 0.0;
  if (2.0 * over >= knee) {
    reduction = slope * over;
  } else if (2.0 * over > -knee) {
    reduction = slope * (over + knee / 2.0) * (over + knee / 2.0) / (2.0 * knee);
  }
  return -fmin(reduction, (double)params->dynamics.depth_db);
}

static void test_duck_is_the_curve_but_no_more_than_the_depth(void** state) {
  (void)state;
  RouterFixture* fixture = router_fixture_new(2);
  fixture->params.action = ROUTER_DUCK;
  fixture->params.dynamics.release_ms = 5.0f;
  for (unsigned ratio = 2; ratio <= 100; ratio += 14) {
    for (double level_db = -36.0; level_db <= 0.0; level_db += 1.5) {
      fixture->params.dynamics.ratio = (float)ratio;
      router_fixture_square_key(fixture, level_db, 0, FRAMES);
      sidechain_router_reset(fixture->router);
      router_fixture_run(fixture, 0, 9600);
      assert_near(router_fixture_db(fixture->gain[9599]), duck_db(&fixture->params, level_db), 0.05);
      assert_near(fixture->out[1][9599], fixture->in[1][9599] * fixture->gain[9599], 1e-7);
      assert_near(router_fixture_meters(fixture).reduction_db, duck_db(&fixture->params, level_db), 0.05);
    }
  }
  router_fixture_free(fixture);
}

static void test_relative_works_the_same_twenty_db_lower(void** state) {
  (void)state;
  RouterFixture* loud = router_fixture_new(1);
  RouterFixture* quiet = router_fixture_new(1);
  loud->params.action = quiet->params.action = ROUTER_DUCK;
  loud->params.relative = quiet->params.relative = true;
  for (unsigned i = 0; i < FRAMES; ++i) {
    const double decay = exp(-(double)(i % 24000) / 4000.0);
    loud->key[0][0][i] *= (float)decay;
    quiet->key[0][0][i] = loud->key[0][0][i] * 0.1f;
  }
  router_fixture_run(loud, 0, FRAMES);
  router_fixture_run(quiet, 0, FRAMES);
  double deepest = 0.0;
  for (unsigned i = 0; i < FRAMES; ++i) {
    assert_near(router_fixture_db(quiet->gain[i]), router_fixture_db(loud->gain[i]), 0.05);
    deepest = fmin(deepest, router_fixture_db(loud->gain[i]));
  }
  assert_near(deepest, -12.0, 0.1);
  router_fixture_free(loud);
  router_fixture_free(quiet);
}

static void test_a_dead_key_never_ducks(void** state) {
  (void)state;
  for (unsigned relative = 0; relative < 2; ++relative) {
    for (unsigned noise = 0; noise < 2; ++noise) {
      RouterFixture* fixture = router_fixture_new(2);
      fixture->params.action = ROUTER_DUCK;
      fixture->params.relative = relative;
      fixture->params.dynamics.threshold_db = -60.0f;
      fixture->params.dynamics.knee_db = 24.0f;
      for (unsigned i = 0; i < FRAMES; ++i) {
        fixture->key[0][0][i] = fixture->key[0][1][i] = noise ? 0.9e-4f * (2.0f * fixture->key[0][0][i]) : 0.0f;
      }
      router_fixture_run(fixture, 0, FRAMES);
      assert_samples_equal(fixture->out[0], fixture->in[0], sizeof(fixture->in) / sizeof(float));
      router_fixture_free(fixture);
    }
  }
}

static void test_a_key_that_dies_lets_go(void** state) {
  (void)state;
  RouterFixture* fixture = router_fixture_new(1);
  fixture->params.action = ROUTER_DUCK;
  router_fixture_square_key(fixture, 0.0, 0, 24000);
  router_fixture_run(fixture, 0, FRAMES);
  assert_near(router_fixture_db(fixture->gain[20000]), -12.0, 0.05);
  assert_true(fixture->gain[FRAMES - 1] > 0.9999f);
  router_fixture_free(fixture);
}

static void test_gate_opens_for_the_key_only(void** state) {
  (void)state;
  RouterFixture* fixture = router_fixture_new(1);
  fixture->params.action = ROUTER_GATE;
  fixture->params.dynamics.depth_db = 40.0f;
  fixture->params.dynamics.release_ms = 5.0f;
  router_fixture_square_key(fixture, -29.0, 24000, 48000);
  router_fixture_run(fixture, 0, FRAMES);
  assert_near(router_fixture_db(fixture->gain[0]), -40.0, 0.05);
  assert_near(router_fixture_db(fixture->gain[23999]), -40.0, 0.05);
  assert_near(router_fixture_db(fixture->gain[47000]), 0.0, 0.05);
  assert_near(router_fixture_db(fixture->gain[FRAMES - 1]), -40.0, 0.05);
  router_fixture_square_key(fixture, -31.0, 0, FRAMES);
  router_fixture_run(fixture, 0, FRAMES);
  assert_near(router_fixture_db(fixture->gain[FRAMES - 1]), -40.0, 0.05);
  router_fixture_free(fixture);
}

static void test_hold_lasts_to_the_frame(void** state) {
  (void)state;
  static const float holds_ms[] = {0.0f, 1.0f, 100.0f, 1000.0f};
  for (unsigned h = 0; h < 4; ++h) {
    RouterFixture* fixture = router_fixture_new(1);
    fixture->params.action = ROUTER_DUCK;
    fixture->params.dynamics.hold_ms = holds_ms[h];
    router_fixture_square_key(fixture, 0.0, 0, 24000);
    router_fixture_run(fixture, 0, FRAMES);
    const unsigned hold_frames = (unsigned)lround((double)holds_ms[h] * 48.0);
    const unsigned last = 24000 + hold_frames - 1;
    assert_near(router_fixture_db(fixture->gain[last]), router_fixture_db(fixture->gain[23999]), 1e-3);
    assert_true(fixture->gain[last + 1] > fixture->gain[last]);
    assert_true(router_fixture_db(fixture->gain[last + 16]) > router_fixture_db(fixture->gain[last]) + 1e-3);
    router_fixture_free(fixture);
  }
}

static void test_a_gate_bridges_the_peaks_of_a_low_key(void** state) {
  (void)state;
  static const float holds_ms[] = {0.0f, 20.0f};
  for (unsigned h = 0; h < 2; ++h) {
    RouterFixture* fixture = router_fixture_new(1);
    fixture->params.action = ROUTER_GATE;
    fixture->params.dynamics.attack_ms = fixture->params.dynamics.release_ms = 50.0f;
    fixture->params.dynamics.hold_ms = holds_ms[h];
    for (unsigned i = 0; i < FRAMES; ++i) {
      fixture->key[0][0][i] = router_fixture_gain(-24.0) * sinf((float)i * 6.2831853f * 40.0f / 48000.0f);
    }
    router_fixture_run(fixture, 0, FRAMES);
    const double open_db = router_fixture_db(fixture->gain[FRAMES - 1]);
    assert_true(open_db > -0.01);
    router_fixture_free(fixture);
  }
}

static void test_lookahead_is_latency_to_the_frame(void** state) {
  (void)state;
  static const float lookaheads_ms[] = {0.0f, 0.02f, 1.0f, 7.3f, 20.0f};
  for (unsigned a = 0; a < 5; ++a) {
    RouterFixture* fixture = router_fixture_new(2);
    fixture->params.lookahead_ms = lookaheads_ms[a];
    fixture->params.action = ROUTER_DUCK;
    router_fixture_square_key(fixture, -6.0, 24000, FRAMES);
    router_fixture_run(fixture, 0, FRAMES);
    const unsigned latency = router_fixture_meters(fixture).latency_frames;
    assert_int_equal(latency, lround((double)lookaheads_ms[a] * 48.0));
    assert_samples_equal(fixture->out[0] + latency, fixture->in[0], 23000);
    assert_samples_equal(fixture->key_out[1] + latency, fixture->key[0][1], (FRAMES - latency));
    unsigned ducks_at = 0;
    while (ducks_at < FRAMES && fixture->gain[ducks_at] == 1.0f) {
      ++ducks_at;
    }
    assert_int_equal(ducks_at, 24000);
    assert_true(fixture->envelope[23999 + latency] == 0.0f && fixture->envelope[24000 + latency] > 0.0f);
    router_fixture_free(fixture);
  }
}

static void test_listen_puts_the_key_on_the_main_out(void** state) {
  (void)state;
  RouterFixture* fixture = router_fixture_new(2);
  fixture->params.listen = true;
  fixture->params.lookahead_ms = 1.0f;
  router_fixture_run(fixture, 0, FRAMES);
  assert_samples_equal(fixture->out[1] + 48, fixture->key[0][1], (FRAMES - 48));
  router_fixture_free(fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_routes_bit_for_bit),
    cmocka_unit_test(test_keys_mix_and_sides_are_picked),
    cmocka_unit_test(test_louder_side_is_followed),
    cmocka_unit_test(test_a_mono_key_is_itself_whatever_the_source),
    cmocka_unit_test(test_key_is_filtered),
    cmocka_unit_test(test_duck_is_the_curve_but_no_more_than_the_depth),
    cmocka_unit_test(test_relative_works_the_same_twenty_db_lower),
    cmocka_unit_test(test_a_dead_key_never_ducks),
    cmocka_unit_test(test_a_key_that_dies_lets_go),
    cmocka_unit_test(test_gate_opens_for_the_key_only),
    cmocka_unit_test(test_hold_lasts_to_the_frame),
    cmocka_unit_test(test_a_gate_bridges_the_peaks_of_a_low_key),
    cmocka_unit_test(test_lookahead_is_latency_to_the_frame),
    cmocka_unit_test(test_listen_puts_the_key_on_the_main_out),
  };
  return cmocka_run_group_tests_name("sidechain_router", tests, NULL, NULL);
}
