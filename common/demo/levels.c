// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/levels.h"

#include <ebur128.h>

#include <assert.h>
#include <math.h>
#include <stdlib.h>

enum { BLOCK_FRAMES = 4096 };

/* A meter that has heard all frames; NULL where memory is short. */
static ebur128_state* meter_new(const float* const* channels, unsigned n_channels, uint64_t n_frames, double rate_hz,
                                int mode) {
  assert(n_channels > 0);
  ebur128_state* meter = ebur128_init(n_channels, (unsigned long)rate_hz, mode);
  float* block = calloc(n_channels, sizeof(float) * BLOCK_FRAMES);
  bool ok = meter && block;
  for (uint64_t done = 0; ok && done < n_frames; done += BLOCK_FRAMES) {
    const uint64_t count = n_frames - done < BLOCK_FRAMES ? n_frames - done : BLOCK_FRAMES;
    for (uint64_t i = 0; i < count; ++i) {
      for (unsigned channel = 0; channel < n_channels; ++channel) {
        block[i * n_channels + channel] = channels[channel][done + i];
      }
    }
    ok = ebur128_add_frames_float(meter, block, count) == EBUR128_SUCCESS;
  }
  free(block);
  if (meter && !ok) {
    ebur128_destroy(&meter);
  }
  return meter;
}

static bool loudness_measure(Levels* levels, const float* const* channels, unsigned n_channels, uint64_t n_frames,
                             double rate_hz) {
  ebur128_state* meter = meter_new(channels, n_channels, n_frames, rate_hz, EBUR128_MODE_I);
  double loudness = -HUGE_VAL;
  const bool ok = meter && ebur128_loudness_global(meter, &loudness) == EBUR128_SUCCESS;
  levels->loudness = (float)loudness;
  if (meter) {
    ebur128_destroy(&meter);
  }
  return ok;
}

static float decibels(double power) {
  return power > 0.0 ? (float)(10.0 * log10(power)) : -HUGE_VALF;
}

float peak_measure(const float* samples, uint64_t n_frames) {
  float peak = 0.0f;
  for (uint64_t i = 0; i < n_frames; ++i) {
    const float size = fabsf(samples[i]);
    peak = size > peak ? size : peak;
  }
  return decibels((double)peak * (double)peak);
}

bool levels_measure(Levels* levels, const float* const* channels, unsigned n_channels, uint64_t n_frames,
                    double rate_hz) {
  double power = 0.0;
  *levels = (Levels){-HUGE_VALF, -HUGE_VALF, -HUGE_VALF};
  for (unsigned channel = 0; channel < n_channels; ++channel) {
    levels->peak_db = fmaxf(levels->peak_db, peak_measure(channels[channel], n_frames));
    for (uint64_t i = 0; i < n_frames; ++i) {
      power += (double)channels[channel][i] * (double)channels[channel][i];
    }
  }
  levels->rms_db = decibels(power / fmax((double)n_frames * n_channels, 1.0));
  return levels->peak_db == -HUGE_VALF || loudness_measure(levels, channels, n_channels, n_frames, rate_hz);
}

bool true_peak_measure(double* true_peak_db, const float* const* channels, unsigned n_channels, uint64_t n_frames,
                       double rate_hz) {
  ebur128_state* meter = meter_new(channels, n_channels, n_frames, rate_hz, EBUR128_MODE_TRUE_PEAK);
  double highest = 0.0;
  bool ok = meter != NULL;
  for (unsigned channel = 0; ok && channel < n_channels; ++channel) {
    double peak = 0.0;
    ok = ebur128_true_peak(meter, channel, &peak) == EBUR128_SUCCESS;
    highest = fmax(highest, peak);
  }
  if (meter) {
    ebur128_destroy(&meter);
  }
  *true_peak_db = 20.0 * log10(highest);
  return ok;
}
