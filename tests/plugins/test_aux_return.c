// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The engine against the formulas of its path. */

#include "tests/plugins/return_bench.h"

#include "common/dsp/glide.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

static const double rate_hz = 48000.0;

static void test_modes(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (int mode = RETURN_ADD; mode <= RETURN_WET_ONLY; ++mode) {
      Bench* bench = bench_new(n_channels);
      bench->params.mode = (AuxReturnMode)mode;
      bench->params.dry_gain = 0.8f;
      bench->params.return_gain = 0.5f;
      bench->params.mix = 0.3f;
      run(bench, 0, 1000);
      const double dry = (double[]){0.8, 0.8 * 0.7, 0.0}[mode];
      const double wet = (double[]){0.5, 0.5 * 0.3, 0.5}[mode];
      for (unsigned i = 0; i < 1000; ++i) {
        for (unsigned c = 0; c < n_channels; ++c) {
          assert_near(bench->out[c][i], dry * (double)bench->dry[c][i] + wet * (double)bench->wet[c][i], 1e-6);
        }
      }
      bench_free(bench);
    }
  }
}

static void test_a_silent_return_changes_nothing(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    Bench* bench = bench_new(n_channels);
    memset(bench->wet, 0, sizeof(bench->wet));
    for (unsigned i = 0; i < FRAMES; i += 7) {
      bench->dry[0][i] = -0.0f;
      bench->wet[0][i] = i % 2 ? -0.0f : 0.0f;
    }
    run(bench, 0, FRAMES);
    for (unsigned c = 0; c < n_channels; ++c) {
      assert_memory_equal(bench->out[c], bench->dry[c], sizeof(bench->dry[c]));
    }
    bench_free(bench);
  }
}

static void test_width_pan_polarity_and_mute(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  bench->params.width = 0.4f;
  bench->params.pan = -0.25f;
  bench->params.invert = true;
  bench->params.return_gain = 0.5f;
  run(bench, 0, 1000);
  for (unsigned i = 0; i < 1000; ++i) {
    const double l = (double)bench->wet[0][i] * 0.7 + (double)bench->wet[1][i] * 0.3;
    const double r = (double)bench->wet[1][i] * 0.7 + (double)bench->wet[0][i] * 0.3;
    assert_near(bench->out[0][i], (double)bench->dry[0][i] - 0.5 * l, 1e-6);
    assert_near(bench->out[1][i], (double)bench->dry[1][i] - 0.5 * 0.75 * r, 1e-6);
  }
  bench->params.mute = true;
  run(bench, 1000, 1000);
  assert_memory_equal(bench->out[0] + 1500, bench->dry[0] + 1500, 500 * sizeof(float));
  bench_free(bench);
}

/* |H|^2 = 1 / (1 + (f/fc)^4) of the low-pass an octave above its cut-off, and its mirror of the high-pass. */
static void test_return_is_filtered(void** state) {
  (void)state;
  for (unsigned low = 0; low < 2; ++low) {
    Bench* bench = bench_new(2);
    memset(bench->dry, 0, sizeof(bench->dry));
    bench->params.lpf_hz = low ? 1000.0f : RETURN_LPF_OFF_HZ;
    bench->params.hpf_hz = low ? RETURN_HPF_OFF_HZ : 2000.0f;
    const double tone_hz = low ? 2000.0 : 1000.0;
    for (unsigned i = 0; i < FRAMES; ++i) {
      bench->wet[0][i] = bench->wet[1][i] = 0.5f * (float)sin(6.283185307179586 * tone_hz * i / rate_hz);
    }
    run(bench, 0, FRAMES);
    double peak = 0.0;
    for (unsigned i = FRAMES / 2; i < FRAMES; ++i) {
      peak = fmax(peak, fabs((double)bench->out[1][i]));
    }
    assert_near(db(peak / 0.5), -10.0 * log10(1.0 + pow(2.0, 4.0)), 0.1);
    bench_free(bench);
  }
}

static void test_delays_to_the_frame(void** state) {
  (void)state;
  static const double rates_hz[] = {8000.0, 44100.0, 192000.0};
  static const float delays_ms[] = {0.0f, 0.02f, 1.0f, 33.3f, 100.0f};
  for (unsigned r = 0; r < 3; ++r) {
    for (unsigned a = 0; a < 5; ++a) {
      for (unsigned b = 0; b < 5; ++b) {
        Bench* bench = bench_at_rate(1, rates_hz[r]);
        memset(bench->dry, 0, sizeof(bench->dry));
        memset(bench->wet, 0, sizeof(bench->wet));
        bench->dry[0][100] = 0.5f;
        bench->wet[0][101] = 0.25f;
        bench->params.dry_delay_ms = delays_ms[a];
        bench->params.delay_ms = 4.0f * delays_ms[b];
        run(bench, 0, FRAMES);
        const unsigned latency = meters_of(bench).latency_frames;
        assert_int_equal(latency, lround((double)delays_ms[a] * rates_hz[r] / 1000.0));
        const unsigned wet_at = 101 + (unsigned)lround(4.0 * (double)delays_ms[b] * rates_hz[r] / 1000.0);
        for (unsigned i = 0; i < FRAMES; ++i) {
          assert_true(bench->out[0][i] == (i == 100 + latency ? 0.5f : 0.0f) + (i == wet_at ? 0.25f : 0.0f));
        }
        bench_free(bench);
      }
    }
  }
}

/* A delay of nothing keeps no signal, so a new one fades in over 10 ms once it holds enough. */
static void test_new_delays_fade_in(void** state) {
  (void)state;
  for (unsigned dry = 0; dry < 2; ++dry) {
    Bench* bench = bench_new(2);
    const unsigned n = glide_frames(rate_hz);
    const unsigned delay = 960;
    bench->params.dry_gain = dry ? 1.0f : 0.0f;
    bench->params.return_gain = dry ? 0.0f : 1.0f;
    run(bench, 0, 2000);
    bench->params.dry_delay_ms = dry ? 20.0f : 0.0f;
    bench->params.delay_ms = dry ? 0.0f : 20.0f;
    run(bench, 2000, 6000);
    assert_int_equal(meters_of(bench).latency_frames, dry ? delay : 0);
    bench->params.dry_delay_ms = bench->params.delay_ms = 0.0f;
    run(bench, 8000, 6000);
    for (unsigned i = 0; i < 14000; ++i) {
      const float* in = dry ? bench->dry[1] : bench->wet[1];
      const double up = fmin(fmax(((double)i - 2000.0 - delay + 1.0) / n, 0.0), 1.0);
      const double down = fmin(fmax(((double)i - 8000.0 + 1.0) / n, 0.0), 1.0);
      const double weight = up - down;
      const double late = i < delay ? 0.0 : (double)in[i - delay];
      assert_near(bench->out[1][i], (1.0 - weight) * (double)in[i] + weight * late, 1e-6);
    }
    bench_free(bench);
  }
}

static void test_dry_signal_ducks_the_return(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  for (unsigned i = 0; i < FRAMES; ++i) {
    bench->dry[0][i] = bench->dry[1][i] = i < FRAMES / 2 ? ((i / 24 % 2) ? -0.25f : 0.25f) : 0.0f;
    bench->wet[0][i] = bench->wet[1][i] = 0.1f;
  }
  bench->params.duck_depth_db = 9.0f;
  bench->params.dry_gain = 0.0f;
  run(bench, 0, FRAMES / 2);
  assert_near(db((double)bench->out[0][FRAMES / 2 - 1] / 0.1), -9.0, 0.05);
  assert_near(meters_of(bench).reduction_db, -9.0, 0.05);
  run(bench, FRAMES / 2, FRAMES / 2);
  const unsigned release = (unsigned)(0.3 * rate_hz);
  assert_near(db((double)bench->out[1][FRAMES / 2 + release] / 0.1), -9.0 * exp(-1.0), 0.1);
  bench_free(bench);
}

/* A square wave has one level from its first frame on; 10 ms later 63 % of the reduction is there. */
static void test_duck_takes_its_times(void** state) {
  (void)state;
  static const float attacks_ms[] = {1.0f, 10.0f, 100.0f};
  for (unsigned a = 0; a < 3; ++a) {
    Bench* bench = bench_new(1);
    for (unsigned i = 0; i < FRAMES; ++i) {
      bench->dry[0][i] = i >= 4800 ? ((i / 24 % 2) ? -0.25f : 0.25f) : 0.0f;
      bench->wet[0][i] = 0.1f;
    }
    bench->params.mode = RETURN_WET_ONLY;
    bench->params.duck_depth_db = 12.0f;
    bench->params.duck_attack_ms = attacks_ms[a];
    run(bench, 0, FRAMES);
    const unsigned at = 4800 + (unsigned)(attacks_ms[a] * 48.0f) - 1;
    assert_near(db((double)bench->out[0][at] / 0.1), -12.0 * (1.0 - exp(-1.0)), 0.05);
    assert_near(db((double)bench->out[0][4799] / 0.1), 0.0, 0.0001);
    bench_free(bench);
  }
}

/* With a ratio of 100 the return goes down by 99 % of what the dry signal is above the threshold, up to the depth; up
   to the threshold it is left alone, bit for bit. */
static void test_duck_follows_its_curve(void** state) {
  (void)state;
  for (double level_db = -40.0; level_db <= 0.0; level_db += 2.5) {
    Bench* bench = bench_new(2);
    const float level = (float)pow(10.0, level_db / 20.0);
    for (unsigned i = 0; i < FRAMES; ++i) {
      bench->dry[0][i] = 0.0f;
      bench->dry[1][i] = (i / 24 % 2) ? -level : level;
    }
    bench->params.dry_gain = 0.0f;
    bench->params.duck_depth_db = 15.0f;
    bench->params.duck_threshold_db = -25.0f;
    run(bench, 0, FRAMES);
    const double expected = fmin(fmax(level_db + 25.0, 0.0) * 0.99, 15.0);
    assert_near(db((double)bench->out[0][FRAMES - 1] / (double)bench->wet[0][FRAMES - 1]), -expected, 0.02);
    assert_near(meters_of(bench).reduction_db, -expected, 0.02);
    if (level_db < -25.0) {
      assert_memory_equal(bench->out, bench->wet, sizeof(bench->out));
    }
    bench_free(bench);
  }
}

static void test_a_duck_switched_off_lets_go_and_is_gone(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  for (unsigned i = 0; i < FRAMES; ++i) {
    bench->dry[0][i] = bench->dry[1][i] = 0.5f;
    bench->wet[0][i] = bench->wet[1][i] = 0.1f;
  }
  bench->params.mode = RETURN_WET_ONLY;
  bench->params.duck_depth_db = 12.0f;
  bench->params.duck_release_ms = 20.0f;
  run(bench, 0, FRAMES / 2);
  bench->params.duck_depth_db = 0.0f;
  run(bench, FRAMES / 2, FRAMES / 2);
  for (unsigned i = FRAMES / 2; i < FRAMES; ++i) {
    const float step = bench->out[0][i] - bench->out[0][i - 1];
    assert_true(step >= 0.0f && step < 0.1f / 200.0f);
  }
  assert_memory_equal(bench->out[1] + FRAMES - 4800, bench->wet[1], 4800 * sizeof(float));
  assert_true(meters_of(bench).reduction_db == 0.0f);
  bench_free(bench);
}

static void test_meters_show_what_each_adds(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    Bench* bench = bench_new(n_channels);
    memset(bench->dry, 0, sizeof(bench->dry));
    memset(bench->wet, 0, sizeof(bench->wet));
    bench->dry[n_channels - 1][500] = -0.4f;
    bench->wet[n_channels - 1][510] = 0.6f;
    bench->params.dry_gain = 0.5f;
    bench->params.return_gain = 2.0f;
    bench->params.pan = -0.25f;
    bench->params.delay_ms = 1.0f;
    run(bench, 0, 570);
    const AuxReturnMeters meters = meters_of(bench);
    assert_near(meters.dry_peak, 0.2, 1e-6);
    assert_near(meters.return_peak, 1.2 * (n_channels > 1 ? 0.75 : 1.0), 1e-6);
    assert_near(meters.peak[1], meters.return_peak, 1e-6);
    assert_near(meters.peak[0], n_channels > 1 ? 0.0f : meters.return_peak, 1e-6);
    bench_free(bench);
  }
}

static void test_every_change_is_a_line_of_ten_milliseconds(void** state) {
  (void)state;
  for (unsigned change = 0; change < 9; ++change) {
    Bench* bench = bench_new(2);
    for (unsigned i = 0; i < FRAMES; ++i) {
      bench->dry[0][i] = bench->dry[1][i] = 0.2f;
      bench->wet[0][i] = 0.3f;
      bench->wet[1][i] = 0.1f;
    }
    AuxReturnParams* params = &bench->params;
    run(bench, 0, 1000);
    params->dry_gain = change == 0 ? 0.5f : 1.0f;
    params->return_gain = change == 1 ? 0.5f : 1.0f;
    params->mode = change == 2 ? RETURN_BLENDED : change == 3 ? RETURN_WET_ONLY : RETURN_ADD;
    params->mute = change == 4;
    params->invert = change == 5;
    params->width = change == 6 ? 0.0f : 1.0f;
    params->pan = change == 7 ? 0.5f : 0.0f;
    params->enabled = change != 8;
    run(bench, 1000, 1000);
    const unsigned n = glide_frames(rate_hz);
    const double from = (double)bench->out[0][999];
    const double to = (double)bench->out[0][1000 + n];
    assert_true(fabs(from - to) > 0.01);
    for (unsigned i = 0; i < n; ++i) {
      assert_near(bench->out[0][1000 + i], from + (to - from) * (i + 1) / n, 2e-6);
    }
    bench_free(bench);
  }
}

static void test_off_passes_the_main_signal_on(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  bench->params.enabled = false;
  bench->params.dry_gain = 0.1f;
  bench->params.mode = RETURN_WET_ONLY;
  bench->params.dry_delay_ms = 3.0f;
  run(bench, 0, FRAMES);
  assert_memory_equal(bench->out[1] + 144, bench->dry[1], (FRAMES - 144) * sizeof(float));
  bench_free(bench);
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
  params->hpf_hz = rand() % 2 ? between(10.0f, 500.0f) : RETURN_HPF_OFF_HZ;
  params->lpf_hz = rand() % 2 ? between(1000.0f, 20000.0f) : RETURN_LPF_OFF_HZ;
  params->delay_ms = rand() % 2 ? between(0.0f, 30.0f) : 0.0f;
  params->duck_depth_db = rand() % 2 ? between(0.0f, 48.0f) : 0.0f;
  params->duck_release_ms = between(5.0f, 50.0f);
  params->guard = rand() % 4 != 0;
  params->enabled = rand() % 4 != 0;
}

enum { CHANGE_FRAMES = 3000 };  // between changes of all parameters

/* The same changes on the same frames, in blocks of up to so many frames. */
static void run_changing(Bench* bench, unsigned n_frames, unsigned longest) {
  srand(11);
  unsigned cuts = 1;
  for (unsigned at = 0, n = 0; at < n_frames; at += n) {
    if (at % CHANGE_FRAMES == 0) {
      set_anything(&bench->params);
    }
    cuts = cuts * 1664525u + 1013904223u;
    n = longest > 1 ? 1 + (cuts >> 8) % longest : 1;
    n = n < CHANGE_FRAMES - at % CHANGE_FRAMES ? n : CHANGE_FRAMES - at % CHANGE_FRAMES;
    run(bench, at, n);
  }
}

static void test_does_not_depend_on_cuts(void** state) {
  (void)state;
  static const unsigned longest[] = {8192, 1, 7, 64, 100, 1000};
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    Bench* benches[6];
    for (unsigned b = 0; b < 6; ++b) {
      benches[b] = bench_new(n_channels);
      for (unsigned i = 0; i < FRAMES; ++i) {
        const float hot = i / 6000 % 4 == 3 ? 12.0f : 1.5f;
        benches[b]->wet[0][i] *= hot;
        benches[b]->wet[1][i] = i % 5 ? benches[b]->wet[1][i] * hot : -0.0f;
        benches[b]->dry[1][i] = i % 3 ? benches[b]->dry[1][i] : -0.0f;
      }
      benches[b]->wet[0][30000] = NAN;
      run_changing(benches[b], FRAMES, longest[b]);
      assert_memory_equal(benches[b]->out, benches[0]->out, sizeof(benches[0]->out));
      const AuxReturnMeters meters = meters_of(benches[b]);
      const AuxReturnMeters expected = meters_of(benches[0]);
      assert_true(meters.dry_peak == expected.dry_peak && meters.return_peak == expected.return_peak &&
                  meters.peak[0] == expected.peak[0] && meters.peak[1] == expected.peak[1] &&
                  meters.reduction_db == expected.reduction_db && meters.status == expected.status);
    }
    for (unsigned b = 0; b < 6; ++b) {
      bench_free(benches[b]);
    }
  }
}

/* Every out may be any in. */
static void test_buffers_may_be_shared(void** state) {
  (void)state;
  for (unsigned pattern = 0; pattern < 16; ++pattern) {
    Bench* bench = bench_new(2);
    Bench* shared = bench_new(2);
    bench->params.width = shared->params.width = 0.5f;
    run(bench, 0, 1000);
    float* ins[] = {shared->dry[0], shared->dry[1], shared->wet[0], shared->wet[1]};
    float* out[] = {ins[pattern % 4], ins[pattern / 4]};
    const float* dry[] = {ins[0], ins[1]};
    const float* wet[] = {ins[2], ins[3]};
    aux_return_set(shared->aux, &shared->params);
    aux_return_run(shared->aux, dry, wet, out, 1000);
    assert_memory_equal(out[1], bench->out[1], 1000 * sizeof(float));
    if (out[0] != out[1]) {
      assert_memory_equal(out[0], bench->out[0], 1000 * sizeof(float));
    }
    bench_free(bench);
    bench_free(shared);
  }
}

static void test_unconnected_buffers_are_silence_and_nowhere(void** state) {
  (void)state;
  for (unsigned pattern = 0; pattern < 64; ++pattern) {
    Bench* bench = bench_new(2);
    Bench* silent = bench_new(2);
    const float* dry[2];
    const float* wet[2];
    float* out[2];
    for (unsigned c = 0; c < 2; ++c) {
      dry[c] = pattern >> c & 1u ? bench->dry[c] : NULL;
      wet[c] = pattern >> (2 + c) & 1u ? bench->wet[c] : NULL;
      out[c] = pattern >> (4 + c) & 1u ? bench->out[c] : NULL;
      if (!dry[c]) {
        memset(silent->dry[c], 0, sizeof(silent->dry[c]));
      }
      if (!wet[c]) {
        memset(silent->wet[c], 0, sizeof(silent->wet[c]));
      }
    }
    run(silent, 0, 500);
    aux_return_set(bench->aux, &bench->params);
    aux_return_run(bench->aux, dry, wet, out, 500);
    for (unsigned c = 0; c < 2; ++c) {
      if (out[c]) {
        assert_memory_equal(out[c], silent->out[c], 500 * sizeof(float));
      }
    }
    bench_free(bench);
    bench_free(silent);
  }
}

static void test_hostile_input_is_gone_when_it_is_gone(void** state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, 1e30f, 3e38f};
  for (unsigned b = 0; b < 4; ++b) {
    Bench* bench = bench_new(2);
    bench->params.hpf_hz = 100.0f;
    bench->params.lpf_hz = 5000.0f;
    bench->params.duck_depth_db = 10.0f;
    bench->params.return_gain = 4.0f;
    bench->dry[0][1000] = bench->wet[1][1000] = bad[b];
    for (unsigned i = 24000; i < FRAMES; ++i) {
      bench->wet[0][i] = bench->wet[1][i] = 0.0f;
    }
    run(bench, 0, FRAMES);
    for (unsigned i = 0; i < FRAMES; ++i) {
      assert_true(isfinite(bench->out[0][i]) && isfinite(bench->out[1][i]));
    }
    for (unsigned i = FRAMES / 2; i < FRAMES; ++i) {
      assert_near(bench->out[0][i], bench->dry[0][i], 1e-4);
    }
    bench_free(bench);
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
    cmocka_unit_test(test_meters_show_what_each_adds),
    cmocka_unit_test(test_every_change_is_a_line_of_ten_milliseconds),
    cmocka_unit_test(test_off_passes_the_main_signal_on),
    cmocka_unit_test(test_does_not_depend_on_cuts),
    cmocka_unit_test(test_buffers_may_be_shared),
    cmocka_unit_test(test_unconnected_buffers_are_silence_and_nowhere),
    cmocka_unit_test(test_hostile_input_is_gone_when_it_is_gone),
  };
  return cmocka_run_group_tests_name("aux_return", tests, NULL, NULL);
}
