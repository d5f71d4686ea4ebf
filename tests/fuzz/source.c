// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/fuzz/source.h"

#include "common/host/noise.h"

#include <float.h>
#include <math.h>

static float sample_at(const Source* source, uint64_t at) {
  const double pi = 3.14159265358979323846;
  Noise noise = {at + ((uint64_t)source->detail << 32)};
  switch (source->kind) {
    case SOURCE_NOISE:
      return noise_between(&noise, -1.0f, 1.0f);
    case SOURCE_SINE:
      return (float)sin(pi * exp2(-source->detail / 24.0) * (double)at);
    case SOURCE_CLICKS:
      return at % (source->detail + 1u) == 0 ? 1.0f : 0.0f;
    case SOURCE_STEADY:
      return source->detail % 2 ? -1.0f : 1.0f;
    case SOURCE_VANISHING:
      return ldexpf(noise_between(&noise, -1.0f, 1.0f) * FLT_MIN, source->detail % 4);
    default:
      return 0.0f;
  }
}

void source_fill(const Source* source, uint64_t at, float* out, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = source->gain * sample_at(source, at + i);
  }
}
