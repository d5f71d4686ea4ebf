// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/plugins/ramp_check.h"

#include "common/dsp/ramp.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/near.h"

void assert_ramp(const float* samples, unsigned at, double rate_hz, double from, double to) {
  const unsigned n = ramp_frames(rate_hz);
  assert_near(samples[at - 1], from, 1e-6);
  for (unsigned i = 0; i < n; ++i) {
    assert_near(samples[at + i], from + (to - from) * (i + 1) / n, 2e-6);
  }
  assert_near(samples[at + n], to, 1e-6);
}

void assert_some_ramp(const float* samples, unsigned at, double rate_hz) {
  const unsigned n = ramp_frames(rate_hz);
  const double from = (double)samples[at - 1];
  const double to = (double)samples[at + n];
  assert_true(fabs(from - to) > 0.01);
  assert_true(samples[at + n - 1] == samples[at + n]);
  assert_ramp(samples, at, rate_hz, from, to);
}
