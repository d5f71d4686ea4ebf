// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/ramp.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/near.h"

enum { FRAMES = 600 };

static void test_takes_ten_milliseconds(void** state) {
  (void)state;
  assert_int_equal(ramp_frames(48000.0), 480);
  assert_int_equal(ramp_frames(44100.0), 441);
  assert_int_equal(ramp_frames(8000.0), 80);
  assert_int_equal(ramp_frames(768000.0), 7680);
  assert_int_equal(ramp_frames(100.0), 1);
}

static void test_is_a_straight_line_that_lands(void** state) {
  (void)state;
  const uint32_t n = ramp_frames(48000.0);
  float values[FRAMES];
  Ramp ramp;
  ramp_reset(&ramp, 0.25f);
  ramp_set(&ramp, 0.7f, n);
  ramp_fill(&ramp, values, FRAMES);
  for (uint32_t i = 0; i < FRAMES; ++i) {
    const double k = i + 1 < n ? (double)(i + 1) : (double)n;
    assert_near(values[i], 0.25 + (0.7 - 0.25) * k / n, 1e-7);
  }
  assert_true(values[n - 1] == 0.7f);
  assert_true(values[n - 2] < 0.7f);
}

static void test_lands_exactly_on_any_value(void** state) {
  (void)state;
  srand(2);
  for (unsigned trial = 0; trial < 1000; ++trial) {
    const float target = (float)rand() / (float)RAND_MAX;
    float values[FRAMES];
    Ramp ramp;
    ramp_reset(&ramp, (float)rand() / (float)RAND_MAX);
    ramp_set(&ramp, target, 480);
    ramp_fill(&ramp, values, 480);
    assert_true(values[479] == target);
  }
}

static void test_turns_around_from_where_it_is(void** state) {
  (void)state;
  Ramp ramp;
  ramp_reset(&ramp, 0.0f);
  ramp_set(&ramp, 1.0f, 100);
  ramp_advance(&ramp, 30);
  assert_near(ramp_value(&ramp), 0.3, 1e-6);
  ramp_set(&ramp, 0.0f, 100);
  float values[100];
  ramp_fill(&ramp, values, 100);
  assert_near(values[0], 0.297, 1e-6);
  assert_true(values[99] == 0.0f);
}

static void test_same_target_does_not_start_again(void** state) {
  (void)state;
  Ramp ramp;
  ramp_reset(&ramp, 0.0f);
  ramp_set(&ramp, 1.0f, 100);
  ramp_advance(&ramp, 99);
  ramp_set(&ramp, 1.0f, 100);
  ramp_advance(&ramp, 1);
  assert_false(ramp_is_moving(&ramp));
  assert_true(ramp_value(&ramp) == 1.0f);
}

static void test_no_frames_are_at_once(void** state) {
  (void)state;
  Ramp ramp;
  ramp_reset(&ramp, 0.0f);
  ramp_set(&ramp, 1.0f, 0);
  assert_true(ramp_is_settled_at(&ramp, 1.0f));
  ramp_set(&ramp, 0.5f, 100);
  ramp_advance(&ramp, 30);
  ramp_set(&ramp, 0.5f, 0);  // where it is going anyway
  assert_true(ramp_is_settled_at(&ramp, 0.5f) && ramp_value(&ramp) == 0.5f);
  ramp_set(&ramp, 2.0f, 100);
  ramp_settle(&ramp);
  assert_true(ramp_is_settled_at(&ramp, 2.0f) && ramp_value(&ramp) == 2.0f);
}

static void test_values_do_not_depend_on_cuts(void** state) {
  (void)state;
  float whole[FRAMES];
  float cut[FRAMES];
  Ramp ramp;
  ramp_reset(&ramp, 0.1f);
  ramp_set(&ramp, -0.9f, 480);
  ramp_fill(&ramp, whole, FRAMES);
  srand(1);
  for (unsigned trial = 0; trial < 50; ++trial) {
    ramp_reset(&ramp, 0.1f);
    ramp_set(&ramp, -0.9f, 480);
    for (uint32_t at = 0; at < FRAMES;) {
      uint32_t n = 1 + (uint32_t)rand() % 64;
      n = n < FRAMES - at ? n : FRAMES - at;
      ramp_fill(&ramp, cut + at, n);
      ramp_advance(&ramp, n);
      at += n;
    }
    assert_memory_equal(whole, cut, sizeof(whole));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_takes_ten_milliseconds),
    cmocka_unit_test(test_is_a_straight_line_that_lands),
    cmocka_unit_test(test_lands_exactly_on_any_value),
    cmocka_unit_test(test_turns_around_from_where_it_is),
    cmocka_unit_test(test_same_target_does_not_start_again),
    cmocka_unit_test(test_values_do_not_depend_on_cuts),
    cmocka_unit_test(test_no_frames_are_at_once),
  };
  return cmocka_run_group_tests_name("ramp", tests, NULL, NULL);
}
