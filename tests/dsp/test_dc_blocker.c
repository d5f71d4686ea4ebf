// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The DC blocker against the first-order high-pass that it is. */

#include "common/dsp/dc_blocker.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/near.h"

enum { FRAMES = 1 << 17 };

static float signal[FRAMES], silence[FRAMES];

static void test_an_offset_is_gone_and_tones_stay(void** state) {
  (void)state;
  static const double rates[] = {8000.0, 44100.0, 48000.0, 192000.0};
  static const double tones_hz[] = {5.0, 20.0, 40.0, 1000.0};
  for (unsigned r = 0; r < 4; ++r) {
    for (unsigned t = 0; t < 4; ++t) {
      DcBlocker blocker;
      dc_blocker_init(&blocker, rates[r]);
      for (unsigned i = 0; i < FRAMES; ++i) {
        signal[i] = 0.1f + 0.5f * (float)sin(6.283185307179586 * tones_hz[t] * i / rates[r]);
      }
      dc_blocker_run(&blocker, signal, signal, signal, FRAMES);
      double power = 0.0;
      const unsigned period = (unsigned)(rates[r] / 5.0);  // holds whole periods of all tones
      for (unsigned i = FRAMES - period; i < FRAMES; ++i) {
        power += 2.0 * (double)signal[i] * (double)signal[i] / period;
      }
      const double ratio = 5.0 / tones_hz[t];
      assert_near(20.0 * log10(sqrt(power) / 0.5), -10.0 * log10(1.0 + ratio * ratio), 0.03);
    }
  }
}

static void test_an_offset_fades_at_5_hz(void** state) {
  (void)state;
  DcBlocker blocker;
  dc_blocker_init(&blocker, 48000.0);
  for (unsigned i = 0; i < FRAMES; ++i) {
    signal[i] = 0.1f;
  }
  dc_blocker_run(&blocker, silence, signal, signal, FRAMES);
  for (unsigned i = 0; i < 20000; ++i) {
    assert_near(signal[i], 0.1 * exp(-6.283185307179586 * 5.0 * i / 48000.0), 1e-5);
  }
}

static void test_a_broken_sample_is_forgotten(void** state) {
  (void)state;
  DcBlocker blocker;
  dc_blocker_init(&blocker, 48000.0);
  float sample = 3e38f;
  dc_blocker_run(&blocker, &sample, &sample, &sample, 1);
  sample = 0.5f;
  dc_blocker_run(&blocker, &sample, &sample, &sample, 1);
  assert_true(sample == 0.5f);
}

static void test_a_broken_sample_does_the_same_in_any_run(void** state) {
  (void)state;
  static const float broken[] = {3e38f, -3e38f, 1e7f, 2e3f};
  for (unsigned b = 0; b < sizeof(broken) / sizeof(broken[0]); ++b) {
    for (unsigned cut = 1; cut < 8; ++cut) {
      float in[8] = {0.5f, 0.25f, broken[b], 0.5f, -0.25f, 0.125f, 0.5f, 0.25f};
      float whole[8], parts[8];
      DcBlocker blocker[2];
      dc_blocker_init(&blocker[0], 48000.0);
      dc_blocker_init(&blocker[1], 48000.0);
      dc_blocker_run(&blocker[0], in, silence, whole, 8);
      dc_blocker_run(&blocker[1], in, silence, parts, cut);
      dc_blocker_run(&blocker[1], in + cut, silence + cut, parts + cut, 8 - cut);
      assert_memory_equal(whole, parts, sizeof(whole));
      assert_near(whole[7], 0.25, 2e-3);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_an_offset_is_gone_and_tones_stay),
    cmocka_unit_test(test_an_offset_fades_at_5_hz),
    cmocka_unit_test(test_a_broken_sample_is_forgotten),
    cmocka_unit_test(test_a_broken_sample_does_the_same_in_any_run),
  };
  return cmocka_run_group_tests_name("dc_blocker", tests, NULL, NULL);
}
