// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The engine against the formula of its blend. What the gain of the compressor is, and how it moves, is held against the
   published formulas in tests/dsp/test_dynamics.c; here it is one number of a settled signal. */

#include "common/dsp/glide.h"
#include "plugins/parallel_compressor/parallel_compressor.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

enum { FRAMES = 1 << 15 };

static const double two_pi = 6.283185307179586;

typedef struct {
  ParallelCompressor* compressor;
  ParallelCompressorParams params;
  unsigned n_channels;
  double rate_hz;
  float in[2][FRAMES], out[2][FRAMES];
} Bench;

static Bench* bench_new_at(unsigned n_channels, double rate_hz) {
  Bench* bench = (Bench*)calloc(1, sizeof(Bench));
  assert_non_null(bench);
  bench->compressor = parallel_compressor_new(n_channels, rate_hz);
  assert_non_null(bench->compressor);
  bench->n_channels = n_channels;
  bench->rate_hz = rate_hz;
  bench->params = (ParallelCompressorParams){.dynamics = {.threshold_db = -24.0f,
                                                          .ratio = 8.0f,
                                                          .knee_db = 6.0f,
                                                          .depth_db = INFINITY,
                                                          .attack_ms = 5.0f,
                                                          .release_ms = 100.0f,
                                                          .link = 1.0f},
                                             .key_hpf_hz = COMPRESSOR_HPF_OFF_HZ,
                                             .wet_hpf_hz = COMPRESSOR_HPF_OFF_HZ,
                                             .wet_lpf_hz = COMPRESSOR_LPF_OFF_HZ,
                                             .dry_gain = 1.0f,
                                             .wet_gain = 0.5f,
                                             .enabled = true};
  return bench;
}

static Bench* bench_new(unsigned n_channels) {
  return bench_new_at(n_channels, 48000.0);
}

static void bench_free(Bench* bench) {
  parallel_compressor_free(bench->compressor);
  free(bench);
}

static void run(Bench* bench, uint32_t at, uint32_t n) {
  const float* const in[] = {bench->in[0] + at, bench->in[1] + at};
  float* const out[] = {bench->out[0] + at, bench->out[1] + at};
  parallel_compressor_set(bench->compressor, &bench->params);
  parallel_compressor_run(bench->compressor, in, out, n);
}

static ParallelCompressorMeters meters_of(const Bench* bench) {
  ParallelCompressorMeters meters;
  parallel_compressor_read(bench->compressor, &meters);
  return meters;
}

static void fill(Bench* bench, unsigned channel, uint32_t from, uint32_t to, double value) {
  for (uint32_t i = from; i < to; ++i) {
    bench->in[channel][i] = (float)value;
  }
}

static void fill_sine(Bench* bench, unsigned channel, double hz, double peak) {
  for (uint32_t i = 0; i < FRAMES; ++i) {
    bench->in[channel][i] = (float)(peak * sin(two_pi * hz * i / bench->rate_hz));
  }
}

static void fill_noise(Bench* bench) {
  srand(7);
  for (uint32_t i = 0; i < FRAMES; ++i) {
    for (unsigned c = 0; c < 2; ++c) {
      bench->in[c][i] = (float)((2.0 * rand() / RAND_MAX - 1.0) * pow(10.0, -1.0 + sin(i * (c ? 3e-3 : 1e-3))));
    }
  }
}

/* Amplitude of a tone in the last quarter of an output, whatever else is there. */
static double amplitude(const Bench* bench, unsigned channel, double hz) {
  double re = 0.0;
  double im = 0.0;
  for (uint32_t i = FRAMES - FRAMES / 4; i < FRAMES; ++i) {
    re += (double)bench->out[channel][i] * cos(two_pi * hz * i / bench->rate_hz);
    im += (double)bench->out[channel][i] * sin(two_pi * hz * i / bench->rate_hz);
  }
  return hypot(re, im) * 2.0 / (FRAMES / 4.0);
}

/* What the default compressor leaves of a level well above its knee, as a gain. */
static double wet_of(double level) {
  const double over_db = 20.0 * log10(level) + 24.0;
  return over_db < 3.0 ? 1.0 : pow(10.0, -over_db * (1.0 - 1.0 / 8.0) / 20.0);
}

static void test_out_is_dry_plus_wet(void** state) {
  (void)state;
  static const double levels[] = {0.01, 0.2, 0.5, 1.0, 4.0};
  static const float gains[][2] = {{1.0f, 0.5f}, {0.7f, 0.0f}, {0.0f, 1.0f}, {0.3f, 8.0f}, {0.0f, 0.0f}};
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (unsigned i = 0; i < 5 * 5; ++i) {
      Bench* bench = bench_new(n_channels);
      const double level = levels[i % 5];
      bench->params.dry_gain = gains[i / 5][0];
      bench->params.wet_gain = gains[i / 5][1];
      fill(bench, 0, 0, FRAMES, level);
      fill(bench, 1, 0, FRAMES, -level);
      run(bench, 0, FRAMES);
      const double blend = (double)gains[i / 5][0] + (double)gains[i / 5][1] * wet_of(level);
      for (unsigned c = 0; c < n_channels; ++c) {
        assert_near(bench->out[c][FRAMES - 1], (c ? -level : level) * blend, level * blend * 2e-4);
      }
      bench_free(bench);
    }
  }
}

/* With the compressor at rest, an impulse comes out of dry and of wet on the same frame, as late as the latency says. */
static void test_dry_and_wet_are_in_step(void** state) {
  (void)state;
  static const double rates[] = {8000.0, 44100.0, 48000.0, 96000.0, 768000.0};
  static const float lookaheads_ms[] = {0.0f, 0.02f, 1.0f, 3.7f, 10.0f};
  for (unsigned i = 0; i < 5 * 5; ++i) {
    for (unsigned wet = 0; wet < 3; ++wet) {
      Bench* bench = bench_new_at(2, rates[i / 5]);
      bench->params.lookahead_ms = lookaheads_ms[i % 5];
      bench->params.dry_gain = wet == 1 ? 0.0f : 1.0f;
      bench->params.wet_gain = wet ? 1.0f : 0.0f;
      const uint32_t at = 777;
      bench->in[0][at] = bench->in[1][at + 1] = 0.01f;
      run(bench, 0, FRAMES);
      const uint32_t latency = meters_of(bench).latency_frames;
      assert_int_equal(latency, lround((double)lookaheads_ms[i % 5] * rates[i / 5] / 1000.0));
      for (uint32_t n = 0; n < FRAMES; ++n) {
        const float expected = wet == 2 ? 0.02f : 0.01f;
        assert_true(bench->out[0][n] == (n == at + latency ? expected : 0.0f));
        assert_true(bench->out[1][n] == (n == at + 1 + latency ? expected : 0.0f));
      }
      bench_free(bench);
    }
  }
}

/* A step meets a compressor that has seen it coming. */
static void test_lookahead(void** state) {
  (void)state;
  static const float lookaheads_ms[] = {0.0f, 1.0f, 5.0f, 10.0f};
  for (unsigned i = 0; i < 4; ++i) {
    Bench* bench = bench_new(2);
    bench->params.lookahead_ms = lookaheads_ms[i];
    bench->params.dry_gain = 0.0f;
    bench->params.wet_gain = 1.0f;
    const uint32_t on = 1000;
    fill(bench, 0, on, FRAMES, 0.5);
    run(bench, 0, FRAMES);
    const double full_db = 20.0 * log10(wet_of(0.5));
    const uint32_t latency = meters_of(bench).latency_frames;
    assert_true(bench->out[0][on + latency - 1] == 0.0f);
    const double reached_db = full_db * (1.0 - exp(-(latency + 1.0) / 240.0));
    assert_near(20.0 * log10((double)bench->out[0][on + latency] / 0.5), reached_db, 0.01);
    bench_free(bench);
  }
}

static void test_link(void** state) {
  (void)state;
  static const float links[] = {0.0f, 0.25f, 1.0f};
  for (unsigned i = 0; i < 3; ++i) {
    Bench* bench = bench_new(2);
    bench->params.dynamics.link = links[i];
    bench->params.dry_gain = 0.0f;
    bench->params.wet_gain = 1.0f;
    fill(bench, 0, 0, FRAMES, 0.8);
    fill(bench, 1, 0, FRAMES, 0.01);
    run(bench, 0, FRAMES);
    const double loud_db = 20.0 * log10(wet_of(0.8));
    assert_near(20.0 * log10((double)bench->out[0][FRAMES - 1] / 0.8), loud_db, 0.002);
    assert_near(20.0 * log10((double)bench->out[1][FRAMES - 1] / 0.01), (double)links[i] * loud_db, 0.002);
    assert_near(meters_of(bench).reduction_db, loud_db, 0.002);
    bench_free(bench);
  }
}

/* A bass that would duck everything does not when the key leaves it out; it is heard all the same. */
static void test_key_high_pass(void** state) {
  (void)state;
  for (unsigned on = 0; on < 2; ++on) {
    Bench* bench = bench_new(1);
    bench->params.key_hpf_hz = on ? 1000.0f : COMPRESSOR_HPF_OFF_HZ;
    bench->params.dry_gain = 0.0f;
    bench->params.wet_gain = 1.0f;
    bench->params.dynamics.attack_ms = 0.1f;
    bench->params.dynamics.release_ms = 2000.0f;
    fill_sine(bench, 0, 46.875, 0.5);
    run(bench, 0, FRAMES);
    assert_near(20.0 * log10(amplitude(bench, 0, 46.875) / 0.5), on ? 0.0 : 20.0 * log10(wet_of(0.5)), 0.2);
    bench_free(bench);
  }
}

/* Filters of the second-order Butterworth kind, on the wet signal alone. */
static void test_wet_filters(void** state) {
  (void)state;
  static const double tones_hz[] = {93.75, 375.0, 1500.0, 6000.0};
  for (unsigned t = 0; t < 4; ++t) {
    for (unsigned low_pass = 0; low_pass < 2; ++low_pass) {
      for (unsigned dry = 0; dry < 2; ++dry) {
        Bench* bench = bench_new(2);
        bench->params.wet_hpf_hz = low_pass ? COMPRESSOR_HPF_OFF_HZ : 400.0f;
        bench->params.wet_lpf_hz = low_pass ? 2000.0f : COMPRESSOR_LPF_OFF_HZ;
        bench->params.dry_gain = dry ? 1.0f : 0.0f;
        bench->params.wet_gain = dry ? 0.0f : 1.0f;
        fill_sine(bench, 1, tones_hz[t], 0.01);
        run(bench, 0, FRAMES);
        const double ratio = low_pass ? tones_hz[t] / 2000.0 : 400.0 / tones_hz[t];
        const double expected = dry ? 1.0 : 1.0 / sqrt(1.0 + pow(ratio, 4.0));
        assert_near(20.0 * log10(amplitude(bench, 1, tones_hz[t]) / 0.01), 20.0 * log10(expected), 0.1);
        bench_free(bench);
      }
    }
  }
}

static void test_listen_takes_dry_away(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  bench->params.listen = true;
  fill(bench, 0, 0, FRAMES, 0.5);
  run(bench, 0, FRAMES);
  assert_near(bench->out[0][FRAMES - 1], 0.5 * 0.5 * wet_of(0.5), 1e-5);
  bench_free(bench);
}

/* Off: what comes in, bit for bit, as late as the latency says; with all else set to something. */
static void test_off_is_bit_exact(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    Bench* bench = bench_new(n_channels);
    bench->params.enabled = false;
    bench->params.lookahead_ms = 2.0f;
    bench->params.dry_gain = 0.3f;
    bench->params.key_hpf_hz = bench->params.wet_hpf_hz = 200.0f;
    bench->params.auto_level = bench->params.listen = true;
    fill_noise(bench);
    bench->in[0][50] = -0.0f;
    run(bench, 0, FRAMES);
    for (unsigned c = 0; c < n_channels; ++c) {
      assert_memory_equal(bench->out[c] + 96, bench->in[c], (FRAMES - 96) * sizeof(float));
    }
    assert_int_equal(meters_of(bench).latency_frames, 96);
    assert_true(meters_of(bench).reduction_db == 0.0f);
    bench_free(bench);
  }
}

/* Switched on again, the compressor knows nothing of what was loud before it was switched off. */
static void test_on_again(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  fill(bench, 0, 0, 4000, 1.0);
  fill(bench, 0, 4000, FRAMES, 0.01);
  run(bench, 0, 4000);
  bench->params.enabled = false;
  run(bench, 4000, 2000);
  assert_true(meters_of(bench).reduction_db == 0.0f);
  bench->params.enabled = true;
  run(bench, 6000, 2000);
  assert_near(bench->out[0][6000 + glide_frames(bench->rate_hz)], 0.01 * 1.5, 1e-6);
  bench_free(bench);
}

/* Dry alone is bit-exact as well. */
static void test_dry_alone_is_bit_exact(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  bench->params.wet_gain = 0.0f;
  fill_noise(bench);
  run(bench, 0, FRAMES);
  assert_memory_equal(bench->out, bench->in, sizeof(bench->out));
  bench_free(bench);
}

/* On constant input every change of a level must show as a straight line of 10 ms between two constants. */
static void test_levels_move_in_lines_of_ten_milliseconds(void** state) {
  (void)state;
  for (unsigned change = 0; change < 7; ++change) {
    Bench* bench = bench_new(2);
    ParallelCompressorParams* params = &bench->params;
    const uint32_t at = FRAMES / 2;
    const uint32_t n = glide_frames(bench->rate_hz);
    fill(bench, 0, 0, FRAMES, 0.04);  // below the knee
    fill(bench, 1, 0, FRAMES, -0.04);
    params->enabled = change != 4;
    params->listen = change == 5;
    run(bench, 0, at);
    params->dry_gain = change == 0 ? 0.25f : 1.0f;
    params->wet_gain = change == 1 ? 4.0f : 0.5f;
    params->listen = change == 2;
    params->enabled = change != 3;
    params->auto_level = change == 6;  // before anything is measured: dry / 1.5
    run(bench, at, FRAMES - at);
    for (unsigned c = 0; c < 2; ++c) {
      const double from = (double)bench->out[c][at - 1];
      const double to = (double)bench->out[c][at + n];
      assert_true(fabs(from - to) > 0.001);
      for (uint32_t i = 0; i < n; ++i) {
        assert_near(bench->out[c][at + i], from + (to - from) * (i + 1) / n, change == 6 ? 1e-3 : 2e-6);
      }
      assert_true(change == 6 || bench->out[c][at + n - 1] == bench->out[c][at + n]);
    }
    bench_free(bench);
  }
}

static void test_starts_settled(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  fill(bench, 0, 0, FRAMES, 0.01);
  run(bench, 0, 0);
  bench->params.dry_gain = 0.3f;
  bench->params.wet_hpf_hz = 100.0f;
  bench->params.dynamics.threshold_db = -10.0f;
  run(bench, 0, 1);
  assert_near(bench->out[0][0], 0.01 * 0.8, 1e-4);
  parallel_compressor_reset(bench->compressor);
  bench->params.dry_gain = 0.0f;
  bench->params.wet_hpf_hz = COMPRESSOR_HPF_OFF_HZ;
  run(bench, 0, 1);
  assert_near(bench->out[0][0], 0.01 * 0.5, 1e-7);
  bench_free(bench);
}

/* Everything changes at fixed frames, and the blocks are cut at random in between. */
static void run_cut(Bench* bench, unsigned seed) {
  static const uint32_t changes[] = {0, 2001, 2055, 6000, 6480, 12345, 16001, 20000, 24500, 28000, FRAMES};
  ParallelCompressorParams* params = &bench->params;
  unsigned random = seed;
  for (unsigned i = 0; i < 10; ++i) {
    params->dynamics.threshold_db = i % 3 ? -24.0f : -40.0f;
    params->dynamics.link = i % 4 == 1 ? 0.5f : 1.0f;
    params->dynamics.detector = i % 5 == 2 ? DETECTOR_RMS : DETECTOR_PEAK;
    params->dynamics.attack_ms = i == 4 ? 50.0f : 1.0f;
    params->lookahead_ms = i % 4 == 2 ? 3.3f : 1.0f;
    params->wet_gain = i % 2 ? 0.5f : 2.0f;
    params->key_hpf_hz = i % 3 == 1 ? 150.0f : COMPRESSOR_HPF_OFF_HZ;
    params->wet_lpf_hz = i % 4 == 3 ? 3000.0f : COMPRESSOR_LPF_OFF_HZ;
    params->auto_level = i != 1 && i != 6;
    params->listen = i == 5;
    params->enabled = i != 1 && i != 7;
    for (uint32_t at = changes[i], n = 0; at < changes[i + 1]; at += n) {
      random = random * 1664525u + 1013904223u;
      n = seed ? 1 + (random >> 16) % (seed == 1 ? 1 : seed * 20) : FRAMES;
      n = n < changes[i + 1] - at ? n : changes[i + 1] - at;
      run(bench, at, n);
    }
  }
}

static void test_no_bit_depends_on_how_blocks_are_cut(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    Bench* whole = bench_new(n_channels);
    fill_noise(whole);
    memset(whole->in[0] + 9000, 0, 3000 * sizeof(float));
    run_cut(whole, 0);
    for (unsigned seed = 1; seed <= 10; ++seed) {
      Bench* cut = bench_new(n_channels);
      fill_noise(cut);
      memset(cut->in[0] + 9000, 0, 3000 * sizeof(float));
      run_cut(cut, seed);
      assert_memory_equal(cut->out, whole->out, sizeof(cut->out));
      const ParallelCompressorMeters a = meters_of(cut);
      const ParallelCompressorMeters b = meters_of(whole);
      assert_true(a.in_peak == b.in_peak && a.out_peak == b.out_peak && a.reduction_db == b.reduction_db);
      bench_free(cut);
    }
    bench_free(whole);
  }
}

static void test_buffers_may_be_shared_or_missing(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  Bench* apart = bench_new(2);
  fill_noise(bench);
  fill_noise(apart);
  run(apart, 0, FRAMES);
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
  bench_free(bench);
  bench_free(apart);
}

static void test_bad_samples(void** state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, -INFINITY, 1e30f, -3e38f};
  for (unsigned b = 0; b < 5; ++b) {
    for (unsigned rich = 0; rich < 2; ++rich) {
      Bench* bench = bench_new(2);
      Bench* clean = bench_new(2);
      fill_noise(bench);
      fill_noise(clean);
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
      run(bench, 0, FRAMES);
      run(clean, 0, FRAMES);
      for (uint32_t i = 0; i < 2 * FRAMES; ++i) {
        const float out = bench->out[i / FRAMES][i % FRAMES];
        assert_true(isfinite(out));
        assert_true(b >= 3 || out == clean->out[i / FRAMES][i % FRAMES]);
      }
      bench_free(bench);
      bench_free(clean);
    }
  }
}

/* A sample beyond all audio passes, and leaves nothing behind. */
static void test_absurd_samples_are_forgotten(void** state) {
  (void)state;
  static const float absurd[] = {1e4f, 1e30f, -3e38f};
  for (unsigned a = 0; a < 3; ++a) {
    Bench* bench = bench_new(2);
    Bench* clean = bench_new(2);
    fill_noise(bench);
    fill_noise(clean);
    bench->params.wet_hpf_hz = bench->params.key_hpf_hz = 100.0f;
    bench->params.wet_lpf_hz = 5000.0f;
    bench->params.dynamics.attack_ms = 0.5f;
    bench->params.lookahead_ms = 1.0f;
    clean->params = bench->params;
    bench->in[0][700] = absurd[a];
    clean->in[0][700] = 0.0f;
    run(bench, 0, FRAMES);
    run(clean, 0, FRAMES);
    assert_true(bench->out[0][748] == absurd[a] + clean->out[0][748]);
    bench->out[0][748] = clean->out[0][748];
    assert_memory_equal(bench->out, clean->out, sizeof(bench->out));
    bench_free(bench);
    bench_free(clean);
  }
}

static Status status_after(Bench* bench, double seconds) {
  for (double done = 0.0; done < seconds; done += 4800.0 / bench->rate_hz) {
    run(bench, 0, 4800);
  }
  return meters_of(bench).status;
}

static void test_meters_and_status(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  fill(bench, 0, 0, FRAMES, 0.1);
  fill(bench, 1, 0, FRAMES, -0.5);
  run(bench, 0, FRAMES);
  assert_near(meters_of(bench).in_peak, 0.5, 1e-7);
  assert_near(meters_of(bench).out_peak, fabs((double)bench->out[1][FRAMES - 1]), 0.01);
  assert_int_equal(status_after(bench, 2.2), STATUS_OK);
  bench->params.dry_gain = 3.0f;
  assert_int_equal(status_after(bench, 0.1), STATUS_CLIPPING);
  bench->params.dry_gain = 1.0f;
  fill(bench, 0, 0, FRAMES, 0.0);
  assert_int_equal(status_after(bench, 2.4), STATUS_ONE_SIDED);
  fill(bench, 1, 0, FRAMES, 0.0);
  assert_int_equal(status_after(bench, 2.4), STATUS_SILENT);
  bench_free(bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_out_is_dry_plus_wet),
    cmocka_unit_test(test_dry_and_wet_are_in_step),
    cmocka_unit_test(test_lookahead),
    cmocka_unit_test(test_link),
    cmocka_unit_test(test_key_high_pass),
    cmocka_unit_test(test_wet_filters),
    cmocka_unit_test(test_listen_takes_dry_away),
    cmocka_unit_test(test_off_is_bit_exact),
    cmocka_unit_test(test_on_again),
    cmocka_unit_test(test_dry_alone_is_bit_exact),
    cmocka_unit_test(test_levels_move_in_lines_of_ten_milliseconds),
    cmocka_unit_test(test_starts_settled),
    cmocka_unit_test(test_no_bit_depends_on_how_blocks_are_cut),
    cmocka_unit_test(test_buffers_may_be_shared_or_missing),
    cmocka_unit_test(test_bad_samples),
    cmocka_unit_test(test_absurd_samples_are_forgotten),
    cmocka_unit_test(test_meters_and_status),
  };
  return cmocka_run_group_tests_name("parallel_compressor", tests, NULL, NULL);
}
