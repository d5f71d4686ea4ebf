// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the engine must hold apart from its sound: off, status, switching, and what it forgets of absurd keys. */

#include "tests/plugins/line.h"
#include "tests/plugins/router_bench.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

static void test_off_passes_the_main_signal_on(void** state) {
  (void)state;
  RouterBench* bench = router_bench_new(2);
  bench->params.enabled = false;
  bench->params.action = ROUTER_DUCK;
  bench->params.listen = true;
  bench->params.lookahead_ms = 2.0f;
  router_bench_run(bench, 0, FRAMES);
  assert_int_equal(router_bench_meters(bench).latency_frames, 96);
  assert_memory_equal(bench->out[0] + 96, bench->in[0], (FRAMES - 96) * sizeof(float));
  for (unsigned i = 0; i < FRAMES; ++i) {
    assert_true(bench->key_out[0][i] == 0.0f && bench->gain[i] == 1.0f);
  }
  router_bench_free(bench);
}

static void test_status(void** state) {
  (void)state;
  RouterBench* bench = router_bench_new(2);
  bench->params.action = ROUTER_DUCK;
  memset(bench->key, 0, sizeof(bench->key));
  router_bench_run(bench, 0, FRAMES - 4800);
  assert_int_equal(router_bench_meters(bench).status, STATUS_OK);
  router_bench_run(bench, 0, 2 * 4800);
  assert_int_equal(router_bench_meters(bench).status, STATUS_NO_KEY);
  bench->params.enabled = false;
  router_bench_run(bench, 0, 4800);
  assert_int_equal(router_bench_meters(bench).status, STATUS_OK);
  bench->params.enabled = true;
  bench->params.action = ROUTER_ROUTE;
  router_bench_run(bench, 0, 4800);
  assert_int_equal(router_bench_meters(bench).status, STATUS_OK);
  memset(bench->in, 0, sizeof(bench->in));
  router_bench_run(bench, 0, FRAMES);
  router_bench_run(bench, 0, 4800);
  assert_int_equal(router_bench_meters(bench).status, STATUS_SILENT);
  router_bench_free(bench);
}

static void test_hostile_keys_are_gone_when_they_are_gone(void** state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, 1e30f, 3e38f};
  for (unsigned b = 0; b < 4; ++b) {
    RouterBench* bench = router_bench_new(2);
    bench->params.action = ROUTER_DUCK;
    bench->params.key.gain[0] = 60.0f;
    bench->params.key.hpf_hz = 100.0f;
    bench->params.key.lpf_hz = 5000.0f;
    bench->params.dynamics.detector = DETECTOR_RMS;
    router_bench_square_key(bench, -90.0, 0, FRAMES);
    bench->key[0][0][1000] = bad[b];
    router_bench_run(bench, 0, FRAMES);
    for (unsigned i = 0; i < FRAMES; ++i) {
      assert_true(isfinite(bench->out[0][i]) && isfinite(bench->key_out[0][i]) && isfinite(bench->envelope[i]));
    }
    assert_true(bench->gain[FRAMES - 1] > 0.99f);
    for (unsigned c = 0; c < 2; ++c) {
      assert_true(fabsf(bench->key_out[c][FRAMES - 12]) > 1e-5f);
    }
    router_bench_free(bench);
  }
}

/* A burst at +600 dBFS counts as +60, which the memory of the recent peak leaves behind in 3 s and 60 / 6 s. */
static void test_an_absurd_key_does_not_deafen_for_long(void** state) {
  (void)state;
  RouterBench* bench = router_bench_new(1);
  bench->params.action = ROUTER_DUCK;
  bench->params.relative = true;
  router_bench_square_key(bench, -6.0, 0, FRAMES);
  bench->key[0][0][5] = 1e30f;
  router_bench_run(bench, 0, FRAMES);
  bench->key[0][0][5] = 0.0f;
  for (unsigned seconds = 2; seconds < 16; seconds += 2) {
    router_bench_run(bench, 0, FRAMES);
  }
  assert_near(router_bench_db(bench->gain[FRAMES - 1]), -12.0, 0.1);
  router_bench_free(bench);
}

static void test_switches_fade_in_ten_milliseconds(void** state) {
  (void)state;
  RouterBench* bench = router_bench_new(2);
  memset(bench->key, 0, sizeof(bench->key));
  for (unsigned i = 0; i < FRAMES; ++i) {
    bench->in[0][i] = bench->in[1][i] = 0.5f;
    bench->key[0][0][i] = 0.25f;
  }
  router_bench_run(bench, 0, 1000);
  bench->params.listen = true;
  router_bench_run(bench, 1000, 1000);
  assert_line(bench->out[0], 1000, rate_hz, 0.5, 0.25);
  assert_true(bench->out[0][1480] == 0.25f && bench->out[1][1480] == 0.0f);
  bench->params.key.source = KEY_RIGHT;
  router_bench_run(bench, 2000, 1000);
  assert_line(bench->key_out[0], 2000, rate_hz, 0.25, 0.0);
  bench->params.listen = false;
  router_bench_run(bench, 3000, 1000);
  bench->params.action = ROUTER_GATE;
  bench->params.dynamics.depth_db = 60.0f;
  router_bench_run(bench, 4000, 1000);
  assert_line(bench->gain, 4000, rate_hz, 1.0, 0.001);
  bench->params.enabled = false;
  router_bench_run(bench, 5000, 1000);
  assert_line(bench->gain, 5000, rate_hz, 0.001, 1.0);
  router_bench_free(bench);
}

static void test_a_duck_starts_from_rest_each_time(void** state) {
  (void)state;
  RouterBench* bench = router_bench_new(1);
  router_bench_square_key(bench, 0.0, 0, 24000);
  bench->params.action = ROUTER_DUCK;
  bench->params.dynamics.release_ms = 5000.0f;
  router_bench_run(bench, 0, 20000);
  bench->params.action = ROUTER_ROUTE;
  router_bench_run(bench, 20000, 8000);
  bench->params.action = ROUTER_DUCK;
  router_bench_run(bench, 28000, 4800);
  for (unsigned i = 28000; i < 32800; ++i) {
    assert_true(bench->gain[i] == 1.0f);
  }
  assert_true(router_bench_meters(bench).reduction_db == 0.0f);
  router_bench_free(bench);
}

/* The means of both sides over 300 ms are off by 1 dB, a factor of 1.26, once the one that is there after a second has
   fallen so far and the other has risen as far. */
static void test_the_louder_side_changes_over_by_its_power_over_300_ms(void** state) {
  (void)state;
  enum { CHANGE = FRAMES / 2 };
  RouterBench* bench = router_bench_new(2);
  bench->params.key.source = KEY_LOUDER;
  for (unsigned i = 0; i < FRAMES; ++i) {
    bench->key[0][0][i] = i < CHANGE ? 0.5f : 0.0f;
    bench->key[0][1][i] = i < CHANGE ? 0.0f : -0.5f;
  }
  router_bench_run(bench, 0, FRAMES);
  unsigned begins = CHANGE;
  while (begins < FRAMES && !(bench->key_out[0][begins] < 0.0f)) {
    ++begins;
  }
  const double seconds = 0.3 * log(1.0 + 1.26 * (1.0 - exp(-1.0 / 0.3)));
  assert_near((double)(begins - CHANGE) / 48000.0, seconds, 0.002);
  router_bench_free(bench);
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
