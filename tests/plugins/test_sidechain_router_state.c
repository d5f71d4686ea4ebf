// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the engine must hold apart from its sound: off, status, switching, and what it forgets of absurd keys. */

#include "tests/plugins/ramp_check.h"
#include "tests/plugins/router_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"
#include "tests/plugins/samples_equal.h"

static void test_off_passes_the_main_signal_on(void** state) {
  (void)state;
  RouterFixture* fixture = router_fixture_new(2);
  fixture->params.enabled = false;
  fixture->params.action = ROUTER_DUCK;
  fixture->params.listen = true;
  fixture->params.lookahead_ms = 2.0f;
  router_fixture_run(fixture, 0, FRAMES);
  assert_int_equal(router_fixture_meters(fixture).latency_frames, 96);
  assert_samples_equal(fixture->out[0] + 96, fixture->in[0], (FRAMES - 96));
  for (unsigned i = 0; i < FRAMES; ++i) {
    assert_true(fixture->key_out[0][i] == 0.0f && fixture->gain[i] == 1.0f);
  }
  router_fixture_free(fixture);
}

static void test_status(void** state) {
  (void)state;
  RouterFixture* fixture = router_fixture_new(2);
  fixture->params.action = ROUTER_DUCK;
  memset(fixture->key, 0, sizeof(fixture->key));
  router_fixture_run(fixture, 0, FRAMES - 4800);
  assert_int_equal(router_fixture_meters(fixture).status, STATUS_OK);
  router_fixture_run(fixture, 0, 2 * 4800);
  assert_int_equal(router_fixture_meters(fixture).status, STATUS_NO_KEY);
  fixture->params.enabled = false;
  router_fixture_run(fixture, 0, 4800);
  assert_int_equal(router_fixture_meters(fixture).status, STATUS_OK);
  fixture->params.enabled = true;
  fixture->params.action = ROUTER_ROUTE;
  router_fixture_run(fixture, 0, 4800);
  assert_int_equal(router_fixture_meters(fixture).status, STATUS_OK);
  memset(fixture->in, 0, sizeof(fixture->in));
  router_fixture_run(fixture, 0, FRAMES);
  router_fixture_run(fixture, 0, 4800);
  assert_int_equal(router_fixture_meters(fixture).status, STATUS_SILENT);
  router_fixture_free(fixture);
}

static void test_hostile_keys_are_gone_when_they_are_gone(void** state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, 1e30f, 3e38f};
  for (unsigned b = 0; b < 4; ++b) {
    RouterFixture* fixture = router_fixture_new(2);
    fixture->params.action = ROUTER_DUCK;
    fixture->params.key.gain[0] = 60.0f;
    fixture->params.key.hpf_hz = 100.0f;
    fixture->params.key.lpf_hz = 5000.0f;
    fixture->params.dynamics.detector = DETECTOR_RMS;
    router_fixture_square_key(fixture, -90.0, 0, FRAMES);
    fixture->key[0][0][1000] = bad[b];
    router_fixture_run(fixture, 0, FRAMES);
    for (unsigned i = 0; i < FRAMES; ++i) {
      assert_true(isfinite(fixture->out[0][i]) && isfinite(fixture->key_out[0][i]) && isfinite(fixture->envelope[i]));
    }
    assert_true(fixture->gain[FRAMES - 1] > 0.99f);
    for (unsigned c = 0; c < 2; ++c) {
      assert_true(fabsf(fixture->key_out[c][FRAMES - 12]) > 1e-5f);
    }
    router_fixture_free(fixture);
  }
}

/* A click at +600 dBFS counts as +60, until it has turned out to be no key in 3 s without one. */
static void test_an_absurd_key_does_not_deafen_for_long(void** state) {
  (void)state;
  RouterFixture* fixture = router_fixture_new(1);
  fixture->params.action = ROUTER_DUCK;
  fixture->params.relative = true;
  router_fixture_square_key(fixture, -6.0, 4800, FRAMES);
  fixture->key[0][0][4805] = 1e30f;
  router_fixture_run(fixture, 0, FRAMES);
  router_fixture_square_key(fixture, -6.0, 4800, FRAMES);
  for (unsigned seconds = 2; seconds < 6; seconds += 2) {
    router_fixture_run(fixture, 0, FRAMES);
  }
  assert_near(router_fixture_db(fixture->gain[FRAMES - 1]), -12.0, 0.1);
  router_fixture_free(fixture);
}

static void test_switches_fade_in_ten_milliseconds(void** state) {
  (void)state;
  RouterFixture* fixture = router_fixture_new(2);
  memset(fixture->key, 0, sizeof(fixture->key));
  for (unsigned i = 0; i < FRAMES; ++i) {
    fixture->in[0][i] = fixture->in[1][i] = 0.5f;
    fixture->key[0][0][i] = 0.25f;
  }
  router_fixture_run(fixture, 0, 1000);
  fixture->params.listen = true;
  router_fixture_run(fixture, 1000, 1000);
  assert_ramp(fixture->out[0], 1000, rate_hz, 0.5, 0.25);
  assert_true(fixture->out[0][1480] == 0.25f && fixture->out[1][1480] == 0.0f);
  fixture->params.key.source = KEY_RIGHT;
  router_fixture_run(fixture, 2000, 1000);
  assert_ramp(fixture->key_out[0], 2000, rate_hz, 0.25, 0.0);
  fixture->params.listen = false;
  router_fixture_run(fixture, 3000, 1000);
  fixture->params.action = ROUTER_GATE;
  fixture->params.dynamics.depth_db = 60.0f;
  router_fixture_run(fixture, 4000, 1000);
  assert_ramp(fixture->gain, 4000, rate_hz, 1.0, 0.001);
  fixture->params.enabled = false;
  router_fixture_run(fixture, 5000, 1000);
  assert_ramp(fixture->gain, 5000, rate_hz, 0.001, 1.0);
  router_fixture_free(fixture);
}

static void test_a_duck_starts_from_rest_each_time(void** state) {
  (void)state;
  RouterFixture* fixture = router_fixture_new(1);
  router_fixture_square_key(fixture, 0.0, 0, 24000);
  fixture->params.action = ROUTER_DUCK;
  fixture->params.dynamics.release_ms = 5000.0f;
  router_fixture_run(fixture, 0, 20000);
  fixture->params.action = ROUTER_ROUTE;
  router_fixture_run(fixture, 20000, 8000);
  fixture->params.action = ROUTER_DUCK;
  router_fixture_run(fixture, 28000, 4800);
  for (unsigned i = 28000; i < 32800; ++i) {
    assert_true(fixture->gain[i] == 1.0f);
  }
  const double back_db = 20.0 * (32800 - 20000) / 48000.0;  // since the fade to Route only began
  assert_near(router_fixture_meters(fixture).reduction_db, back_db - (double)fixture->params.dynamics.depth_db, 0.1);
  router_fixture_free(fixture);
}

/* The means of both sides over 300 ms are off by 1 dB, a factor of 1.26, once the one that is there after a second has
   fallen so far and the other has risen as far. */
static void test_the_louder_side_changes_over_by_its_power_over_300_ms(void** state) {
  (void)state;
  enum { CHANGE = FRAMES / 2 };
  RouterFixture* fixture = router_fixture_new(2);
  fixture->params.key.source = KEY_LOUDER;
  for (unsigned i = 0; i < FRAMES; ++i) {
    fixture->key[0][0][i] = i < CHANGE ? 0.5f : 0.0f;
    fixture->key[0][1][i] = i < CHANGE ? 0.0f : -0.5f;
  }
  router_fixture_run(fixture, 0, FRAMES);
  unsigned begins = CHANGE;
  while (begins < FRAMES && !(fixture->key_out[0][begins] < 0.0f)) {
    ++begins;
  }
  const double seconds = 0.3 * log(1.0 + 1.26 * (1.0 - exp(-1.0 / 0.3)));
  assert_near((double)(begins - CHANGE) / 48000.0, seconds, 0.002);
  router_fixture_free(fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_off_passes_the_main_signal_on),
    cmocka_unit_test(test_status),
    cmocka_unit_test(test_the_louder_side_changes_over_by_its_power_over_300_ms),
    cmocka_unit_test(test_switches_fade_in_ten_milliseconds),
    cmocka_unit_test(test_a_duck_starts_from_rest_each_time),
    cmocka_unit_test(test_an_absurd_key_does_not_deafen_for_long),
    cmocka_unit_test(test_hostile_keys_are_gone_when_they_are_gone),
  };
  return cmocka_run_group_tests_name("sidechain_router_state", tests, NULL, NULL);
}
