// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Filters against the closed form of the analogue Butterworth prototype, 1 / (1 + (f/fc)^4) in power and its
   complement. */

#include "common/dsp/chunk.h"
#include "common/dsp/filter.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"
#include "tests/white_noise.h"

enum { FRAMES = 9600, MAX_RESPONSE = 400000 };

static const double two_pi = 6.283185307179586;
static const float off_hz[] = {[FILTER_HIGH_PASS] = 0.0f, [FILTER_LOW_PASS] = INFINITY};
static const double rates_hz[] = {8000.0, 44100.0, 48000.0, 88200.0, 96000.0, 192000.0, 768000.0};
static const float cutoffs_hz[][7] = {
  [FILTER_HIGH_PASS] = {10.1f, 20.0f, 60.0f, 150.0f, 400.0f, 1000.0f, 2000.0f},
  [FILTER_LOW_PASS] = {100.0f, 300.0f, 1000.0f, 4000.0f, 9000.0f, 15000.0f, 21900.0f},
};

enum { N_RATES = sizeof(rates_hz) / sizeof(rates_hz[0]), N_CUTOFFS = 7 };

static double prototype_db(FilterKind kind, double frequency_hz, double cutoff_hz) {
  const double above = pow(frequency_hz / cutoff_hz, 4.0);
  return 10.0 * log10((kind == FILTER_HIGH_PASS ? above : 1.0) / (1.0 + above));
}

static Filter filter_at(FilterKind kind, double rate_hz, float cutoff_hz) {
  Filter filter;
  filter_init(&filter, kind, rate_hz);
  filter_set(&filter, cutoff_hz, 0);
  return filter;
}

/* Runs one channel of any length, in chunks. */
static void run(Filter* filter, float* samples, uint32_t n_frames) {
  uint32_t n = 0;
  for (uint32_t at = 0; at < n_frames; at += n) {
    n = n_frames - at < CHUNK_FRAMES ? n_frames - at : CHUNK_FRAMES;
    float* channels[] = {samples + at};
    filter_run(filter, channels, 1, n);
  }
}

/* A filter's response to one sample of 1, until what is left of it lies below -170 dB. Returns its length. */
static uint32_t impulse_response(FilterKind kind, double rate_hz, float cutoff_hz, float response[MAX_RESPONSE]) {
  Filter filter = filter_at(kind, rate_hz, cutoff_hz);
  const uint32_t n_frames = 1000 + (uint32_t)(4.5 * rate_hz / (double)cutoff_hz);
  assert_true(n_frames <= MAX_RESPONSE);
  memset(response, 0, n_frames * sizeof(float));
  response[0] = 1.0f;
  run(&filter, response, n_frames);
  return n_frames;
}

/* Magnitude of the Fourier transform of a response at one frequency. */
static double magnitude_db(const float* response, uint32_t n_frames, double radians) {
  const double step[2] = {cos(radians), -sin(radians)};
  double turn[2] = {1.0, 0.0};
  double sum[2] = {0.0, 0.0};
  for (uint32_t i = 0; i < n_frames; ++i) {
    const double real = turn[0];
    sum[0] += (double)response[i] * real;
    sum[1] += (double)response[i] * turn[1];
    turn[0] = real * step[0] - turn[1] * step[1];
    turn[1] = real * step[1] + turn[1] * step[0];
  }
  return 20.0 * log10(hypot(sum[0], sum[1]));
}

static void noise(float* samples, uint32_t n_frames, unsigned seed) {
  srand(seed);
  white_noise_fill(samples, n_frames);
}

static float peak_of(const float* samples, uint32_t n_frames) {
  float peak = 0.0f;
  for (uint32_t i = 0; i < n_frames; ++i) {
    peak = fmaxf(peak, fabsf(samples[i]));
  }
  return peak;
}

/* From -100 dB up: what lies below is made of the rounding of the response's own samples. */
static void check_magnitude(FilterKind kind, double rate_hz, float cutoff_hz, float response[MAX_RESPONSE]) {
  const uint32_t n_frames = impulse_response(kind, rate_hz, cutoff_hz, response);
  const unsigned n_points = 30;
  const double highest_hz = 0.4 * rate_hz;
  for (unsigned i = 0; i < n_points; ++i) {
    const double frequency_hz = highest_hz * pow(2.5 / highest_hz, i / (n_points - 1.0));
    const double expected = prototype_db(kind, frequency_hz, (double)cutoff_hz);
    assert_near(20.0 * log10(filter_magnitude(kind, (double)cutoff_hz, frequency_hz)), expected, 1e-9);
    if (expected > -100.0) {
      assert_near(magnitude_db(response, n_frames, two_pi * frequency_hz / rate_hz), expected, 0.05);
    }
  }
}

static void test_magnitude_is_that_of_the_prototype(void** state) {
  (void)state;
  float* response = (float*)malloc(MAX_RESPONSE * sizeof(float));
  assert_non_null(response);
  for (int kind = FILTER_HIGH_PASS; kind <= FILTER_LOW_PASS; ++kind) {
    for (unsigned r = 0; r < N_RATES; ++r) {
      for (unsigned c = 0; c < N_CUTOFFS; ++c) {
        check_magnitude((FilterKind)kind, rates_hz[r], cutoffs_hz[kind][c], response);
      }
    }
  }
  free(response);
}

/* Four octaves and more from its cut-off the prototype is within 1e-4 dB of 12.0412 dB an octave. */
static void test_slopes_are_12_db_an_octave(void** state) {
  (void)state;
  float* response = (float*)malloc(MAX_RESPONSE * sizeof(float));
  assert_non_null(response);
  const double octave_db = 40.0 * log10(2.0);
  const double hz = two_pi / 192000.0;
  uint32_t n = impulse_response(FILTER_HIGH_PASS, 192000.0, 2000.0f, response);
  assert_near(magnitude_db(response, n, 120.0 * hz) - magnitude_db(response, n, 60.0 * hz), octave_db, 0.01);
  n = impulse_response(FILTER_LOW_PASS, 192000.0, 100.0f, response);
  assert_near(magnitude_db(response, n, 1600.0 * hz) - magnitude_db(response, n, 3200.0 * hz), octave_db, 0.01);
  free(response);
}

static void test_high_pass_stops_a_constant(void** state) {
  (void)state;
  for (unsigned r = 0; r < N_RATES; ++r) {
    Filter filter = filter_at(FILTER_HIGH_PASS, rates_hz[r], 10.1f);
    float samples[CHUNK_FRAMES] = {0.0f};
    for (uint32_t done = 0; done < (uint32_t)rates_hz[r]; done += CHUNK_FRAMES) {
      for (unsigned i = 0; i < CHUNK_FRAMES; ++i) {
        samples[i] = 1.0f;
      }
      run(&filter, samples, CHUNK_FRAMES);
    }
    assert_near(peak_of(samples, CHUNK_FRAMES), 0.0, 1e-9);
  }
}

static void test_off_is_bit_exact(void** state) {
  (void)state;
  for (int kind = FILTER_HIGH_PASS; kind <= FILTER_LOW_PASS; ++kind) {
    float in[FRAMES];
    float out[FRAMES];
    noise(in, FRAMES, 3);
    in[5] = -0.0f;
    memcpy(out, in, sizeof(out));
    Filter filter = filter_at((FilterKind)kind, 48000.0, off_hz[kind]);
    assert_true(filter_is_idle(&filter));
    run(&filter, out, 1000);
    assert_memory_equal(out, in, 1000 * sizeof(float));
    filter_set(&filter, 500.0f, 480);
    run(&filter, out + 1000, 1000);
    assert_false(filter_is_idle(&filter));
    assert_true(fabsf(out[1999] - in[1999]) > 0.001f);
    filter_set(&filter, off_hz[kind], 480);
    run(&filter, out + 2000, 480);
    assert_true(filter_is_idle(&filter));
    run(&filter, out + 2480, FRAMES - 2480);
    assert_memory_equal(out + 2480, in + 2480, (FRAMES - 2480) * sizeof(float));
  }
}

static void test_what_was_before_off_is_forgotten(void** state) {
  (void)state;
  for (int kind = FILTER_HIGH_PASS; kind <= FILTER_LOW_PASS; ++kind) {
    float samples[FRAMES];
    noise(samples, FRAMES, 4);
    Filter filter = filter_at((FilterKind)kind, 48000.0, cutoffs_hz[kind][1]);
    run(&filter, samples, 1000);
    filter_set(&filter, off_hz[kind], 480);
    run(&filter, samples + 1000, 1000);
    filter_set(&filter, cutoffs_hz[kind][1], 480);
    memset(samples, 0, sizeof(samples));
    run(&filter, samples, 1000);
    assert_true(peak_of(samples, 1000) == 0.0f);
  }
}

/* Largest second difference of a 200 Hz sine through a filter whose cut-off moves once; the sine's own is
   (2 pi 200 / 48000)^2 = 0.00069. */
static double roughness(FilterKind kind, float from_hz, float to_hz, uint32_t n_frames) {
  static float out[FRAMES];
  for (unsigned i = 0; i < FRAMES; ++i) {
    out[i] = (float)sin(two_pi * 200.0 / 48000.0 * i);
  }
  Filter filter = filter_at(kind, 48000.0, from_hz);
  run(&filter, out, FRAMES / 2 + 37);
  filter_set(&filter, to_hz, n_frames);
  run(&filter, out + FRAMES / 2 + 37, FRAMES / 2 - 37);
  double worst = 0.0;
  for (unsigned i = FRAMES / 2; i + 1 < FRAMES; ++i) {
    worst = fmax(worst, fabs((double)out[i - 1] - 2.0 * (double)out[i] + (double)out[i + 1]));
  }
  return worst;
}

static void test_moves_do_not_click(void** state) {
  (void)state;
  static const struct {
    FilterKind kind;
    float from_hz, to_hz;
  } moves[] = {
    {FILTER_HIGH_PASS, 0.0f, 2000.0f},   {FILTER_HIGH_PASS, 2000.0f, 0.0f},   {FILTER_HIGH_PASS, 50.0f, 2000.0f},
    {FILTER_HIGH_PASS, 1500.0f, 100.0f}, {FILTER_LOW_PASS, INFINITY, 100.0f}, {FILTER_LOW_PASS, 100.0f, INFINITY},
    {FILTER_LOW_PASS, 15000.0f, 150.0f}, {FILTER_LOW_PASS, 120.0f, 8000.0f},
  };
  for (unsigned i = 0; i < sizeof(moves) / sizeof(moves[0]); ++i) {
    const double smooth = roughness(moves[i].kind, moves[i].from_hz, moves[i].to_hz, 480);
    const double abrupt = roughness(moves[i].kind, moves[i].from_hz, moves[i].to_hz, 1);
    assert_near(smooth, 0.0, 0.0035);
    assert_true(abrupt > 5.0 * smooth);
  }
}

/* Settings that change now and then, the same at any cut of the frames. */
static void run_changing(FilterKind kind, float* l, float* r, bool cut) {
  Filter filter;
  filter_init(&filter, kind, 48000.0);
  srand(5);
  for (uint32_t at = 0; at < FRAMES; at += 600) {
    const float chosen_hz = cutoffs_hz[kind][(at / 600 * 5) % N_CUTOFFS];
    filter_set(&filter, at / 600 % 4 == 3 ? off_hz[kind] : chosen_hz, at ? 480 : 0);
    uint32_t n = 0;
    for (uint32_t i = 0; i < 600; i += n) {
      n = cut ? 1 + (uint32_t)rand() % CHUNK_FRAMES : CHUNK_FRAMES;
      n = n < 600 - i ? n : 600 - i;
      float* channels[] = {l + at + i, r ? r + at + i : NULL};
      filter_run(&filter, channels, r ? 2 : 1, n);
    }
  }
}

static void test_cuts_do_not_matter(void** state) {
  (void)state;
  for (int kind = FILTER_HIGH_PASS; kind <= FILTER_LOW_PASS; ++kind) {
    float whole[2][FRAMES];
    float cut[2][FRAMES];
    noise(whole[0], FRAMES, 11);
    noise(whole[1], FRAMES, 12);
    for (unsigned i = 0; i < FRAMES; i += 5) {
      whole[0][i] = -0.0f;
    }
    memcpy(cut, whole, sizeof(cut));
    run_changing((FilterKind)kind, whole[0], whole[1], false);
    run_changing((FilterKind)kind, cut[0], cut[1], true);
    assert_memory_equal(whole, cut, sizeof(whole));
  }
}

static void test_two_channels_are_two_filters(void** state) {
  (void)state;
  for (int kind = FILTER_HIGH_PASS; kind <= FILTER_LOW_PASS; ++kind) {
    float pair[2][FRAMES];
    float alone[2][FRAMES];
    noise(pair[0], FRAMES, 13);
    noise(pair[1], FRAMES, 14);
    memcpy(alone, pair, sizeof(alone));
    run_changing((FilterKind)kind, pair[0], pair[1], false);
    run_changing((FilterKind)kind, alone[0], NULL, false);
    run_changing((FilterKind)kind, alone[1], NULL, false);
    assert_memory_equal(pair, alone, sizeof(pair));
  }
}

/* A filter whose cut-off is thrown about must not gain energy: noise of peak 1 stays near that and then goes. */
static void test_is_stable_while_it_moves(void** state) {
  (void)state;
  for (int kind = FILTER_HIGH_PASS; kind <= FILTER_LOW_PASS; ++kind) {
    for (unsigned r = 0; r < N_RATES; ++r) {
      Filter filter = filter_at((FilterKind)kind, rates_hz[r], cutoffs_hz[kind][0]);
      float samples[FRAMES];
      for (unsigned round = 0; round < 20; ++round) {
        noise(samples, FRAMES, round);
        for (uint32_t at = 0; at < FRAMES; at += 40) {
          const float cutoff_hz = cutoffs_hz[kind][1 + (unsigned)rand() % (N_CUTOFFS - 1)];
          filter_set(&filter, cutoff_hz, 1 + (uint32_t)rand() % 50);
          run(&filter, samples + at, 40);
        }
        assert_true(peak_of(samples, FRAMES) < 5.0f);
      }
      filter_set(&filter, 1000.0f, 40);
      memset(samples, 0, sizeof(samples));
      run(&filter, samples, FRAMES);
      assert_near(peak_of(samples + FRAMES - 100, 100), 0.0, 1e-6);
    }
  }
}

static void test_the_largest_samples_pass_and_go(void** state) {
  (void)state;
  for (int kind = FILTER_HIGH_PASS; kind <= FILTER_LOW_PASS; ++kind) {
    Filter filter = filter_at((FilterKind)kind, 48000.0, 1000.0f);
    float samples[FRAMES];
    for (unsigned i = 0; i < FRAMES; ++i) {
      samples[i] = i / 240 % 2 ? FLT_MAX : -FLT_MAX;
    }
    run(&filter, samples, FRAMES);
    assert_true(isfinite(peak_of(samples, FRAMES)) && peak_of(samples, FRAMES) == FLT_MAX);
    memset(samples, 0, sizeof(samples));
    run(&filter, samples, FRAMES);
    assert_near(peak_of(samples + FRAMES - 100, 100), 0.0, 1e-6);
  }
}

/* With 0 frames there is no move and no fade, whatever is under way; the signal goes on. */
static void test_no_frames_are_at_once(void** state) {
  (void)state;
  for (int kind = FILTER_HIGH_PASS; kind <= FILTER_LOW_PASS; ++kind) {
    float moved[FRAMES];
    float still[FRAMES];
    noise(moved, FRAMES, 19);
    memcpy(still, moved, sizeof(still));
    Filter filter = filter_at((FilterKind)kind, 48000.0, 700.0f);
    Filter other = filter;
    run(&filter, moved, 100);
    run(&other, still, 100);
    filter_set(&filter, 300.0f, 480);
    filter_set(&filter, 300.0f, 0);
    filter_set(&other, 300.0f, 0);
    run(&filter, moved + 100, FRAMES - 100);
    run(&other, still + 100, FRAMES - 100);
    assert_memory_equal(moved, still, sizeof(moved));
    filter_set(&filter, off_hz[kind], 480);
    filter_set(&filter, off_hz[kind], 0);
    assert_true(filter_is_idle(&filter));
  }
}

/* Neither the signal nor a move from before a reset shows after it, whether something is set then or not. */
static void test_a_reset_forgets(void** state) {
  (void)state;
  for (int kind = FILTER_HIGH_PASS; kind <= FILTER_LOW_PASS; ++kind) {
    for (unsigned set_again = 0; set_again < 2; ++set_again) {
      float used[FRAMES];
      float fresh[FRAMES];
      noise(used, FRAMES, 17);
      Filter filter = filter_at((FilterKind)kind, 48000.0, 700.0f);
      run(&filter, used, FRAMES);
      filter_set(&filter, 300.0f, 480);
      run(&filter, used, 10);
      filter_reset(&filter);
      if (set_again) {
        filter_set(&filter, 900.0f, 480);
        filter_set(&filter, 700.0f, 0);
      }
      noise(used, FRAMES, 18);
      memcpy(fresh, used, sizeof(fresh));
      run(&filter, used, FRAMES);
      filter = filter_at((FilterKind)kind, 48000.0, set_again ? 700.0f : 300.0f);
      run(&filter, fresh, FRAMES);
      assert_memory_equal(used, fresh, sizeof(used));
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_magnitude_is_that_of_the_prototype),
    cmocka_unit_test(test_slopes_are_12_db_an_octave),
    cmocka_unit_test(test_high_pass_stops_a_constant),
    cmocka_unit_test(test_off_is_bit_exact),
    cmocka_unit_test(test_what_was_before_off_is_forgotten),
    cmocka_unit_test(test_moves_do_not_click),
    cmocka_unit_test(test_cuts_do_not_matter),
    cmocka_unit_test(test_two_channels_are_two_filters),
    cmocka_unit_test(test_is_stable_while_it_moves),
    cmocka_unit_test(test_the_largest_samples_pass_and_go),
    cmocka_unit_test(test_no_frames_are_at_once),
    cmocka_unit_test(test_a_reset_forgets),
  };
  return cmocka_run_group_tests_name("filter", tests, NULL, NULL);
}
