// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/meter.h"

#include "common/dsp/chunk.h"
#include "common/dsp/one_pole.h"

#include <stdbool.h>

float meter_fall(double rate_hz) {
  return (float)pow(10.0, -METER_FALL_DB_PER_SECOND / 20.0 * CHUNK_FRAMES / rate_hz);
}

void correlation_init(Correlation* correlation, double rate_hz) {
  correlation->smoothing = (float)one_pole_weight(rate_hz / CHUNK_FRAMES, 1000.0 * CORRELATION_SECONDS);
  correlation_reset(correlation);
}

void correlation_reset(Correlation* correlation) {
  correlation->interval = correlation->mean = (StereoProducts){0.0f, 0.0f, 0.0f};
}

void correlation_add(Correlation* correlation, const StereoProducts* products) {
  correlation->interval.ll += products->ll;
  correlation->interval.rr += products->rr;
  correlation->interval.lr += products->lr;
}

/* An interval beyond all audio says nothing, and would outlast everything that does. */
static bool is_sound(const StereoProducts* interval) {
  const float highest_power = 1e12f;
  return interval->ll < highest_power && interval->rr < highest_power;
}

void correlation_step(Correlation* correlation) {
  StereoProducts* mean = &correlation->mean;
  const StereoProducts* interval = &correlation->interval;
  if (!is_sound(interval)) {
    correlation->interval = (StereoProducts){0.0f, 0.0f, 0.0f};
    return;
  }
  mean->ll += (interval->ll - mean->ll) * correlation->smoothing;
  mean->rr += (interval->rr - mean->rr) * correlation->smoothing;
  mean->lr += (interval->lr - mean->lr) * correlation->smoothing;
  correlation->interval = (StereoProducts){0.0f, 0.0f, 0.0f};
}

float correlation_value(const Correlation* correlation) {
  const StereoProducts* mean = &correlation->mean;
  const float floor_power = 1e-9f;  // about -90 dBFS over an interval
  if (!(mean->ll > floor_power && mean->rr > floor_power)) {
    return 0.0f;
  }
  const float value = mean->lr / sqrtf(mean->ll * mean->rr);
  return fast_min(fast_max(value, -1.0f), 1.0f);
}
