// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/support/noise_signals.h"

#include <math.h>

void noise_fill(Noise* noise, float* out, uint64_t n_frames, float peak) {
  for (uint64_t i = 0; i < n_frames; ++i) {
    out[i] = noise_between(noise, -peak, peak);
  }
}

void noise_programme(uint64_t seed, float* out, uint64_t n_frames, double rate_hz) {
  const double two_pi = 6.283185307179586;
  Noise noise = {seed};
  const double step = two_pi * (double)noise_between(&noise, 80.0f, 1200.0f) / rate_hz;
  const float tone = noise_between(&noise, 0.05f, 0.2f);
  uint64_t at = 0;
  while (at < n_frames) {
    const uint32_t length = (uint32_t)(rate_hz * (double)noise_between(&noise, 0.02f, 0.2f)) + 1;
    const float decay = powf(0.001f, 1.0f / (float)length);
    const uint32_t kind = noise_below(&noise, 4);  // 0 silence, 1 the tone alone, else a burst over it
    float burst = kind > 1 ? noise_between(&noise, 0.1f, 0.7f) : 0.0f;
    for (uint64_t end = at + length; at < end && at < n_frames; ++at) {
      const float steady = kind ? tone * (float)sin(step * (double)at) : 0.0f;
      out[at] = steady + burst * noise_between(&noise, -1.0f, 1.0f);
      burst *= decay;
    }
  }
}
