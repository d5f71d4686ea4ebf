// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the engine must hold apart from its sound: off, start, meters and status, bad samples and buffers. */

#include "tests/plugins/summer_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"
#include "tests/plugins/samples_equal.h"

static void test_off_sums_at_unity(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    SummerFixture* fixture = summer_fixture_new(n_channels);
    summer_fixture_set_something(&fixture->params);
    fixture->params.enabled = false;
    summer_fixture_run(fixture, 0, FRAMES);
    for (unsigned i = 0; i < FRAMES; ++i) {
      for (unsigned side = 0; side < 2; ++side) {
        float sum = 0.0f;
        for (unsigned s = 0; s < STRIPS; ++s) {
          sum += fixture->in[s * n_channels + (n_channels > 1 ? side : 0)][i];
        }
        assert_true(fixture->out[side][i] == sum);
      }
    }
    summer_fixture_free(fixture);
  }
}

static void test_starts_settled(void** state) {
  (void)state;
  SummerFixture* fixture = summer_fixture_new(2);
  summer_fixture_run(fixture, 0, 0);
  summer_fixture_set_something(&fixture->params);
  summer_fixture_run(fixture, 0, 64);
  summer_fixture_assert_mix(fixture, 0, 64);
  bus_summer_reset(fixture->bus);
  summer_fixture_defaults(&fixture->params);
  summer_fixture_run(fixture, 64, 64);
  summer_fixture_assert_mix(fixture, 64, 128);
  summer_fixture_free(fixture);
}

static void test_meters_show_the_peaks(void** state) {
  (void)state;
  SummerFixture* fixture = summer_fixture_new(2);
  summer_fixture_set_something(&fixture->params);
  for (unsigned s = 0; s < STRIPS; ++s) {
    fixture->params.delay_ms[s] = 0.0f;
    fixture->params.strip_width[s] = 1.0f;
  }
  memset(fixture->in, 0, sizeof(fixture->in));
  for (unsigned c = 0; c < STRIPS * 2; ++c) {
    fixture->in[c][100] = (c & 1u) ? -0.3f : 0.2f;
  }
  summer_fixture_run(fixture, 0, 128);
  BusSummerMeters meters;
  bus_summer_read(fixture->bus, &meters);
  assert_near(meters.strip_peak[0], 0.3 * 0.5, 1e-6);
  assert_near(meters.strip_peak[1], 0.3 * 1.7, 1e-6);
  assert_true(meters.strip_peak[2] == 0.0f);
  assert_near(meters.strip_peak[3], 0.3 * 0.25, 1e-6);
  assert_near(meters.peak[0], fabs((double)fixture->out[0][100]), 1e-7);
  assert_near(meters.peak[1], fabs((double)fixture->out[1][100]), 1e-7);
  summer_fixture_free(fixture);
}

static float strip_peak(const SummerFixture* fixture) {
  BusSummerMeters meters;
  bus_summer_read(fixture->bus, &meters);
  return meters.strip_peak[0];
}

static void test_a_meter_rises_with_its_gain(void** state) {
  (void)state;
  const unsigned start = 100, step = 16, ramp = 480;
  SummerFixture* fixture = summer_fixture_new(2);
  SummerFixture* whole = summer_fixture_new(2);
  for (unsigned i = 0; i < FRAMES; ++i) {
    fixture->in[0][i] = whole->in[0][i] = fixture->in[1][i] = whole->in[1][i] = 0.25f;
  }
  summer_fixture_run(fixture, 0, start);
  fixture->params.gain[0] = 3.0f;
  for (unsigned done = step; done <= ramp; done += step) {
    summer_fixture_run(fixture, start + done - step, step);
    assert_near(strip_peak(fixture), 0.25 * (1.0 + 2.0 * done / ramp), 1e-6);
  }
  summer_fixture_run(whole, 0, start);
  whole->params.gain[0] = 3.0f;
  summer_fixture_run(whole, start, ramp);
  assert_true(strip_peak(whole) == strip_peak(fixture));
  summer_fixture_free(fixture);
  summer_fixture_free(whole);
}

static void test_correlation_of_the_bus(void** state) {
  (void)state;
  for (unsigned mono = 0; mono < 2; ++mono) {
    SummerFixture* fixture = summer_fixture_new(2);
    fixture->params.mono = mono;
    BusSummerMeters meters;
    for (unsigned block = 0; block < 40; ++block) {
      summer_fixture_run(fixture, 0, FRAMES);
    }
    bus_summer_read(fixture->bus, &meters);
    assert_near(meters.correlation, mono ? 1.0 : 0.0, mono ? 1e-5 : 0.1);
    summer_fixture_free(fixture);
  }
}

/* The loss is that of the bus's own mono: its sides, before and after. */
static void test_mono_loss_is_what_mono_costs(void** state) {
  (void)state;
  SummerFixture* fixture = summer_fixture_new(2);
  for (unsigned k = 0; k < 5; ++k) {
    double energy[2] = {0.0, 0.0};
    float loss_db[2];
    for (unsigned s = 0; s < STRIPS; ++s) {
      fixture->params.strip_width[s] = 0.5f * (float)k;
    }
    for (unsigned mono = 0; mono < 2; ++mono) {
      fixture->params.mono = mono;
      for (unsigned block = 0; block < 60; ++block) {
        summer_fixture_run(fixture, 0, FRAMES);
      }
      for (unsigned i = 0; i < FRAMES; ++i) {
        energy[mono] += pow((double)fixture->out[0][i], 2.0) + pow((double)fixture->out[1][i], 2.0);
      }
      BusSummerMeters meters;
      bus_summer_read(fixture->bus, &meters);
      loss_db[mono] = meters.mono_loss_db;
    }
    assert_near(loss_db[0], 10.0 * log10(energy[0] / energy[1]), 0.05);
    assert_near(loss_db[1], 0.0, 1e-4);
  }
  summer_fixture_free(fixture);
}

static Status status_after(SummerFixture* fixture, double seconds) {
  for (double done = 0.0; done < seconds; done += FRAMES / rate_hz) {
    summer_fixture_run(fixture, 0, FRAMES);
  }
  BusSummerMeters meters;
  bus_summer_read(fixture->bus, &meters);
  return meters.status;
}

static void test_status(void** state) {
  (void)state;
  SummerFixture* fixture = summer_fixture_new(2);
  assert_int_equal(status_after(fixture, 2.2), STATUS_OK);
  for (unsigned s = 0; s < STRIPS; ++s) {
    fixture->params.pan[s] = -1.0f;
  }
  assert_int_equal(status_after(fixture, 1.8), STATUS_OK);
  assert_int_equal(status_after(fixture, 0.5), STATUS_ONE_SIDED);
  fixture->params.gain[1] = 20.0f;
  assert_int_equal(status_after(fixture, 0.1), STATUS_CLIPPING);
  memset(fixture->in, 0, sizeof(fixture->in));
  assert_int_equal(status_after(fixture, 2.3), STATUS_SILENT);
  summer_fixture_free(fixture);
}

static void copy_strip(SummerFixture* fixture, unsigned to, unsigned from, float gain) {
  for (unsigned c = 0; c < fixture->n_channels; ++c) {
    for (unsigned i = 0; i < FRAMES; ++i) {
      fixture->in[to * fixture->n_channels + c][i] = gain * fixture->in[from * fixture->n_channels + c][i];
    }
  }
}

static void assert_status(SummerFixture* fixture, double seconds, Status status, unsigned a, unsigned b) {
  BusSummerMeters meters;
  assert_int_equal(status_after(fixture, seconds), status);
  bus_summer_read(fixture->bus, &meters);
  assert_int_equal(meters.status_strip[0], a);
  assert_int_equal(meters.status_strip[1], b);
}

static void test_tells_which_strips_are_the_same(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    SummerFixture* fixture = summer_fixture_new(n_channels);
    BusSummerParams* params = &fixture->params;
    params->fader = 0.1f;
    copy_strip(fixture, 3, 1, 0.5f);
    assert_status(fixture, 0.8, STATUS_OK, 0, 0);
    assert_status(fixture, 0.4, STATUS_DUPLICATE, 2, 4);
    params->pan[1] = -1.0f;  // whatever the desk does to them
    params->gain[3] = 3.0f;
    assert_status(fixture, 0.2, STATUS_DUPLICATE, 2, 4);
    params->invert[3] = true;
    assert_status(fixture, 0.2, STATUS_CANCELLING, 2, 4);
    params->invert[1] = true;
    assert_status(fixture, 0.2, STATUS_DUPLICATE, 2, 4);
    params->invert[1] = false;
    params->enabled = false;  // nothing is inverted then
    assert_status(fixture, 0.2, STATUS_DUPLICATE, 2, 4);
    params->enabled = true;
    params->fader = 100.0f;
    assert_status(fixture, 0.2, STATUS_CANCELLING, 2, 4);  // a cause, so it is told even while the sum clips
    params->fader = 0.1f;
    copy_strip(fixture, 3, 1, -0.5f);
    assert_status(fixture, 3.2, STATUS_DUPLICATE, 2, 4);
    copy_strip(fixture, 2, 0, -1.0f);
    assert_status(fixture, 1.3, STATUS_CANCELLING, 1, 3);
    copy_strip(fixture, 2, 0, 0.0f);  // unplugged
    copy_strip(fixture, 3, 0, 0.0f);
    assert_status(fixture, 0.1, STATUS_OK, 0, 0);
    summer_fixture_free(fixture);
  }
}

/* Strips are compared as they are summed: a late copy is the same once it is lined up, and a delayed copy is not. */
static void test_strips_are_compared_after_their_delay(void** state) {
  (void)state;
  enum { LATE = 480 };
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    SummerFixture* fixture = summer_fixture_new(n_channels);
    fixture->params.fader = 0.1f;
    for (unsigned c = 0; c < n_channels; ++c) {
      for (unsigned i = 0; i < FRAMES; ++i) {
        fixture->in[3 * n_channels + c][(i + LATE) % FRAMES] = fixture->in[n_channels + c][i];
      }
    }
    assert_status(fixture, 2.0, STATUS_OK, 0, 0);
    fixture->params.delay_ms[1] = 10.0f;
    assert_status(fixture, 1.3, STATUS_DUPLICATE, 2, 4);
    fixture->params.invert[3] = true;
    assert_status(fixture, 0.1, STATUS_CANCELLING, 2, 4);
    fixture->params.delay_ms[1] = 9.0f;
    assert_status(fixture, 0.2, STATUS_OK, 0, 0);
    summer_fixture_free(fixture);
  }
}

static void test_a_reset_forgets_what_was_delayed(void** state) {
  (void)state;
  SummerFixture* fixture = summer_fixture_new(2);
  SummerFixture* fresh = summer_fixture_new(2);
  summer_fixture_set_something(&fixture->params);
  summer_fixture_set_something(&fresh->params);
  summer_fixture_run(fixture, 0, FRAMES);
  bus_summer_reset(fixture->bus);
  summer_fixture_run(fixture, 0, FRAMES);
  summer_fixture_run(fresh, 0, FRAMES);
  assert_samples_equal(fixture->out[0], fresh->out[0], sizeof(fixture->out) / sizeof(float));
  summer_fixture_free(fixture);
  summer_fixture_free(fresh);
}

static void test_bad_samples_of_a_delayed_strip_are_silence(void** state) {
  (void)state;
  SummerFixture* fixture = summer_fixture_new(2);
  SummerFixture* clean = summer_fixture_new(2);
  for (unsigned s = 0; s < STRIPS; ++s) {
    fixture->params.delay_ms[s] = clean->params.delay_ms[s] = 20.0f;
    fixture->params.strip_width[s] = clean->params.strip_width[s] = 0.5f;
  }
  fixture->in[3][700] = NAN;
  clean->in[3][700] = 0.0f;
  summer_fixture_run(fixture, 0, FRAMES);
  summer_fixture_run(clean, 0, FRAMES);
  assert_samples_equal(fixture->out[0], clean->out[0], sizeof(fixture->out) / sizeof(float));
  summer_fixture_free(fixture);
  summer_fixture_free(clean);
}

static void test_only_what_is_heard_can_be_the_same(void** state) {
  (void)state;
  SummerFixture* fixture = summer_fixture_new(2);
  BusSummerParams* params = &fixture->params;
  params->fader = 0.1f;
  copy_strip(fixture, 1, 0, -1.0f);
  assert_status(fixture, 1.3, STATUS_CANCELLING, 1, 2);
  params->mute[1] = true;
  assert_status(fixture, 0.1, STATUS_OK, 0, 0);
  params->mute[1] = false;
  params->solo[0] = true;
  assert_status(fixture, 0.1, STATUS_OK, 0, 0);
  params->solo[1] = true;
  assert_status(fixture, 0.1, STATUS_CANCELLING, 1, 2);
  params->gain[0] = 0.0f;
  assert_status(fixture, 0.1, STATUS_OK, 0, 0);
  params->gain[0] = 1.0f;
  fixture->in[3][40] = NAN;
  assert_status(fixture, 0.1, STATUS_CANCELLING, 1, 2);
  summer_fixture_free(fixture);
}

static void test_one_bad_sample_is_silence_and_gone(void** state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, -INFINITY};
  for (unsigned b = 0; b < 3; ++b) {
    SummerFixture* fixture = summer_fixture_new(2);
    SummerFixture* clean = summer_fixture_new(2);
    summer_fixture_set_something(&fixture->params);
    summer_fixture_set_something(&clean->params);
    fixture->in[3][700] = bad[b];
    clean->in[3][700] = 0.0f;
    summer_fixture_run(fixture, 0, FRAMES);
    summer_fixture_run(clean, 0, FRAMES);
    assert_samples_equal(fixture->out[0], clean->out[0], sizeof(fixture->out) / sizeof(float));
    BusSummerMeters meters;
    bus_summer_read(fixture->bus, &meters);
    assert_true(isfinite(meters.strip_peak[1]) && meters.strip_peak[1] < 1.0f);
    summer_fixture_free(fixture);
    summer_fixture_free(clean);
  }
}

static void test_a_sum_beyond_float_is_still_finite(void** state) {
  (void)state;
  SummerFixture* fixture = summer_fixture_new(2);
  fixture->params.gain[0] = fixture->params.gain[1] = 4.0f;
  fixture->params.width = 2.0f;
  fixture->in[0][5] = fixture->in[2][5] = 3e38f;
  fixture->in[1][5] = fixture->in[3][5] = -3e38f;
  summer_fixture_run(fixture, 0, FRAMES);
  for (unsigned i = 0; i < FRAMES; ++i) {
    assert_true(isfinite(fixture->out[0][i]) && isfinite(fixture->out[1][i]));
  }
  summer_fixture_free(fixture);
}

static void test_unconnected_buffers_are_silence_and_nowhere(void** state) {
  (void)state;
  SummerFixture* fixture = summer_fixture_new(2);
  const float* in[STRIPS * 2] = {NULL};
  float* out[2] = {NULL, fixture->out[1]};
  in[3] = fixture->in[3];
  bus_summer_set(fixture->bus, &fixture->params);
  bus_summer_run(fixture->bus, in, out, FRAMES);
  assert_samples_equal(fixture->out[1], fixture->in[3], sizeof(fixture->out[1]) / sizeof(float));
  summer_fixture_free(fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_off_sums_at_unity),
    cmocka_unit_test(test_starts_settled),
    cmocka_unit_test(test_meters_show_the_peaks),
    cmocka_unit_test(test_a_meter_rises_with_its_gain),
    cmocka_unit_test(test_correlation_of_the_bus),
    cmocka_unit_test(test_mono_loss_is_what_mono_costs),
    cmocka_unit_test(test_status),
    cmocka_unit_test(test_tells_which_strips_are_the_same),
    cmocka_unit_test(test_strips_are_compared_after_their_delay),
    cmocka_unit_test(test_a_reset_forgets_what_was_delayed),
    cmocka_unit_test(test_bad_samples_of_a_delayed_strip_are_silence),
    cmocka_unit_test(test_only_what_is_heard_can_be_the_same),
    cmocka_unit_test(test_one_bad_sample_is_silence_and_gone),
    cmocka_unit_test(test_a_sum_beyond_float_is_still_finite),
    cmocka_unit_test(test_unconnected_buffers_are_silence_and_nowhere),
  };
  return cmocka_run_group_tests_name("bus_summer_state", tests, NULL, NULL);
}
