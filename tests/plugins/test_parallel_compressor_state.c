// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the engine must hold apart from its sound: off, start, block cuts, buffers, bad samples, meters and status. */

#include "common/dsp/glide.h"
#include "tests/plugins/compressor_bench.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

/* Off: what comes in, bit for bit, as late as the latency says; with all else set to something. */
static void test_off_is_bit_exact(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    CompressorBench* bench = compressor_bench_new(n_channels);
    bench->params.enabled = false;
    bench->params.lookahead_ms = 2.0f;
    bench->params.dry_gain = 0.3f;
    bench->params.key_hpf_hz = bench->params.wet_hpf_hz = 200.0f;
    bench->params.auto_level = bench->params.listen = true;
    compressor_bench_fill_noise(bench);
    bench->in[0][50] = -0.0f;
    compressor_bench_run(bench, 0, FRAMES);
    for (unsigned c = 0; c < n_channels; ++c) {
      assert_memory_equal(bench->out[c] + 96, bench->in[c], (FRAMES - 96) * sizeof(float));
    }
    assert_int_equal(compressor_bench_meters(bench).latency_frames, 96);
    assert_true(compressor_bench_meters(bench).reduction_db == 0.0f);
    compressor_bench_free(bench);
  }
}

/* Switched on again, the compressor knows nothing of what was loud before it was switched off. */
static void test_on_again(void** state) {
  (void)state;
  CompressorBench* bench = compressor_bench_new(2);
  compressor_bench_fill(bench, 0, 0, 4000, 1.0);
  compressor_bench_fill(bench, 0, 4000, FRAMES, 0.01);
  compressor_bench_run(bench, 0, 4000);
  bench->params.enabled = false;
  compressor_bench_run(bench, 4000, 2000);
  assert_true(compressor_bench_meters(bench).reduction_db == 0.0f);
  bench->params.enabled = true;
  compressor_bench_run(bench, 6000, 2000);
  assert_near(bench->out[0][6000 + glide_frames(bench->rate_hz)], 0.01 * 1.5, 1e-6);
  compressor_bench_free(bench);
}

/* Dry alone is bit-exact as well. */
static void test_dry_alone_is_bit_exact(void** state) {
  (void)state;
  CompressorBench* bench = compressor_bench_new(2);
  bench->params.wet_gain = 0.0f;
  compressor_bench_fill_noise(bench);
  compressor_bench_run(bench, 0, FRAMES);
  assert_memory_equal(bench->out, bench->in, sizeof(bench->out));
  compressor_bench_free(bench);
}

static void test_starts_settled(void** state) {
  (void)state;
  CompressorBench* bench = compressor_bench_new(2);
  compressor_bench_fill(bench, 0, 0, FRAMES, 0.01);
  compressor_bench_run(bench, 0, 0);
  bench->params.dry_gain = 0.3f;
  bench->params.wet_hpf_hz = 100.0f;
  bench->params.dynamics.threshold_db = -10.0f;
  compressor_bench_run(bench, 0, 1);
  assert_near(bench->out[0][0], 0.01 * 0.8, 1e-4);
  parallel_compressor_reset(bench->compressor);
  bench->params.dry_gain = 0.0f;
  bench->params.wet_hpf_hz = HIGH_PASS_OFF_HZ;
  compressor_bench_run(bench, 0, 1);
  assert_near(bench->out[0][0], 0.01 * 0.5, 1e-7);
  compressor_bench_free(bench);
}

static void set_everything(ParallelCompressorParams* params, unsigned i) {
  params->dynamics.threshold_db = i % 3 ? -24.0f : -40.0f;
  params->dynamics.link = i % 4 == 1 ? 0.5f : 1.0f;
  params->dynamics.detector = i % 5 == 2 ? DETECTOR_RMS : DETECTOR_PEAK;
  params->dynamics.attack_ms = i == 4 ? 50.0f : 1.0f;
  params->lookahead_ms = i % 4 == 2 ? 3.3f : 1.0f;
  params->wet_gain = i % 2 ? 0.5f : 2.0f;
  params->key_hpf_hz = i % 3 == 1 ? 150.0f : HIGH_PASS_OFF_HZ;
  params->wet_lpf_hz = i % 4 == 3 ? 3000.0f : LOW_PASS_OFF_HZ;
  params->auto_level = i != 1 && i != 6;
  params->listen = i == 5;
  params->enabled = i != 1 && i != 7;
}

/* Everything changes at fixed frames, and the blocks are cut at random in between. */
static void run_cut(CompressorBench* bench, unsigned seed) {
  static const uint32_t changes[] = {0, 2001, 2055, 6000, 6480, 12345, 16001, 20000, 24500, 28000, FRAMES};
  unsigned random = seed;
  for (unsigned i = 0; i < 10; ++i) {
    set_everything(&bench->params, i);
    for (uint32_t at = changes[i], n = 0; at < changes[i + 1]; at += n) {
      random = random * 1664525u + 1013904223u;
      n = seed ? 1 + (random >> 16) % (seed == 1 ? 1 : seed * 20) : FRAMES;
      n = n < changes[i + 1] - at ? n : changes[i + 1] - at;
      compressor_bench_run(bench, at, n);
    }
  }
}

static void test_no_bit_depends_on_how_blocks_are_cut(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    CompressorBench* whole = compressor_bench_new(n_channels);
    compressor_bench_fill_noise(whole);
    memset(whole->in[0] + 9000, 0, 3000 * sizeof(float));
    run_cut(whole, 0);
    for (unsigned seed = 1; seed <= 10; ++seed) {
      CompressorBench* cut = compressor_bench_new(n_channels);
      compressor_bench_fill_noise(cut);
      memset(cut->in[0] + 9000, 0, 3000 * sizeof(float));
      run_cut(cut, seed);
      assert_memory_equal(cut->out, whole->out, sizeof(cut->out));
      const ParallelCompressorMeters a = compressor_bench_meters(cut);
      const ParallelCompressorMeters b = compressor_bench_meters(whole);
      assert_true(a.in_peak == b.in_peak && a.out_peak == b.out_peak && a.reduction_db == b.reduction_db);
      compressor_bench_free(cut);
    }
    compressor_bench_free(whole);
  }
}

static void test_buffers_may_be_shared_or_missing(void** state) {
  (void)state;
  CompressorBench* bench = compressor_bench_new(2);
  CompressorBench* apart = compressor_bench_new(2);
  compressor_bench_fill_noise(bench);
  compressor_bench_fill_noise(apart);
  compressor_bench_run(apart, 0, FRAMES);
  float* const swapped[] = {bench->in[1], bench->in[0]};
  const float* const in[] = {bench->in[0], bench->in[1]};
  parallel_compressor_set(bench->compressor, &bench->params);
  parallel_compressor_run(bench->compressor, in, swapped, FRAMES);
  assert_memory_equal(bench->in[1], apart->out[0], sizeof(apart->out[0]));
  assert_memory_equal(bench->in[0], apart->out[1], sizeof(apart->out[1]));
  const float* const none[] = {NULL, NULL};
  float* const nowhere[] = {NULL, bench->out[1]};
  parallel_compressor_run(bench->compressor, none, nowhere, FRAMES);
  assert_true(bench->out[1][FRAMES - 1] == 0.0f);
  compressor_bench_free(bench);
  compressor_bench_free(apart);
}

static void test_bad_samples(void** state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, -INFINITY, 1e30f, -3e38f};
  for (unsigned b = 0; b < 5; ++b) {
    for (unsigned rich = 0; rich < 2; ++rich) {
      CompressorBench* bench = compressor_bench_new(2);
      CompressorBench* clean = compressor_bench_new(2);
      compressor_bench_fill_noise(bench);
      compressor_bench_fill_noise(clean);
      bench->in[1][700] = bad[b];
      clean->in[1][700] = 0.0f;
      bench->params.wet_gain = clean->params.wet_gain = 60.0f;
      if (rich) {
        bench->params.key_hpf_hz = bench->params.wet_hpf_hz = 100.0f;
        bench->params.wet_lpf_hz = 5000.0f;
        bench->params.auto_level = true;
        bench->params.dynamics.detector = DETECTOR_RMS;
        clean->params = bench->params;
      }
      compressor_bench_run(bench, 0, FRAMES);
      compressor_bench_run(clean, 0, FRAMES);
      for (uint32_t i = 0; i < 2 * FRAMES; ++i) {
        const float out = bench->out[i / FRAMES][i % FRAMES];
        assert_true(isfinite(out));
        assert_true(b >= 3 || out == clean->out[i / FRAMES][i % FRAMES]);
      }
      compressor_bench_free(bench);
      compressor_bench_free(clean);
    }
  }
}

/* A sample beyond all audio passes, and leaves nothing behind. */
static void test_absurd_samples_are_forgotten(void** state) {
  (void)state;
  static const float absurd[] = {1e4f, 1e30f, -3e38f};
  for (unsigned a = 0; a < 3; ++a) {
    CompressorBench* bench = compressor_bench_new(2);
    CompressorBench* clean = compressor_bench_new(2);
    compressor_bench_fill_noise(bench);
    compressor_bench_fill_noise(clean);
    bench->params.wet_hpf_hz = bench->params.key_hpf_hz = 100.0f;
    bench->params.wet_lpf_hz = 5000.0f;
    bench->params.dynamics.attack_ms = 0.5f;
    bench->params.lookahead_ms = 1.0f;
    clean->params = bench->params;
    bench->in[0][700] = absurd[a];
    clean->in[0][700] = 0.0f;
    compressor_bench_run(bench, 0, FRAMES);
    compressor_bench_run(clean, 0, FRAMES);
    assert_true(bench->out[0][748] == absurd[a] + clean->out[0][748]);
    bench->out[0][748] = clean->out[0][748];
    assert_memory_equal(bench->out, clean->out, sizeof(bench->out));
    compressor_bench_free(bench);
    compressor_bench_free(clean);
  }
}

static Status status_after(CompressorBench* bench, double seconds) {
  for (double done = 0.0; done < seconds; done += 4800.0 / bench->rate_hz) {
    compressor_bench_run(bench, 0, 4800);
  }
  return compressor_bench_meters(bench).status;
}

static void test_meters_and_status(void** state) {
  (void)state;
  CompressorBench* bench = compressor_bench_new(2);
  compressor_bench_fill(bench, 0, 0, FRAMES, 0.1);
  compressor_bench_fill(bench, 1, 0, FRAMES, -0.5);
  compressor_bench_run(bench, 0, FRAMES);
  assert_near(compressor_bench_meters(bench).in_peak, 0.5, 1e-7);
  assert_near(compressor_bench_meters(bench).out_peak, fabs((double)bench->out[1][FRAMES - 1]), 0.01);
  assert_int_equal(status_after(bench, 2.2), STATUS_OK);
  bench->params.dry_gain = 3.0f;
  assert_int_equal(status_after(bench, 0.1), STATUS_CLIPPING);
  bench->params.dry_gain = 1.0f;
  compressor_bench_fill(bench, 0, 0, FRAMES, 0.0);
  assert_int_equal(status_after(bench, 2.4), STATUS_ONE_SIDED);
  compressor_bench_fill(bench, 1, 0, FRAMES, 0.0);
  assert_int_equal(status_after(bench, 2.4), STATUS_SILENT);
  compressor_bench_free(bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_off_is_bit_exact),
    cmocka_unit_test(test_on_again),
    cmocka_unit_test(test_dry_alone_is_bit_exact),
    cmocka_unit_test(test_starts_settled),
    cmocka_unit_test(test_no_bit_depends_on_how_blocks_are_cut),
    cmocka_unit_test(test_buffers_may_be_shared_or_missing),
    cmocka_unit_test(test_bad_samples),
    cmocka_unit_test(test_absurd_samples_are_forgotten),
    cmocka_unit_test(test_meters_and_status),
  };
  return cmocka_run_group_tests_name("parallel_compressor_state", tests, NULL, NULL);
}
