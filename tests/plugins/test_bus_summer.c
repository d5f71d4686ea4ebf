// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The engine against the formulas of the mixing desk, written out in double precision. */

#include "plugins/bus_summer/bus_summer.h"
#include "tests/plugins/line.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

enum { STRIPS = 4, FRAMES = 4096 };

static const double rate_hz = 48000.0;
static const double quarter_pi = 0.78539816339744831;

typedef struct {
  BusSummer* bus;
  unsigned n_channels;
  BusSummerParams params;
  float in[STRIPS * 2][FRAMES];
  float out[2][FRAMES];
} Bench;

static void defaults(BusSummerParams* params) {
  *params = (BusSummerParams){.fader = 1.0f, .width = 1.0f, .enabled = true};
  for (unsigned i = 0; i < BUS_SUMMER_MAX_STRIPS; ++i) {
    params->gain[i] = 1.0f;
  }
}

static Bench* bench_new(unsigned n_channels) {
  Bench* bench = (Bench*)calloc(1, sizeof(Bench));
  assert_non_null(bench);
  bench->bus = bus_summer_new(STRIPS, n_channels, rate_hz);
  assert_non_null(bench->bus);
  bench->n_channels = n_channels;
  defaults(&bench->params);
  srand(7);
  for (unsigned c = 0; c < STRIPS * n_channels; ++c) {
    for (unsigned i = 0; i < FRAMES; ++i) {
      bench->in[c][i] = ((float)rand() / (float)RAND_MAX - 0.5f) / 2.0f;
    }
  }
  return bench;
}

static void bench_free(Bench* bench) {
  bus_summer_free(bench->bus);
  free(bench);
}

/* Runs frames `at` .. `at + n` of the bench's buffers with the bench's params. */
static void run(Bench* bench, unsigned at, unsigned n) {
  const float* in[STRIPS * 2];
  float* out[2] = {bench->out[0] + at, bench->out[1] + at};
  for (unsigned c = 0; c < STRIPS * bench->n_channels; ++c) {
    in[c] = bench->in[c] + at;
  }
  bus_summer_set(bench->bus, &bench->params);
  bus_summer_connect(bench->bus, in, out);
  bus_summer_run(bench->bus, n);
}

/* Gains of a strip into left and right, as a person would work them out. */
static void expected_gains(const Bench* bench, unsigned i, double gains[2]) {
  const BusSummerParams* params = &bench->params;
  const double pan = (double)params->pan[i];
  const double power[2] = {cos((pan + 1.0) * quarter_pi), sin((pan + 1.0) * quarter_pi)};
  const double linear[2] = {(1.0 - pan) / 2.0, (1.0 + pan) / 2.0};
  const double balance[2] = {fmin(1.0, 1.0 - pan), fmin(1.0, 1.0 + pan)};
  bool solo = false;
  for (unsigned s = 0; s < STRIPS; ++s) {
    solo |= params->solo[s];
  }
  const double level = params->mute[i] || (solo && !params->solo[i]) ? 0.0 : (double)params->gain[i];
  for (unsigned side = 0; side < 2; ++side) {
    double law = balance[side];
    if (bench->n_channels == 1) {
      law = bench->params.pan_law == PAN_MINUS_3_DB     ? power[side]
            : bench->params.pan_law == PAN_MINUS_4_5_DB ? sqrt(power[side] * linear[side])
            : bench->params.pan_law == PAN_MINUS_6_DB   ? linear[side]
                                                        : balance[side];
    }
    gains[side] = level * law * (params->invert[i] ? -1.0 : 1.0);
  }
}

static void assert_out_is_the_mix(const Bench* bench, unsigned from, unsigned to) {
  const double width = (double)bench->params.width;
  for (unsigned i = from; i < to; ++i) {
    double sum[2] = {0.0, 0.0};
    for (unsigned s = 0; s < STRIPS; ++s) {
      double gains[2];
      expected_gains(bench, s, gains);
      sum[0] += gains[0] * (double)bench->in[s * bench->n_channels][i];
      sum[1] += gains[1] * (double)bench->in[(s + 1) * bench->n_channels - 1][i];
    }
    double l = sum[0] * (1.0 + width) / 2.0 + sum[1] * (1.0 - width) / 2.0;
    double r = sum[1] * (1.0 + width) / 2.0 + sum[0] * (1.0 - width) / 2.0;
    if (bench->params.mono) {
      l = r = (l + r) / 2.0;
    }
    assert_near(bench->out[0][i], l * (double)bench->params.fader, 1e-6);
    assert_near(bench->out[1][i], r * (double)bench->params.fader, 1e-6);
  }
}

static void set_something_of_everything(BusSummerParams* params) {
  params->gain[0] = 0.5f;
  params->pan[0] = -0.3f;
  params->invert[0] = true;
  params->gain[1] = 1.7f;
  params->pan[1] = 0.8f;
  params->gain[2] = 0.9f;
  params->pan[2] = 0.1f;
  params->mute[2] = true;
  params->gain[3] = 0.25f;
  params->pan[3] = 1.0f;
  params->fader = 0.6f;
  params->width = 1.4f;
}

static void test_mix_equals_the_formula(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (int law = PAN_MINUS_3_DB; law <= PAN_0_DB; ++law) {
      for (unsigned mono = 0; mono < 2; ++mono) {
        Bench* bench = bench_new(n_channels);
        set_something_of_everything(&bench->params);
        bench->params.pan_law = (PanLaw)law;
        bench->params.mono = mono;
        run(bench, 0, FRAMES);
        assert_out_is_the_mix(bench, 0, FRAMES);
        bench_free(bench);
      }
    }
  }
}

static void test_solo_silences_the_others_and_mute_wins(void** state) {
  (void)state;
  for (unsigned pattern = 0; pattern < 256; ++pattern) {
    Bench* bench = bench_new(2);
    for (unsigned s = 0; s < STRIPS; ++s) {
      bench->params.solo[s] = (pattern >> s) & 1u;
      bench->params.mute[s] = (pattern >> (s + STRIPS)) & 1u;
    }
    run(bench, 0, 100);
    assert_out_is_the_mix(bench, 0, 100);
    bench_free(bench);
  }
}

static void test_one_strip_comes_back_bit_for_bit(void** state) {
  (void)state;
  for (unsigned used = 0; used < STRIPS; ++used) {
    Bench* bench = bench_new(2);
    for (unsigned c = 0; c < STRIPS * 2; ++c) {
      if (c / 2 != used) {
        memset(bench->in[c], 0, sizeof(bench->in[c]));
      }
    }
    run(bench, 0, FRAMES);
    assert_memory_equal(bench->out[0], bench->in[used * 2], sizeof(bench->out[0]));
    assert_memory_equal(bench->out[1], bench->in[used * 2 + 1], sizeof(bench->out[1]));
    bench_free(bench);
  }
}

static void test_off_sums_at_unity(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    Bench* bench = bench_new(n_channels);
    set_something_of_everything(&bench->params);
    bench->params.enabled = false;
    run(bench, 0, FRAMES);
    for (unsigned i = 0; i < FRAMES; ++i) {
      for (unsigned side = 0; side < 2; ++side) {
        float sum = 0.0f;
        for (unsigned s = 0; s < STRIPS; ++s) {
          sum += bench->in[s * n_channels + (n_channels > 1 ? side : 0)][i];
        }
        assert_true(bench->out[side][i] == sum);
      }
    }
    bench_free(bench);
  }
}

static void test_every_change_is_a_line_of_ten_milliseconds(void** state) {
  (void)state;
  for (unsigned change = 0; change < 10; ++change) {
    Bench* bench = bench_new(1);
    for (unsigned c = 0; c < STRIPS; ++c) {
      for (unsigned i = 0; i < FRAMES; ++i) {
        bench->in[c][i] = 0.1f * (float)(c + 1);
      }
    }
    BusSummerParams* params = &bench->params;
    params->pan[1] = -0.5f;
    run(bench, 0, 1000);
    params->gain[0] = change == 0 ? 0.25f : 1.0f;
    params->pan[1] = change == 1 ? 0.7f : -0.5f;
    params->mute[2] = change == 2;
    params->solo[3] = change == 3;
    params->invert[3] = change == 4;
    params->fader = change == 5 ? 0.0f : 1.0f;
    params->width = change == 6 ? 0.2f : 1.0f;
    params->mono = change == 7;
    params->pan_law = change == 8 ? PAN_MINUS_6_DB : PAN_MINUS_3_DB;
    params->enabled = change != 9;
    run(bench, 1000, 1000);
    assert_some_line(bench->out[0], 1000, rate_hz);
    assert_some_line(bench->out[1], 1000, rate_hz);
    bench_free(bench);
  }
}

static void test_starts_settled(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  run(bench, 0, 0);
  set_something_of_everything(&bench->params);
  run(bench, 0, 64);
  assert_out_is_the_mix(bench, 0, 64);
  bus_summer_reset(bench->bus);
  defaults(&bench->params);
  run(bench, 64, 64);
  assert_out_is_the_mix(bench, 64, 128);
  bench_free(bench);
}

static void test_meters_show_the_peaks(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  set_something_of_everything(&bench->params);
  memset(bench->in, 0, sizeof(bench->in));
  for (unsigned c = 0; c < STRIPS * 2; ++c) {
    bench->in[c][100] = (c & 1u) ? -0.3f : 0.2f;
  }
  run(bench, 0, 128);
  BusSummerMeters meters;
  bus_summer_read(bench->bus, &meters);
  assert_near(meters.strip_peak[0], 0.3 * 0.5, 1e-6);
  assert_near(meters.strip_peak[1], 0.3 * 1.7, 1e-6);
  assert_true(meters.strip_peak[2] == 0.0f);
  assert_near(meters.strip_peak[3], 0.3 * 0.25, 1e-6);
  assert_near(meters.peak[0], fabs((double)bench->out[0][100]), 1e-7);
  assert_near(meters.peak[1], fabs((double)bench->out[1][100]), 1e-7);
  bench_free(bench);
}

static void test_correlation_of_the_bus(void** state) {
  (void)state;
  for (unsigned mono = 0; mono < 2; ++mono) {
    Bench* bench = bench_new(2);
    bench->params.mono = mono;
    BusSummerMeters meters;
    for (unsigned block = 0; block < 40; ++block) {
      run(bench, 0, FRAMES);
    }
    bus_summer_read(bench->bus, &meters);
    assert_near(meters.correlation, mono ? 1.0 : 0.0, mono ? 1e-5 : 0.1);
    bench_free(bench);
  }
}

static Status status_after(Bench* bench, double seconds) {
  for (double done = 0.0; done < seconds; done += FRAMES / rate_hz) {
    run(bench, 0, FRAMES);
  }
  BusSummerMeters meters;
  bus_summer_read(bench->bus, &meters);
  return meters.status;
}

static void test_status(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  assert_int_equal(status_after(bench, 2.2), STATUS_OK);
  for (unsigned s = 0; s < STRIPS; ++s) {
    bench->params.pan[s] = -1.0f;
  }
  assert_int_equal(status_after(bench, 1.8), STATUS_OK);
  assert_int_equal(status_after(bench, 0.5), STATUS_ONE_SIDED);
  bench->params.gain[1] = 20.0f;
  assert_int_equal(status_after(bench, 0.1), STATUS_CLIPPING);
  memset(bench->in, 0, sizeof(bench->in));
  assert_int_equal(status_after(bench, 2.3), STATUS_SILENT);
  bench_free(bench);
}

static void copy_strip(Bench* bench, unsigned to, unsigned from, float gain) {
  for (unsigned c = 0; c < bench->n_channels; ++c) {
    for (unsigned i = 0; i < FRAMES; ++i) {
      bench->in[to * bench->n_channels + c][i] = gain * bench->in[from * bench->n_channels + c][i];
    }
  }
}

static void assert_status(Bench* bench, double seconds, Status status, unsigned a, unsigned b) {
  BusSummerMeters meters;
  assert_int_equal(status_after(bench, seconds), status);
  bus_summer_read(bench->bus, &meters);
  assert_int_equal(meters.status_strip[0], a);
  assert_int_equal(meters.status_strip[1], b);
}

static void test_tells_which_strips_are_the_same(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    Bench* bench = bench_new(n_channels);
    BusSummerParams* params = &bench->params;
    params->fader = 0.1f;
    copy_strip(bench, 3, 1, 0.5f);
    assert_status(bench, 0.9, STATUS_OK, 0, 0);
    assert_status(bench, 0.4, STATUS_DUPLICATE, 2, 4);
    params->pan[1] = -1.0f;  // whatever the desk does to them
    params->gain[3] = 3.0f;
    assert_status(bench, 0.2, STATUS_DUPLICATE, 2, 4);
    params->invert[3] = true;
    assert_status(bench, 0.2, STATUS_CANCELLING, 2, 4);
    params->invert[1] = true;
    assert_status(bench, 0.2, STATUS_DUPLICATE, 2, 4);
    params->invert[1] = false;
    params->enabled = false;  // nothing is inverted then
    assert_status(bench, 0.2, STATUS_DUPLICATE, 2, 4);
    params->enabled = true;
    params->fader = 100.0f;
    assert_status(bench, 0.2, STATUS_CLIPPING, 0, 0);  // worse, and of no strips
    params->fader = 0.1f;
    copy_strip(bench, 3, 1, -0.5f);
    assert_status(bench, 3.2, STATUS_DUPLICATE, 2, 4);
    copy_strip(bench, 2, 0, -1.0f);
    assert_status(bench, 1.3, STATUS_CANCELLING, 1, 3);
    bench_free(bench);
  }
}

static void test_only_what_is_heard_can_be_the_same(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  BusSummerParams* params = &bench->params;
  params->fader = 0.1f;
  copy_strip(bench, 1, 0, -1.0f);
  assert_status(bench, 1.3, STATUS_CANCELLING, 1, 2);
  params->mute[1] = true;
  assert_status(bench, 0.1, STATUS_OK, 0, 0);
  params->mute[1] = false;
  params->solo[0] = true;
  assert_status(bench, 0.1, STATUS_OK, 0, 0);
  params->solo[1] = true;
  assert_status(bench, 0.1, STATUS_CANCELLING, 1, 2);
  params->gain[0] = 0.0f;
  assert_status(bench, 0.1, STATUS_OK, 0, 0);
  params->gain[0] = 1.0f;
  bench->in[3][40] = NAN;
  assert_status(bench, 0.1, STATUS_CANCELLING, 1, 2);
  bench_free(bench);
}

static void test_one_bad_sample_is_silence_and_gone(void** state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, -INFINITY};
  for (unsigned b = 0; b < 3; ++b) {
    Bench* bench = bench_new(2);
    Bench* clean = bench_new(2);
    set_something_of_everything(&bench->params);
    set_something_of_everything(&clean->params);
    bench->in[3][700] = bad[b];
    clean->in[3][700] = 0.0f;
    run(bench, 0, FRAMES);
    run(clean, 0, FRAMES);
    assert_memory_equal(bench->out, clean->out, sizeof(bench->out));
    BusSummerMeters meters;
    bus_summer_read(bench->bus, &meters);
    assert_true(isfinite(meters.strip_peak[1]) && meters.strip_peak[1] < 1.0f);
    bench_free(bench);
    bench_free(clean);
  }
}

static void test_a_sum_beyond_float_is_still_finite(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  bench->params.gain[0] = bench->params.gain[1] = 4.0f;
  bench->params.width = 2.0f;
  bench->in[0][5] = bench->in[2][5] = 3e38f;
  bench->in[1][5] = bench->in[3][5] = -3e38f;
  run(bench, 0, FRAMES);
  for (unsigned i = 0; i < FRAMES; ++i) {
    assert_true(isfinite(bench->out[0][i]) && isfinite(bench->out[1][i]));
  }
  bench_free(bench);
}

static void test_unconnected_buffers_are_silence_and_nowhere(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  const float* in[STRIPS * 2] = {NULL};
  float* out[2] = {NULL, bench->out[1]};
  in[3] = bench->in[3];
  bus_summer_set(bench->bus, &bench->params);
  bus_summer_connect(bench->bus, in, out);
  bus_summer_run(bench->bus, FRAMES);
  assert_memory_equal(bench->out[1], bench->in[3], sizeof(bench->out[1]));
  bench_free(bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_mix_equals_the_formula),
    cmocka_unit_test(test_solo_silences_the_others_and_mute_wins),
    cmocka_unit_test(test_one_strip_comes_back_bit_for_bit),
    cmocka_unit_test(test_off_sums_at_unity),
    cmocka_unit_test(test_every_change_is_a_line_of_ten_milliseconds),
    cmocka_unit_test(test_starts_settled),
    cmocka_unit_test(test_meters_show_the_peaks),
    cmocka_unit_test(test_correlation_of_the_bus),
    cmocka_unit_test(test_status),
    cmocka_unit_test(test_tells_which_strips_are_the_same),
    cmocka_unit_test(test_only_what_is_heard_can_be_the_same),
    cmocka_unit_test(test_one_bad_sample_is_silence_and_gone),
    cmocka_unit_test(test_a_sum_beyond_float_is_still_finite),
    cmocka_unit_test(test_unconnected_buffers_are_silence_and_nowhere),
  };
  return cmocka_run_group_tests_name("bus_summer", tests, NULL, NULL);
}
