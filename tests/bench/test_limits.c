// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Limits do the work that plugins are held against, in vectors and without, however it is cut into blocks. */

#include "tests/bench/limits.h"
#include "tests/support/noise_signals.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

enum { FRAMES = 1 << 15, CHANNELS = 32, OUTPUTS = 2 * LIMIT_PATHS };

#define PI 3.14159265358979323846

static const uint32_t cuts[] = {1, 7, 8, 33, 64, 256, 1021};

static float in[CHANNELS][FRAMES], out[OUTPUTS][FRAMES], other[OUTPUTS][FRAMES];

/* Runs all frames of `in`; cut_frames 0 cuts into blocks of every length in turn. */
static void* play(const Limit* limit, bool vectors, uint32_t cut_frames, float (*to)[FRAMES]) {
  void* state = limit_new(limit);
  limit_forbid_vectors(!vectors);
  uint32_t turn = 0;
  for (uint32_t at = 0; at < FRAMES;) {
    const uint32_t cut = cut_frames ? cut_frames : cuts[turn++ % (sizeof(cuts) / sizeof(cuts[0]))];
    const uint32_t n = FRAMES - at < cut ? FRAMES - at : cut;
    const float* from[CHANNELS];
    float* outs[OUTPUTS];
    for (unsigned i = 0; i < CHANNELS; ++i) {
      from[i] = in[i] + at;
    }
    for (unsigned i = 0; i < limit->n_outputs; ++i) {
      outs[i] = to[i] + at;
    }
    limit->run(state, from, outs, n);
    at += n;
  }
  limit_forbid_vectors(false);
  return state;
}

static void fill_noise(void) {
  Noise noise = {1};
  for (unsigned i = 0; i < CHANNELS; ++i) {
    noise_fill(&noise, in[i], FRAMES, 0.5f);
  }
}

static void test_vectors_and_cuts_change_nothing(void** state) {
  (void)state;
  static const Limit* const limits[] = {&limit_mixer_8, &limit_mixer_16,  &limit_host_8,
                                        &limit_send,    &limit_send_4,    &limit_copies,
                                        &limit_return,  &limit_crossover, &limit_compressor};
  fill_noise();
  for (unsigned l = 0; l < sizeof(limits) / sizeof(limits[0]); ++l) {
    free(play(limits[l], true, 0, out));
    free(play(limits[l], false, 1024, other));
    for (unsigned i = 0; i < limits[l]->n_outputs; ++i) {
      for (unsigned k = 0; k < FRAMES; ++k) {
        assert_near(out[i][k], other[i][k], 2e-5);
      }
    }
  }
}

static void test_mixers_sum_with_gains_and_see_peaks(void** state) {
  (void)state;
  fill_noise();
  for (unsigned n_strips = 8; n_strips <= LIMIT_STRIPS; n_strips += 8) {
    LimitMixer* mixer = (LimitMixer*)play(n_strips == 8 ? &limit_mixer_8 : &limit_mixer_16, true, FRAMES, out);
    for (unsigned k = 0; k < FRAMES; ++k) {
      double sums[2] = {0.0, 0.0};
      for (unsigned s = 0; s < 2 * n_strips; ++s) {
        sums[s % 2] += (double)in[s][k] * (double)mixer->gain[s / 2][s % 2];
      }
      assert_near(out[0][k], sums[0], 1e-5);
      assert_near(out[1][k], sums[1], 1e-5);
    }
    for (unsigned s = 0; s < n_strips; ++s) {
      float peak = 0.0f;
      for (unsigned k = 0; k < FRAMES; ++k) {
        peak = fmaxf(peak, fmaxf(fabsf(in[2 * s][k]), fabsf(in[2 * s + 1][k])));
      }
      assert_true(mixer->peak[s] == peak);
    }
    free(mixer);
  }
}

static void test_mixers_see_changes(void** state) {
  (void)state;
  LimitMixer* mixer = (LimitMixer*)limit_new(&limit_mixer_16);
  const float* from[CHANNELS];
  for (unsigned i = 0; i < CHANNELS; ++i) {
    from[i] = in[i];
  }
  limit_mixer_16.run(mixer, from, (float* const[]){out[0], out[1]}, 64);
  assert_false(mixer->changed);
  mixer->values[LIMIT_CONTROLS - 1] = 1.0f;
  limit_mixer_16.run(mixer, from, (float* const[]){out[0], out[1]}, 64);
  assert_true(mixer->changed);
  free(mixer);
}

static void test_host_mixes(void** state) {
  (void)state;
  fill_noise();
  float(*gains)[2] = (float(*)[2])play(&limit_host_8, true, FRAMES, out);
  for (unsigned k = 0; k < FRAMES; ++k) {
    double sum = 0.0;
    for (unsigned s = 0; s < 8; ++s) {
      sum += (double)in[2 * s + 1][k] * (double)gains[s][1];
    }
    assert_near(out[1][k], sum, 1e-5);
  }
  free(gains);
}

static float peak_of(const float* x, unsigned n_frames) {
  float peak = 0.0f;
  for (unsigned k = 0; k < n_frames; ++k) {
    peak = fmaxf(peak, fabsf(x[k]));
  }
  return peak;
}

/* Of all lengths, so that the loudest frame is one of those that no vector has room for, too. */
static void check_peaks(const Limit* limit, bool vectors) {
  const float* from[CHANNELS];
  float* outs[OUTPUTS];
  for (unsigned i = 0; i < OUTPUTS; ++i) {
    from[i] = in[i];
    outs[i] = out[i];
  }
  LimitPaths* paths = (LimitPaths*)limit_new(limit);
  limit_forbid_vectors(!vectors);
  for (unsigned n = 1; n < 40; ++n) {
    in[0][n - 1] = 1.0f + 0.01f * (float)n;
    in[1][n - 1] = -1.1f - 0.01f * (float)n;
    limit->run(paths, from, outs, n);
    for (unsigned i = 0; i < limit->n_outputs; ++i) {
      const bool is_sum = limit->n_inputs > 2;
      assert_true((is_sum ? paths->peak_sum[i] : paths->peak[i / 2][i % 2]) == peak_of(out[i], n));
    }
    for (unsigned i = 0; limit->n_inputs > 2 && i < limit->n_inputs; ++i) {
      assert_true(paths->peak[i / 2][i % 2] == peak_of(in[i], n) * paths->gain[i / 2]);
    }
  }
  limit_forbid_vectors(false);
  free(paths);
}

static void test_paths_have_their_gains_and_peaks(void** state) {
  (void)state;
  static const Limit* const fans[] = {&limit_send, &limit_send_4, &limit_copies};
  for (unsigned l = 0; l < sizeof(fans) / sizeof(fans[0]); ++l) {
    fill_noise();
    LimitPaths* paths = (LimitPaths*)play(fans[l], true, 0, out);
    assert_true(paths->gain[0] == 1.0f);
    for (unsigned i = 0; i < fans[l]->n_outputs; ++i) {
      for (unsigned k = 0; k < FRAMES; ++k) {
        assert_true(out[i][k] == in[i % 2][k] * paths->gain[i / 2]);
      }
    }
    free(paths);
    check_peaks(fans[l], true);
    check_peaks(fans[l], false);
  }
}

static void test_return_sums_with_gains_and_sees_peaks(void** state) {
  (void)state;
  fill_noise();
  LimitPaths* paths = (LimitPaths*)play(&limit_return, true, 0, out);
  assert_true(paths->gain[1] != 0.0f);
  for (unsigned k = 0; k < FRAMES; ++k) {
    for (unsigned side = 0; side < 2; ++side) {
      assert_near(out[side][k],
                  (double)in[side][k] * (double)paths->gain[0] + (double)in[2 + side][k] * (double)paths->gain[1],
                  1e-6);
    }
  }
  free(paths);
  check_peaks(&limit_return, true);
  check_peaks(&limit_return, false);
}

/* Real and imaginary part of the response at a frequency, added to a sum. */
static void add_response(const float* impulse, double hz, double sum[2]) {
  for (unsigned k = 0; k < FRAMES; ++k) {
    sum[0] += (double)impulse[k] * cos(2.0 * PI * hz / LIMIT_RATE_HZ * k);
    sum[1] -= (double)impulse[k] * sin(2.0 * PI * hz / LIMIT_RATE_HZ * k);
  }
}

/* Magnitudes of a Linkwitz-Riley tree, with the bilinear transform's frequencies. */
static double band_expected(unsigned band, double hz) {
  static const double splits_hz[LIMIT_BANDS - 1] = LIMIT_SPLITS_HZ;
  double gain = 1.0;
  for (unsigned i = 0; i < LIMIT_BANDS - 1 && i <= band; ++i) {
    const double w4 = pow(tan(PI * hz / LIMIT_RATE_HZ) / tan(PI * splits_hz[i] / LIMIT_RATE_HZ), 4.0);
    gain *= (i < band ? w4 : 1.0) / (1.0 + w4);
  }
  return gain;
}

static void test_crossover_splits_and_adds_up(void** state) {
  (void)state;
  memset(in, 0, sizeof(in));
  in[0][0] = 1.0f;
  in[1][0] = -1.0f;
  free(play(&limit_crossover, true, 0, out));
  for (double hz = 30.0; hz < 20000.0; hz *= 1.4) {
    for (unsigned side = 0; side < 2; ++side) {
      double sum[2] = {0.0, 0.0};
      for (unsigned band = 0; band < LIMIT_BANDS; ++band) {
        double alone[2] = {0.0, 0.0};
        add_response(out[2 * band + side], hz, alone);
        assert_near(hypot(alone[0], alone[1]), band_expected(band, hz), 1e-3);
        sum[0] += alone[0];
        sum[1] += alone[1];
      }
      assert_near(hypot(sum[0], sum[1]), 1.0, 1e-3);
    }
  }
}

static double reduction_db(double level_db) {
  const double above = level_db - LIMIT_THRESHOLD_DB + LIMIT_KNEE_DB / 2.0;
  const double within = fmin(fmax(above, 0.0), LIMIT_KNEE_DB);
  return (1.0 - 1.0 / LIMIT_RATIO) * (within * within / (2.0 * LIMIT_KNEE_DB) + fmax(above, 0.0) - within);
}

/* What the output tells of the reduction at a frame. */
static double reduction_at(unsigned frame) {
  const double gain = (double)out[0][frame] / (double)in[0][frame];
  return -20.0 * log10((gain - 1.0) / LIMIT_WET_GAIN);
}

static void test_compressor_follows_its_curve_and_times(void** state) {
  (void)state;
  for (double level_db = -50.0; level_db <= 0.0; level_db += 2.5) {
    for (unsigned k = 0; k < FRAMES; ++k) {
      in[0][k] = (float)pow(10.0, (k < FRAMES / 2 ? level_db : -60.0) / 20.0);
      in[1][k] = -0.5f * in[0][k];
    }
    free(play(&limit_compressor, true, 0, out));
    const double full_db = reduction_db(level_db);
    const unsigned attack = (unsigned)(LIMIT_ATTACK_MS * LIMIT_RATE_HZ / 1000.0) - 1;
    const unsigned release = (unsigned)(LIMIT_RELEASE_MS * LIMIT_RATE_HZ / 1000.0) - 1;
    assert_near(reduction_at(FRAMES / 2 - 1), full_db, 0.001);
    assert_near(reduction_at(attack), full_db * (1.0 - exp(-1.0)), 0.001);
    assert_near(reduction_at(FRAMES / 2 + release), full_db * exp(-1.0), 0.001);
    assert_near(out[1][attack], -0.5 * (double)out[0][attack], 1e-6);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_vectors_and_cuts_change_nothing),
    cmocka_unit_test(test_mixers_sum_with_gains_and_see_peaks),
    cmocka_unit_test(test_mixers_see_changes),
    cmocka_unit_test(test_host_mixes),
    cmocka_unit_test(test_paths_have_their_gains_and_peaks),
    cmocka_unit_test(test_return_sums_with_gains_and_sees_peaks),
    cmocka_unit_test(test_crossover_splits_and_adds_up),
    cmocka_unit_test(test_compressor_follows_its_curve_and_times),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
