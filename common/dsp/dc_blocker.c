// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/dc_blocker.h"

#include "common/dsp/cold.h"
#include "common/dsp/fastmath.h"

#include <math.h>

#define LARGEST 1e6f  // a mean beyond this is of a broken sample, and is forgotten

COLD void dc_blocker_init(DcBlocker* blocker, double rate_hz) {
  const double two_pi = 6.283185307179586;
  blocker->weight = (float)-expm1(-two_pi * DC_BLOCKER_HZ / rate_hz);
  dc_blocker_reset(blocker);
}

COLD void dc_blocker_reset(DcBlocker* blocker) {
  blocker->mean[0] = blocker->mean[1] = 0.0f;
}

static float without_broken(float mean) {
  return fabsf(mean) < LARGEST ? mean : 0.0f;
}

static void run_one(DcBlocker* blocker, const float* in, float* level, uint32_t n_frames) {
  const float weight = blocker->weight;
  float mean = blocker->mean[0];
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float centred = in[i] - mean;
    mean += weight * centred;
    level[i] = fabsf(centred);
  }
  blocker->mean[0] = without_broken(mean);
}

static void run_two(DcBlocker* blocker, const float* left, const float* right, float* level, uint32_t n_frames) {
  const float weight = blocker->weight;
  float mean_l = blocker->mean[0];
  float mean_r = blocker->mean[1];
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float l = left[i] - mean_l;
    const float r = right[i] - mean_r;
    mean_l += weight * l;
    mean_r += weight * r;
    level[i] = fast_max(fabsf(l), fabsf(r));
  }
  blocker->mean[0] = without_broken(mean_l);
  blocker->mean[1] = without_broken(mean_r);
}

void dc_blocker_run(DcBlocker* blocker, const float* left, const float* right, float* level, uint32_t n_frames) {
  if (left == right) {
    run_one(blocker, left, level, n_frames);
  } else {
    run_two(blocker, left, right, level, n_frames);
  }
}
