// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/detector.h"

#include "common/dsp/chunk.h"
#include "common/dsp/kernels.h"

#include <math.h>

#define NEGLIGIBLE_POWER 1e-20  // -200 dBFS

static float rms_weight(DetectorKind kind) {
  return kind == DETECTOR_RMS ? 1.0f : 0.0f;
}

static void forget(Detector* detector) {
  for (unsigned k = 0; k < DETECTOR_MAX_KEYS; ++k) {
    detector->mean_square[k] = 0.0;
  }
}

void detector_init(Detector* detector, double rate_hz) {
  detector->mean_weight = -expm1(-1.0 / (DETECTOR_RMS_SECONDS * rate_hz));
  detector_reset(detector, DETECTOR_PEAK);
}

void detector_reset(Detector* detector, DetectorKind kind) {
  forget(detector);
  glide_reset(&detector->rms, rms_weight(kind));
}

void detector_set(Detector* detector, DetectorKind kind, uint32_t fade_frames) {
  if (!glide_is_moving(&detector->rms) && detector->rms.target == 0.0f) {
    forget(detector);  // what a mean was long ago must not count, and it does not run while it has no weight
  }
  glide_set(&detector->rms, rms_weight(kind), fade_frames);
}

static void read_peak(const float* key, float* level, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float magnitude = fabsf(key[i]);
    level[i] = magnitude < DETECTOR_CEILING_GAIN ? magnitude : DETECTOR_CEILING_GAIN;
  }
}

/* Turns peak levels into RMS levels. */
static void read_rms(double* mean_square, double weight, const float* peaks, float* level, uint32_t n_frames) {
  const double keep = 1.0 - weight;
  double mean = *mean_square;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const double x = (double)peaks[i];
    mean = keep * mean + weight * (x * x);
    level[i] = (float)mean;
  }
  *mean_square = mean;
  for (uint32_t i = 0; i < n_frames; ++i) {
    level[i] = sqrtf(level[i]);
  }
}

void detector_run(Detector* detector, const float* const* keys, float* const* levels, unsigned n_keys,
                  uint32_t n_frames) {
  const bool fading = glide_is_moving(&detector->rms);
  for (unsigned k = 0; k < n_keys; ++k) {
    read_peak(keys[k], levels[k], n_frames);
    if (fading) {
      float rms[CHUNK_FRAMES];
      float weights[CHUNK_FRAMES];
      read_rms(&detector->mean_square[k], detector->mean_weight, levels[k], rms, n_frames);
      glide_fill(&detector->rms, weights, n_frames);
      kernel_crossfade(levels[k], levels[k], rms, weights, n_frames);
    } else if (detector->rms.target != 0.0f) {
      read_rms(&detector->mean_square[k], detector->mean_weight, levels[k], levels[k], n_frames);
    }
  }
  glide_advance(&detector->rms, n_frames);
}

void detector_step(Detector* detector) {
  for (unsigned k = 0; k < DETECTOR_MAX_KEYS; ++k) {
    if (detector->mean_square[k] < NEGLIGIBLE_POWER) {
      detector->mean_square[k] = 0.0;
    }
  }
}
