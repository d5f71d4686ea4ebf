// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the engine must hold apart from its sound: off, start, block cuts, buffers, bad samples, meters and status. */

#include "common/dsp/lcg.h"
#include "common/dsp/ramp.h"
#include "tests/plugins/compressor_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"
#include "tests/plugins/samples_equal.h"

/* Off: what comes in, bit for bit, as late as the latency says; with all else set to something. */
static void test_off_is_bit_exact(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    CompressorFixture* fixture = compressor_fixture_new(n_channels);
    fixture->params.enabled = false;
    fixture->params.lookahead_ms = 2.0f;
    fixture->params.dry_gain = 0.3f;
    fixture->params.key_hpf_hz = fixture->params.wet_hpf_hz = 200.0f;
    fixture->params.auto_level = fixture->params.listen = true;
    compressor_fixture_fill_noise(fixture);
    compressor_fixture_run(fixture, 0, FRAMES);
    for (unsigned c = 0; c < n_channels; ++c) {
      assert_samples_equal(fixture->out[c] + 96, fixture->in[c], (FRAMES - 96));
    }
    assert_int_equal(compressor_fixture_meters(fixture).latency_frames, 96);
    assert_true(compressor_fixture_meters(fixture).reduction_db == 0.0f);
    compressor_fixture_free(fixture);
  }
}

/* Switched on again, the compressor knows nothing of what was loud before it was switched off. */
static void test_on_again(void** state) {
  (void)state;
  CompressorFixture* fixture = compressor_fixture_new(2);
  compressor_fixture_fill(fixture, 0, 0, 4000, 1.0);
  compressor_fixture_fill(fixture, 0, 4000, FRAMES, 0.01);
  compressor_fixture_run(fixture, 0, 4000);
  const double deepest_db = (double)compressor_fixture_meters(fixture).reduction_db;
  fixture->params.enabled = false;
  compressor_fixture_run(fixture, 4000, 2000);
  assert_near(compressor_fixture_meters(fixture).reduction_db, deepest_db + 20.0 * 2000.0 / fixture->rate_hz, 0.1);
  fixture->params.enabled = true;
  compressor_fixture_run(fixture, 6000, 2000);
  assert_near(fixture->out[0][6000 + ramp_frames(fixture->rate_hz)], 0.01 * 1.5, 1e-6);
  compressor_fixture_free(fixture);
}

/* Dry alone is bit-exact as well. */
static void test_dry_alone_is_bit_exact(void** state) {
  (void)state;
  CompressorFixture* fixture = compressor_fixture_new(2);
  fixture->params.wet_gain = 0.0f;
  compressor_fixture_fill_noise(fixture);
  compressor_fixture_run(fixture, 0, FRAMES);
  assert_samples_equal(fixture->out[0], fixture->in[0], sizeof(fixture->out) / sizeof(float));
  compressor_fixture_free(fixture);
}

static void test_starts_settled(void** state) {
  (void)state;
  CompressorFixture* fixture = compressor_fixture_new(2);
  compressor_fixture_fill(fixture, 0, 0, FRAMES, 0.01);
  compressor_fixture_run(fixture, 0, 0);
  fixture->params.dry_gain = 0.3f;
  fixture->params.wet_hpf_hz = 100.0f;
  fixture->params.dynamics.threshold_db = -10.0f;
  compressor_fixture_run(fixture, 0, 1);
  assert_near(fixture->out[0][0], 0.01 * 0.8, 1e-4);
  parallel_compressor_reset(fixture->compressor);
  fixture->params.dry_gain = 0.0f;
  fixture->params.wet_hpf_hz = 0.0f;
  compressor_fixture_run(fixture, 0, 1);
  assert_near(fixture->out[0][0], 0.01 * 0.5, 1e-7);
  compressor_fixture_free(fixture);
}

static void set_everything(ParallelCompressorParams* params, unsigned i) {
  params->dynamics.threshold_db = i % 3 ? -24.0f : -40.0f;
  params->dynamics.link = i % 4 == 1 ? 0.5f : 1.0f;
  params->dynamics.detector = i % 5 == 2 ? DETECTOR_RMS : DETECTOR_PEAK;
  params->dynamics.attack_ms = i == 4 ? 50.0f : 1.0f;
  params->lookahead_ms = i % 4 == 2 ? 3.3f : 1.0f;
  params->wet_gain = i % 2 ? 0.5f : 2.0f;
  params->key_hpf_hz = i % 3 == 1 ? 150.0f : 0.0f;
  params->wet_lpf_hz = i % 4 == 3 ? 3000.0f : INFINITY;
  params->auto_level = i != 1 && i != 6;
  params->listen = i == 5;
  params->key_source = i == 3 || i == 8 ? COMPRESSOR_KEYED : i == 9 ? COMPRESSOR_BOTH : COMPRESSOR_OWN;
  params->key_gain = i == 8 ? 4.0f : 1.0f;
  params->enabled = i != 1 && i != 7;
}

static void fill_key(CompressorFixture* fixture) {
  for (uint32_t i = 0; i < FRAMES; ++i) {
    fixture->key[0][i] = fixture->key[1][i] = 0.5f * (float)sin(i * 0.01) * (float)sin(i * 7e-4);
  }
}

/* Everything changes at fixed frames, and the blocks are cut at random in between. */
static void run_cut(CompressorFixture* fixture, unsigned seed) {
  static const uint32_t changes[] = {0, 2001, 2055, 6000, 6480, 12345, 16001, 20000, 24500, 28000, FRAMES};
  unsigned random = seed;
  for (unsigned i = 0; i < 10; ++i) {
    set_everything(&fixture->params, i);
    for (uint32_t at = changes[i], n = 0; at < changes[i + 1]; at += n) {
      random = lcg_next(random);
      n = seed ? 1 + (random >> 16) % (seed == 1 ? 1 : seed * 20) : FRAMES;
      n = n < changes[i + 1] - at ? n : changes[i + 1] - at;
      (at == changes[i] ? compressor_fixture_run : compressor_fixture_run_on)(fixture, at, n);
    }
  }
}

static void test_no_bit_depends_on_how_blocks_are_cut(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    CompressorFixture* whole = compressor_fixture_new(n_channels);
    compressor_fixture_fill_noise(whole);
    fill_key(whole);
    memset(whole->in[0] + 9000, 0, 3000 * sizeof(float));
    run_cut(whole, 0);
    for (unsigned seed = 1; seed <= 10; ++seed) {
      CompressorFixture* cut = compressor_fixture_new(n_channels);
      compressor_fixture_fill_noise(cut);
      fill_key(cut);
      memset(cut->in[0] + 9000, 0, 3000 * sizeof(float));
      run_cut(cut, seed);
      assert_samples_equal(cut->out[0], whole->out[0], sizeof(cut->out) / sizeof(float));
      const ParallelCompressorMeters a = compressor_fixture_meters(cut);
      const ParallelCompressorMeters b = compressor_fixture_meters(whole);
      assert_true(a.in_peak == b.in_peak && a.out_peak == b.out_peak && a.reduction_db == b.reduction_db);
      compressor_fixture_free(cut);
    }
    compressor_fixture_free(whole);
  }
}

static void test_buffers_may_be_shared_or_missing(void** state) {
  (void)state;
  CompressorFixture* fixture = compressor_fixture_new(2);
  CompressorFixture* apart = compressor_fixture_new(2);
  compressor_fixture_fill_noise(fixture);
  compressor_fixture_fill_noise(apart);
  compressor_fixture_run(apart, 0, FRAMES);
  float* const swapped[] = {fixture->in[1], fixture->in[0]};
  const float* const in[] = {fixture->in[0], fixture->in[1]};
  parallel_compressor_set(fixture->compressor, &fixture->params);
  parallel_compressor_run(fixture->compressor, in, swapped, FRAMES);
  assert_samples_equal(fixture->in[1], apart->out[0], sizeof(apart->out[0]) / sizeof(float));
  assert_samples_equal(fixture->in[0], apart->out[1], sizeof(apart->out[1]) / sizeof(float));
  const float* const none[] = {NULL, NULL};
  float* const nowhere[] = {NULL, fixture->out[1]};
  parallel_compressor_run(fixture->compressor, none, nowhere, FRAMES);
  assert_true(fixture->out[1][FRAMES - 1] == 0.0f);
  compressor_fixture_free(fixture);
  compressor_fixture_free(apart);
}

static void test_switching_on_and_off_between_frames_changes_nothing(void** state) {
  (void)state;
  CompressorFixture* fixture = compressor_fixture_new(2);
  compressor_fixture_fill_noise(fixture);
  fixture->params.enabled = false;
  fixture->params.auto_level = false;
  compressor_fixture_run(fixture, 0, 1024);
  fixture->params.enabled = true;
  compressor_fixture_run(fixture, 1024, 0);
  fixture->params.enabled = false;
  compressor_fixture_run(fixture, 1024, 1024);
  assert_samples_equal(fixture->out[0], fixture->in[0], 2048);
  assert_samples_equal(fixture->out[1], fixture->in[1], 2048);
  compressor_fixture_free(fixture);
}

static void test_bad_samples(void** state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, -INFINITY, 1e30f, -3e38f};
  for (unsigned b = 0; b < 5; ++b) {
    for (unsigned rich = 0; rich < 2; ++rich) {
      CompressorFixture* fixture = compressor_fixture_new(2);
      CompressorFixture* clean = compressor_fixture_new(2);
      compressor_fixture_fill_noise(fixture);
      compressor_fixture_fill_noise(clean);
      fixture->in[1][700] = bad[b];
      clean->in[1][700] = 0.0f;
      fixture->params.wet_gain = clean->params.wet_gain = 60.0f;
      if (rich) {
        fixture->params.key_hpf_hz = fixture->params.wet_hpf_hz = 100.0f;
        fixture->params.wet_lpf_hz = 5000.0f;
        fixture->params.auto_level = true;
        fixture->params.dynamics.detector = DETECTOR_RMS;
        clean->params = fixture->params;
      }
      compressor_fixture_run(fixture, 0, FRAMES);
      compressor_fixture_run(clean, 0, FRAMES);
      for (uint32_t i = 0; i < 2 * FRAMES; ++i) {
        const float out = fixture->out[i / FRAMES][i % FRAMES];
        assert_true(isfinite(out));
        assert_true(b >= 3 || out == clean->out[i / FRAMES][i % FRAMES]);
      }
      compressor_fixture_free(fixture);
      compressor_fixture_free(clean);
    }
  }
}

/* A sample beyond all audio passes, and leaves nothing behind. */
static void test_absurd_samples_are_forgotten(void** state) {
  (void)state;
  static const float absurd[] = {1e4f, 1e30f, -3e38f};
  for (unsigned a = 0; a < 3; ++a) {
    CompressorFixture* fixture = compressor_fixture_new(2);
    CompressorFixture* clean = compressor_fixture_new(2);
    compressor_fixture_fill_noise(fixture);
    compressor_fixture_fill_noise(clean);
    fixture->params.wet_hpf_hz = fixture->params.key_hpf_hz = 100.0f;
    fixture->params.wet_lpf_hz = 5000.0f;
    fixture->params.dynamics.attack_ms = 0.5f;
    fixture->params.lookahead_ms = 1.0f;
    clean->params = fixture->params;
    fixture->in[0][700] = absurd[a];
    clean->in[0][700] = 0.0f;
    compressor_fixture_run(fixture, 0, FRAMES);
    compressor_fixture_run(clean, 0, FRAMES);
    assert_true(fixture->out[0][748] == absurd[a] + clean->out[0][748]);
    fixture->out[0][748] = clean->out[0][748];
    assert_samples_equal(fixture->out[0], clean->out[0], sizeof(fixture->out) / sizeof(float));
    compressor_fixture_free(fixture);
    compressor_fixture_free(clean);
  }
}

static Status status_after(CompressorFixture* fixture, double seconds) {
  for (double done = 0.0; done < seconds; done += 4800.0 / fixture->rate_hz) {
    compressor_fixture_run(fixture, 0, 4800);
  }
  return compressor_fixture_meters(fixture).status;
}

static void test_meters_and_status(void** state) {
  (void)state;
  CompressorFixture* fixture = compressor_fixture_new(2);
  compressor_fixture_fill(fixture, 0, 0, FRAMES, 0.1);
  compressor_fixture_fill(fixture, 1, 0, FRAMES, -0.5);
  compressor_fixture_run(fixture, 0, FRAMES);
  assert_near(compressor_fixture_meters(fixture).in_peak, 0.5, 1e-7);
  assert_near(compressor_fixture_meters(fixture).out_peak, fabs((double)fixture->out[1][FRAMES - 1]), 0.01);
  assert_int_equal(status_after(fixture, 2.2), STATUS_OK);
  fixture->params.listen = true;
  assert_int_equal(status_after(fixture, 0.1), STATUS_LISTENING);
  fixture->params.enabled = false;
  assert_int_equal(status_after(fixture, 0.1), STATUS_OK);
  fixture->params.enabled = true;
  fixture->params.listen = false;
  assert_int_equal(status_after(fixture, 0.1), STATUS_OK);
  fixture->params.dry_gain = 3.0f;
  assert_int_equal(status_after(fixture, 0.1), STATUS_CLIPPING);
  fixture->params.dry_gain = 1.0f;
  compressor_fixture_fill(fixture, 0, 0, FRAMES, 0.0);
  assert_int_equal(status_after(fixture, 2.4), STATUS_ONE_SIDED);
  compressor_fixture_fill(fixture, 1, 0, FRAMES, 0.0);
  assert_int_equal(status_after(fixture, 2.4), STATUS_SILENT);
  compressor_fixture_free(fixture);
}

/* Only where it listens to nothing else. */
static void test_status_names_a_silent_key(void** state) {
  (void)state;
  CompressorFixture* fixture = compressor_fixture_new(2);
  compressor_fixture_fill(fixture, 0, 0, FRAMES, 0.1);
  compressor_fixture_fill(fixture, 1, 0, FRAMES, 0.1);
  for (unsigned source = COMPRESSOR_OWN; source <= COMPRESSOR_BOTH; ++source) {
    fixture->params.key_source = (CompressorKeySource)source;
    assert_int_equal(status_after(fixture, 1.9), STATUS_OK);
    assert_int_equal(status_after(fixture, 0.4), source == COMPRESSOR_KEYED ? STATUS_NO_KEY : STATUS_OK);
    assert_true((compressor_fixture_meters(fixture).reduction_db < 0.0f) == (source != COMPRESSOR_KEYED));
    fixture->params.listen = true;  // which is not as bad
    assert_int_equal(status_after(fixture, 0.1), source == COMPRESSOR_KEYED ? STATUS_NO_KEY : STATUS_LISTENING);
    fixture->params.listen = false;
    parallel_compressor_reset(fixture->compressor);
  }
  fixture->params.key_source = COMPRESSOR_KEYED;
  for (uint32_t i = 0; i < FRAMES; ++i) {
    fixture->key[1][i] = 0.01f;
  }
  assert_int_equal(status_after(fixture, 2.4), STATUS_OK);
  fixture->params.key_gain = 0.0f;
  assert_int_equal(status_after(fixture, 2.4), STATUS_NO_KEY);
  fixture->params.enabled = false;
  assert_int_equal(status_after(fixture, 0.1), STATUS_OK);
  compressor_fixture_free(fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_off_is_bit_exact),
    cmocka_unit_test(test_on_again),
    cmocka_unit_test(test_dry_alone_is_bit_exact),
    cmocka_unit_test(test_starts_settled),
    cmocka_unit_test(test_no_bit_depends_on_how_blocks_are_cut),
    cmocka_unit_test(test_buffers_may_be_shared_or_missing),
    cmocka_unit_test(test_switching_on_and_off_between_frames_changes_nothing),
    cmocka_unit_test(test_bad_samples),
    cmocka_unit_test(test_absurd_samples_are_forgotten),
    cmocka_unit_test(test_meters_and_status),
    cmocka_unit_test(test_status_names_a_silent_key),
  };
  return cmocka_run_group_tests_name("parallel_compressor_state", tests, NULL, NULL);
}
