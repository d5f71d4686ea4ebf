// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The step of the state-variable filters against the published equations, frame by frame, and against the analogue
   prototype, at a frequency that the bilinear transform maps exactly. */

#include "common/dsp/svf.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static const double pi = 3.14159265358979323846;

typedef double Pair __attribute__((vector_size(2 * sizeof(double))));

static SvfStep step_of(double g, double k) {
  const double a1 = 1.0 / (1.0 + g * (g + k));
  return (SvfStep){.two_a1_minus_1 = 2.0 * a1 - 1.0, .two_a2 = 2.0 * g * a1, .two_a3 = 2.0 * g * g * a1};
}

static void test_the_step_is_the_published_one(void** state) {
  (void)state;
  static const double cutoffs[] = {0.0001, 0.01, 0.1, 0.3, 0.49};  // of the sample rate
  static const double dampings[] = {0.2, 1.4142135623730951, 2.0};
  srand(3);
  for (unsigned i = 0; i < 5 * 3; ++i) {
    const double g = tan(pi * cutoffs[i % 5]);
    const double k = dampings[i / 5];
    const double a1 = 1.0 / (1.0 + g * (g + k));
    const double a2 = g * a1;
    const double a3 = g * a2;
    const SvfStep step = step_of(g, k);
    double ic1eq = 0.0;
    double ic2eq = 0.0;
    double stepped_ic1eq = 0.0;
    double stepped_ic2eq = 0.0;
    for (unsigned n = 0; n < 5000; ++n) {
      const double v0 = (double)rand() / RAND_MAX - 0.5;
      const double v3 = v0 - ic2eq;
      const double v1 = a1 * ic1eq + a2 * v3;
      const double v2 = ic2eq + a2 * ic1eq + a3 * v3;
      ic1eq = 2.0 * v1 - ic1eq;
      ic2eq = 2.0 * v2 - ic2eq;
      const double stepped_v3 = v0 - stepped_ic2eq;
      SVF_STEP(step, stepped_ic1eq, stepped_ic2eq, stepped_v3);
      assert_true(fabs(stepped_ic1eq - ic1eq) < 1e-11 && fabs(stepped_ic2eq - ic2eq) < 1e-11);
    }
  }
}

/* A sine at the cut-off: the low-pass has a gain of 1/k there, and is a quarter of a turn behind. */
static void test_the_cutoff_is_where_it_should_be(void** state) {
  (void)state;
  enum { PERIOD = 48, FRAMES = 200 * PERIOD };
  const double k = 1.4142135623730951;
  const SvfStep step = step_of(tan(pi / PERIOD), k);
  double ic1eq = 0.0;
  double ic2eq = 0.0;
  for (unsigned n = 0; n < FRAMES; ++n) {
    const double before = ic2eq;
    const double v3 = sin(2.0 * pi * n / PERIOD) - ic2eq;
    SVF_STEP(step, ic1eq, ic2eq, v3);
    const double low_pass = (before + ic2eq) / 2.0;
    if (n >= FRAMES - PERIOD) {
      assert_true(fabs(low_pass + cos(2.0 * pi * n / PERIOD) / k) < 1e-9);
    }
  }
}

/* Lanes are as many filters of their own. */
static void test_lanes_are_independent(void** state) {
  (void)state;
  const SvfStep step = step_of(0.3, 1.0);
  Pair ic1eq = {0.0, 0.0};
  Pair ic2eq = {0.0, 0.0};
  double alone_ic1eq = 0.0;
  double alone_ic2eq = 0.0;
  for (unsigned n = 0; n < 1000; ++n) {
    const double x = (double)rand() / RAND_MAX - 0.5;
    const Pair v3 = (Pair){x, n == 0 ? 1.0 : 0.0} - ic2eq;
    const double alone_v3 = x - alone_ic2eq;
    SVF_STEP(step, ic1eq, ic2eq, v3);
    SVF_STEP(step, alone_ic1eq, alone_ic2eq, alone_v3);
    assert_true(ic1eq[0] == alone_ic1eq && ic2eq[0] == alone_ic2eq);
  }
  assert_true(ic1eq[1] != ic1eq[0]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_the_step_is_the_published_one),
    cmocka_unit_test(test_the_cutoff_is_where_it_should_be),
    cmocka_unit_test(test_lanes_are_independent),
  };
  return cmocka_run_group_tests_name("svf", tests, NULL, NULL);
}
