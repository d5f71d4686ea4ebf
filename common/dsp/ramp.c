// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/ramp.h"

#include <math.h>

uint32_t ramp_frames(double rate_hz) {
  const double frames = floor(RAMP_SECONDS * rate_hz + 0.5);
  return frames < 1.0 ? 1 : (uint32_t)frames;
}

void ramp_reset(Ramp* ramp, float value) {
  *ramp = (Ramp){.from = value, .target = value};
}

void ramp_set(Ramp* ramp, float target, uint32_t n_frames) {
  if (n_frames == 0) {
    ramp_reset(ramp, target);
    return;
  }
  if (target == ramp->target) {
    return;
  }
  const float from = ramp_value(ramp);
  *ramp = (Ramp){.from = from, .step = (target - from) / (float)n_frames, .target = target, .length = n_frames};
}

void ramp_fill(const Ramp* ramp, float* values, uint32_t n_frames) {
  const uint32_t left = ramp_frames_left(ramp);
  const uint32_t n_moving = n_frames < left ? n_frames : left;
  for (uint32_t i = 0; i < n_moving; ++i) {
    values[i] = ramp->from + ramp->step * (float)(int32_t)(ramp->at + 1 + i);
  }
  for (uint32_t i = n_moving; i < n_frames; ++i) {
    values[i] = ramp->target;
  }
  if (n_moving && n_moving == left) {
    values[n_moving - 1] = ramp->target;
  }
}
