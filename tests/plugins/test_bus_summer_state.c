// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the engine must hold apart from its sound: off, start, meters and status, bad samples and buffers. */

#include "tests/plugins/summer_bench.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

static void test_off_sums_at_unity(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    SummerBench* bench = summer_bench_new(n_channels);
    summer_bench_set_something(&bench->params);
    bench->params.enabled = false;
    summer_bench_run(bench, 0, FRAMES);
    for (unsigned i = 0; i < FRAMES; ++i) {
      for (unsigned side = 0; side < 2; ++side) {
        float sum = 0.0f;
        for (unsigned s = 0; s < STRIPS; ++s) {
          sum += bench->in[s * n_channels + (n_channels > 1 ? side : 0)][i];
        }
        assert_true(bench->out[side][i] == sum);
      }
    }
    summer_bench_free(bench);
  }
}

static void test_starts_settled(void** state) {
  (void)state;
  SummerBench* bench = summer_bench_new(2);
  summer_bench_run(bench, 0, 0);
  summer_bench_set_something(&bench->params);
  summer_bench_run(bench, 0, 64);
  summer_bench_assert_mix(bench, 0, 64);
  bus_summer_reset(bench->bus);
  summer_bench_defaults(&bench->params);
  summer_bench_run(bench, 64, 64);
  summer_bench_assert_mix(bench, 64, 128);
  summer_bench_free(bench);
}

static void test_meters_show_the_peaks(void** state) {
  (void)state;
  SummerBench* bench = summer_bench_new(2);
  summer_bench_set_something(&bench->params);
  memset(bench->in, 0, sizeof(bench->in));
  for (unsigned c = 0; c < STRIPS * 2; ++c) {
    bench->in[c][100] = (c & 1u) ? -0.3f : 0.2f;
  }
  summer_bench_run(bench, 0, 128);
  BusSummerMeters meters;
  bus_summer_read(bench->bus, &meters);
  assert_near(meters.strip_peak[0], 0.3 * 0.5, 1e-6);
  assert_near(meters.strip_peak[1], 0.3 * 1.7, 1e-6);
  assert_true(meters.strip_peak[2] == 0.0f);
  assert_near(meters.strip_peak[3], 0.3 * 0.25, 1e-6);
  assert_near(meters.peak[0], fabs((double)bench->out[0][100]), 1e-7);
  assert_near(meters.peak[1], fabs((double)bench->out[1][100]), 1e-7);
  summer_bench_free(bench);
}

static float strip_peak(const SummerBench* bench) {
  BusSummerMeters meters;
  bus_summer_read(bench->bus, &meters);
  return meters.strip_peak[0];
}

static void test_a_meter_rises_with_its_gain(void** state) {
  (void)state;
  const unsigned start = 100, step = 16, glide = 480;
  SummerBench* bench = summer_bench_new(2);
  SummerBench* whole = summer_bench_new(2);
  for (unsigned i = 0; i < FRAMES; ++i) {
    bench->in[0][i] = whole->in[0][i] = bench->in[1][i] = whole->in[1][i] = 0.25f;
  }
  summer_bench_run(bench, 0, start);
  bench->params.gain[0] = 3.0f;
  for (unsigned done = step; done <= glide; done += step) {
    summer_bench_run(bench, start + done - step, step);
    assert_near(strip_peak(bench), 0.25 * (1.0 + 2.0 * done / glide), 1e-6);
  }
  summer_bench_run(whole, 0, start);
  whole->params.gain[0] = 3.0f;
  summer_bench_run(whole, start, glide);
  assert_true(strip_peak(whole) == strip_peak(bench));
  summer_bench_free(bench);
  summer_bench_free(whole);
}

static void test_correlation_of_the_bus(void** state) {
  (void)state;
  for (unsigned mono = 0; mono < 2; ++mono) {
    SummerBench* bench = summer_bench_new(2);
    bench->params.mono = mono;
    BusSummerMeters meters;
    for (unsigned block = 0; block < 40; ++block) {
      summer_bench_run(bench, 0, FRAMES);
    }
    bus_summer_read(bench->bus, &meters);
    assert_near(meters.correlation, mono ? 1.0 : 0.0, mono ? 1e-5 : 0.1);
    summer_bench_free(bench);
  }
}

static Status status_after(SummerBench* bench, double seconds) {
  for (double done = 0.0; done < seconds; done += FRAMES / rate_hz) {
    summer_bench_run(bench, 0, FRAMES);
  }
  BusSummerMeters meters;
  bus_summer_read(bench->bus, &meters);
  return meters.status;
}

static void test_status(void** state) {
  (void)state;
  SummerBench* bench = summer_bench_new(2);
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
  summer_bench_free(bench);
}

static void copy_strip(SummerBench* bench, unsigned to, unsigned from, float gain) {
  for (unsigned c = 0; c < bench->n_channels; ++c) {
    for (unsigned i = 0; i < FRAMES; ++i) {
      bench->in[to * bench->n_channels + c][i] = gain * bench->in[from * bench->n_channels + c][i];
    }
  }
}

static void assert_status(SummerBench* bench, double seconds, Status status, unsigned a, unsigned b) {
  BusSummerMeters meters;
  assert_int_equal(status_after(bench, seconds), status);
  bus_summer_read(bench->bus, &meters);
  assert_int_equal(meters.status_strip[0], a);
  assert_int_equal(meters.status_strip[1], b);
}

static void test_tells_which_strips_are_the_same(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    SummerBench* bench = summer_bench_new(n_channels);
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
    summer_bench_free(bench);
  }
}

static void test_only_what_is_heard_can_be_the_same(void** state) {
  (void)state;
  SummerBench* bench = summer_bench_new(2);
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
  summer_bench_free(bench);
}

static void test_one_bad_sample_is_silence_and_gone(void** state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, -INFINITY};
  for (unsigned b = 0; b < 3; ++b) {
    SummerBench* bench = summer_bench_new(2);
    SummerBench* clean = summer_bench_new(2);
    summer_bench_set_something(&bench->params);
    summer_bench_set_something(&clean->params);
    bench->in[3][700] = bad[b];
    clean->in[3][700] = 0.0f;
    summer_bench_run(bench, 0, FRAMES);
    summer_bench_run(clean, 0, FRAMES);
    assert_memory_equal(bench->out, clean->out, sizeof(bench->out));
    BusSummerMeters meters;
    bus_summer_read(bench->bus, &meters);
    assert_true(isfinite(meters.strip_peak[1]) && meters.strip_peak[1] < 1.0f);
    summer_bench_free(bench);
    summer_bench_free(clean);
  }
}

static void test_a_sum_beyond_float_is_still_finite(void** state) {
  (void)state;
  SummerBench* bench = summer_bench_new(2);
  bench->params.gain[0] = bench->params.gain[1] = 4.0f;
  bench->params.width = 2.0f;
  bench->in[0][5] = bench->in[2][5] = 3e38f;
  bench->in[1][5] = bench->in[3][5] = -3e38f;
  summer_bench_run(bench, 0, FRAMES);
  for (unsigned i = 0; i < FRAMES; ++i) {
    assert_true(isfinite(bench->out[0][i]) && isfinite(bench->out[1][i]));
  }
  summer_bench_free(bench);
}

static void test_unconnected_buffers_are_silence_and_nowhere(void** state) {
  (void)state;
  SummerBench* bench = summer_bench_new(2);
  const float* in[STRIPS * 2] = {NULL};
  float* out[2] = {NULL, bench->out[1]};
  in[3] = bench->in[3];
  bus_summer_set(bench->bus, &bench->params);
  bus_summer_connect(bench->bus, in, out);
  bus_summer_run(bench->bus, FRAMES);
  assert_memory_equal(bench->out[1], bench->in[3], sizeof(bench->out[1]));
  summer_bench_free(bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_off_sums_at_unity),
    cmocka_unit_test(test_starts_settled),
    cmocka_unit_test(test_meters_show_the_peaks),
    cmocka_unit_test(test_a_meter_rises_with_its_gain),
    cmocka_unit_test(test_correlation_of_the_bus),
    cmocka_unit_test(test_status),
    cmocka_unit_test(test_tells_which_strips_are_the_same),
    cmocka_unit_test(test_only_what_is_heard_can_be_the_same),
    cmocka_unit_test(test_one_bad_sample_is_silence_and_gone),
    cmocka_unit_test(test_a_sum_beyond_float_is_still_finite),
    cmocka_unit_test(test_unconnected_buffers_are_silence_and_nowhere),
  };
  return cmocka_run_group_tests_name("bus_summer_state", tests, NULL, NULL);
}
