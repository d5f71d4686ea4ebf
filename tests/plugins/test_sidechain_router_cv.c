// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The CV outs of a sidechain router. */

#include "tests/plugins/router_bench.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/near.h"

static void test_cv_outs(void** state) {
  (void)state;
  RouterBench* bench = router_bench_new(1);
  bench->params.action = ROUTER_DUCK;
  router_bench_square_key(bench, -6.0, 0, FRAMES);
  router_bench_run(bench, 0, FRAMES);
  assert_near(bench->envelope[FRAMES - 1], router_bench_gain(-6.0), 1e-4);
  assert_true(bench->envelope[0] > 0.0f);
  assert_near(bench->gain[FRAMES - 1], router_bench_gain(-12.0), 1e-3);
  for (unsigned i = 0; i < FRAMES; ++i) {
    assert_true(bench->envelope[i] >= 0.0f && bench->envelope[i] <= 1.0f);
    assert_true(bench->gain[i] >= 0.0f && bench->gain[i] <= 1.0f);
    assert_near(bench->out[0][i], bench->in[0][i] * bench->gain[i], 1e-7);
  }
  router_bench_free(bench);
}

static void test_a_relative_threshold_leaves_the_envelope_alone(void** state) {
  (void)state;
  RouterBench* bench = router_bench_new(1);
  bench->params.action = ROUTER_DUCK;
  bench->params.relative = true;
  router_bench_square_key(bench, -26.0, 0, FRAMES);
  router_bench_run(bench, 0, FRAMES);
  assert_near(bench->envelope[FRAMES - 1], router_bench_gain(-26.0), 1e-5);
  assert_near(bench->gain[FRAMES - 1], router_bench_gain(-12.0), 1e-3);
  router_bench_free(bench);
}

static void test_cv_outs_let_go_where_the_router_is_off(void** state) {
  (void)state;
  RouterBench* bench = router_bench_new(1);
  bench->params.action = ROUTER_DUCK;
  bench->params.dynamics.release_ms = 50.0f;
  router_bench_square_key(bench, -6.0, 0, FRAMES);
  router_bench_run(bench, 0, FRAMES / 2);
  bench->params.enabled = false;
  router_bench_run(bench, FRAMES / 2, FRAMES / 2);
  const unsigned release_frames = 2400;
  const unsigned last = FRAMES / 2 - 1;
  assert_near(bench->envelope[last + release_frames], bench->envelope[last] * expf(-1.0f), 1e-4);
  assert_near(bench->envelope[FRAMES - 1], 0.0, 1e-6);
  assert_true(bench->gain[FRAMES - 1] == 1.0f);
  router_bench_free(bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_cv_outs),
    cmocka_unit_test(test_a_relative_threshold_leaves_the_envelope_alone),
    cmocka_unit_test(test_cv_outs_let_go_where_the_router_is_off),
  };
  return cmocka_run_group_tests_name("sidechain_router_cv", tests, NULL, NULL);
}
