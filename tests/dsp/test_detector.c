// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What a detector remembers and what it forgets, with constant keys, whose peak and RMS levels are the same. */

#include "common/dsp/chunk.h"
#include "common/dsp/detector.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/near.h"

enum { FADE_FRAMES = 480 };

static const double rate_hz = 48000.0;

/* Level of a key after as many frames of it. */
static double level_after(Detector* detector, float key, unsigned n_frames) {
  float keys[CHUNK_FRAMES];
  float levels[CHUNK_FRAMES] = {0.0f};
  for (unsigned i = 0; i < CHUNK_FRAMES; ++i) {
    keys[i] = key;
  }
  const float* const in[] = {keys};
  float* const out[] = {levels};
  unsigned n = 0;
  for (unsigned at = 0; at < n_frames; at += n) {
    n = n_frames - at < CHUNK_FRAMES ? n_frames - at : CHUNK_FRAMES;
    n = ramp_limit(&detector->rms, n);
    detector_run(detector, in, out, 1, n);
  }
  return (double)levels[n - 1];
}

/* What an RMS level makes of so many frames of 1, from nothing. */
static double rms_after(unsigned n_frames) {
  return sqrt(1.0 - exp(-(double)n_frames / (DETECTOR_RMS_SECONDS * rate_hz)));
}

static Detector rms_detector(void) {
  Detector detector;
  detector_init(&detector, rate_hz);
  detector_set(&detector, DETECTOR_RMS, 0);
  return detector;
}

static void test_a_reset_forgets_all_signal(void** state) {
  (void)state;
  Detector detector = rms_detector();
  assert_near(level_after(&detector, 1.0f, 48000), 1.0, 1e-5);
  detector_reset(&detector);
  assert_near(level_after(&detector, 1.0f, 10), rms_after(10), 1e-5);
}

static void test_a_reset_settles_on_what_was_set_last(void** state) {
  (void)state;
  Detector detector;
  detector_init(&detector, rate_hz);
  assert_near(level_after(&detector, 1.0f, 1), 1.0, 0.0);
  detector_set(&detector, DETECTOR_RMS, FADE_FRAMES);
  detector_reset(&detector);
  assert_near(level_after(&detector, 1.0f, 10), rms_after(10), 1e-5);
}

/* What was loud before the level was a peak is not heard of again. */
static void test_a_mean_starts_from_nothing(void** state) {
  (void)state;
  Detector detector = rms_detector();
  level_after(&detector, 1.0f, 48000);
  detector_set(&detector, DETECTOR_PEAK, 0);
  assert_near(level_after(&detector, 0.0f, 48000), 0.0, 0.0);
  detector_set(&detector, DETECTOR_RMS, 0);
  assert_near(level_after(&detector, 0.0f, 1), 0.0, 0.0);
}

/* A choice that is taken back halfway: the mean has run on, and so both levels are those of the key. */
static void test_a_mean_goes_on_while_it_fades(void** state) {
  (void)state;
  Detector detector = rms_detector();
  level_after(&detector, 1.0f, 48000);
  detector_set(&detector, DETECTOR_PEAK, FADE_FRAMES);
  assert_near(level_after(&detector, 1.0f, FADE_FRAMES / 2), 1.0, 1e-5);
  detector_set(&detector, DETECTOR_RMS, FADE_FRAMES);
  for (unsigned i = 0; i < 2 * FADE_FRAMES; ++i) {
    assert_near(level_after(&detector, 1.0f, 1), 1.0, 1e-5);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_a_reset_forgets_all_signal),
    cmocka_unit_test(test_a_reset_settles_on_what_was_set_last),
    cmocka_unit_test(test_a_mean_starts_from_nothing),
    cmocka_unit_test(test_a_mean_goes_on_while_it_fades),
  };
  return cmocka_run_group_tests_name("detector", tests, NULL, NULL);
}
