// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the key does to a main signal beyond the curve: no clicks, no DC, no silence, pulses. */

#include "tests/plugins/router_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

#define TWO_PI 6.283185307179586

static void fill_sine(float* out, double hz, double peak, double phase) {
  for (unsigned i = 0; i < FRAMES; ++i) {
    out[i] = (float)(peak * sin(TWO_PI * hz * i / rate_hz + phase));
  }
}

/* The largest |x| above 3 kHz in frames around one, by a linear-phase high-pass (windowed sinc, 0.02 dB up to 3.3 kHz).
 */
static double peak_above_3_khz(const float* x, unsigned at) {
  enum { HALF = 600 };
  static double taps[2 * HALF + 1];
  double peak = 0.0;
  for (int k = -HALF; k <= HALF; ++k) {
    const double window = 0.42 + 0.5 * cos(TWO_PI * k / (2.0 * HALF)) + 0.08 * cos(TWO_PI * k / HALF);
    const double sinc = k ? sin(TWO_PI * 3000.0 / rate_hz * k) / (TWO_PI / 2.0 * k) : 2.0 * 3000.0 / rate_hz;
    taps[k + HALF] = (k ? 0.0 : 1.0) - window * sinc;
  }
  for (unsigned i = at - 100; i < at + 500; ++i) {
    double y = 0.0;
    for (int k = -HALF; k <= HALF; ++k) {
      y += taps[k + HALF] * (double)x[(int)i - k];
    }
    peak = fmax(peak, fabs(y));
  }
  return peak;
}

/* A bass at 55 Hz, ducked by 10 dB by a key that begins at any phase of it. The peak of the residual above 3 kHz
   against the bass. (With a bass that peaks at half of full scale, as reports of clicks have it, dBFS are 6 dB less.)
 */
static void test_a_sharp_attack_does_not_click(void** state) {
  (void)state;
  static const struct {
    float attack_ms;
    double residual_db;
  } rows[] = {{0.01f, -36.0}, {0.1f, -36.0}, {0.5f, -40.0}, {2.0f, -57.0}, {10.0f, -70.0}};
  RouterFixture* fixture = router_fixture_new(1);
  fixture->params.action = ROUTER_DUCK;
  fixture->params.dynamics.depth_db = 10.0f;
  router_fixture_square_key(fixture, -3.0, 24000, FRAMES);
  for (unsigned r = 0; r < 5; ++r) {
    for (unsigned phase = 0; phase < 4; ++phase) {
      fixture->params.dynamics.attack_ms = rows[r].attack_ms;
      fill_sine(fixture->in[0], 55.0, 1.0, phase * TWO_PI / 8.0);
      sidechain_router_reset(fixture->router);
      router_fixture_run(fixture, 0, 48000);
      assert_near(router_fixture_db(fixture->gain[47999]), -10.0, 0.01);
      const double residual_db = 20.0 * log10(peak_above_3_khz(fixture->out[0], 24000));
      if (!(residual_db < rows[r].residual_db)) {
        fail_msg("attack %g ms, phase %u: %.1f dB", (double)rows[r].attack_ms, phase, residual_db);
      }
    }
  }
  router_fixture_free(fixture);
}

/* Frames after one until a reduction has crossed a value, between frames. */
static double crossing(const RouterFixture* fixture, unsigned from, double db) {
  double last = router_fixture_db(fixture->gain[from - 1]);
  const bool falls = last > db;
  for (unsigned i = from; i < FRAMES; ++i) {
    const double now = router_fixture_db(fixture->gain[i]);
    if ((now < db) == falls) {
      return i - from + (db - last) / (now - last);
    }
    last = now;
  }
  return -1.0;
}

/* "Times are to 63 %", the rounding of corners included; the shortest are those of the rounding alone. */
static void test_times_are_to_63_percent(void** state) {
  (void)state;
  static const float attacks_ms[] = {0.25f, 0.3f, 0.5f, 1.0f, 2.0f, 10.0f, 50.0f};
  static const float releases_ms[] = {5.0f, 20.0f, 150.0f};
  RouterFixture* fixture = router_fixture_new(1);
  fixture->params.action = ROUTER_DUCK;
  fixture->params.dynamics.depth_db = 10.0f;
  router_fixture_square_key(fixture, -3.0, 24000, 48000);
  for (unsigned a = 0; a < 7; ++a) {
    fixture->params.dynamics.attack_ms = attacks_ms[a];
    fixture->params.dynamics.release_ms = releases_ms[a % 3];
    sidechain_router_reset(fixture->router);
    router_fixture_run(fixture, 0, FRAMES);
    const double part = 1.0 - exp(-1.0);
    assert_near(crossing(fixture, 24000, -10.0 * part) / 48.0, (double)attacks_ms[a],
                0.02 + 0.02 * (double)attacks_ms[a]);
    assert_near(crossing(fixture, 48000, -10.0 * (1.0 - part)) / 48.0 / (double)releases_ms[a % 3], 1.0, 0.02);
  }
  fixture->params.dynamics.attack_ms = 0.01f;
  sidechain_router_reset(fixture->router);
  router_fixture_run(fixture, 0, FRAMES);
  assert_near(crossing(fixture, 24000, -6.32) / 48.0, 0.23, 0.02);
  router_fixture_free(fixture);
}

/* DC in the key neither holds a duck down nor a gate open, and leaves a real key alone. */
static void test_dc_in_the_key_is_no_key(void** state) {
  (void)state;
  static const float offsets_db[] = {-20.0f, -30.0f};
  for (unsigned k = 0; k < 2 * 2 * 2 * 2; ++k) {
    RouterFixture* fixture = router_fixture_new(1 + k % 2);
    const float offset = router_fixture_gain((double)offsets_db[k / 2 % 2]);
    const bool gate = k / 4 % 2;
    fixture->params.action = gate ? ROUTER_GATE : ROUTER_DUCK;
    fixture->params.dynamics.threshold_db = -40.0f;
    fixture->params.relative = k / 8;
    router_fixture_square_key(fixture, -6.0, 24000, 48000);
    for (unsigned i = 0; i < FRAMES; ++i) {
      for (unsigned c = 0; c < 2; ++c) {
        fixture->key[0][c][i] += i % 48000 >= 12000 || i >= 24000 ? offset : 0.0f;
      }
    }
    router_fixture_run(fixture, 0, FRAMES);
    assert_near(router_fixture_db(fixture->gain[47000]), gate ? 0.0 : -12.0, 0.1);
    assert_near(router_fixture_db(fixture->gain[FRAMES - 1]), gate ? -12.0 : 0.0, 0.1);
    assert_memory_equal(fixture->key_out[0], fixture->key[0][0], sizeof(fixture->key[0][0]));
    router_fixture_free(fixture);
  }
}

/* A key below the floor is silence: it ducks nothing, opens no gate, and after two seconds there is no key. */
static void test_a_key_below_the_floor_is_silence(void** state) {
  (void)state;
  static const RouterAction actions[] = {ROUTER_DUCK, ROUTER_GATE, ROUTER_PULSE};
  for (unsigned k = 0; k < 3 * 2 * 2; ++k) {
    RouterFixture* fixture = router_fixture_new(2);
    const bool gate = actions[k % 3] == ROUTER_GATE;
    const bool above = k / 6;
    fixture->params.action = actions[k % 3];
    fixture->params.relative = k / 3 % 2;
    fixture->params.dynamics.threshold_db = -50.0f;
    fixture->params.dynamics.floor = router_fixture_gain(-40.0);
    router_fixture_square_key(fixture, above ? -39.0 : -41.0, 4800, FRAMES);
    router_fixture_run(fixture, 0, FRAMES);
    double deepest = 0.0, highest = -100.0;
    for (unsigned i = 0; i < FRAMES; ++i) {
      deepest = fmin(deepest, router_fixture_db(fixture->gain[i]));
      highest = fmax(highest, router_fixture_db(fixture->gain[i]));
    }
    if (gate) {
      assert_near(highest, above ? 0.0 : -12.0, 0.1);
    } else {
      assert_true(above ? deepest < -10.0 : deepest > -1e-6);
    }
    router_fixture_run(fixture, 4800, 9600);
    assert_int_equal(router_fixture_meters(fixture).status, above ? STATUS_OK : STATUS_NO_KEY);
    router_fixture_free(fixture);
  }
}

static void test_listening_is_said(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    RouterFixture* fixture = router_fixture_new(n_channels);
    memset(fixture->key, 0, sizeof(fixture->key));
    fixture->params.listen = true;
    router_fixture_run(fixture, 0, FRAMES);
    router_fixture_run(fixture, 0, 9600);
    assert_int_equal(router_fixture_meters(fixture).status, STATUS_LISTENING);
    fixture->params.listen = false;
    router_fixture_run(fixture, 0, 9600);
    assert_int_equal(router_fixture_meters(fixture).status, STATUS_OK);
    router_fixture_free(fixture);
  }
}

/* The same curve for keys at -46 and 0 dBFS, short and long, from their first millisecond on, and later by the
   look-ahead for none of it. */
static void test_a_pulse_is_the_same_for_any_key(void** state) {
  (void)state;
  static const double levels_db[] = {0.0, -46.0};
  static const unsigned lengths[] = {100, 20000};
  static float first[FRAMES];
  for (unsigned k = 0; k < 2 * 2 * 2; ++k) {
    RouterFixture* fixture = router_fixture_new(1 + k / 4);
    fixture->params.action = ROUTER_PULSE;
    fixture->params.lookahead_ms = 5.0f;
    fixture->params.relative = k % 2;
    fixture->params.dynamics.hold_ms = 100.0f;
    router_fixture_square_key(fixture, levels_db[k % 2], 24000, 24000 + lengths[k / 2 % 2]);
    router_fixture_run(fixture, 0, FRAMES);
    assert_true(fixture->gain[23999] == 1.0f && fixture->gain[24048] < 1.0f);
    assert_near(router_fixture_db(fixture->gain[24000 + 4800]), -12.0, 0.2);
    if (k == 0) {
      memcpy(first, fixture->gain, sizeof(first));
    }
    assert_memory_equal(fixture->gain, first, sizeof(first));
    router_fixture_free(fixture);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_a_sharp_attack_does_not_click),
    cmocka_unit_test(test_times_are_to_63_percent),
    cmocka_unit_test(test_dc_in_the_key_is_no_key),
    cmocka_unit_test(test_a_key_below_the_floor_is_silence),
    cmocka_unit_test(test_listening_is_said),
    cmocka_unit_test(test_a_pulse_is_the_same_for_any_key),
  };
  return cmocka_run_group_tests_name("sidechain_router_key", tests, NULL, NULL);
}
