// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The logarithm and the exponential for audio loops against the C library's in double precision, over the whole range
   that they promise: the bounds are those of their header. */

#include "common/dsp/chunk.h"
#include "common/dsp/decibel.h"
#include "common/dsp/level_kernels.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/near.h"

/* Steps through the patterns of all floats; a prime, so that it meets every mantissa bit. */
enum { STRIDE = 197 };

static void test_log2_over_all_normal_floats(void** state) {
  (void)state;
  double worst = 0.0, worst_near_1 = 0.0;
  for (int32_t bits = 0x00800000; bits < 0x7f800000 - STRIDE; bits += STRIDE) {
    const float x = float_from_bits(bits);
    const double error = fabs((double)fast_log2(x) - log2((double)x));
    worst = fmax(worst, error);
    if (x >= 0.5f && x <= 2.0f) {
      worst_near_1 = fmax(worst_near_1, error);
    }
  }
  assert_near(worst, 0.0, 5e-6);
  assert_near(worst_near_1, 0.0, 2e-7);
}

static void test_log2_of_powers_of_two_and_of_next_to_nothing(void** state) {
  (void)state;
  for (int exponent = -126; exponent <= 127; ++exponent) {
    assert_true(fast_log2(ldexpf(1.0f, exponent)) == (float)exponent);
  }
  static const float tiny[] = {0.0f, FLT_MIN / 2.0f, FLT_MIN / 1e6f};
  for (unsigned i = 0; i < sizeof(tiny) / sizeof(tiny[0]); ++i) {
    assert_near(fast_log2(tiny[i]), -127.0, 1.01);
  }
}

static void test_exp2_over_its_range(void** state) {
  (void)state;
  double worst = 0.0;
  for (int32_t i = -126 * 20000; i <= 126 * 20000; ++i) {
    const float x = (float)i / 20000.0f + 1e-6f * (float)(i % 37);
    if (fabsf(x) <= 126.0f) {
      const double exact = exp2((double)x);
      worst = fmax(worst, fabs((double)fast_exp2(x) - exact) / exact);
    }
  }
  assert_near(worst, 0.0, 3e-7);
}

/* Close to 0, where gains close to 1 come from. */
static void test_exp2_of_small_numbers(void** state) {
  (void)state;
  for (int32_t bits = 0; bits < 0x3f000000; bits += STRIDE) {
    const float x = float_from_bits(bits);
    assert_near(fast_exp2(x), exp2((double)x), 3e-7);
    assert_near(fast_exp2(-x), exp2(-(double)x), 3e-7);
  }
}

static void test_exp2_of_whole_numbers_and_beyond_its_range(void** state) {
  (void)state;
  for (int exponent = -126; exponent <= 126; ++exponent) {
    assert_true(fast_exp2((float)exponent) == ldexpf(1.0f, exponent));
  }
  static const float beyond[] = {126.001f, 1e4f, 1e30f, FLT_MAX, INFINITY};
  for (unsigned i = 0; i < sizeof(beyond) / sizeof(beyond[0]); ++i) {
    assert_true(fast_exp2(beyond[i]) == ldexpf(1.0f, 126));
    assert_true(fast_exp2(-beyond[i]) == ldexpf(1.0f, -126));
  }
}

/* Decibels of meters: 20 log10, as everybody defines it. */
static void test_decibels(void** state) {
  (void)state;
  for (double db = -200.0; db <= 100.0; db += 0.37) {
    assert_near(db_from_gain((float)pow(10.0, db / 20.0)), db, 1e-4);
    assert_near(gain_from_db((float)db), pow(10.0, db / 20.0), pow(10.0, db / 20.0) * 1e-5);
  }
  assert_true(db_from_gain(1.0f) == 0.0f);
  assert_true(gain_from_db(0.0f) == 1.0f);
  assert_true(db_from_gain(0.0f) < -700.0f);
  assert_true(gain_from_db(-INFINITY) == 0.0f);
}

/* The kernels run the same formulas in vector lanes, and must give the same bits at every length. */
static void test_kernels_equal_the_formulas(void** state) {
  (void)state;
  for (uint32_t n = 0; n <= CHUNK_FRAMES; ++n) {
    float in[CHUNK_FRAMES] = {0.0f};
    float logs[CHUNK_FRAMES];
    float powers[CHUNK_FRAMES];
    float reductions[CHUNK_FRAMES];
    float lowest = 1.0f;
    const Knee knee = {.threshold = 1.0f, .slope = 0.75f, .width = 0.9f, .depth = 1.5f};
    for (uint32_t i = 0; i < n; ++i) {
      in[i] = (float)rand() / (float)RAND_MAX * 4.0f;
    }
    kernel_log2(logs, in, n);
    kernel_knee(reductions, in, knee, n);
    const float told = kernel_exp2_negative(powers, in, n);
    for (uint32_t i = 0; i < n; ++i) {
      assert_true(logs[i] == fast_log2(in[i]));
      assert_true(reductions[i] == knee_reduction(knee, in[i]));
      assert_true(powers[i] == fast_exp2(-in[i]));
      lowest = fminf(lowest, powers[i]);
      in[i] = -in[i];
    }
    assert_true(told == lowest);
    kernel_log2(in, in, n);
    assert_memory_equal(in, logs, n * sizeof(float));
  }
}

int main(void) {
  srand(1);
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_log2_over_all_normal_floats),
    cmocka_unit_test(test_log2_of_powers_of_two_and_of_next_to_nothing),
    cmocka_unit_test(test_exp2_over_its_range),
    cmocka_unit_test(test_exp2_of_small_numbers),
    cmocka_unit_test(test_exp2_of_whole_numbers_and_beyond_its_range),
    cmocka_unit_test(test_decibels),
    cmocka_unit_test(test_kernels_equal_the_formulas),
  };
  return cmocka_run_group_tests_name("fastmath", tests, NULL, NULL);
}
