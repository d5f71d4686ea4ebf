// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/dc_blocker.h"

#include "common/dsp/cold.h"
#include "common/dsp/detector.h"
#include "common/dsp/fastmath.h"

#include <math.h>

COLD void dc_blocker_init(DcBlocker* blocker, double rate_hz) {
  const double two_pi = 6.283185307179586;
  blocker->weight = (float)-expm1(-two_pi * DC_BLOCKER_HZ / rate_hz);
  dc_blocker_reset(blocker);
}

COLD void dc_blocker_reset(DcBlocker* blocker) {
  blocker->mean[0] = blocker->mean[1] = 0.0f;
}

/* A broken sample has no part in the mean. */
static inline float weight_of(const DcBlocker* blocker, float sample) {
  return fabsf(sample) < DETECTOR_CEILING_GAIN ? blocker->weight : 0.0f;
}

static void run_one(DcBlocker* blocker, const float* in, float* level, uint32_t n_frames) {
  float mean = blocker->mean[0];
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float centred = in[i] - mean;
    mean += weight_of(blocker, in[i]) * centred;
    level[i] = fabsf(centred);
  }
  blocker->mean[0] = mean;
}

static void run_two(DcBlocker* blocker, const float* left, const float* right, float* level, uint32_t n_frames) {
  float mean_l = blocker->mean[0];
  float mean_r = blocker->mean[1];
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float l = left[i] - mean_l;
    const float r = right[i] - mean_r;
    mean_l += weight_of(blocker, left[i]) * l;
    mean_r += weight_of(blocker, right[i]) * r;
    level[i] = fast_max(fabsf(l), fabsf(r));
  }
  blocker->mean[0] = mean_l;
  blocker->mean[1] = mean_r;
}

void dc_blocker_run(DcBlocker* blocker, const float* left, const float* right, float* level, uint32_t n_frames) {
  if (left == right) {
    run_one(blocker, left, level, n_frames);
  } else {
    run_two(blocker, left, right, level, n_frames);
  }
}
