// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/demo/levels.h"

#include <ebur128.h>
#include <math.h>
#include <stdlib.h>

enum { BLOCK_FRAMES = 4096 };

static bool loudness_measure(Levels* levels, const float* const* channels, unsigned n_channels, uint64_t n_frames,
                             double rate_hz) {
  ebur128_state* state = ebur128_init(n_channels, (unsigned long)rate_hz, EBUR128_MODE_I);
  float* block = malloc(sizeof(float) * BLOCK_FRAMES * n_channels);
  double loudness = -HUGE_VAL;
  bool ok = state && block;
  for (uint64_t done = 0; ok && done < n_frames; done += BLOCK_FRAMES) {
    const uint64_t count = n_frames - done < BLOCK_FRAMES ? n_frames - done : BLOCK_FRAMES;
    for (uint64_t i = 0; i < count; ++i) {
      for (unsigned channel = 0; channel < n_channels; ++channel) {
        block[i * n_channels + channel] = channels[channel][done + i];
      }
    }
    ok = ebur128_add_frames_float(state, block, count) == EBUR128_SUCCESS;
  }
  ok = ok && ebur128_loudness_global(state, &loudness) == EBUR128_SUCCESS;
  levels->loudness = (float)loudness;
  free(block);
  if (state) {
    ebur128_destroy(&state);
  }
  return ok;
}

bool levels_measure(Levels* levels, const float* const* channels, unsigned n_channels, uint64_t n_frames,
                    double rate_hz) {
  double peak = 0.0;
  double power = 0.0;
  for (unsigned channel = 0; channel < n_channels; ++channel) {
    for (uint64_t i = 0; i < n_frames; ++i) {
      const double sample = (double)channels[channel][i];
      peak = fmax(peak, fabs(sample));
      power += sample * sample;
    }
  }
  const double n_samples = fmax((double)n_frames * n_channels, 1.0);
  levels->peak_db = (float)(20.0 * log10(peak));
  levels->rms_db = (float)(10.0 * log10(power / n_samples));
  return loudness_measure(levels, channels, n_channels, n_frames, rate_hz);
}
