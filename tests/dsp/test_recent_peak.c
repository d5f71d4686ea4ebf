// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/chunk.h"
#include "common/dsp/recent_peak.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/near.h"

static const double rate_hz = 48000.0;

static float relative(RecentPeak* recent, float level) {
  recent_peak_run(recent, &level, 1);
  return level;
}

static void wait(RecentPeak* recent, double seconds) {
  for (unsigned interval = 0; interval < (unsigned)(seconds * rate_hz / CHUNK_FRAMES); ++interval) {
    recent_peak_step(recent);
  }
}

static void test_scale_does_not_matter(void** state) {
  (void)state;
  static const float shape[] = {0.1f, 0.5f, 0.4f, 0.05f, 0.3f, 1.0f, 0.7f};
  static const float expected[] = {1.0f, 1.0f, 0.8f, 0.1f, 0.6f, 1.0f, 0.7f};
  for (float scale = 1.0f; scale > 0.02f; scale *= 0.5f) {
    RecentPeak recent;
    recent_peak_init(&recent, rate_hz);
    float levels[7];
    for (unsigned i = 0; i < 7; ++i) {
      levels[i] = shape[i] * scale;
    }
    recent_peak_run(&recent, levels, 7);
    for (unsigned i = 0; i < 7; ++i) {
      assert_near(levels[i], expected[i], 1e-6);
    }
  }
}

static void test_holds_three_seconds_then_falls_six_db_a_second(void** state) {
  (void)state;
  RecentPeak recent;
  recent_peak_init(&recent, rate_hz);
  assert_true(relative(&recent, 0.8f) == 1.0f);
  wait(&recent, 2.9);
  assert_near(relative(&recent, 0.4f), 0.5, 1e-6);
  wait(&recent, 1.1);
  assert_near(20.0 * log10((double)relative(&recent, 0.2f)), 20.0 * log10(0.25) + 6.0, 0.02);
}

static void test_silence_is_no_key_at_any_scale(void** state) {
  (void)state;
  RecentPeak recent;
  recent_peak_init(&recent, rate_hz);
  assert_true(relative(&recent, 0.99e-4f) == 0.0f);
  relative(&recent, 1.0f);
  wait(&recent, 60.0);
  assert_true(relative(&recent, 0.99e-4f) == 0.0f);
  assert_near(relative(&recent, 0.5e-3f), 0.5, 1e-4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_scale_does_not_matter),
    cmocka_unit_test(test_holds_three_seconds_then_falls_six_db_a_second),
    cmocka_unit_test(test_silence_is_no_key_at_any_scale),
  };
  return cmocka_run_group_tests_name("recent_peak", tests, NULL, NULL);
}
