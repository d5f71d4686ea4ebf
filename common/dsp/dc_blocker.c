// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/dc_blocker.h"

#include <math.h>

#define LARGEST 1e6f  // a mean beyond this is of a broken sample, and is forgotten

void dc_blocker_init(DcBlocker* blocker, double rate_hz) {
  const double two_pi = 6.283185307179586;
  blocker->weight = (float)-expm1(-two_pi * DC_BLOCKER_HZ / rate_hz);
  dc_blocker_reset(blocker);
}

void dc_blocker_reset(DcBlocker* blocker) {
  blocker->mean[0] = blocker->mean[1] = 0.0f;
}

void dc_blocker_run(DcBlocker* blocker, unsigned channel, const float* in, float* out, uint32_t n_frames) {
  const float weight = blocker->weight;
  float mean = blocker->mean[channel];
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float centred = in[i] - mean;
    mean += weight * centred;
    out[i] = centred;
  }
  blocker->mean[channel] = fabsf(mean) < LARGEST ? mean : 0.0f;
}
