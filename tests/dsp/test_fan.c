// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A fan against the same written out plainly: what goes out is the finite part of what came in, at a gain. */

#include "common/dsp/fan.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { PORT_FRAMES = 2 * CHUNK_FRAMES };

static void fill(float* port) {
  for (unsigned i = 0; i < PORT_FRAMES; ++i) {
    port[i] = (float)rand() / (float)RAND_MAX * 2.0f - 1.0f;
  }
}

static float peak_of(const float* x, uint32_t n_frames) {
  float peak = 0.0f;
  for (uint32_t i = 0; i < n_frames; ++i) {
    peak = fmaxf(peak, fabsf(x[i]));
  }
  return peak;
}

static void test_signal_goes_out_at_a_gain(void** state) {
  (void)state;
  static const float gains[] = {1.0f, 0.5f, -1.0f, 3.98f, 0.0f};
  for (uint32_t n = 0; n <= CHUNK_FRAMES; ++n) {
    for (unsigned g = 0; g < sizeof(gains) / sizeof(gains[0]); ++g) {
      float in[PORT_FRAMES], out[PORT_FRAMES], untouched[PORT_FRAMES];
      FanSignal signal, scaled;
      fill(in);
      fill(out);
      memcpy(untouched, out, sizeof(out));
      fan_read(&signal, in, 5, n);
      fan_scale(&scaled, &signal, gains[g], n);
      const float peak = fan_write(&signal, gains[g], out, 7, n);
      for (uint32_t i = 0; i < PORT_FRAMES; ++i) {
        const bool within = i >= 7 && i < 7 + n;
        assert_true(out[i] == (within ? in[i - 2] * gains[g] : untouched[i]));
      }
      assert_true(signal.peak == peak_of(in + 5, n));
      assert_true(peak == peak_of(out + 7, n) && scaled.peak == peak);
      assert_memory_equal(scaled.samples, out + 7, n * sizeof(float));
      assert_true(fan_write(&signal, gains[g], NULL, 7, n) == peak);
    }
  }
}

static void test_what_overflows_or_is_no_number_becomes_0(void** state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, -INFINITY, FLT_MAX};
  for (unsigned b = 0; b < sizeof(bad) / sizeof(bad[0]); ++b) {
    float in[PORT_FRAMES], out[PORT_FRAMES];
    FanSignal signal, scaled;
    fill(in);
    in[9] = bad[b];
    fan_read(&signal, in, 0, CHUNK_FRAMES);
    fan_scale(&scaled, &signal, 2.0f, CHUNK_FRAMES);
    const float peak = fan_write(&signal, 2.0f, out, 0, CHUNK_FRAMES);
    assert_true(out[9] == 0.0f && scaled.samples[9] == 0.0f);
    assert_true(peak == peak_of(out, CHUNK_FRAMES) && scaled.peak == peak && peak > 1.0f);
  }
}

static void test_a_port_that_is_not_connected_is_silent(void** state) {
  (void)state;
  float out[PORT_FRAMES];
  FanSignal signal;
  fill(out);
  fan_read(&signal, NULL, 3, CHUNK_FRAMES);
  assert_true(signal.peak == 0.0f && fan_write(&signal, 1.0f, out, 0, CHUNK_FRAMES) == 0.0f);
  assert_true(peak_of(out, CHUNK_FRAMES) == 0.0f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_signal_goes_out_at_a_gain),
    cmocka_unit_test(test_what_overflows_or_is_no_number_becomes_0),
    cmocka_unit_test(test_a_port_that_is_not_connected_is_silent),
  };
  return cmocka_run_group_tests_name("fan", tests, NULL, NULL);
}
