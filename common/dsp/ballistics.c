// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/ballistics.h"

#include <math.h>

#define HOLD_TOLERANCE 1e-6  // an aim that falls short by less still counts as reached

static double one_pole_weight(double rate_hz, float time_ms) {
  return -expm1(-1000.0 / ((double)time_ms * rate_hz));
}

Ballistics ballistics(double rate_hz, float attack_ms, float release_ms, float hold_ms) {
  return (Ballistics){.attack = one_pole_weight(rate_hz, attack_ms),
                      .release = one_pole_weight(rate_hz, release_ms),
                      .hold_frames = (uint32_t)((double)hold_ms * rate_hz / 1000.0 + 0.5)};
}

/* Without a branch per frame: of the two poles, the faster one gives the larger value on the way up and the smaller one
   on the way down. */
static double follow(double attack, double release, double value, const float* aims, float* values,
                     uint32_t n_frames) {
  const double keep[2] = {1.0 - attack, 1.0 - release};
  if (attack >= release) {
    for (uint32_t i = 0; i < n_frames; ++i) {
      const double up = keep[0] * value + attack * (double)aims[i];
      const double down = keep[1] * value + release * (double)aims[i];
      value = up > down ? up : down;
      values[i] = (float)value;
    }
  } else {
    for (uint32_t i = 0; i < n_frames; ++i) {
      const double up = keep[0] * value + attack * (double)aims[i];
      const double down = keep[1] * value + release * (double)aims[i];
      value = up < down ? up : down;
      values[i] = (float)value;
    }
  }
  return value;
}

static void follow_and_hold(const Ballistics* times, BallisticsState* state, const float* aims, float* values,
                            uint32_t n_frames) {
  uint32_t left = state->hold_left < times->hold_frames ? state->hold_left : times->hold_frames;
  double value = state->value;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const double aim = (double)aims[i];
    if (aim >= value - HOLD_TOLERANCE) {
      left = times->hold_frames;
      value = (1.0 - times->attack) * value + times->attack * aim;
    } else if (left) {
      --left;
    } else {
      value = (1.0 - times->release) * value + times->release * aim;
    }
    values[i] = (float)value;
  }
  state->hold_left = left;
  state->value = value;
}

void ballistics_run(const Ballistics* times, BallisticsState* state, const float* aims, float* values,
                    uint32_t n_frames) {
  if (times->hold_frames) {
    follow_and_hold(times, state, aims, values, n_frames);
  } else {
    state->value = follow(times->attack, times->release, state->value, aims, values, n_frames);
    state->hold_left = 0;
  }
}
