// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The engine against the formulas of its modes, written out in double precision. What the bands, the attacks and the
   loudness are is tested with their own blocks. */

#include "common/dsp/glide.h"
#include "plugins/parallel_splitter/parallel_splitter.h"

#include <fftw3.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

enum { FRAMES = 16384, BRANCHES = SPLITTER_BRANCHES };

static const double rate_hz = 48000.0;

typedef struct {
  ParallelSplitter* splitter;
  unsigned n_channels;
  SplitterParams params;
  float in[2][FRAMES];
  float out[BRANCHES * 2][FRAMES];
} Bench;

static void defaults(SplitterParams* params) {
  *params = (SplitterParams){.mode = SPLITTER_COPY,
                             .n_branches = 2,
                             .split_hz = {200.0f, 1000.0f, 5000.0f},
                             .sensitivity = 0.5f,
                             .threshold = 0.063f,
                             .enabled = true};
  for (unsigned i = 0; i < BRANCHES; ++i) {
    params->branch[i].gain = 1.0f;
  }
}

/* Noise whose level jumps up and down, so that it has attacks, and is loud and quiet. */
static void fill_with_bursts(Bench* bench) {
  srand(11);
  for (unsigned i = 0; i < FRAMES; ++i) {
    const float level = i % 4000 < 1500 ? 0.9f : 0.01f;
    bench->in[0][i] = level * (2.0f * (float)rand() / (float)RAND_MAX - 1.0f);
    bench->in[1][i] = level * (2.0f * (float)rand() / (float)RAND_MAX - 1.0f);
  }
}

static Bench* bench_new(unsigned n_channels) {
  Bench* bench = (Bench*)calloc(1, sizeof(Bench));
  assert_non_null(bench);
  bench->splitter = parallel_splitter_new(n_channels, rate_hz);
  assert_non_null(bench->splitter);
  bench->n_channels = n_channels;
  defaults(&bench->params);
  fill_with_bursts(bench);
  return bench;
}

static void bench_free(Bench* bench) {
  parallel_splitter_free(bench->splitter);
  free(bench);
}

/* Runs frames `at` .. `at + n` of the bench's buffers with the bench's params. */
static void run(Bench* bench, unsigned at, unsigned n) {
  const float* in[2] = {bench->in[0] + at, bench->in[1] + at};
  float* out[BRANCHES * 2];
  for (unsigned i = 0; i < BRANCHES * bench->n_channels; ++i) {
    out[i] = bench->out[i] + at;
  }
  parallel_splitter_set(bench->splitter, &bench->params);
  parallel_splitter_run(bench->splitter, in, out, n);
}

static float* out_of(Bench* bench, unsigned branch, unsigned channel) {
  return bench->out[branch * bench->n_channels + channel];
}

static SplitterMeters meters_of(const Bench* bench) {
  SplitterMeters meters;
  parallel_splitter_read(bench->splitter, &meters);
  return meters;
}

static void assert_silent(const float* samples, unsigned n) {
  for (unsigned i = 0; i < n; ++i) {
    assert_true(samples[i] == 0.0f);
  }
}

static void test_copies_are_the_input_bit_for_bit(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (unsigned n_branches = 2; n_branches <= BRANCHES; ++n_branches) {
      Bench* bench = bench_new(n_channels);
      bench->params.n_branches = n_branches;
      run(bench, 0, FRAMES);
      for (unsigned i = 0; i < BRANCHES * n_channels; ++i) {
        if (i < n_branches * n_channels) {
          assert_memory_equal(bench->out[i], bench->in[i % n_channels], sizeof(bench->out[i]));
        } else {
          assert_silent(bench->out[i], FRAMES);
        }
      }
      bench_free(bench);
    }
  }
}

/* -120 dBFS and better. */
static void test_branches_add_up_to_the_input(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (SplitterMode mode = SPLITTER_MID_SIDE; mode <= SPLITTER_LOUD; ++mode) {
      Bench* bench = bench_new(n_channels);
      bench->params.mode = mode;
      bench->params.n_branches = 4;
      run(bench, 0, FRAMES);
      const bool copies = n_channels == 1 && mode <= SPLITTER_LEFT_RIGHT;
      double energy[2] = {0.0, 0.0};
      for (unsigned c = 0; c < n_channels; ++c) {
        for (unsigned i = 0; i < FRAMES; ++i) {
          const double a = (double)out_of(bench, 0, c)[i];
          const double b = (double)out_of(bench, 1, c)[i];
          assert_near(copies ? a : a + b, bench->in[c][i], 1e-7);
          energy[0] += a * a;
          energy[1] += b * b;
        }
        assert_silent(out_of(bench, 2, c), copies ? 0 : FRAMES);
        assert_silent(out_of(bench, 3, c), copies ? 0 : FRAMES);
      }
      assert_true(energy[0] > 1.0 && energy[1] > 0.1);
      bench_free(bench);
    }
  }
}

static void test_mid_side_and_left_right_are_their_formulas(void** state) {
  (void)state;
  for (SplitterMode mode = SPLITTER_MID_SIDE; mode <= SPLITTER_LEFT_RIGHT; ++mode) {
    Bench* bench = bench_new(2);
    bench->params.mode = mode;
    run(bench, 0, FRAMES);
    for (unsigned i = 0; i < FRAMES; ++i) {
      const double l = (double)bench->in[0][i];
      const double r = (double)bench->in[1][i];
      const double m = (l + r) / 2.0;
      const double s = (l - r) / 2.0;
      const double mid_side[] = {m, m, s, -s};
      const double left_right[] = {l, 0.0, 0.0, r};
      for (unsigned k = 0; k < 4; ++k) {
        assert_near(bench->out[k][i], mode == SPLITTER_MID_SIDE ? mid_side[k] : left_right[k], 1e-7);
      }
    }
    bench_free(bench);
  }
}

/* Magnitude of the sum of all branches for an impulse, in dB, at every line from 20 Hz to 20 kHz. */
static void assert_sum_is_flat(Bench* bench, unsigned channel) {
  double* sum = fftw_alloc_real(FRAMES);
  fftw_complex* spectrum = fftw_alloc_complex(FRAMES / 2 + 1);
  for (unsigned i = 0; i < FRAMES; ++i) {
    sum[i] = 0.0;
    for (unsigned b = 0; b < BRANCHES; ++b) {
      sum[i] += (double)out_of(bench, b, channel)[i];
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
      Bench* bench = bench_new(n_channels);
      bench->params.mode = SPLITTER_BANDS;
      bench->params.n_branches = n_branches;
      memset(bench->in, 0, sizeof(bench->in));
      for (unsigned c = 0; c < n_channels; ++c) {
        bench->in[c][0] = 1.0f;
      }
      run(bench, 0, FRAMES);
      for (unsigned c = 0; c < n_channels; ++c) {
        assert_sum_is_flat(bench, c);
        for (unsigned b = 0; b < BRANCHES; ++b) {
          assert_true((fabsf(out_of(bench, b, c)[1]) > 0.0f) == (b < n_branches));
        }
      }
      bench_free(bench);
    }
  }
}

static void test_gain_polarity_solo_and_mute_act_on_the_outputs(void** state) {
  (void)state;
  static const float gains[BRANCHES] = {1.0f, 0.25f, 0.0f, 3.0f};
  for (unsigned pattern = 0; pattern < 1u << (2 * BRANCHES); ++pattern) {
    Bench* bench = bench_new(2);
    bench->params.n_branches = 4;
    const unsigned solo = pattern % (1u << BRANCHES);
    const unsigned mute = pattern >> BRANCHES;
    for (unsigned b = 0; b < BRANCHES; ++b) {
      bench->params.branch[b] = (SplitterBranchParams){
        .gain = gains[b], .solo = (solo >> b) & 1u, .mute = (mute >> b) & 1u, .invert = b % 2};
    }
    run(bench, 0, 100);
    for (unsigned b = 0; b < BRANCHES; ++b) {
      const bool heard = !((mute >> b) & 1u) && (!solo || ((solo >> b) & 1u));
      const float gain = heard ? (b % 2 ? -gains[b] : gains[b]) : 0.0f;
      for (unsigned i = 0; i < 100; ++i) {
        assert_true(out_of(bench, b, 0)[i] == gain * bench->in[0][i]);
        assert_true(out_of(bench, b, 1)[i] == gain * bench->in[1][i]);
      }
    }
    bench_free(bench);
  }
}

static void test_delays_are_exact_to_the_frame(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    Bench* bench = bench_new(n_channels);
    static const unsigned frames[BRANCHES] = {0, 1, 480, 4800};
    bench->params.n_branches = 4;
    for (unsigned b = 0; b < BRANCHES; ++b) {
      bench->params.branch[b].delay_ms = (float)(frames[b] * 1000.0 / rate_hz);
    }
    run(bench, 0, FRAMES);
    for (unsigned b = 0; b < BRANCHES; ++b) {
      for (unsigned c = 0; c < n_channels; ++c) {
        assert_silent(out_of(bench, b, c), frames[b]);
        assert_memory_equal(out_of(bench, b, c) + frames[b], bench->in[c], (FRAMES - frames[b]) * sizeof(float));
      }
    }
    bench_free(bench);
  }
}

/* A branch without delay plays on until it has heard enough; then it fades over, as all new delays do. */
static void test_a_new_delay_never_drops_out(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  const unsigned fade = glide_frames(rate_hz);
  for (unsigned i = 0; i < FRAMES; ++i) {
    bench->in[0][i] = bench->in[1][i] = 0.5f + (float)i / FRAMES;
  }
  run(bench, 0, 1000);
  bench->params.branch[1].delay_ms = 50.0f;
  run(bench, 1000, 5000);
  bench->params.branch[1].delay_ms = 20.0f;
  run(bench, 6000, 4000);
  for (unsigned i = 0; i < 10000; ++i) {
    const double now = (double)bench->in[0][i];
    const double late = i < 2400 ? 0.0 : (double)bench->in[0][i - 2400];
    const double later = i < 960 ? 0.0 : (double)bench->in[0][i - 960];
    const double to_late = i < 3400 ? 0.0 : fmin((i - 3400 + 1.0) / fade, 1.0);
    const double to_later = i < 6000 ? 0.0 : fmin((i - 6000 + 1.0) / fade, 1.0);
    const double expected = (1.0 - to_late) * now + to_late * late;
    assert_near(out_of(bench, 1, 0)[i], (1.0 - to_later) * expected + to_later * later, 1e-6);
    assert_true(out_of(bench, 0, 0)[i] == bench->in[0][i]);
  }
  bench_free(bench);
}

/* When a delay has faded out its signal is forgotten on that very frame, wherever blocks are cut. */
static void test_a_delay_that_has_gone_is_forgotten_at_once(void** state) {
  (void)state;
  static const unsigned cuts[] = {1475, 1480, 1490, 1500};
  const unsigned fade = glide_frames(rate_hz);
  for (unsigned k = 0; k < 4; ++k) {
    Bench* bench = bench_new(2);
    for (unsigned i = 0; i < FRAMES; ++i) {
      bench->in[0][i] = bench->in[1][i] = (float)i / FRAMES;
    }
    bench->params.branch[1].delay_ms = 10.0f;
    run(bench, 0, 1000);
    bench->params.branch[1].delay_ms = 0.0f;
    run(bench, 1000, cuts[k] - 1000);
    run(bench, cuts[k], 1500 - cuts[k]);
    bench->params.branch[1].delay_ms = 5.0f;
    run(bench, 1500, 1500);
    for (unsigned i = 1500; i < 3000; ++i) {
      const double weight = i < 1740 ? 0.0 : fmin((i - 1740 + 1.0) / fade, 1.0);
      assert_near(out_of(bench, 1, 0)[i], (double)bench->in[0][i] - weight * 240.0 / FRAMES, 1e-6);
    }
    bench_free(bench);
  }
}

static void test_what_was_before_off_is_not_heard_after_it(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  for (unsigned i = 0; i < FRAMES; ++i) {
    bench->in[0][i] = bench->in[1][i] = i < 6000 ? 1.0f : 0.25f;
  }
  bench->params.branch[1].delay_ms = 100.0f;
  run(bench, 0, 5000);
  bench->params.enabled = false;
  run(bench, 5000, 1500);
  bench->params.enabled = true;
  run(bench, 6500, FRAMES - 6500);
  assert_true(out_of(bench, 1, 0)[4999] == 1.0f && out_of(bench, 1, 0)[6499] == 0.0f);
  for (unsigned i = 6500; i < FRAMES; ++i) {
    const double weight = fmin((i - 6500 + 1.0) / glide_frames(rate_hz), 1.0);
    assert_near(out_of(bench, 1, 0)[i], 0.25 * weight, 1e-6);
  }
  bench_free(bench);
}

static void test_off_is_the_input_on_a(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    Bench* bench = bench_new(n_channels);
    bench->params.enabled = false;
    bench->params.mode = SPLITTER_BANDS;
    bench->params.n_branches = 4;
    bench->params.branch[0] = (SplitterBranchParams){.gain = 0.3f, .delay_ms = 10.0f, .mute = true};
    bench->params.branch[2].solo = true;
    run(bench, 0, FRAMES);
    for (unsigned i = 0; i < BRANCHES * n_channels; ++i) {
      if (i < n_channels) {
        assert_memory_equal(bench->out[i], bench->in[i], sizeof(bench->out[i]));
      } else {
        assert_silent(bench->out[i], FRAMES);
      }
    }
    bench_free(bench);
  }
}

/* On constant input every change must show as a straight line of 10 ms between two constants. */
static void assert_line(const float* samples, unsigned at, double from, double to) {
  const unsigned n = glide_frames(rate_hz);
  assert_near(samples[at - 1], from, 1e-6);
  for (unsigned i = 0; i < n; ++i) {
    assert_near(samples[at + i], from + (to - from) * (i + 1) / n, 2e-6);
  }
  assert_near(samples[at + n], to, 1e-6);
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
    Bench* bench = bench_new(2);
    for (unsigned i = 0; i < FRAMES; ++i) {
      bench->in[0][i] = 0.4f;
      bench->in[1][i] = 0.2f;
    }
    run(bench, 0, 1000);
    changes[k].change(&bench->params);
    run(bench, 1000, 1000);
    defaults(&bench->params);
    run(bench, 2000, 1000);
    for (unsigned i = 0; i < BRANCHES * 2; ++i) {
      assert_line(bench->out[i], 1000, changes[k].before[i], changes[k].after[i]);
      assert_line(bench->out[i], 2000, changes[k].after[i], changes[k].before[i]);
    }
    bench_free(bench);
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
        Bench* bench = bench_new(2);
        for (unsigned i = 0; i < FRAMES; ++i) {
          bench->in[0][i] = (float)sin(6.283185307179586 * 250.0 / rate_hz * i);
          bench->in[1][i] = 0.5f * bench->in[0][i];
        }
        bench->params.mode = from;
        bench->params.n_branches = n_branches;
        run(bench, 0, 7037);
        bench->params.mode = to;
        bench->params.n_branches = 6 - n_branches;
        bench->params.split_hz[0] = 3000.0f;
        bench->params.split_hz[2] = 90.0f;
        bench->params.sensitivity = 0.9f;
        bench->params.threshold = 0.9f;
        run(bench, 7037, 3000);
        for (unsigned i = 0; i < BRANCHES * 2; ++i) {
          assert_true(roughness(bench->out[i], 6000, 10037) < 0.01);
        }
        bench_free(bench);
      }
    }
  }
}

static void test_starts_settled(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  run(bench, 0, 0);
  for (unsigned round = 0; round < 2; ++round) {
    bench->params.mode = round ? SPLITTER_COPY : SPLITTER_LEFT_RIGHT;
    bench->params.branch[1].gain = round ? 2.0f : 0.5f;
    bench->params.branch[0].delay_ms = round ? 0.0f : 1.0f;
    run(bench, 0, 64);
    assert_true(out_of(bench, 0, 0)[48] == bench->in[0][round ? 48 : 0]);
    assert_true(out_of(bench, 1, 1)[0] == (round ? 2.0f : 0.5f) * bench->in[1][0]);
    parallel_splitter_reset(bench->splitter);
  }
  bench_free(bench);
}

/* Everything changes at frames that are fixed, whatever the cuts. */
static void run_cut(Bench* bench, unsigned seed) {
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
    run(bench, at, n);
  }
}

static void test_cuts_do_not_matter(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    Bench* whole = bench_new(n_channels);
    run_cut(whole, 0);
    for (unsigned seed = 1; seed <= 10; ++seed) {
      Bench* cut = bench_new(n_channels);
      run_cut(cut, seed);
      assert_memory_equal(cut->out, whole->out, sizeof(cut->out));
      const SplitterMeters a = meters_of(whole);
      const SplitterMeters b = meters_of(cut);
      assert_memory_equal(a.branch_peak, b.branch_peak, sizeof(a.branch_peak));
      assert_int_equal(a.status, b.status);
      bench_free(cut);
    }
    bench_free(whole);
  }
}

static void test_meters_show_the_peaks(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  memset(bench->in, 0, sizeof(bench->in));
  bench->in[0][10] = 0.3f;
  bench->in[1][20] = -0.5f;
  bench->params.n_branches = 3;
  bench->params.branch[0].gain = 0.5f;
  bench->params.branch[1].mute = true;
  bench->params.branch[2].invert = true;
  run(bench, 0, 60);
  const SplitterMeters meters = meters_of(bench);
  assert_near(meters.branch_peak[0], 0.25, 1e-6);
  assert_true(meters.branch_peak[1] == 0.0f);
  assert_near(meters.branch_peak[2], 0.5, 1e-6);
  assert_true(meters.branch_peak[3] == 0.0f);
  bench_free(bench);
}

static Status status_after(Bench* bench, double seconds) {
  for (double done = 0.0; done < seconds; done += 4000.0 / rate_hz) {
    run(bench, 0, 4000);
  }
  return meters_of(bench).status;
}

static void test_status(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
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
  run(bench, 0, 1000);
  assert_int_equal(status_after(bench, 2.3), STATUS_OK);
  bench_free(bench);
}

static void test_one_bad_sample_is_silence_and_gone(void** state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, -INFINITY};
  for (SplitterMode mode = SPLITTER_COPY; mode <= SPLITTER_LOUD; ++mode) {
    for (unsigned k = 0; k < 3; ++k) {
      Bench* bench = bench_new(2);
      Bench* clean = bench_new(2);
      bench->params.mode = clean->params.mode = mode;
      bench->params.n_branches = clean->params.n_branches = 4;
      bench->in[1][700] = bad[k];
      clean->in[1][700] = 0.0f;
      run(bench, 0, FRAMES);
      run(clean, 0, FRAMES);
      for (unsigned i = 0; i < BRANCHES * 2; ++i) {
        for (unsigned t = 0; t < FRAMES; ++t) {
          assert_true(bench->out[i][t] == clean->out[i][t]);
        }
      }
      bench_free(bench);
      bench_free(clean);
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
      Bench* bench = bench_new(2);
      bench->params.mode = mode;
      bench->params.n_branches = 4;
      bench->params.branch[0].gain = 4.0f;
      bench->in[0][700] = huge[k];
      run(bench, 0, FRAMES);
      for (unsigned i = 0; i < BRANCHES * 2; ++i) {
        for (unsigned t = 0; t < FRAMES; ++t) {
          assert_true(isfinite(bench->out[i][t]));
          assert_true(t < 704 || fabsf(bench->out[i][t]) < 10.0f);
        }
      }
      bench_free(bench);
    }
  }
}

static void test_buffers_may_be_one_and_unconnected(void** state) {
  (void)state;
  for (SplitterMode mode = SPLITTER_COPY; mode <= SPLITTER_LOUD; ++mode) {
    Bench* bench = bench_new(2);
    Bench* apart = bench_new(2);
    bench->params.mode = apart->params.mode = mode;
    run(apart, 0, FRAMES);
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
    assert_silent(bench->in[0], FRAMES);
    assert_silent(bench->in[1], FRAMES);
    bench_free(bench);
    bench_free(apart);
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
    cmocka_unit_test(test_what_was_before_off_is_not_heard_after_it),
    cmocka_unit_test(test_off_is_the_input_on_a),
    cmocka_unit_test(test_every_change_is_a_line_of_ten_milliseconds),
    cmocka_unit_test(test_switching_does_not_click),
    cmocka_unit_test(test_starts_settled),
    cmocka_unit_test(test_cuts_do_not_matter),
    cmocka_unit_test(test_meters_show_the_peaks),
    cmocka_unit_test(test_status),
    cmocka_unit_test(test_one_bad_sample_is_silence_and_gone),
    cmocka_unit_test(test_one_huge_sample_is_soon_forgotten),
    cmocka_unit_test(test_buffers_may_be_one_and_unconnected),
  };
  return cmocka_run_group_tests_name("parallel_splitter", tests, NULL, NULL);
}
