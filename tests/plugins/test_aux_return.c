// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The engine against the formulas of its path. */

#include "common/dsp/ramp.h"
#include "tests/plugins/ramp_check.h"
#include "tests/plugins/return_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"
#include "tests/plugins/samples_equal.h"

static void test_modes(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (int mode = RETURN_ADD; mode <= RETURN_WET_ONLY; ++mode) {
      ReturnFixture* fixture = return_fixture_new(n_channels);
      fixture->params.mode = (AuxReturnMode)mode;
      fixture->params.dry_gain = 0.8f;
      fixture->params.return_gain = 0.5f;
      fixture->params.mix = 0.3f;
      return_fixture_run(fixture, 0, 1000);
      const double dry = (double[]){0.8, 0.8 * 0.7, 0.0}[mode];
      const double wet = (double[]){0.5, 0.5 * 0.3, 0.5}[mode];
      for (unsigned i = 0; i < 1000; ++i) {
        for (unsigned c = 0; c < n_channels; ++c) {
          assert_near(fixture->out[c][i], dry * (double)fixture->dry[c][i] + wet * (double)fixture->wet[c][i], 1e-6);
        }
      }
      return_fixture_free(fixture);
    }
  }
}

static void test_a_silent_return_changes_nothing(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    ReturnFixture* fixture = return_fixture_new(n_channels);
    memset(fixture->wet, 0, sizeof(fixture->wet));
    return_fixture_run(fixture, 0, FRAMES);
    for (unsigned c = 0; c < n_channels; ++c) {
      assert_samples_equal(fixture->out[c], fixture->dry[c], sizeof(fixture->dry[c]) / sizeof(float));
    }
    return_fixture_free(fixture);
  }
}

static void test_width_pan_polarity_and_mute(void** state) {
  (void)state;
  ReturnFixture* fixture = return_fixture_new(2);
  fixture->params.width = 0.4f;
  fixture->params.pan = -0.25f;
  fixture->params.invert = true;
  fixture->params.return_gain = 0.5f;
  return_fixture_run(fixture, 0, 1000);
  for (unsigned i = 0; i < 1000; ++i) {
    const double l = (double)fixture->wet[0][i] * 0.7 + (double)fixture->wet[1][i] * 0.3;
    const double r = (double)fixture->wet[1][i] * 0.7 + (double)fixture->wet[0][i] * 0.3;
    assert_near(fixture->out[0][i], (double)fixture->dry[0][i] - 0.5 * l, 1e-6);
    assert_near(fixture->out[1][i], (double)fixture->dry[1][i] - 0.5 * 0.75 * r, 1e-6);
  }
  fixture->params.mute = true;
  return_fixture_run(fixture, 1000, 1000);
  assert_samples_equal(fixture->out[0] + 1500, fixture->dry[0] + 1500, 500);
  return_fixture_free(fixture);
}

/* |H|^2 = 1 / (1 + (f/fc)^4) of the low-pass an octave above its cut-off, and its mirror of the high-pass. */
static void test_return_is_filtered(void** state) {
  (void)state;
  for (unsigned low = 0; low < 2; ++low) {
    ReturnFixture* fixture = return_fixture_new(2);
    memset(fixture->dry, 0, sizeof(fixture->dry));
    fixture->params.lpf_hz = low ? 1000.0f : INFINITY;
    fixture->params.hpf_hz = low ? 0.0f : 2000.0f;
    const double tone_hz = low ? 2000.0 : 1000.0;
    for (unsigned i = 0; i < FRAMES; ++i) {
      fixture->wet[0][i] = fixture->wet[1][i] = 0.5f * (float)sin(6.283185307179586 * tone_hz * i / rate_hz);
    }
    return_fixture_run(fixture, 0, FRAMES);
    double peak = 0.0;
    for (unsigned i = FRAMES / 2; i < FRAMES; ++i) {
      peak = fmax(peak, fabs((double)fixture->out[1][i]));
    }
    assert_near(return_fixture_db(peak / 0.5), -10.0 * log10(1.0 + pow(2.0, 4.0)), 0.1);
    return_fixture_free(fixture);
  }
}

static void test_delays_to_the_frame(void** state) {
  (void)state;
  static const double rates_hz[] = {8000.0, 44100.0, 192000.0};
  static const float delays_ms[] = {0.0f, 0.02f, 1.0f, 33.3f, 100.0f};
  for (unsigned r = 0; r < 3; ++r) {
    for (unsigned a = 0; a < 5; ++a) {
      for (unsigned b = 0; b < 5; ++b) {
        ReturnFixture* fixture = return_fixture_new_at(1, rates_hz[r]);
        memset(fixture->dry, 0, sizeof(fixture->dry));
        memset(fixture->wet, 0, sizeof(fixture->wet));
        fixture->dry[0][100] = 0.5f;
        fixture->wet[0][101] = 0.25f;
        fixture->params.dry_delay_ms = delays_ms[a];
        fixture->params.delay_ms = 4.0f * delays_ms[b];
        return_fixture_run(fixture, 0, FRAMES);
        const unsigned latency = return_fixture_meters(fixture).latency_frames;
        assert_int_equal(latency, lround((double)delays_ms[a] * rates_hz[r] / 1000.0));
        const unsigned wet_at = 101 + (unsigned)lround(4.0 * (double)delays_ms[b] * rates_hz[r] / 1000.0);
        for (unsigned i = 0; i < FRAMES; ++i) {
          assert_true(fixture->out[0][i] == (i == 100 + latency ? 0.5f : 0.0f) + (i == wet_at ? 0.25f : 0.0f));
        }
        return_fixture_free(fixture);
      }
    }
  }
}

/* A delay of nothing keeps no signal, so a new one fades in over 10 ms once it holds enough. */
static void test_new_delays_fade_in(void** state) {
  (void)state;
  for (unsigned dry = 0; dry < 2; ++dry) {
    ReturnFixture* fixture = return_fixture_new(2);
    const unsigned n = ramp_frames(rate_hz);
    const unsigned delay = 960;
    fixture->params.dry_gain = dry ? 1.0f : 0.0f;
    fixture->params.return_gain = dry ? 0.0f : 1.0f;
    return_fixture_run(fixture, 0, 2000);
    fixture->params.dry_delay_ms = dry ? 20.0f : 0.0f;
    fixture->params.delay_ms = dry ? 0.0f : 20.0f;
    return_fixture_run(fixture, 2000, 6000);
    assert_int_equal(return_fixture_meters(fixture).latency_frames, dry ? delay : 0);
    fixture->params.dry_delay_ms = fixture->params.delay_ms = 0.0f;
    return_fixture_run(fixture, 8000, 6000);
    for (unsigned i = 0; i < 14000; ++i) {
      const float* in = dry ? fixture->dry[1] : fixture->wet[1];
      const double up = fmin(fmax(((double)i - 2000.0 - delay + 1.0) / n, 0.0), 1.0);
      const double down = fmin(fmax(((double)i - 8000.0 + 1.0) / n, 0.0), 1.0);
      const double weight = up - down;
      const double late = i < delay ? 0.0 : (double)in[i - delay];
      assert_near(fixture->out[1][i], (1.0 - weight) * (double)in[i] + weight * late, 1e-6);
    }
    return_fixture_free(fixture);
  }
}

static void test_dry_signal_ducks_the_return(void** state) {
  (void)state;
  ReturnFixture* fixture = return_fixture_new(2);
  for (unsigned i = 0; i < FRAMES; ++i) {
    fixture->dry[0][i] = fixture->dry[1][i] = i < FRAMES / 2 ? ((i / 24 % 2) ? -0.25f : 0.25f) : 0.0f;
    fixture->wet[0][i] = fixture->wet[1][i] = 0.1f;
  }
  fixture->params.duck_depth_db = 9.0f;
  fixture->params.dry_gain = 0.0f;
  return_fixture_run(fixture, 0, FRAMES / 2);
  assert_near(return_fixture_db((double)fixture->out[0][FRAMES / 2 - 1] / 0.1), -9.0, 0.05);
  assert_near(return_fixture_meters(fixture).reduction_db, -9.0, 0.05);
  return_fixture_run(fixture, FRAMES / 2, FRAMES / 2);
  const unsigned release = (unsigned)(0.3 * rate_hz);
  assert_near(return_fixture_db((double)fixture->out[1][FRAMES / 2 + release] / 0.1), -9.0 * exp(-1.0), 0.1);
  return_fixture_free(fixture);
}

/* A square wave has one level from its first frame on; 10 ms later 63 % of the reduction is there. */
static void test_duck_takes_its_times(void** state) {
  (void)state;
  static const float attacks_ms[] = {1.0f, 10.0f, 100.0f};
  for (unsigned a = 0; a < 3; ++a) {
    ReturnFixture* fixture = return_fixture_new(1);
    for (unsigned i = 0; i < FRAMES; ++i) {
      fixture->dry[0][i] = i >= 4800 ? ((i / 24 % 2) ? -0.25f : 0.25f) : 0.0f;
      fixture->wet[0][i] = 0.1f;
    }
    fixture->params.mode = RETURN_WET_ONLY;
    fixture->params.duck_depth_db = 12.0f;
    fixture->params.duck_attack_ms = attacks_ms[a];
    return_fixture_run(fixture, 0, FRAMES);
    const unsigned at = 4800 + (unsigned)(attacks_ms[a] * 48.0f) - 1;
    assert_near(return_fixture_db((double)fixture->out[0][at] / 0.1), -12.0 * (1.0 - exp(-1.0)), 0.05);
    assert_near(return_fixture_db((double)fixture->out[0][4799] / 0.1), 0.0, 0.0001);
    return_fixture_free(fixture);
  }
}

/* With a ratio of 100 the return goes down by 99 % of what the dry signal is above the threshold, up to the depth; up
   to the threshold it is left alone, bit for bit. */
static void test_duck_follows_its_curve(void** state) {
  (void)state;
  for (double level_db = -40.0; level_db <= 0.0; level_db += 2.5) {
    ReturnFixture* fixture = return_fixture_new(2);
    const float level = (float)pow(10.0, level_db / 20.0);
    for (unsigned i = 0; i < FRAMES; ++i) {
      fixture->dry[0][i] = 0.0f;
      fixture->dry[1][i] = (i / 24 % 2) ? -level : level;
    }
    fixture->params.dry_gain = 0.0f;
    fixture->params.duck_depth_db = 15.0f;
    fixture->params.duck_threshold_db = -25.0f;
    return_fixture_run(fixture, 0, FRAMES);
    const double expected = fmin(fmax(level_db + 25.0, 0.0) * 0.99, 15.0);
    assert_near(return_fixture_db((double)fixture->out[0][FRAMES - 1] / (double)fixture->wet[0][FRAMES - 1]), -expected,
                0.02);
    assert_near(return_fixture_meters(fixture).reduction_db, -expected, 0.02);
    if (level_db < -25.0) {
      assert_samples_equal(fixture->out[0], fixture->wet[0], sizeof(fixture->out) / sizeof(float));
    }
    return_fixture_free(fixture);
  }
}

static void test_a_duck_switched_off_lets_go_and_is_gone(void** state) {
  (void)state;
  ReturnFixture* fixture = return_fixture_new(2);
  for (unsigned i = 0; i < FRAMES; ++i) {
    fixture->dry[0][i] = fixture->dry[1][i] = 0.5f;
    fixture->wet[0][i] = fixture->wet[1][i] = 0.1f;
  }
  fixture->params.mode = RETURN_WET_ONLY;
  fixture->params.duck_depth_db = 12.0f;
  fixture->params.duck_release_ms = 20.0f;
  return_fixture_run(fixture, 0, FRAMES / 2);
  fixture->params.duck_depth_db = 0.0f;
  return_fixture_run(fixture, FRAMES / 2, FRAMES / 2);
  for (unsigned i = FRAMES / 2; i < FRAMES; ++i) {
    const float step = fixture->out[0][i] - fixture->out[0][i - 1];
    assert_true(step >= 0.0f && step < 0.1f / 200.0f);
  }
  assert_samples_equal(fixture->out[1] + FRAMES - 4800, fixture->wet[1], 4800);
  assert_true(return_fixture_meters(fixture).reduction_db == 0.0f);
  return_fixture_free(fixture);
}

static void test_every_change_is_a_line_of_ten_milliseconds(void** state) {
  (void)state;
  for (unsigned change = 0; change < 9; ++change) {
    ReturnFixture* fixture = return_fixture_new(2);
    for (unsigned i = 0; i < FRAMES; ++i) {
      fixture->dry[0][i] = fixture->dry[1][i] = 0.2f;
      fixture->wet[0][i] = 0.3f;
      fixture->wet[1][i] = 0.1f;
    }
    AuxReturnParams* params = &fixture->params;
    return_fixture_run(fixture, 0, 1000);
    params->dry_gain = change == 0 ? 0.5f : 1.0f;
    params->return_gain = change == 1 ? 0.5f : 1.0f;
    params->mode = change == 2 ? RETURN_BLENDED : change == 3 ? RETURN_WET_ONLY : RETURN_ADD;
    params->mute = change == 4;
    params->invert = change == 5;
    params->width = change == 6 ? 0.0f : 1.0f;
    params->pan = change == 7 ? 0.5f : 0.0f;
    params->enabled = change != 8;
    return_fixture_run(fixture, 1000, 1000);
    assert_some_ramp(fixture->out[0], 1000, rate_hz);
    return_fixture_free(fixture);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_modes),
    cmocka_unit_test(test_a_silent_return_changes_nothing),
    cmocka_unit_test(test_width_pan_polarity_and_mute),
    cmocka_unit_test(test_return_is_filtered),
    cmocka_unit_test(test_delays_to_the_frame),
    cmocka_unit_test(test_new_delays_fade_in),
    cmocka_unit_test(test_dry_signal_ducks_the_return),
    cmocka_unit_test(test_duck_takes_its_times),
    cmocka_unit_test(test_duck_follows_its_curve),
    cmocka_unit_test(test_a_duck_switched_off_lets_go_and_is_gone),
    cmocka_unit_test(test_every_change_is_a_line_of_ten_milliseconds),
  };
  return cmocka_run_group_tests_name("aux_return", tests, NULL, NULL);
}
