// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Every kernel against the same sum written out plainly, at every length from 0 to a whole chunk: results are equal to
   the bit, because kernels promise an order of summation. */

#include "common/dsp/chunk.h"
#include "common/dsp/kernels.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/near.h"

enum { SOURCES = 5, LENGTHS = CHUNK_FRAMES + 1 };

typedef struct {
  float l[CHUNK_FRAMES], r[CHUNK_FRAMES];
} Pair;

static float noise(void) {
  return (float)rand() / (float)RAND_MAX * 2.0f - 1.0f;
}

static void fill(float* out) {
  for (unsigned i = 0; i < CHUNK_FRAMES; ++i) {
    out[i] = noise();
  }
}

static void fill_pair(Pair* pair) {
  fill(pair->l);
  fill(pair->r);
}

static void test_mix_adds_in_order(void** state) {
  (void)state;
  for (uint32_t n = 0; n < LENGTHS; ++n) {
    for (uint32_t n_sources = 0; n_sources <= SOURCES; ++n_sources) {
      Pair in[SOURCES];
      MixSource sources[SOURCES];
      Pair sum;
      fill_pair(&sum);
      Pair expected = sum;
      for (unsigned s = 0; s < n_sources; ++s) {
        fill_pair(&in[s]);
        sources[s] = (MixSource){in[s].l, in[s].r, noise(), noise(), -1.0f};
        for (unsigned i = 0; i < n; ++i) {
          expected.l[i] += in[s].l[i] * sources[s].gain_l;
          expected.r[i] += in[s].r[i] * sources[s].gain_r;
        }
      }
      kernel_mix(sum.l, sum.r, sources, n_sources, n);
      assert_memory_equal(&sum, &expected, sizeof(sum));
      for (unsigned s = 0; s < n_sources; ++s) {
        float peak = 0.0f;
        for (unsigned i = 0; i < n; ++i) {
          peak = fmaxf(peak, fmaxf(fabsf(in[s].l[i]), fabsf(in[s].r[i])));
        }
        assert_true(sources[s].peak == peak);
      }
    }
  }
}

static void test_moving_gains(void** state) {
  (void)state;
  for (uint32_t n = 0; n < LENGTHS; ++n) {
    Pair in, gains, sum, crossfade, matrix;
    fill_pair(&in);
    fill_pair(&gains);
    fill_pair(&sum);
    Pair mixed = sum;
    crossfade = matrix = sum;
    Pair expected_mix = sum, expected_crossfade = sum, expected_matrix = sum;
    float peak = 0.0f;
    for (unsigned i = 0; i < n; ++i) {
      expected_mix.l[i] += in.l[i] * gains.l[i];
      expected_mix.r[i] += in.r[i] * gains.r[i];
      expected_crossfade.l[i] = (1.0f - gains.l[i]) * in.l[i] + gains.l[i] * in.r[i];
      expected_matrix.l[i] = sum.l[i] * gains.l[i] + sum.r[i] * gains.r[i];
      expected_matrix.r[i] = sum.r[i] * gains.l[i] + sum.l[i] * gains.r[i];
      peak = fmaxf(peak, fabsf(in.l[i] * gains.l[i]));
    }
    MixSource source = {in.l, in.r, 0.0f, 0.0f, 0.0f};
    kernel_mix_moving(mixed.l, mixed.r, &source, gains.l, gains.r, n);
    assert_memory_equal(&mixed, &expected_mix, sizeof(mixed));
    kernel_crossfade(crossfade.l, in.l, in.r, gains.l, n);
    assert_memory_equal(&crossfade, &expected_crossfade, sizeof(crossfade));
    kernel_matrix_moving(matrix.l, matrix.r, gains.l, gains.r, n);
    assert_memory_equal(&matrix, &expected_matrix, sizeof(matrix));
    assert_true(kernel_peak_moving(in.l, gains.l, n) == peak);
  }
}

static void test_settled_gains_equal_moving_ones_that_stand_still(void** state) {
  (void)state;
  for (uint32_t n = 0; n < LENGTHS; ++n) {
    Pair in, gains, a, b;
    fill_pair(&in);
    for (unsigned i = 0; i < CHUNK_FRAMES; ++i) {
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
    for (unsigned at = 0; at < CHUNK_FRAMES; ++at) {
      float in[CHUNK_FRAMES];
      float expected[CHUNK_FRAMES];
      for (unsigned i = 0; i < CHUNK_FRAMES; ++i) {
        in[i] = expected[i] = (float)i;
      }
      in[at] = cases[c].in;
      expected[at] = cases[c].out;
      const float peak = kernel_clean(in, in, CHUNK_FRAMES);
      float expected_peak = 0.0f;
      for (unsigned i = 0; i < CHUNK_FRAMES; ++i) {
        assert_true(in[i] == expected[i]);
        expected_peak = fmaxf(expected_peak, fabsf(expected[i]));
      }
      assert_true(peak == expected_peak);
      in[at] = cases[c].in;
      kernel_clean_scaled(in, in, 0.3f, CHUNK_FRAMES);
      for (unsigned i = 0; i < CHUNK_FRAMES; ++i) {
        assert_true(in[i] == expected[i] * 0.3f && (in[i] != 0.0f || !signbit(in[i])));
      }
    }
  }
}

static void test_lowest(void** state) {
  (void)state;
  for (uint32_t n = 1; n < LENGTHS; ++n) {
    float in[CHUNK_FRAMES];
    float lowest = INFINITY;
    fill(in);
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
    for (unsigned at = 0; at < CHUNK_FRAMES; ++at) {
      float in[CHUNK_FRAMES];
      fill(in);
      assert_true(peak_is_finite(kernel_peak(in, CHUNK_FRAMES)));
      in[at] = bad[b];
      assert_false(peak_is_finite(kernel_peak(in, CHUNK_FRAMES)));
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
    const StereoMeasure measure = kernel_measure(in.l, in.r, n);
    assert_near(measure.products.ll, ll, 1e-4);
    assert_near(measure.products.rr, rr, 1e-4);
    assert_near(measure.products.lr, lr, 1e-4);
    assert_true(measure.peak[0] == peak[0] && measure.peak[1] == peak[1]);
  }
}

static void test_measure_notices_what_is_not_finite(void** state) {
  (void)state;
  for (unsigned at = 0; at < CHUNK_FRAMES; ++at) {
    Pair in;
    fill_pair(&in);
    in.r[at] = -NAN;
    const StereoMeasure measure = kernel_measure(in.l, in.r, CHUNK_FRAMES);
    assert_true(peak_is_finite(measure.peak[0]));
    assert_false(peak_is_finite(measure.peak[1]));
  }
}

int main(void) {
  srand(1);
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_mix_adds_in_order),
    cmocka_unit_test(test_moving_gains),
    cmocka_unit_test(test_settled_gains_equal_moving_ones_that_stand_still),
    cmocka_unit_test(test_clean),
    cmocka_unit_test(test_lowest),
    cmocka_unit_test(test_peak_notices_what_is_not_finite),
    cmocka_unit_test(test_measure),
    cmocka_unit_test(test_measure_notices_what_is_not_finite),
  };
  return cmocka_run_group_tests_name("kernels", tests, NULL, NULL);
}
