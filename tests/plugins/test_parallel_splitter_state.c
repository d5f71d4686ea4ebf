// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the engine must hold apart from its sound: off, start, switching, block cuts, meters and status, bad samples and
   buffers. */

#include "common/dsp/glide.h"
#include "tests/plugins/splitter_bench.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

static void test_what_was_before_off_is_not_heard_after_it(void** state) {
  (void)state;
  SplitterBench* bench = splitter_bench_new(2);
  for (unsigned i = 0; i < FRAMES; ++i) {
    bench->in[0][i] = bench->in[1][i] = i < 6000 ? 1.0f : 0.25f;
  }
  bench->params.branch[1].delay_ms = 100.0f;
  splitter_bench_run(bench, 0, 5000);
  bench->params.enabled = false;
  splitter_bench_run(bench, 5000, 1500);
  bench->params.enabled = true;
  splitter_bench_run(bench, 6500, FRAMES - 6500);
  assert_true(splitter_bench_out(bench, 1, 0)[4999] == 1.0f && splitter_bench_out(bench, 1, 0)[6499] == 0.0f);
  for (unsigned i = 6500; i < FRAMES; ++i) {
    const double weight = fmin((i - 6500 + 1.0) / glide_frames(rate_hz), 1.0);
    assert_near(splitter_bench_out(bench, 1, 0)[i], 0.25 * weight, 1e-6);
  }
  splitter_bench_free(bench);
}

static void test_off_is_the_input_on_a(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    SplitterBench* bench = splitter_bench_new(n_channels);
    bench->params.enabled = false;
    bench->params.mode = SPLITTER_BANDS;
    bench->params.n_branches = 4;
    bench->params.branch[0] = (SplitterBranchParams){.gain = 0.3f, .delay_ms = 10.0f, .mute = true};
    bench->params.branch[2].solo = true;
    splitter_bench_run(bench, 0, FRAMES);
    for (unsigned i = 0; i < BRANCHES * n_channels; ++i) {
      if (i < n_channels) {
        assert_memory_equal(bench->out[i], bench->in[i], sizeof(bench->out[i]));
      } else {
        splitter_bench_assert_silent(bench->out[i], FRAMES);
      }
    }
    splitter_bench_free(bench);
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
        SplitterBench* bench = splitter_bench_new(2);
        for (unsigned i = 0; i < FRAMES; ++i) {
          bench->in[0][i] = (float)sin(6.283185307179586 * 250.0 / rate_hz * i);
          bench->in[1][i] = 0.5f * bench->in[0][i];
        }
        bench->params.mode = from;
        bench->params.n_branches = n_branches;
        splitter_bench_run(bench, 0, 7037);
        bench->params.mode = to;
        bench->params.n_branches = 6 - n_branches;
        bench->params.split_hz[0] = 3000.0f;
        bench->params.split_hz[2] = 90.0f;
        bench->params.sensitivity = 0.9f;
        bench->params.threshold = 0.9f;
        splitter_bench_run(bench, 7037, 3000);
        for (unsigned i = 0; i < BRANCHES * 2; ++i) {
          assert_true(roughness(bench->out[i], 6000, 10037) < 0.01);
        }
        splitter_bench_free(bench);
      }
    }
  }
}

static void test_starts_settled(void** state) {
  (void)state;
  SplitterBench* bench = splitter_bench_new(2);
  splitter_bench_run(bench, 0, 0);
  for (unsigned round = 0; round < 2; ++round) {
    bench->params.mode = round ? SPLITTER_COPY : SPLITTER_LEFT_RIGHT;
    bench->params.branch[1].gain = round ? 2.0f : 0.5f;
    bench->params.branch[0].delay_ms = round ? 0.0f : 1.0f;
    splitter_bench_run(bench, 0, 64);
    assert_true(splitter_bench_out(bench, 0, 0)[48] == bench->in[0][round ? 48 : 0]);
    assert_true(splitter_bench_out(bench, 1, 1)[0] == (round ? 2.0f : 0.5f) * bench->in[1][0]);
    parallel_splitter_reset(bench->splitter);
  }
  splitter_bench_free(bench);
}

/* Everything changes at frames that are fixed, whatever the cuts. */
static void run_cut(SplitterBench* bench, unsigned seed) {
  unsigned random = seed;
  unsigned changes = 0;
  unsigned n = 0;
  for (unsigned at = 0; at < FRAMES; at += n) {
    if (at % 331 == 0) {
      changes = changes * 1664525u + 1013904223u;
      const unsigned r = changes >> 8;
      bench->params.mode = (SplitterMode)(r % (SPLITTER_LOUD + 1));
      bench->params.n_branches = 2 + r / 8 % 3;
      bench->params.split_hz[r % 3] = 100.0f * (float)(1 + r / 64 % 50);
      bench->params.sensitivity = (float)(r / 16 % 11) / 10.0f;
      bench->params.threshold = 0.01f * (float)(1 + r / 32 % 20);
      bench->params.enabled = r / 128 % 5 != 0;
      bench->params.branch[r / 4 % 4].gain = r / 512 % 4 == 0 ? 0.0f : (float)(r / 512 % 5);
      bench->params.branch[r / 64 % 4].delay_ms = r / 1024 % 3 ? 0.0f : (float)(r / 256 % 20);
      bench->params.branch[r / 32 % 4].mute = r / 2048 % 4 == 0;
      bench->params.branch[r / 16 % 4].invert = r / 8192 % 2;
    }
    random = random * 1664525u + 1013904223u;
    n = seed ? 1 + (random >> 16) % 150 : FRAMES;
    n = n < 331 - at % 331 ? n : 331 - at % 331;
    n = n < FRAMES - at ? n : FRAMES - at;
    splitter_bench_run(bench, at, n);
  }
}

static void test_cuts_do_not_matter(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    SplitterBench* whole = splitter_bench_new(n_channels);
    run_cut(whole, 0);
    for (unsigned seed = 1; seed <= 10; ++seed) {
      SplitterBench* cut = splitter_bench_new(n_channels);
      run_cut(cut, seed);
      assert_memory_equal(cut->out, whole->out, sizeof(cut->out));
      const SplitterMeters a = splitter_bench_meters(whole);
      const SplitterMeters b = splitter_bench_meters(cut);
      assert_memory_equal(a.branch_peak, b.branch_peak, sizeof(a.branch_peak));
      assert_int_equal(a.status, b.status);
      splitter_bench_free(cut);
    }
    splitter_bench_free(whole);
  }
}

static void test_meters_show_the_peaks(void** state) {
  (void)state;
  SplitterBench* bench = splitter_bench_new(2);
  memset(bench->in, 0, sizeof(bench->in));
  bench->in[0][10] = 0.3f;
  bench->in[1][20] = -0.5f;
  bench->params.n_branches = 3;
  bench->params.branch[0].gain = 0.5f;
  bench->params.branch[1].mute = true;
  bench->params.branch[2].invert = true;
  splitter_bench_run(bench, 0, 60);
  const SplitterMeters meters = splitter_bench_meters(bench);
  assert_near(meters.branch_peak[0], 0.25, 1e-6);
  assert_true(meters.branch_peak[1] == 0.0f);
  assert_near(meters.branch_peak[2], 0.5, 1e-6);
  assert_true(meters.branch_peak[3] == 0.0f);
  splitter_bench_free(bench);
}

static Status status_after(SplitterBench* bench, double seconds) {
  for (double done = 0.0; done < seconds; done += 4000.0 / rate_hz) {
    splitter_bench_run(bench, 0, 4000);
  }
  return splitter_bench_meters(bench).status;
}

static void test_status(void** state) {
  (void)state;
  SplitterBench* bench = splitter_bench_new(2);
  bench->params.mode = SPLITTER_LEFT_RIGHT;
  assert_int_equal(status_after(bench, 2.2), STATUS_OK);
  bench->params.branch[1].gain = 3.0f;
  assert_int_equal(status_after(bench, 0.1), STATUS_CLIPPING);
  bench->params.branch[1].gain = 1.0f;
  memset(bench->in[0], 0, sizeof(bench->in[0]));
  assert_int_equal(status_after(bench, 1.5), STATUS_CLIPPING);
  assert_int_equal(status_after(bench, 1.0), STATUS_ONE_SIDED);
  memset(bench->in[1], 0, sizeof(bench->in[1]));
  assert_int_equal(status_after(bench, 2.3), STATUS_SILENT);
  for (unsigned i = 0; i < FRAMES; ++i) {
    bench->in[0][i] = bench->in[1][i] = 1.5f;
  }
  bench->params.branch[0].mute = bench->params.branch[1].mute = true;
  splitter_bench_run(bench, 0, 1000);
  assert_int_equal(status_after(bench, 2.3), STATUS_OK);
  splitter_bench_free(bench);
}

static void test_one_bad_sample_is_silence_and_gone(void** state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, -INFINITY};
  for (SplitterMode mode = SPLITTER_COPY; mode <= SPLITTER_LOUD; ++mode) {
    for (unsigned k = 0; k < 3; ++k) {
      SplitterBench* bench = splitter_bench_new(2);
      SplitterBench* clean = splitter_bench_new(2);
      bench->params.mode = clean->params.mode = mode;
      bench->params.n_branches = clean->params.n_branches = 4;
      bench->in[1][700] = bad[k];
      clean->in[1][700] = 0.0f;
      splitter_bench_run(bench, 0, FRAMES);
      splitter_bench_run(clean, 0, FRAMES);
      for (unsigned i = 0; i < BRANCHES * 2; ++i) {
        for (unsigned t = 0; t < FRAMES; ++t) {
          assert_true(bench->out[i][t] == clean->out[i][t]);
        }
      }
      splitter_bench_free(bench);
      splitter_bench_free(clean);
    }
  }
}

/* The filters are empty again by the end of the cell of 64 frames; the detectors have forgotten it when their level has
   come down from the +60 dBFS that it counts as. */
static void test_one_huge_sample_is_soon_forgotten(void** state) {
  (void)state;
  static const float huge[] = {1e30f, -3e38f};
  for (SplitterMode mode = SPLITTER_COPY; mode <= SPLITTER_LOUD; ++mode) {
    for (unsigned k = 0; k < 2; ++k) {
      SplitterBench* bench = splitter_bench_new(2);
      bench->params.mode = mode;
      bench->params.n_branches = 4;
      bench->params.branch[0].gain = 4.0f;
      bench->in[0][700] = huge[k];
      splitter_bench_run(bench, 0, FRAMES);
      for (unsigned i = 0; i < BRANCHES * 2; ++i) {
        for (unsigned t = 0; t < FRAMES; ++t) {
          assert_true(isfinite(bench->out[i][t]));
          assert_true(t < 704 || fabsf(bench->out[i][t]) < 10.0f);
        }
      }
      splitter_bench_free(bench);
    }
  }
}

static void test_buffers_may_be_one_and_unconnected(void** state) {
  (void)state;
  for (SplitterMode mode = SPLITTER_COPY; mode <= SPLITTER_LOUD; ++mode) {
    SplitterBench* bench = splitter_bench_new(2);
    SplitterBench* apart = splitter_bench_new(2);
    bench->params.mode = apart->params.mode = mode;
    splitter_bench_run(apart, 0, FRAMES);
    const float* in[2] = {bench->in[0], bench->in[1]};
    float* out[BRANCHES * 2] = {NULL, bench->in[0], bench->in[1]};
    parallel_splitter_set(bench->splitter, &bench->params);
    parallel_splitter_run(bench->splitter, in, out, FRAMES);
    assert_memory_equal(bench->in[0], apart->out[1], sizeof(bench->in[0]));
    assert_memory_equal(bench->in[1], apart->out[2], sizeof(bench->in[1]));
    const float* nothing[2] = {NULL, NULL};
    parallel_splitter_reset(bench->splitter);
    parallel_splitter_set(bench->splitter, &bench->params);
    parallel_splitter_run(bench->splitter, nothing, out, FRAMES);
    splitter_bench_assert_silent(bench->in[0], FRAMES);
    splitter_bench_assert_silent(bench->in[1], FRAMES);
    splitter_bench_free(bench);
    splitter_bench_free(apart);
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
