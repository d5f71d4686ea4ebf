// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The Fourier transform against FFTW, and against what mathematics says of it. */

#include "common/dsp/fft.h"

#include <fftw3.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
  Fft fft;
  float* memory;
  float *re, *im;
} Fixture;

static Fixture fixture_new(uint32_t n) {
  Fixture fixture = {.memory = (float*)calloc(fft_floats(n), sizeof(float)),
                     .re = (float*)calloc(n, sizeof(float)),
                     .im = (float*)calloc(n, sizeof(float))};
  assert_true(fixture.memory && fixture.re && fixture.im);
  fft_init(&fixture.fft, n, fixture.memory);
  return fixture;
}

static void fixture_free(Fixture* fixture) {
  free(fixture->memory);
  free(fixture->re);
  free(fixture->im);
}

static void transform(Fixture* fixture) {
  for (unsigned step = 0; step < fixture->fft.n_steps; ++step) {
    fft_step(&fixture->fft, (FftSignal){fixture->re, fixture->im}, step);
  }
}

static void fill(Fixture* fixture) {
  srand(7);
  for (uint32_t i = 0; i < fixture->fft.n; ++i) {
    fixture->re[i] = (float)rand() / (float)RAND_MAX - 0.5f;
    fixture->im[i] = (float)rand() / (float)RAND_MAX - 0.5f;
  }
}

static void test_agrees_with_fftw(void** state) {
  (void)state;
  for (uint32_t n = FFT_SHORTEST; n <= 32768; n *= 4) {
    Fixture fixture = fixture_new(n);
    fill(&fixture);
    fftw_complex* expected = fftw_alloc_complex(n);
    fftw_plan plan = fftw_plan_dft_1d((int)n, expected, expected, FFTW_FORWARD, FFTW_ESTIMATE);
    for (uint32_t i = 0; i < n; ++i) {
      expected[i][0] = (double)fixture.re[i];
      expected[i][1] = (double)fixture.im[i];
    }
    fftw_execute(plan);
    transform(&fixture);
    double error = 0.0;
    double energy = 0.0;
    for (uint32_t place = 0; place < n; ++place) {
      const double* bin = expected[fft_bin(&fixture.fft, place)];
      error += pow((double)fixture.re[place] - bin[0], 2.0) + pow((double)fixture.im[place] - bin[1], 2.0);
      energy += bin[0] * bin[0] + bin[1] * bin[1];
    }
    assert_true(sqrt(error / energy) < 3e-7);
    fftw_destroy_plan(plan);
    fftw_free(expected);
    fixture_free(&fixture);
  }
}

/* An impulse at t has the bins exp(-2 pi i k t / n). */
static void test_an_impulse(void** state) {
  (void)state;
  const double pi = 3.14159265358979323846;
  Fixture fixture = fixture_new(512);
  for (uint32_t t = 0; t < 512; t += 37) {
    memset(fixture.re, 0, 512 * sizeof(float));
    memset(fixture.im, 0, 512 * sizeof(float));
    fixture.re[t] = 1.0f;
    transform(&fixture);
    for (uint32_t place = 0; place < 512; ++place) {
      const double angle = -2.0 * pi * fft_bin(&fixture.fft, place) * t / 512.0;
      assert_true(fabs((double)fixture.re[place] - cos(angle)) < 1e-6);
      assert_true(fabs((double)fixture.im[place] - sin(angle)) < 1e-6);
    }
  }
  fixture_free(&fixture);
}

/* With its parts swapped before and after, and bins in their order, it gives back the signal times n. */
static void test_swapped_it_is_the_inverse(void** state) {
  (void)state;
  const uint32_t n = 2048;
  Fixture there = fixture_new(n);
  Fixture back = fixture_new(n);
  Fixture given = fixture_new(n);
  fill(&there);
  fill(&given);
  transform(&there);
  for (uint32_t place = 0; place < n; ++place) {
    back.re[fft_bin(&there.fft, place)] = there.im[place];
    back.im[fft_bin(&there.fft, place)] = there.re[place];
  }
  transform(&back);
  for (uint32_t place = 0; place < n; ++place) {
    const uint32_t t = fft_bin(&there.fft, place);
    assert_true(fabsf(back.im[place] / (float)n - given.re[t]) < 1e-6f);
    assert_true(fabsf(back.re[place] / (float)n - given.im[t]) < 1e-6f);
  }
  fixture_free(&there);
  fixture_free(&back);
  fixture_free(&given);
}

static void test_lengths_and_mirrors(void** state) {
  (void)state;
  assert_int_equal(fft_length(1), FFT_SHORTEST);
  assert_int_equal(fft_length(FFT_SHORTEST), FFT_SHORTEST);
  assert_int_equal(fft_length(FFT_SHORTEST + 1), 4 * FFT_SHORTEST);
  assert_int_equal(fft_length(8160), 8192);
  Fixture fixture = fixture_new(2048);
  for (uint32_t place = 0; place < 2048; ++place) {
    const uint32_t bin = fft_bin(&fixture.fft, place);
    assert_int_equal(fft_bin(&fixture.fft, fft_mirror(place)), (2048 - bin) % 2048);
    assert_int_equal(fft_bin(&fixture.fft, bin), place);
  }
  fixture_free(&fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_agrees_with_fftw),
    cmocka_unit_test(test_an_impulse),
    cmocka_unit_test(test_swapped_it_is_the_inverse),
    cmocka_unit_test(test_lengths_and_mirrors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
