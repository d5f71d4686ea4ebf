// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the engine must hold apart from its sound: off, block cuts, meters, bad samples and buffers. The guard and the
   status are in test_aux_return_guard.c. */

#include "common/dsp/lcg.h"
#include "tests/plugins/return_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"
#include "tests/plugins/samples_equal.h"

static void test_meters_show_what_each_adds(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    ReturnFixture* fixture = return_fixture_new(n_channels);
    memset(fixture->dry, 0, sizeof(fixture->dry));
    memset(fixture->wet, 0, sizeof(fixture->wet));
    fixture->dry[n_channels - 1][500] = -0.4f;
    fixture->wet[n_channels - 1][510] = 0.6f;
    fixture->params.dry_gain = 0.5f;
    fixture->params.return_gain = 2.0f;
    fixture->params.pan = -0.25f;
    fixture->params.delay_ms = 1.0f;
    return_fixture_run(fixture, 0, 570);
    const AuxReturnMeters meters = return_fixture_meters(fixture);
    assert_near(meters.dry_peak, 0.2, 1e-6);
    assert_near(meters.return_peak, 1.2 * (n_channels > 1 ? 0.75 : 1.0), 1e-6);
    assert_near(meters.peak[1], meters.return_peak, 1e-6);
    assert_near(meters.peak[0], n_channels > 1 ? 0.0f : meters.return_peak, 1e-6);
    return_fixture_free(fixture);
  }
}

/* Of the dry signal alone, sides that are the same, opposite, unrelated, or one of them silent, with a tone in step
   with the control intervals as well as with noise: what a fold costs is worked out from the out itself. */
static void test_mono_loss_of_the_main_out(void** state) {
  (void)state;
  static const double of_right[] = {1.0, 0.5, 0.0, -0.25};
  for (unsigned k = 0; k < 4; ++k) {
    for (unsigned tone = 0; tone < 2; ++tone) {
      ReturnFixture* fixture = return_fixture_new(2);
      memset(fixture->wet, 0, sizeof(fixture->wet));
      for (unsigned i = 0; i < FRAMES; ++i) {
        const double phase = 2.0 * acos(-1.0) * 187.5 / rate_hz * i;
        const double left = tone ? 0.5 * sin(phase) : (double)fixture->dry[0][i];
        const double apart = tone ? 0.5 * cos(phase) : (double)fixture->dry[1][i];
        fixture->dry[0][i] = (float)left;
        fixture->dry[1][i] = (float)(of_right[k] * left + 0.5 * (1.0 - fabs(of_right[k])) * apart);
      }
      return_fixture_run(fixture, 0, FRAMES);
      double stereo = 0.0, folded = 0.0;
      for (unsigned i = 0; i < FRAMES; ++i) {
        const double l = (double)fixture->out[0][i];
        const double r = (double)fixture->out[1][i];
        stereo += l * l + r * r;
        folded += (l + r) * (l + r) / 2.0;
      }
      assert_near(return_fixture_meters(fixture).mono_loss_db, 10.0 * log10(stereo / folded), 0.4);
      return_fixture_free(fixture);
    }
  }
  ReturnFixture* mono = return_fixture_new(1);
  return_fixture_run(mono, 0, FRAMES);
  assert_true(return_fixture_meters(mono).mono_loss_db == 0.0f);
  return_fixture_free(mono);
}

static void test_off_passes_the_main_signal_on(void** state) {
  (void)state;
  ReturnFixture* fixture = return_fixture_new(2);
  fixture->params.enabled = false;
  fixture->params.dry_gain = 0.1f;
  fixture->params.mode = RETURN_WET_ONLY;
  fixture->params.dry_delay_ms = 3.0f;
  return_fixture_run(fixture, 0, FRAMES);
  assert_samples_equal(fixture->out[1] + 144, fixture->dry[1], (FRAMES - 144));
  return_fixture_free(fixture);
}

static float between(float low, float high) {
  return low + (high - low) * ((float)rand() / (float)RAND_MAX);
}

static void set_anything(AuxReturnParams* params) {
  params->mode = (AuxReturnMode)(rand() % 3);
  params->dry_gain = between(0.0f, 1.5f);
  params->return_gain = between(0.0f, 1.5f);
  params->mix = between(0.0f, 1.0f);
  params->dry_delay_ms = rand() % 2 ? between(0.0f, 20.0f) : 0.0f;
  params->pan = between(-1.0f, 1.0f);
  params->width = rand() % 2 ? between(0.0f, 2.0f) : 1.0f;
  params->mute = rand() % 4 == 0;
  params->invert = rand() % 2;
  params->hpf_hz = rand() % 2 ? between(10.0f, 500.0f) : 0.0f;
  params->lpf_hz = rand() % 2 ? between(1000.0f, 20000.0f) : INFINITY;
  params->delay_ms = rand() % 2 ? between(0.0f, 30.0f) : 0.0f;
  params->duck_depth_db = rand() % 2 ? between(0.0f, 48.0f) : 0.0f;
  params->duck_release_ms = between(5.0f, 50.0f);
  params->guard = rand() % 4 != 0;
  params->enabled = rand() % 4 != 0;
}

enum { CHANGE_FRAMES = 3000 };  // between changes of all parameters

/* The same changes on the same frames, in blocks of up to so many frames. */
static void run_changing(ReturnFixture* fixture, unsigned n_frames, unsigned longest) {
  srand(11);
  unsigned cuts = 1;
  for (unsigned at = 0, n = 0; at < n_frames; at += n) {
    if (at % CHANGE_FRAMES == 0) {
      set_anything(&fixture->params);
    }
    cuts = lcg_next(cuts);
    n = longest > 1 ? 1 + (cuts >> 8) % longest : 1;
    n = n < CHANGE_FRAMES - at % CHANGE_FRAMES ? n : CHANGE_FRAMES - at % CHANGE_FRAMES;
    (at % CHANGE_FRAMES ? return_fixture_run_on : return_fixture_run)(fixture, at, n);
  }
}

static void test_does_not_depend_on_cuts(void** state) {
  (void)state;
  static const unsigned longest[] = {8192, 1, 7, 64, 100, 1000};
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    ReturnFixture* fixtures[6];
    for (unsigned b = 0; b < 6; ++b) {
      fixtures[b] = return_fixture_new(n_channels);
      for (unsigned i = 0; i < FRAMES; ++i) {
        const float hot = i / 6000 % 4 == 3 ? 12.0f : 1.5f;
        fixtures[b]->wet[0][i] *= hot;
        fixtures[b]->wet[1][i] *= hot;
      }
      fixtures[b]->wet[0][30000] = NAN;
      run_changing(fixtures[b], FRAMES, longest[b]);
      assert_samples_equal(fixtures[b]->out[0], fixtures[0]->out[0], sizeof(fixtures[0]->out) / sizeof(float));
      const AuxReturnMeters meters = return_fixture_meters(fixtures[b]);
      const AuxReturnMeters expected = return_fixture_meters(fixtures[0]);
      assert_true(meters.dry_peak == expected.dry_peak && meters.return_peak == expected.return_peak &&
                  meters.peak[0] == expected.peak[0] && meters.peak[1] == expected.peak[1] &&
                  meters.reduction_db == expected.reduction_db && meters.status == expected.status);
      assert_near(meters.mono_loss_db, expected.mono_loss_db, 1e-3);  // sums are rounded otherwise
    }
    for (unsigned b = 0; b < 6; ++b) {
      return_fixture_free(fixtures[b]);
    }
  }
}

/* Every out may be any in. */
static void test_buffers_may_be_shared(void** state) {
  (void)state;
  for (unsigned pattern = 0; pattern < 16; ++pattern) {
    ReturnFixture* fixture = return_fixture_new(2);
    ReturnFixture* shared = return_fixture_new(2);
    fixture->params.width = shared->params.width = 0.5f;
    return_fixture_run(fixture, 0, 1000);
    float* in[] = {shared->dry[0], shared->dry[1], shared->wet[0], shared->wet[1]};
    float* out[] = {in[pattern % 4], in[pattern / 4]};
    aux_return_set(shared->aux, &shared->params);
    aux_return_run(shared->aux, (const float* const*)in, out, 1000);
    assert_samples_equal(out[1], fixture->out[1], 1000);
    if (out[0] != out[1]) {
      assert_samples_equal(out[0], fixture->out[0], 1000);
    }
    return_fixture_free(fixture);
    return_fixture_free(shared);
  }
}

static void test_unconnected_buffers_are_silence_and_nowhere(void** state) {
  (void)state;
  for (unsigned pattern = 0; pattern < 64; ++pattern) {
    ReturnFixture* fixture = return_fixture_new(2);
    ReturnFixture* silent = return_fixture_new(2);
    const float* in[4];
    float* out[2];
    for (unsigned c = 0; c < 2; ++c) {
      in[c] = pattern >> c & 1u ? fixture->dry[c] : NULL;
      in[2 + c] = pattern >> (2 + c) & 1u ? fixture->wet[c] : NULL;
      out[c] = pattern >> (4 + c) & 1u ? fixture->out[c] : NULL;
      if (!in[c]) {
        memset(silent->dry[c], 0, sizeof(silent->dry[c]));
      }
      if (!in[2 + c]) {
        memset(silent->wet[c], 0, sizeof(silent->wet[c]));
      }
    }
    return_fixture_run(silent, 0, 500);
    aux_return_set(fixture->aux, &fixture->params);
    aux_return_run(fixture->aux, in, out, 500);
    for (unsigned c = 0; c < 2; ++c) {
      if (out[c]) {
        assert_samples_equal(out[c], silent->out[c], 500);
      }
    }
    return_fixture_free(fixture);
    return_fixture_free(silent);
  }
}

static void test_hostile_input_is_gone_when_it_is_gone(void** state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, 1e30f, 3e38f};
  for (unsigned b = 0; b < 4; ++b) {
    ReturnFixture* fixture = return_fixture_new(2);
    fixture->params.hpf_hz = 100.0f;
    fixture->params.lpf_hz = 5000.0f;
    fixture->params.duck_depth_db = 10.0f;
    fixture->params.return_gain = 4.0f;
    fixture->dry[0][1000] = fixture->wet[1][1000] = bad[b];
    for (unsigned i = 24000; i < FRAMES; ++i) {
      fixture->wet[0][i] = fixture->wet[1][i] = 0.0f;
    }
    return_fixture_run(fixture, 0, FRAMES);
    for (unsigned i = 0; i < FRAMES; ++i) {
      assert_true(isfinite(fixture->out[0][i]) && isfinite(fixture->out[1][i]));
    }
    for (unsigned i = FRAMES / 2; i < FRAMES; ++i) {
      assert_near(fixture->out[0][i], fixture->dry[0][i], 1e-4);
    }
    return_fixture_free(fixture);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_meters_show_what_each_adds),
    cmocka_unit_test(test_mono_loss_of_the_main_out),
    cmocka_unit_test(test_off_passes_the_main_signal_on),
    cmocka_unit_test(test_does_not_depend_on_cuts),
    cmocka_unit_test(test_buffers_may_be_shared),
    cmocka_unit_test(test_unconnected_buffers_are_silence_and_nowhere),
    cmocka_unit_test(test_hostile_input_is_gone_when_it_is_gone),
  };
  return cmocka_run_group_tests_name("aux_return_state", tests, NULL, NULL);
}
