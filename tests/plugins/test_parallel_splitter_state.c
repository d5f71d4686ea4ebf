// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the engine must hold apart from its sound: off, start, switching, block cuts, meters and status, bad samples and
   buffers. */

#include "common/dsp/lcg.h"
#include "common/dsp/ramp.h"
#include "tests/plugins/splitter_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"
#include "tests/plugins/samples_equal.h"

static void test_what_was_before_off_is_not_heard_after_it(void** state) {
  (void)state;
  SplitterFixture* fixture = splitter_fixture_new(2);
  for (unsigned i = 0; i < FRAMES; ++i) {
    fixture->in[0][i] = fixture->in[1][i] = i < 6000 ? 1.0f : 0.25f;
  }
  fixture->params.branch[1].delay_ms = 100.0f;
  splitter_fixture_run(fixture, 0, 5000);
  fixture->params.enabled = false;
  splitter_fixture_run(fixture, 5000, 1500);
  fixture->params.enabled = true;
  splitter_fixture_run(fixture, 6500, FRAMES - 6500);
  assert_true(splitter_fixture_out(fixture, 1, 0)[4999] == 1.0f && splitter_fixture_out(fixture, 1, 0)[6499] == 0.0f);
  for (unsigned i = 6500; i < FRAMES; ++i) {
    const double weight = fmin((i - 6500 + 1.0) / ramp_frames(rate_hz), 1.0);
    assert_near(splitter_fixture_out(fixture, 1, 0)[i], 0.25 * weight, 1e-6);
  }
  splitter_fixture_free(fixture);
}

static void test_off_is_the_input_on_a(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    SplitterFixture* fixture = splitter_fixture_new(n_channels);
    fixture->params.enabled = false;
    fixture->params.mode = SPLITTER_BANDS;
    fixture->params.n_branches = 4;
    fixture->params.branch[0] = (SplitterBranchParams){.gain = 0.3f, .delay_ms = 10.0f, .mute = true};
    fixture->params.branch[2].solo = true;
    splitter_fixture_run(fixture, 0, FRAMES);
    for (unsigned i = 0; i < BRANCHES * n_channels; ++i) {
      if (i < n_channels) {
        assert_samples_equal(fixture->out[i], fixture->in[i], sizeof(fixture->out[i]) / sizeof(float));
      } else {
        splitter_fixture_assert_silent(fixture->out[i], FRAMES);
      }
    }
    splitter_fixture_free(fixture);
  }
}

/* The largest fourth difference, which a 250 Hz sine of full scale hardly has: 1e-6; a straight ramp of 10 ms makes
   6e-3 where it begins and ends, and a jump of a tenth of full scale makes 0.6. */
static double roughness(const float* x, unsigned from, unsigned to) {
  double largest = 0.0;
  for (unsigned i = from; i + 4 < to; ++i) {
    const double d = (double)x[i] - 4.0 * (double)x[i + 1] + 6.0 * (double)x[i + 2] - 4.0 * (double)x[i + 3] +
                     (double)x[i + 4];
    largest = fmax(largest, fabs(d));
  }
  return largest;
}

static void test_switching_does_not_click(void** state) {
  (void)state;
  for (SplitterMode from = SPLITTER_COPY; from <= SPLITTER_LOUD; ++from) {
    for (SplitterMode to = SPLITTER_COPY; to <= SPLITTER_LOUD; ++to) {
      for (unsigned n_branches = 2; n_branches <= BRANCHES; ++n_branches) {
        SplitterFixture* fixture = splitter_fixture_new(2);
        for (unsigned i = 0; i < FRAMES; ++i) {
          fixture->in[0][i] = (float)sin(6.283185307179586 * 250.0 / rate_hz * i);
          fixture->in[1][i] = 0.5f * fixture->in[0][i];
        }
        fixture->params.mode = from;
        fixture->params.n_branches = n_branches;
        splitter_fixture_run(fixture, 0, 7037);
        fixture->params.mode = to;
        fixture->params.n_branches = 6 - n_branches;
        fixture->params.split_hz[0] = 3000.0f;
        fixture->params.split_hz[2] = 90.0f;
        fixture->params.sensitivity = 0.9f;
        fixture->params.threshold = 0.9f;
        splitter_fixture_run(fixture, 7037, 3000);
        for (unsigned i = 0; i < BRANCHES * 2; ++i) {
          assert_true(roughness(fixture->out[i], 6000, 10037) < 0.01);
        }
        splitter_fixture_free(fixture);
      }
    }
  }
}

static void test_starts_settled(void** state) {
  (void)state;
  SplitterFixture* fixture = splitter_fixture_new(2);
  splitter_fixture_run(fixture, 0, 0);
  for (unsigned round = 0; round < 2; ++round) {
    fixture->params.mode = round ? SPLITTER_COPY : SPLITTER_LEFT_RIGHT;
    fixture->params.branch[1].gain = round ? 2.0f : 0.5f;
    fixture->params.branch[0].delay_ms = round ? 0.0f : 1.0f;
    splitter_fixture_run(fixture, 0, 64);
    assert_true(splitter_fixture_out(fixture, 0, 0)[48] == fixture->in[0][round ? 48 : 0]);
    assert_true(splitter_fixture_out(fixture, 1, 1)[0] == (round ? 2.0f : 0.5f) * fixture->in[1][0]);
    parallel_splitter_reset(fixture->splitter);
  }
  splitter_fixture_free(fixture);
}

/* Everything changes at frames that are fixed, whatever the cuts. */
static void run_cut(SplitterFixture* fixture, unsigned seed) {
  unsigned random = seed;
  unsigned changes = 0;
  unsigned n = 0;
  for (unsigned at = 0; at < FRAMES; at += n) {
    if (at % 331 == 0) {
      changes = lcg_next(changes);
      const unsigned r = changes >> 8;
      fixture->params.mode = (SplitterMode)(r % (SPLITTER_LOUD + 1));
      fixture->params.n_branches = 2 + r / 8 % 3;
      fixture->params.split_hz[r % 3] = 100.0f * (float)(1 + r / 64 % 50);
      fixture->params.sensitivity = (float)(r / 16 % 11) / 10.0f;
      fixture->params.threshold = 0.01f * (float)(1 + r / 32 % 20);
      fixture->params.enabled = r / 128 % 5 != 0;
      fixture->params.branch[r / 4 % 4].gain = r / 512 % 4 == 0 ? 0.0f : (float)(r / 512 % 5);
      fixture->params.branch[r / 64 % 4].delay_ms = r / 1024 % 3 ? 0.0f : (float)(r / 256 % 20);
      fixture->params.branch[r / 32 % 4].mute = r / 2048 % 4 == 0;
      fixture->params.branch[r / 16 % 4].invert = r / 8192 % 2;
    }
    random = lcg_next(random);
    n = seed ? 1 + (random >> 16) % 150 : FRAMES;
    n = n < 331 - at % 331 ? n : 331 - at % 331;
    n = n < FRAMES - at ? n : FRAMES - at;
    (at % 331 ? splitter_fixture_run_on : splitter_fixture_run)(fixture, at, n);
  }
}

static void test_cuts_do_not_matter(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    SplitterFixture* whole = splitter_fixture_new(n_channels);
    run_cut(whole, 0);
    for (unsigned seed = 1; seed <= 10; ++seed) {
      SplitterFixture* cut = splitter_fixture_new(n_channels);
      run_cut(cut, seed);
      assert_samples_equal(cut->out[0], whole->out[0], sizeof(cut->out) / sizeof(float));
      const SplitterMeters a = splitter_fixture_meters(whole);
      const SplitterMeters b = splitter_fixture_meters(cut);
      assert_samples_equal(a.branch_peak, b.branch_peak, sizeof(a.branch_peak) / sizeof(float));
      assert_int_equal(a.status, b.status);
      splitter_fixture_free(cut);
    }
    splitter_fixture_free(whole);
  }
}

static void test_meters_show_the_peaks(void** state) {
  (void)state;
  SplitterFixture* fixture = splitter_fixture_new(2);
  memset(fixture->in, 0, sizeof(fixture->in));
  fixture->in[0][10] = 0.3f;
  fixture->in[1][20] = -0.5f;
  fixture->params.n_branches = 3;
  fixture->params.branch[0].gain = 0.5f;
  fixture->params.branch[1].mute = true;
  fixture->params.branch[2].invert = true;
  splitter_fixture_run(fixture, 0, 60);
  const SplitterMeters meters = splitter_fixture_meters(fixture);
  assert_near(meters.branch_peak[0], 0.25, 1e-6);
  assert_true(meters.branch_peak[1] == 0.0f);
  assert_near(meters.branch_peak[2], 0.5, 1e-6);
  assert_true(meters.branch_peak[3] == 0.0f);
  splitter_fixture_free(fixture);
}

static Status status_after(SplitterFixture* fixture, double seconds) {
  for (double done = 0.0; done < seconds; done += 4000.0 / rate_hz) {
    splitter_fixture_run(fixture, 0, 4000);
  }
  return splitter_fixture_meters(fixture).status;
}

static void test_status(void** state) {
  (void)state;
  SplitterFixture* fixture = splitter_fixture_new(2);
  fixture->params.mode = SPLITTER_LEFT_RIGHT;
  assert_int_equal(status_after(fixture, 2.2), STATUS_OK);
  fixture->params.branch[1].gain = 3.0f;
  assert_int_equal(status_after(fixture, 0.1), STATUS_CLIPPING);
  fixture->params.branch[1].gain = 1.0f;
  memset(fixture->in[0], 0, sizeof(fixture->in[0]));
  assert_int_equal(status_after(fixture, 1.5), STATUS_CLIPPING);
  assert_int_equal(status_after(fixture, 1.0), STATUS_ONE_SIDED);
  memset(fixture->in[1], 0, sizeof(fixture->in[1]));
  assert_int_equal(status_after(fixture, 2.3), STATUS_SILENT);
  for (unsigned i = 0; i < FRAMES; ++i) {
    fixture->in[0][i] = fixture->in[1][i] = 1.5f;
  }
  fixture->params.branch[0].mute = fixture->params.branch[1].mute = true;
  splitter_fixture_run(fixture, 0, 1000);
  assert_int_equal(status_after(fixture, 2.3), STATUS_OK);
  splitter_fixture_free(fixture);
}

static void test_one_bad_sample_is_silence_and_gone(void** state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, -INFINITY};
  for (SplitterMode mode = SPLITTER_COPY; mode <= SPLITTER_LOUD; ++mode) {
    for (unsigned k = 0; k < 3; ++k) {
      SplitterFixture* fixture = splitter_fixture_new(2);
      SplitterFixture* clean = splitter_fixture_new(2);
      fixture->params.mode = clean->params.mode = mode;
      fixture->params.n_branches = clean->params.n_branches = 4;
      fixture->in[1][700] = bad[k];
      clean->in[1][700] = 0.0f;
      splitter_fixture_run(fixture, 0, FRAMES);
      splitter_fixture_run(clean, 0, FRAMES);
      for (unsigned i = 0; i < BRANCHES * 2; ++i) {
        for (unsigned t = 0; t < FRAMES; ++t) {
          assert_true(fixture->out[i][t] == clean->out[i][t]);
        }
      }
      splitter_fixture_free(fixture);
      splitter_fixture_free(clean);
    }
  }
}

/* The filters are empty again by the end of the interval of 256 frames; the detectors have forgotten it when their
   level has come down from the +60 dBFS that it counts as. */
static void test_one_huge_sample_is_soon_forgotten(void** state) {
  (void)state;
  static const float huge[] = {1e30f, -3e38f};
  for (SplitterMode mode = SPLITTER_COPY; mode <= SPLITTER_LOUD; ++mode) {
    for (unsigned k = 0; k < 2; ++k) {
      SplitterFixture* fixture = splitter_fixture_new(2);
      fixture->params.mode = mode;
      fixture->params.n_branches = 4;
      fixture->params.branch[0].gain = 4.0f;
      fixture->in[0][700] = huge[k];
      splitter_fixture_run(fixture, 0, FRAMES);
      for (unsigned i = 0; i < BRANCHES * 2; ++i) {
        for (unsigned t = 0; t < FRAMES; ++t) {
          assert_true(isfinite(fixture->out[i][t]));
          assert_true(t < 768 || fabsf(fixture->out[i][t]) < 10.0f);
        }
      }
      splitter_fixture_free(fixture);
    }
  }
}

static void test_buffers_may_be_one_and_unconnected(void** state) {
  (void)state;
  for (SplitterMode mode = SPLITTER_COPY; mode <= SPLITTER_LOUD; ++mode) {
    SplitterFixture* fixture = splitter_fixture_new(2);
    SplitterFixture* apart = splitter_fixture_new(2);
    fixture->params.mode = apart->params.mode = mode;
    splitter_fixture_run(apart, 0, FRAMES);
    const float* in[2] = {fixture->in[0], fixture->in[1]};
    float* out[BRANCHES * 2] = {NULL, fixture->in[0], fixture->in[1]};
    parallel_splitter_set(fixture->splitter, &fixture->params);
    parallel_splitter_run(fixture->splitter, in, out, FRAMES);
    assert_samples_equal(fixture->in[0], apart->out[1], sizeof(fixture->in[0]) / sizeof(float));
    assert_samples_equal(fixture->in[1], apart->out[2], sizeof(fixture->in[1]) / sizeof(float));
    const float* nothing[2] = {NULL, NULL};
    parallel_splitter_reset(fixture->splitter);
    parallel_splitter_set(fixture->splitter, &fixture->params);
    parallel_splitter_run(fixture->splitter, nothing, out, FRAMES);
    splitter_fixture_assert_silent(fixture->in[0], FRAMES);
    splitter_fixture_assert_silent(fixture->in[1], FRAMES);
    splitter_fixture_free(fixture);
    splitter_fixture_free(apart);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_what_was_before_off_is_not_heard_after_it),
    cmocka_unit_test(test_off_is_the_input_on_a),
    cmocka_unit_test(test_switching_does_not_click),
    cmocka_unit_test(test_starts_settled),
    cmocka_unit_test(test_cuts_do_not_matter),
    cmocka_unit_test(test_meters_show_the_peaks),
    cmocka_unit_test(test_status),
    cmocka_unit_test(test_one_bad_sample_is_silence_and_gone),
    cmocka_unit_test(test_one_huge_sample_is_soon_forgotten),
    cmocka_unit_test(test_buffers_may_be_one_and_unconnected),
  };
  return cmocka_run_group_tests_name("parallel_splitter_state", tests, NULL, NULL);
}
