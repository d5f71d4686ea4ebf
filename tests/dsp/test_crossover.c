// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The crossover against the closed forms of Linkwitz and Riley, "Active Crossover Networks for Noncoincident Drivers",
   JAES 24(1), 1976: two Butterworth filters in a row for each band, whose sum is the all-pass of the same poles; taken
   to the digital side by the bilinear transform. Responses are Fourier transforms of impulse responses. */

#include "tests/dsp/crossover_fixture.h"

#include <complex.h>  // before FFTW's header, which then uses its type

#include <fftw3.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

enum { MAX_FRAMES = 1 << 19 };

static const double pi = 3.14159265358979323846;
/* A power of two long enough for the slowest split to fall below -170 dB. */
static uint32_t response_frames(double rate_hz, const float* splits_hz, unsigned n_splits) {
  float lowest = splits_hz[0];
  for (unsigned i = 1; i < n_splits; ++i) {
    lowest = fminf(lowest, splits_hz[i]);
  }
  uint32_t n_frames = 16384;
  while (n_frames < 6.0 * rate_hz / (double)lowest) {
    n_frames *= 2;
  }
  assert_true(n_frames <= MAX_FRAMES);
  return n_frames;
}

typedef struct {
  uint32_t n_frames;
  fftw_complex* band[CROSSOVER_MAX_BANDS + 1];  // the last one is the sum
} Response;

/* Of one side: the other is fed with something else, which must not be heard. */
static Response respond(double rate_hz, unsigned n_bands, const float* splits_hz, unsigned side) {
  Response response = {.n_frames = response_frames(rate_hz, splits_hz, n_bands - 1)};
  CrossoverFixture* fixture = crossover_fixture_new(rate_hz, n_bands, response.n_frames);
  double* samples = fftw_alloc_real(response.n_frames);
  crossover_set(&fixture->crossover, splits_hz, 0);
  crossover_fixture_fill(fixture, 3);
  memset(fixture->in[side], 0, response.n_frames * sizeof(float));
  fixture->in[side][0] = 1.0f;
  crossover_fixture_run(fixture);
  for (unsigned b = 0; b <= n_bands; ++b) {
    response.band[b] = fftw_alloc_complex(response.n_frames / 2 + 1);
    for (uint32_t i = 0; i < response.n_frames; ++i) {
      samples[i] = b < n_bands ? (double)fixture->band[2 * b + side][i] : 0.0;
      for (unsigned k = 0; b == n_bands && k < n_bands; ++k) {
        samples[i] += (double)fixture->band[2 * k + side][i];
      }
    }
    fftw_plan plan = fftw_plan_dft_r2c_1d((int)response.n_frames, samples, response.band[b], FFTW_ESTIMATE);
    fftw_execute(plan);
    fftw_destroy_plan(plan);
  }
  fftw_free(samples);
  crossover_fixture_free(fixture);
  return response;
}

static void response_free(Response* response) {
  for (unsigned b = 0; b <= CROSSOVER_MAX_BANDS; ++b) {
    fftw_free(response->band[b]);
  }
}

/* The frequency in units of a split, after the bilinear transform. */
static double warped(double frequency_hz, double split_hz, double rate_hz) {
  return tan(pi * frequency_hz / rate_hz) / tan(pi * fmin(split_hz / rate_hz, CROSSOVER_HIGHEST));
}

static void sort_splits(const float* splits_hz, unsigned n_splits, double* sorted) {
  for (unsigned i = 0; i < n_splits; ++i) {
    unsigned rank = 0;
    for (unsigned k = 0; k < n_splits; ++k) {
      rank += k < i ? splits_hz[k] <= splits_hz[i] : splits_hz[k] < splits_hz[i];
    }
    sorted[rank] = (double)splits_hz[i];
  }
}

/* Magnitude of a band: low-passed by the splits on its path that it lies below, high-passed by the others. The path
   goes by the middle one of three splits, or the upper one of two, and then by the one on its side, if there is one. */
static double expected_band(unsigned band, unsigned n_bands, const double* sorted, double frequency_hz,
                            double rate_hz) {
  const unsigned root = n_bands == 2 ? 0 : 1;
  const unsigned leaf = band <= root ? 0 : 2;
  double magnitude = 1.0;
  for (unsigned i = 0; i < n_bands - 1; ++i) {
    const double w = warped(frequency_hz, sorted[i], rate_hz);
    const double w4 = pow(w, 4.0);
    if (i == root || i == leaf) {
      const double part = band <= i ? 1.0 / (1.0 + w4) : w4 / (1.0 + w4);
      assert_near(crossover_magnitude(band > i, 1.0, w), part, 1e-12);  // what pictures are made with
      magnitude *= part;
    }
  }
  return magnitude;
}

static double complex expected_sum(unsigned n_bands, const double* sorted, double frequency_hz, double rate_hz) {
  double complex sum = 1.0;
  for (unsigned i = 0; i < n_bands - 1; ++i) {
    const double w = warped(frequency_hz, sorted[i], rate_hz);
    const double complex damping = sqrt(2.0) * w * (double complex)I;
    sum *= (1.0 - w * w - damping) / (1.0 - w * w + damping);
  }
  return sum;
}

typedef struct {
  unsigned n_bands;
  float splits_hz[CROSSOVER_MAX_BANDS - 1];
} Setting;

static const Setting settings[] = {
  {2, {200.0f}},
  {2, {20.0f}},
  {2, {20000.0f}},
  {3, {200.0f, 1000.0f}},
  {3, {8000.0f, 60.0f}},
  {3, {500.0f, 500.0f}},
  {4, {200.0f, 1000.0f, 5000.0f}},
  {4, {5000.0f, 1000.0f, 200.0f}},
  {4, {1000.0f, 5000.0f, 200.0f}},
  {4, {5000.0f, 200.0f, 1000.0f}},
  {4, {20.0f, 40.0f, 20000.0f}},
  {4, {20.0f, 20.0f, 20.0f}},
  {4, {900.0f, 1000.0f, 1100.0f}},
  {4, {20000.0f, 20000.0f, 19000.0f}},
};
enum { N_SETTINGS = sizeof(settings) / sizeof(settings[0]) };

static const double rates_hz[] = {44100.0, 48000.0, 96000.0, 192000.0};

static void check_response(const Setting* setting, double rate_hz, unsigned side) {
  const unsigned n_bands = setting->n_bands;
  Response response = respond(rate_hz, n_bands, setting->splits_hz, side);
  double sorted[CROSSOVER_MAX_BANDS - 1];
  sort_splits(setting->splits_hz, n_bands - 1, sorted);
  for (uint32_t k = 0; k <= response.n_frames / 2; ++k) {
    const double frequency_hz = rate_hz * k / response.n_frames;
    if (frequency_hz >= 20.0 && frequency_hz <= 20000.0) {
      assert_near(20.0 * log10(cabs(response.band[n_bands][k])), 0.0, 0.01);
      const double complex sum = expected_sum(n_bands, sorted, frequency_hz, rate_hz);
      assert_near(cabs(response.band[n_bands][k] - sum), 0.0, 1e-5);
      for (unsigned b = 0; b < n_bands; ++b) {
        const double expected = expected_band(b, n_bands, sorted, frequency_hz, rate_hz);
        assert_near(cabs(response.band[b][k]), expected, 1e-6 + 1e-5 * expected);
      }
    }
  }
  response_free(&response);
}

static void test_bands_have_the_closed_form_and_their_sum_is_flat(void** state) {
  (void)state;
  for (unsigned r = 0; r < sizeof(rates_hz) / sizeof(rates_hz[0]); ++r) {
    for (unsigned i = 0; i < N_SETTINGS; ++i) {
      check_response(&settings[i], rates_hz[r], i % 2);
    }
  }
}

static double band_db(const Response* response, unsigned band, double rate_hz, double frequency_hz) {
  return 20.0 * log10(cabs(response->band[band][lround(frequency_hz / rate_hz * response->n_frames)]));
}

/* From two octaves away from the split to three; the rate puts all these frequencies on a line of the spectrum. */
static void test_slopes_are_24_db_per_octave(void** state) {
  (void)state;
  const double rate_hz = 204800.0;
  Response two = respond(rate_hz, 2, (const float[]){1000.0f}, 0);
  assert_near(band_db(&two, 0, rate_hz, 8000.0) - band_db(&two, 0, rate_hz, 4000.0), -24.08, 0.15);
  assert_near(band_db(&two, 1, rate_hz, 250.0) - band_db(&two, 1, rate_hz, 125.0), 24.08, 0.15);
  response_free(&two);
  Response four = respond(rate_hz, 4, (const float[]){100.0f, 1600.0f, 25600.0f}, 0);
  assert_near(band_db(&four, 0, rate_hz, 800.0) - band_db(&four, 0, rate_hz, 400.0), -24.08, 0.6);
  assert_near(band_db(&four, 1, rate_hz, 12800.0) - band_db(&four, 1, rate_hz, 6400.0), -24.08, 0.6);
  assert_near(band_db(&four, 2, rate_hz, 400.0) - band_db(&four, 2, rate_hz, 200.0), 24.08, 0.15);
  assert_near(band_db(&four, 3, rate_hz, 6400.0) - band_db(&four, 3, rate_hz, 3200.0), 24.08, 0.6);
  response_free(&four);
}

static void test_neighbours_meet_6_db_down(void** state) {
  (void)state;
  const double rate_hz = 204800.0;
  const float splits_hz[] = {25600.0f, 100.0f, 1600.0f};
  const double half_db = 20.0 * log10(0.5);
  Response response = respond(rate_hz, 4, splits_hz, 0);
  for (unsigned split = 0; split < 3; ++split) {
    const double frequency_hz = 100.0 * pow(16.0, split);
    assert_near(band_db(&response, split, rate_hz, frequency_hz), half_db, 0.001);
    assert_near(band_db(&response, split + 1, rate_hz, frequency_hz), half_db, 0.001);
  }
  response_free(&response);
}

/* RMS of what is left of samples once the sine of a frequency, fitted by least squares over whole periods, is taken
   out. `amplitude` receives that of the sine. */
static double residual(const float* samples, uint32_t n_frames, double radians, double* amplitude) {
  double c = 0.0, s = 0.0, power = 0.0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    c += (double)samples[i] * cos(radians * i) * 2.0 / n_frames;
    s += (double)samples[i] * sin(radians * i) * 2.0 / n_frames;
  }
  for (uint32_t i = 0; i < n_frames; ++i) {
    const double left = (double)samples[i] - c * cos(radians * i) - s * sin(radians * i);
    power += left * left / n_frames;
  }
  *amplitude = hypot(c, s);
  return sqrt(power);
}

/* A full-scale sine at a 20 Hz split, where filters of floats are noisy: the noise is that of a float's rounding. */
static void test_the_lowest_split_is_quiet_and_exact_at_the_highest_rates(void** state) {
  (void)state;
  static const double high_rates_hz[] = {48000.0, 192000.0, 768000.0};
  for (unsigned r = 0; r < 3; ++r) {
    const double rate_hz = high_rates_hz[r];
    const uint32_t settled = (uint32_t)(0.5 * rate_hz);
    const uint32_t period = (uint32_t)(rate_hz / 20.0);
    CrossoverFixture* fixture = crossover_fixture_new(rate_hz, 2, settled + period);
    for (uint32_t i = 0; i < settled + period; ++i) {
      fixture->in[0][i] = fixture->in[1][i] = (float)sin(2.0 * pi * 20.0 / rate_hz * i);
    }
    crossover_set(&fixture->crossover, (const float[]){20.0f}, 0);
    crossover_fixture_run(fixture);
    float* sum = fixture->in[0];
    for (uint32_t i = settled; i < settled + period; ++i) {
      sum[i] = fixture->band[0][i] + fixture->band[2][i];
    }
    double amplitude = 0.0;
    assert_true(residual(fixture->band[0] + settled, period, 2.0 * pi / period, &amplitude) < 1e-7);
    assert_near(amplitude, 0.5, 1e-6);
    assert_true(residual(fixture->band[2] + settled, period, 2.0 * pi / period, &amplitude) < 1e-7);
    assert_near(amplitude, 0.5, 1e-6);
    assert_true(residual(sum + settled, period, 2.0 * pi / period, &amplitude) < 1e-7);
    assert_near(20.0 * log10(amplitude), 0.0, 1e-5);
    crossover_fixture_free(fixture);
  }
}

static void test_a_split_beyond_half_the_rate_leaves_nothing_above(void** state) {
  (void)state;
  const double rate_hz = 8000.0;
  const float splits_hz[] = {20000.0f, 1000.0f, 5000.0f};
  Response response = respond(rate_hz, 4, splits_hz, 0);
  for (uint32_t k = 0; k <= response.n_frames / 2; ++k) {
    assert_near(20.0 * log10(cabs(response.band[4][k])), 0.0, 0.01);
  }
  for (double frequency_hz = 20.0; frequency_hz < 0.4 * rate_hz; frequency_hz *= 1.1) {
    assert_true(band_db(&response, 2, rate_hz, frequency_hz) < -75.0);
    assert_true(band_db(&response, 3, rate_hz, frequency_hz) < -75.0);
  }
  assert_near(band_db(&response, 1, rate_hz, 3000.0), 0.0, 0.05);
  response_free(&response);
}
int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_bands_have_the_closed_form_and_their_sum_is_flat),
    cmocka_unit_test(test_slopes_are_24_db_per_octave),
    cmocka_unit_test(test_neighbours_meet_6_db_down),
    cmocka_unit_test(test_the_lowest_split_is_quiet_and_exact_at_the_highest_rates),
    cmocka_unit_test(test_a_split_beyond_half_the_rate_leaves_nothing_above),
  };
  return cmocka_run_group_tests_name("crossover", tests, NULL, NULL);
}
