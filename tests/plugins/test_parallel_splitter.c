// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The engine against the formulas of its modes, written out in double precision. What the bands, the attacks and the
   loudness are is tested with their own blocks. */

#include "common/dsp/ramp.h"
#include "tests/plugins/ramp_check.h"
#include "tests/plugins/splitter_fixture.h"

#include <fftw3.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"
#include "tests/plugins/samples_equal.h"

static void test_copies_are_the_input_bit_for_bit(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (unsigned n_branches = 2; n_branches <= BRANCHES; ++n_branches) {
      SplitterFixture* fixture = splitter_fixture_new(n_channels);
      fixture->params.n_branches = n_branches;
      splitter_fixture_run(fixture, 0, FRAMES);
      for (unsigned i = 0; i < BRANCHES * n_channels; ++i) {
        if (i < n_branches * n_channels) {
          assert_samples_equal(fixture->out[i], fixture->in[i % n_channels], sizeof(fixture->out[i]) / sizeof(float));
        } else {
          splitter_fixture_assert_silent(fixture->out[i], FRAMES);
        }
      }
      splitter_fixture_free(fixture);
    }
  }
}

/* -120 dBFS and better. */
static void test_branches_add_up_to_the_input(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (SplitterMode mode = SPLITTER_MID_SIDE; mode <= SPLITTER_LOUD; ++mode) {
      SplitterFixture* fixture = splitter_fixture_new(n_channels);
      fixture->params.mode = mode;
      fixture->params.n_branches = 4;
      splitter_fixture_run(fixture, 0, FRAMES);
      const bool copies = n_channels == 1 && mode <= SPLITTER_LEFT_RIGHT;
      double energy[2] = {0.0, 0.0};
      for (unsigned c = 0; c < n_channels; ++c) {
        for (unsigned i = 0; i < FRAMES; ++i) {
          const double a = (double)splitter_fixture_out(fixture, 0, c)[i];
          const double b = (double)splitter_fixture_out(fixture, 1, c)[i];
          assert_near(copies ? a : a + b, fixture->in[c][i], 1e-7);
          energy[0] += a * a;
          energy[1] += b * b;
        }
        splitter_fixture_assert_silent(splitter_fixture_out(fixture, 2, c), copies ? 0 : FRAMES);
        splitter_fixture_assert_silent(splitter_fixture_out(fixture, 3, c), copies ? 0 : FRAMES);
      }
      assert_true(energy[0] > 1.0 && energy[1] > 0.1);
      splitter_fixture_free(fixture);
    }
  }
}

static void test_mid_side_and_left_right_are_their_formulas(void** state) {
  (void)state;
  for (SplitterMode mode = SPLITTER_MID_SIDE; mode <= SPLITTER_LEFT_RIGHT; ++mode) {
    SplitterFixture* fixture = splitter_fixture_new(2);
    fixture->params.mode = mode;
    splitter_fixture_run(fixture, 0, FRAMES);
    for (unsigned i = 0; i < FRAMES; ++i) {
      const double l = (double)fixture->in[0][i];
      const double r = (double)fixture->in[1][i];
      const double m = (l + r) / 2.0;
      const double s = (l - r) / 2.0;
      const double mid_side[] = {m, m, s, -s};
      const double left_right[] = {l, 0.0, 0.0, r};
      for (unsigned k = 0; k < 4; ++k) {
        assert_near(fixture->out[k][i], mode == SPLITTER_MID_SIDE ? mid_side[k] : left_right[k], 1e-7);
      }
    }
    splitter_fixture_free(fixture);
  }
}

/* Magnitude of the sum of all branches for an impulse, in dB, at every line from 20 Hz to 20 kHz. */
static void assert_sum_is_flat(SplitterFixture* fixture, unsigned channel) {
  double* sum = fftw_alloc_real(FRAMES);
  fftw_complex* spectrum = fftw_alloc_complex(FRAMES / 2 + 1);
  for (unsigned i = 0; i < FRAMES; ++i) {
    sum[i] = 0.0;
    for (unsigned b = 0; b < BRANCHES; ++b) {
      sum[i] += (double)splitter_fixture_out(fixture, b, channel)[i];
    }
  }
  fftw_plan plan = fftw_plan_dft_r2c_1d(FRAMES, sum, spectrum, FFTW_ESTIMATE);
  fftw_execute(plan);
  for (unsigned k = 0; k <= FRAMES / 2; ++k) {
    const double frequency_hz = rate_hz * k / FRAMES;
    if (frequency_hz >= 20.0 && frequency_hz <= 20000.0) {
      assert_near(20.0 * log10(hypot(spectrum[k][0], spectrum[k][1])), 0.0, 0.01);
    }
  }
  fftw_destroy_plan(plan);
  fftw_free(sum);
  fftw_free(spectrum);
}

static void test_bands_add_up_flat(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (unsigned n_branches = 2; n_branches <= BRANCHES; ++n_branches) {
      SplitterFixture* fixture = splitter_fixture_new(n_channels);
      fixture->params.mode = SPLITTER_BANDS;
      fixture->params.n_branches = n_branches;
      memset(fixture->in, 0, sizeof(fixture->in));
      for (unsigned c = 0; c < n_channels; ++c) {
        fixture->in[c][0] = 1.0f;
      }
      splitter_fixture_run(fixture, 0, FRAMES);
      for (unsigned c = 0; c < n_channels; ++c) {
        assert_sum_is_flat(fixture, c);
        for (unsigned b = 0; b < BRANCHES; ++b) {
          assert_true((fabsf(splitter_fixture_out(fixture, b, c)[1]) > 0.0f) == (b < n_branches));
        }
      }
      splitter_fixture_free(fixture);
    }
  }
}

static void test_gain_polarity_solo_and_mute_act_on_the_outputs(void** state) {
  (void)state;
  static const float gains[BRANCHES] = {1.0f, 0.25f, 0.0f, 3.0f};
  for (unsigned pattern = 0; pattern < 1u << (2 * BRANCHES); ++pattern) {
    SplitterFixture* fixture = splitter_fixture_new(2);
    fixture->params.n_branches = 4;
    const unsigned solo = pattern % (1u << BRANCHES);
    const unsigned mute = pattern >> BRANCHES;
    for (unsigned b = 0; b < BRANCHES; ++b) {
      fixture->params.branch[b] = (SplitterBranchParams){
        .gain = gains[b], .solo = (solo >> b) & 1u, .mute = (mute >> b) & 1u, .invert = b % 2};
    }
    splitter_fixture_run(fixture, 0, 100);
    for (unsigned b = 0; b < BRANCHES; ++b) {
      const bool heard = !((mute >> b) & 1u) && (!solo || ((solo >> b) & 1u));
      const float gain = heard ? (b % 2 ? -gains[b] : gains[b]) : 0.0f;
      for (unsigned i = 0; i < 100; ++i) {
        assert_true(splitter_fixture_out(fixture, b, 0)[i] == gain * fixture->in[0][i]);
        assert_true(splitter_fixture_out(fixture, b, 1)[i] == gain * fixture->in[1][i]);
      }
    }
    splitter_fixture_free(fixture);
  }
}

static void test_delays_are_exact_to_the_frame(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    SplitterFixture* fixture = splitter_fixture_new(n_channels);
    static const unsigned frames[BRANCHES] = {0, 1, 480, 4800};
    fixture->params.n_branches = 4;
    for (unsigned b = 0; b < BRANCHES; ++b) {
      fixture->params.branch[b].delay_ms = (float)(frames[b] * 1000.0 / rate_hz);
    }
    splitter_fixture_run(fixture, 0, FRAMES);
    for (unsigned b = 0; b < BRANCHES; ++b) {
      for (unsigned c = 0; c < n_channels; ++c) {
        splitter_fixture_assert_silent(splitter_fixture_out(fixture, b, c), frames[b]);
        assert_samples_equal(splitter_fixture_out(fixture, b, c) + frames[b], fixture->in[c], (FRAMES - frames[b]));
      }
    }
    splitter_fixture_free(fixture);
  }
}

/* A branch without delay plays on until it has heard enough; then it fades over, as all new delays do. */
static void test_a_new_delay_never_drops_out(void** state) {
  (void)state;
  SplitterFixture* fixture = splitter_fixture_new(2);
  const unsigned fade = ramp_frames(rate_hz);
  for (unsigned i = 0; i < FRAMES; ++i) {
    fixture->in[0][i] = fixture->in[1][i] = 0.5f + (float)i / FRAMES;
  }
  splitter_fixture_run(fixture, 0, 1000);
  fixture->params.branch[1].delay_ms = 50.0f;
  splitter_fixture_run(fixture, 1000, 5000);
  fixture->params.branch[1].delay_ms = 20.0f;
  splitter_fixture_run(fixture, 6000, 4000);
  for (unsigned i = 0; i < 10000; ++i) {
    const double now = (double)fixture->in[0][i];
    const double late = i < 2400 ? 0.0 : (double)fixture->in[0][i - 2400];
    const double later = i < 960 ? 0.0 : (double)fixture->in[0][i - 960];
    const double to_late = i < 3400 ? 0.0 : fmin((i - 3400 + 1.0) / fade, 1.0);
    const double to_later = i < 6000 ? 0.0 : fmin((i - 6000 + 1.0) / fade, 1.0);
    const double expected = (1.0 - to_late) * now + to_late * late;
    assert_near(splitter_fixture_out(fixture, 1, 0)[i], (1.0 - to_later) * expected + to_later * later, 1e-6);
    assert_true(splitter_fixture_out(fixture, 0, 0)[i] == fixture->in[0][i]);
  }
  splitter_fixture_free(fixture);
}

/* When a delay has faded out its signal is forgotten on that very frame, wherever blocks are cut. */
static void test_a_delay_that_has_gone_is_forgotten_at_once(void** state) {
  (void)state;
  static const unsigned cuts[] = {1475, 1480, 1490, 1500};
  const unsigned fade = ramp_frames(rate_hz);
  for (unsigned k = 0; k < 4; ++k) {
    SplitterFixture* fixture = splitter_fixture_new(2);
    for (unsigned i = 0; i < FRAMES; ++i) {
      fixture->in[0][i] = fixture->in[1][i] = (float)i / FRAMES;
    }
    fixture->params.branch[1].delay_ms = 10.0f;
    splitter_fixture_run(fixture, 0, 1000);
    fixture->params.branch[1].delay_ms = 0.0f;
    splitter_fixture_run(fixture, 1000, cuts[k] - 1000);
    splitter_fixture_run(fixture, cuts[k], 1500 - cuts[k]);
    fixture->params.branch[1].delay_ms = 5.0f;
    splitter_fixture_run(fixture, 1500, 1500);
    for (unsigned i = 1500; i < 3000; ++i) {
      const double weight = i < 1740 ? 0.0 : fmin((i - 1740 + 1.0) / fade, 1.0);
      assert_near(splitter_fixture_out(fixture, 1, 0)[i], (double)fixture->in[0][i] - weight * 240.0 / FRAMES, 1e-6);
    }
    splitter_fixture_free(fixture);
  }
}

typedef struct {
  double before[BRANCHES * 2], after[BRANCHES * 2];
  void (*change)(SplitterParams* params);
} Change;

static void change_gain(SplitterParams* params) {
  params->branch[1].gain = 0.25f;
}

static void change_mute(SplitterParams* params) {
  params->branch[0].mute = true;
}

static void change_solo(SplitterParams* params) {
  params->branch[0].solo = true;
}

static void change_invert(SplitterParams* params) {
  params->branch[1].invert = true;
}

static void change_number(SplitterParams* params) {
  params->n_branches = 4;
}

static void change_mode(SplitterParams* params) {
  params->mode = SPLITTER_LEFT_RIGHT;
}

static void change_to_mid_side(SplitterParams* params) {
  params->mode = SPLITTER_MID_SIDE;
}

static void change_enabled(SplitterParams* params) {
  params->enabled = false;
}

static void test_every_change_is_a_line_of_ten_milliseconds(void** state) {
  (void)state;
#define REST \
  { 0.4, 0.2, 0.4, 0.2 }
  static const Change changes[] = {
    {REST, {0.4, 0.2, 0.1, 0.05}, change_gain},
    {REST, {0.0, 0.0, 0.4, 0.2}, change_mute},
    {REST, {0.4, 0.2}, change_solo},
    {REST, {0.4, 0.2, -0.4, -0.2}, change_invert},
    {REST, {0.4, 0.2, 0.4, 0.2, 0.4, 0.2, 0.4, 0.2}, change_number},
    {REST, {0.4, 0.0, 0.0, 0.2}, change_mode},
    {REST, {0.3, 0.3, 0.1, -0.1}, change_to_mid_side},
    {REST, {0.4, 0.2}, change_enabled},
  };
#undef REST
  for (unsigned k = 0; k < sizeof(changes) / sizeof(changes[0]); ++k) {
    SplitterFixture* fixture = splitter_fixture_new(2);
    for (unsigned i = 0; i < FRAMES; ++i) {
      fixture->in[0][i] = 0.4f;
      fixture->in[1][i] = 0.2f;
    }
    splitter_fixture_run(fixture, 0, 1000);
    changes[k].change(&fixture->params);
    splitter_fixture_run(fixture, 1000, 1000);
    splitter_fixture_defaults(&fixture->params);
    splitter_fixture_run(fixture, 2000, 1000);
    for (unsigned i = 0; i < BRANCHES * 2; ++i) {
      assert_ramp(fixture->out[i], 1000, rate_hz, changes[k].before[i], changes[k].after[i]);
      assert_ramp(fixture->out[i], 2000, rate_hz, changes[k].after[i], changes[k].before[i]);
    }
    splitter_fixture_free(fixture);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_copies_are_the_input_bit_for_bit),
    cmocka_unit_test(test_branches_add_up_to_the_input),
    cmocka_unit_test(test_mid_side_and_left_right_are_their_formulas),
    cmocka_unit_test(test_bands_add_up_flat),
    cmocka_unit_test(test_gain_polarity_solo_and_mute_act_on_the_outputs),
    cmocka_unit_test(test_delays_are_exact_to_the_frame),
    cmocka_unit_test(test_a_new_delay_never_drops_out),
    cmocka_unit_test(test_a_delay_that_has_gone_is_forgotten_at_once),
    cmocka_unit_test(test_every_change_is_a_line_of_ten_milliseconds),
  };
  return cmocka_run_group_tests_name("parallel_splitter", tests, NULL, NULL);
}
