// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The engine against the formulas of its path, and its guard in real loops. */

#include "common/dsp/glide.h"
#include "plugins/aux_return/aux_return.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

enum { FRAMES = 96000 };

static const double rate_hz = 48000.0;

typedef struct {
  AuxReturn* aux;
  AuxReturnParams params;
  float dry[2][FRAMES], wet[2][FRAMES], out[2][FRAMES];
} Bench;

static float noise(void) {
  return (float)rand() / (float)RAND_MAX - 0.5f;
}

static Bench* bench_new(unsigned n_channels) {
  Bench* bench = (Bench*)calloc(1, sizeof(Bench));
  assert_non_null(bench);
  bench->aux = aux_return_new(n_channels, rate_hz);
  assert_non_null(bench->aux);
  bench->params = (AuxReturnParams){.dry_gain = 1.0f,
                                    .return_gain = 1.0f,
                                    .mix = 0.5f,
                                    .width = 1.0f,
                                    .hpf_hz = RETURN_HPF_OFF_HZ,
                                    .lpf_hz = RETURN_LPF_OFF_HZ,
                                    .duck_threshold_db = -30.0f,
                                    .duck_attack_ms = 10.0f,
                                    .duck_release_ms = 300.0f,
                                    .guard = true,
                                    .enabled = true};
  srand(5);
  for (unsigned i = 0; i < FRAMES; ++i) {
    for (unsigned c = 0; c < 2; ++c) {
      bench->dry[c][i] = noise();
      bench->wet[c][i] = noise();
    }
  }
  return bench;
}

static void bench_free(Bench* bench) {
  aux_return_free(bench->aux);
  free(bench);
}

static void run(Bench* bench, unsigned at, unsigned n) {
  const float* dry[2] = {bench->dry[0] + at, bench->dry[1] + at};
  const float* wet[2] = {bench->wet[0] + at, bench->wet[1] + at};
  float* out[2] = {bench->out[0] + at, bench->out[1] + at};
  aux_return_set(bench->aux, &bench->params);
  aux_return_run(bench->aux, dry, wet, out, n);
}

static AuxReturnMeters meters_of(const Bench* bench) {
  AuxReturnMeters meters;
  aux_return_read(bench->aux, &meters);
  return meters;
}

static double db(double gain) {
  return 20.0 * log10(gain);
}

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
  static const float delays_ms[] = {0.0f, 0.02f, 1.0f, 33.3f, 100.0f};
  for (unsigned a = 0; a < 5; ++a) {
    for (unsigned b = 0; b < 5; ++b) {
      Bench* bench = bench_new(1);
      memset(bench->dry, 0, sizeof(bench->dry));
      memset(bench->wet, 0, sizeof(bench->wet));
      bench->dry[0][100] = 0.5f;
      bench->wet[0][101] = 0.25f;
      bench->params.dry_delay_ms = delays_ms[a];
      bench->params.delay_ms = 5.0f * delays_ms[b];
      run(bench, 0, FRAMES);
      const unsigned latency = meters_of(bench).latency_frames;
      assert_int_equal(latency, lround((double)delays_ms[a] * 48.0));
      const unsigned wet_at = 101 + (unsigned)lround(5.0 * (double)delays_ms[b] * 48.0);
      for (unsigned i = 0; i < FRAMES; ++i) {
        assert_true(bench->out[0][i] == (i == 100 + latency ? 0.5f : 0.0f) + (i == wet_at ? 0.25f : 0.0f));
      }
      bench_free(bench);
    }
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

static void test_status_names_a_return_that_is_the_dry_signal(void** state) {
  (void)state;
  static const Status expected[] = {STATUS_DUPLICATE, STATUS_CANCELLING, STATUS_OK};
  for (unsigned alike = 0; alike < 3; ++alike) {
    Bench* bench = bench_new(2);
    for (unsigned i = 0; alike < 2 && i < FRAMES; ++i) {
      bench->wet[0][i] = bench->dry[0][i] * (alike ? -0.3f : 0.3f);
      bench->wet[1][i] = bench->dry[1][i] * (alike ? -0.3f : 0.3f);
    }
    run(bench, 0, 43200);
    assert_int_equal(meters_of(bench).status, STATUS_OK);
    run(bench, 43200, 9600);
    assert_int_equal(meters_of(bench).status, expected[alike]);
    memset(bench->wet, 0, sizeof(bench->wet));
    run(bench, 52800, 4800);
    assert_int_equal(meters_of(bench).status, STATUS_OK);
    bench_free(bench);
  }
}

/* A loop: what comes out goes back into the return, so many frames late and so much louder, for some seconds; then it is
   open for some more. */
typedef struct {
  double loop_db;
  unsigned loop_frames;
  double closed_seconds, open_seconds;
  double largest;         // ever put out
  double passed_seconds;  // when the return first went over full scale, or -1
  double held_seconds;    // when Runaway was first told, or -1
  double out_seconds;     // when the output was below full scale for good, while closed
  Status end_status;
  double end_gain;  // of a return of 0.1 at the end
} Loop;

static float seed(unsigned frame) {
  return frame < 4800 ? 0.05f * noise() : 0.0f;
}

static void run_loop(Loop* loop) {
  Bench* bench = bench_new(1);
  const float gain = (float)pow(10.0, loop->loop_db / 20.0);
  const unsigned block = loop->loop_frames;
  const unsigned n_closed = (unsigned)(loop->closed_seconds * rate_hz) / block;
  const unsigned n_blocks = n_closed + (unsigned)(loop->open_seconds * rate_hz) / block;
  loop->passed_seconds = loop->held_seconds = -1.0;
  loop->out_seconds = 0.0;
  loop->largest = 0.0;
  memset(bench->out, 0, sizeof(bench->out));
  for (unsigned b = 0; b < n_blocks; ++b) {
    for (unsigned i = 0; i < block; ++i) {
      const double seconds = (b * block + i) / rate_hz;
      bench->wet[0][i] = b < n_closed ? gain * bench->out[0][i] : 0.1f;
      bench->dry[0][i] = seed(b * block + i);
      if (loop->passed_seconds < 0.0 && fabsf(bench->wet[0][i]) > 1.0f) {
        loop->passed_seconds = seconds;
      }
    }
    run(bench, 0, block);
    const AuxReturnMeters meters = meters_of(bench);
    const double seconds = (b + 1) * block / rate_hz;
    if (loop->held_seconds < 0.0 && meters.status == STATUS_RUNAWAY) {
      loop->held_seconds = seconds;
    }
    for (unsigned i = 0; i < block; ++i) {
      loop->largest = fmax(loop->largest, fabs((double)bench->out[0][i]));
      if (fabsf(bench->out[0][i]) > 1.0f) {
        loop->out_seconds = (b * block + i) / rate_hz;
      }
    }
  }
  loop->end_status = meters_of(bench).status;
  loop->end_gain = (double)bench->out[0][block - 1] / 0.1;
  bench_free(bench);
}

static void test_guard_stops_loops(void** state) {
  (void)state;
  static const double gains_db[] = {0.5, 1.0, 3.0, 6.0, 12.0};
  static const unsigned delays[] = {32, 64, 256, 1024, 4096, 8192};
  for (unsigned g = 0; g < 5; ++g) {
    for (unsigned d = 0; d < 6; ++d) {
      const double passes = db(1.0 / 0.025) / gains_db[g];
      Loop loop = {.loop_db = gains_db[g],
                   .loop_frames = delays[d],
                   .closed_seconds = passes * delays[d] / rate_hz + 2.0,
                   .open_seconds = 1.3};
      run_loop(&loop);
      if (loop.held_seconds < 0.0 || loop.out_seconds > loop.passed_seconds + 0.2 || loop.largest > 8.0) {
        print_error("%g dB every %u frames: passes full scale at %.3f s, held at %.3f s, out at %.3f s, largest %.2f\n",
                    loop.loop_db, loop.loop_frames, loop.passed_seconds, loop.held_seconds, loop.out_seconds,
                    loop.largest);
      }
      assert_true(loop.passed_seconds > 0.0 && loop.held_seconds > 0.0);
      assert_true(loop.out_seconds < loop.passed_seconds + 0.2);
      assert_true(loop.largest <= 8.0);
      assert_int_equal(loop.end_status, STATUS_OK);
      assert_near(loop.end_gain, 1.0, 1e-5);
    }
  }
}

static void test_no_guard_stops_nothing(void** state) {
  (void)state;
  Bench* bench = bench_new(1);
  bench->params.guard = false;
  for (unsigned i = 0; i < FRAMES; ++i) {
    bench->wet[0][i] = 20.0f * noise();
    bench->dry[0][i] = 0.0f;
  }
  run(bench, 0, FRAMES);
  assert_memory_equal(bench->out[0], bench->wet[0], sizeof(bench->wet[0]));
  bench_free(bench);
}

/* Bursts over full scale, as hot as +6 dBFS, at any rhythm. */
static void test_loud_bursts_do_not_trip_the_guard(void** state) {
  (void)state;
  for (unsigned period = 500; period < 30000; period = period * 3 / 2) {
    Bench* bench = bench_new(2);
    for (unsigned i = 0; i < FRAMES; ++i) {
      const float level = 4.0f * (float)exp(-(double)(i % period) / 3000.0) * (float)(i / period % 3 + 1) / 3.0f;
      bench->wet[0][i] = level * noise();
      bench->wet[1][i] = level * noise();
      bench->dry[0][i] = bench->dry[1][i] = 0.0f;
    }
    run(bench, 0, FRAMES);
    assert_memory_equal(bench->out, bench->wet, sizeof(bench->out));
    bench_free(bench);
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
    cmocka_unit_test(test_dry_signal_ducks_the_return),
    cmocka_unit_test(test_every_change_is_a_line_of_ten_milliseconds),
    cmocka_unit_test(test_off_passes_the_main_signal_on),
    cmocka_unit_test(test_status_names_a_return_that_is_the_dry_signal),
    cmocka_unit_test(test_guard_stops_loops),
    cmocka_unit_test(test_no_guard_stops_nothing),
    cmocka_unit_test(test_loud_bursts_do_not_trip_the_guard),
    cmocka_unit_test(test_hostile_input_is_gone_when_it_is_gone),
  };
  return cmocka_run_group_tests_name("aux_return", tests, NULL, NULL);
}
