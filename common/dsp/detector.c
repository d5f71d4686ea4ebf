// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/detector.h"

#include "common/dsp/chunk.h"
#include "common/dsp/one_pole.h"
#include "common/dsp/sample_kernels.h"

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
  detector->mean_weight = one_pole_weight(rate_hz, 1000.0 * DETECTOR_RMS_SECONDS);
  ramp_reset(&detector->rms, rms_weight(DETECTOR_PEAK));
  detector_reset(detector);
}

void detector_reset(Detector* detector) {
  forget(detector);
  ramp_settle(&detector->rms);
}

void detector_set(Detector* detector, DetectorKind kind, uint32_t fade_frames) {
  if (!ramp_is_moving(&detector->rms) && detector->rms.target == 0.0f) {
    forget(detector);  // what a mean was long ago must not count, and it does not run while it has no weight
  }
  ramp_set(&detector->rms, rms_weight(kind), fade_frames);
}

static float read_peak(const float* key, const float* other, float* level, uint32_t n_frames) {
  return kernel_max_abs(level, key, other, DETECTOR_CEILING_GAIN, n_frames);
}

/* Turns peak levels into RMS levels. */
static void read_rms(double* mean_square, double weight, const float* peaks, float* rms, uint32_t n_frames) {
  const double keep = 1.0 - weight;
  double mean = *mean_square;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const double x = (double)peaks[i];
    mean = keep * mean + weight * (x * x);
    rms[i] = (float)mean;
  }
  *mean_square = mean;
  for (uint32_t i = 0; i < n_frames; ++i) {
    rms[i] = sqrtf(rms[i]);
  }
}

/* Writes the level of one key; gives its peak. */
static float read_key(Detector* detector, unsigned k, const float* key, float* level, uint32_t n_frames) {
  const float peak = read_peak(key, key, level, n_frames);
  if (ramp_is_moving(&detector->rms)) {
    float rms[CHUNK_FRAMES];
    float weights[CHUNK_FRAMES];
    read_rms(&detector->mean_square[k], detector->mean_weight, level, rms, n_frames);
    ramp_fill(&detector->rms, weights, n_frames);
    kernel_crossfade(level, level, rms, weights, n_frames);
  } else if (detector->rms.target != 0.0f) {
    read_rms(&detector->mean_square[k], detector->mean_weight, level, level, n_frames);
  } else {
    return peak;
  }
  return kernel_peak(level, n_frames);
}

float detector_run(Detector* detector, const float* const* keys, float* const* levels, unsigned n_keys,
                   uint32_t n_frames) {
  float loudest = 0.0f;
  for (unsigned k = 0; k < n_keys; ++k) {
    loudest = fast_max(loudest, read_key(detector, k, keys[k], levels[k], n_frames));
  }
  ramp_advance(&detector->rms, n_frames);
  return loudest;
}

float detector_run_linked(Detector* detector, const float* const* keys, float* const* levels, uint32_t n_frames) {
  if (!ramp_is_moving(&detector->rms) && detector->rms.target == 0.0f) {
    return read_peak(keys[0], keys[1], levels[0], n_frames);
  }
  detector_run(detector, keys, levels, 2, n_frames);
  return read_peak(levels[0], levels[1], levels[0], n_frames);
}

void detector_step(Detector* detector) {
  for (unsigned k = 0; k < DETECTOR_MAX_KEYS; ++k) {
    if (detector->mean_square[k] < NEGLIGIBLE_POWER) {
      detector->mean_square[k] = 0.0;
    }
  }
}
