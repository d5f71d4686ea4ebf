// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Every kernel against the same sum written out plainly, at every length from 0 to the longest chunk: results are equal
   to the bit, because kernels promise an order of summation. */

#include "common/dsp/chunk.h"
#include "common/dsp/level_kernels.h"
#include "common/dsp/sample_kernels.h"
#include "common/dsp/stereo_kernels.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"
#include "tests/white_noise.h"

enum { LENGTHS = CHUNK_LONG_FRAMES + 1 };

typedef struct {
  float l[CHUNK_LONG_FRAMES], r[CHUNK_LONG_FRAMES];
} Pair;

static void fill_pair(Pair* pair) {
  white_noise_fill(pair->l, CHUNK_LONG_FRAMES);
  white_noise_fill(pair->r, CHUNK_LONG_FRAMES);
}

static void test_gains_from_db(void** state) {
  (void)state;
  for (uint32_t n = 0; n < LENGTHS; ++n) {
    float db[LENGTHS] = {0.0f};
    float gain[LENGTHS + 1];
    for (unsigned i = 0; i < n; ++i) {
      db[i] = i % 5 == 4 ? -INFINITY : white_noise() * 100.0f;
    }
    gain[n] = 1e9f;
    kernel_gain_from_db(gain, db, n);
    for (unsigned i = 0; i < n; ++i) {
      const double expected = pow(10.0, (double)db[i] / 20.0);
      assert_near(gain[i], expected, expected * 5e-7);
    }
    assert_true(gain[n] == 1e9f);
  }
}

static void test_meters_in_db(void** state) {
  (void)state;
  for (uint32_t n = 0; n < LENGTHS; ++n) {
    float peaks[LENGTHS] = {0.0f};
    float db[LENGTHS + 1];
    for (unsigned i = 0; i < n; ++i) {
      peaks[i] = powf(10.0f, white_noise() * 6.0f);
    }
    db[n] = 1e9f;
    kernel_meter_db(db, peaks, n);
    for (unsigned i = 0; i < n; ++i) {
      assert_near(db[i], fmin(fmax(20.0 * log10((double)peaks[i]), -90.0), 24.0), 1e-4);
    }
    assert_true(db[n] == 1e9f);
  }
}

static void test_moving_gains(void** state) {
  (void)state;
  for (uint32_t n = 0; n < LENGTHS; ++n) {
    Pair in, gains, sum, crossfade, matrix;
    fill_pair(&in);
    fill_pair(&gains);
    fill_pair(&sum);
    crossfade = matrix = sum;
    Pair expected_crossfade = sum, expected_matrix = sum;
    for (unsigned i = 0; i < n; ++i) {
      expected_crossfade.l[i] = (1.0f - gains.l[i]) * in.l[i] + gains.l[i] * in.r[i];
      expected_matrix.l[i] = sum.l[i] * gains.l[i] + sum.r[i] * gains.r[i];
      expected_matrix.r[i] = sum.r[i] * gains.l[i] + sum.l[i] * gains.r[i];
    }
    Pair mean = sum, expected_mean = sum;
    for (uint32_t i = 0; i + 5 < n; ++i) {
      expected_mean.l[i] = (in.l[i] + in.l[i + 2] + (in.l[i + 3] + in.l[i + 5])) / 4.0f;
    }
    kernel_mean_of_four(mean.l, in.l, 2, 3, n > 5 ? n - 5 : 0);
    assert_memory_equal(&mean, &expected_mean, sizeof(mean));
    kernel_crossfade(crossfade.l, in.l, in.r, gains.l, n);
    assert_memory_equal(&crossfade, &expected_crossfade, sizeof(crossfade));
    kernel_matrix_moving(matrix.l, matrix.r, gains.l, gains.r, n);
    assert_memory_equal(&matrix, &expected_matrix, sizeof(matrix));
  }
}

static void test_a_crossfade_ends_on_its_ends(void** state) {
  (void)state;
  static const float ends[] = {0.0f, 0.7f, 0.3f, -0.1f};
  float a[CHUNK_LONG_FRAMES], b[CHUNK_LONG_FRAMES], out[CHUNK_LONG_FRAMES], weights[CHUNK_LONG_FRAMES];
  for (unsigned on_b = 0; on_b < 2; ++on_b) {
    for (unsigned i = 0; i < CHUNK_LONG_FRAMES; ++i) {
      a[i] = ends[i % 4];
      b[i] = ends[i / 4 % 4];
      weights[i] = on_b ? 1.0f : 0.0f;
    }
    kernel_crossfade(out, a, b, weights, CHUNK_LONG_FRAMES);
    for (unsigned i = 0; i < CHUNK_LONG_FRAMES; ++i) {
      assert_true(out[i] == (on_b ? b[i] : a[i]));
    }
  }
}

static void test_settled_gains_equal_moving_ones_that_stand_still(void** state) {
  (void)state;
  for (uint32_t n = 0; n < LENGTHS; ++n) {
    Pair in, gains, a, b;
    fill_pair(&in);
    for (unsigned i = 0; i < CHUNK_LONG_FRAMES; ++i) {
      gains.l[i] = 0.6f;
      gains.r[i] = -0.2f;
    }
    a = b = in;
    kernel_matrix(a.l, a.r, (StereoMatrix){0.6f, -0.2f}, n);
    kernel_matrix_moving(b.l, b.r, gains.l, gains.r, n);
    assert_memory_equal(&a, &b, sizeof(a));
    const float peak = kernel_scale(a.l, in.l, 0.6f, n);
    assert_true(kernel_scale_moving(b.l, in.l, gains.l, n) == peak);
    assert_true(kernel_peak(a.l, n) == peak);
    kernel_add(a.r, in.l, n);
    for (unsigned i = 0; i < CHUNK_LONG_FRAMES; ++i) {
      assert_true(a.r[i] == b.r[i] + (i < n ? in.l[i] : 0.0f));
    }
    assert_memory_equal(a.l, b.l, n * sizeof(float));
  }
}

static void test_clean(void** state) {
  (void)state;
  static const struct {
    float in, out;
  } cases[] = {
    {1.0f, 1.0f},      {-0.25f, -0.25f}, {1e30f, 1e30f}, {1.17549435e-38f, 1.17549435e-38f},
    {1e-40f, 0.0f},    {-1e-45f, 0.0f},  {0.0f, 0.0f},   {INFINITY, 0.0f},
    {-INFINITY, 0.0f}, {NAN, 0.0f},
  };
  for (unsigned c = 0; c < sizeof(cases) / sizeof(cases[0]); ++c) {
    for (unsigned at = 0; at < CHUNK_LONG_FRAMES; ++at) {
      float in[CHUNK_LONG_FRAMES];
      float expected[CHUNK_LONG_FRAMES];
      for (unsigned i = 0; i < CHUNK_LONG_FRAMES; ++i) {
        in[i] = expected[i] = (float)i;
      }
      in[at] = cases[c].in;
      expected[at] = cases[c].out;
      const float peak = kernel_sanitize(in, in, CHUNK_LONG_FRAMES);
      float expected_peak = 0.0f;
      for (unsigned i = 0; i < CHUNK_LONG_FRAMES; ++i) {
        assert_true(in[i] == expected[i]);
        expected_peak = fmaxf(expected_peak, fabsf(expected[i]));
      }
      assert_true(peak == expected_peak);
      in[at] = cases[c].in;
      kernel_sanitize_scaled(in, in, 0.3f, CHUNK_LONG_FRAMES);
      for (unsigned i = 0; i < CHUNK_LONG_FRAMES; ++i) {
        assert_true(in[i] == expected[i] * 0.3f);
      }
    }
  }
}

static void test_lowest(void** state) {
  (void)state;
  for (uint32_t n = 1; n < LENGTHS; ++n) {
    float in[CHUNK_LONG_FRAMES];
    float lowest = INFINITY;
    white_noise_fill(in, CHUNK_LONG_FRAMES);
    for (unsigned i = 0; i < n; ++i) {
      in[i] = fabsf(in[i]);
      lowest = fminf(lowest, in[i]);
    }
    assert_true(kernel_lowest(in, n) == lowest);
  }
}

static void test_peak_notices_what_is_not_finite(void** state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, -INFINITY};
  for (unsigned b = 0; b < sizeof(bad) / sizeof(bad[0]); ++b) {
    for (unsigned at = 0; at < CHUNK_LONG_FRAMES; ++at) {
      float in[CHUNK_LONG_FRAMES];
      white_noise_fill(in, CHUNK_LONG_FRAMES);
      assert_true(peak_is_finite(kernel_peak(in, CHUNK_LONG_FRAMES)));
      in[at] = bad[b];
      assert_false(peak_is_finite(kernel_peak(in, CHUNK_LONG_FRAMES)));
    }
  }
}

static void test_measure(void** state) {
  (void)state;
  for (uint32_t n = 0; n < LENGTHS; ++n) {
    Pair in;
    fill_pair(&in);
    double ll = 0.0, rr = 0.0, lr = 0.0;
    float peak[2] = {0.0f, 0.0f};
    for (unsigned i = 0; i < n; ++i) {
      ll += (double)in.l[i] * (double)in.l[i];
      rr += (double)in.r[i] * (double)in.r[i];
      lr += (double)in.l[i] * (double)in.r[i];
      peak[0] = fmaxf(peak[0], fabsf(in.l[i]));
      peak[1] = fmaxf(peak[1], fabsf(in.r[i]));
    }
    StereoMeasure measure;
    kernel_measure(&measure, in.l, in.r, n);
    assert_near(measure.products.ll, ll, 1e-4);
    assert_near(measure.products.rr, rr, 1e-4);
    assert_near(measure.products.lr, lr, 1e-4);
    assert_true(measure.peak[0] == peak[0] && measure.peak[1] == peak[1]);
    StereoProducts products;
    kernel_products(&products, in.l, in.r, n);
    assert_true(products.ll == measure.products.ll && products.rr == measure.products.rr &&
                products.lr == measure.products.lr);
  }
}

static void test_measure_notices_what_is_not_finite(void** state) {
  (void)state;
  for (unsigned at = 0; at < CHUNK_LONG_FRAMES; ++at) {
    Pair in;
    fill_pair(&in);
    in.r[at] = -NAN;
    StereoMeasure measure;
    kernel_measure(&measure, in.l, in.r, CHUNK_LONG_FRAMES);
    assert_true(peak_is_finite(measure.peak[0]));
    assert_false(peak_is_finite(measure.peak[1]));
  }
}

int main(void) {
  srand(1);
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_gains_from_db),
    cmocka_unit_test(test_meters_in_db),
    cmocka_unit_test(test_moving_gains),
    cmocka_unit_test(test_a_crossfade_ends_on_its_ends),
    cmocka_unit_test(test_settled_gains_equal_moving_ones_that_stand_still),
    cmocka_unit_test(test_clean),
    cmocka_unit_test(test_lowest),
    cmocka_unit_test(test_peak_notices_what_is_not_finite),
    cmocka_unit_test(test_measure),
    cmocka_unit_test(test_measure_notices_what_is_not_finite),
  };
  return cmocka_run_group_tests_name("kernels", tests, NULL, NULL);
}
