// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The CV outs of a sidechain router. */

#include "tests/plugins/router_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/near.h"

static void test_cv_outs(void** state) {
  (void)state;
  RouterFixture* fixture = router_fixture_new(1);
  fixture->params.action = ROUTER_DUCK;
  router_fixture_square_key(fixture, -6.0, 0, FRAMES);
  router_fixture_run(fixture, 0, FRAMES);
  assert_near(fixture->envelope[FRAMES - 1], router_fixture_gain(-6.0), 1e-4);
  assert_true(fixture->envelope[0] > 0.0f);
  assert_near(fixture->gain[FRAMES - 1], router_fixture_gain(-12.0), 1e-3);
  for (unsigned i = 0; i < FRAMES; ++i) {
    assert_true(fixture->envelope[i] >= 0.0f && fixture->envelope[i] <= 1.0f);
    assert_true(fixture->gain[i] >= 0.0f && fixture->gain[i] <= 1.0f);
    assert_near(fixture->out[0][i], fixture->in[0][i] * fixture->gain[i], 1e-7);
  }
  router_fixture_free(fixture);
}

static void test_a_relative_threshold_leaves_the_envelope_alone(void** state) {
  (void)state;
  RouterFixture* fixture = router_fixture_new(1);
  fixture->params.action = ROUTER_DUCK;
  fixture->params.relative = true;
  router_fixture_square_key(fixture, -26.0, 4800, FRAMES);
  router_fixture_run(fixture, 0, FRAMES);
  assert_near(fixture->envelope[FRAMES - 1], router_fixture_gain(-26.0), 1e-5);
  assert_near(fixture->gain[FRAMES - 1], router_fixture_gain(-12.0), 1e-3);
  router_fixture_free(fixture);
}

static void test_cv_outs_let_go_where_the_router_is_off(void** state) {
  (void)state;
  RouterFixture* fixture = router_fixture_new(1);
  fixture->params.action = ROUTER_DUCK;
  fixture->params.dynamics.release_ms = 50.0f;
  router_fixture_square_key(fixture, -6.0, 0, FRAMES);
  router_fixture_run(fixture, 0, FRAMES / 2);
  fixture->params.enabled = false;
  router_fixture_run(fixture, FRAMES / 2, FRAMES / 2);
  const unsigned release_frames = 2400;
  const unsigned last = FRAMES / 2 - 1;
  assert_near(fixture->envelope[last + release_frames], fixture->envelope[last] * expf(-1.0f), 1e-4);
  assert_near(fixture->envelope[FRAMES - 1], 0.0, 1e-6);
  assert_true(fixture->gain[FRAMES - 1] == 1.0f);
  router_fixture_free(fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_cv_outs),
    cmocka_unit_test(test_a_relative_threshold_leaves_the_envelope_alone),
    cmocka_unit_test(test_cv_outs_let_go_where_the_router_is_off),
  };
  return cmocka_run_group_tests_name("sidechain_router_cv", tests, NULL, NULL);
}
