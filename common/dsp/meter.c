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

#define FLOOR_POWER 1e-9f  // about -90 dBFS over an interval

float correlation_value(const Correlation* correlation) {
  const StereoProducts* mean = &correlation->mean;
  if (!(mean->ll > FLOOR_POWER && mean->rr > FLOOR_POWER)) {
    return 0.0f;
  }
  const float value = mean->lr / sqrtf(mean->ll * mean->rr);
  return fast_min(fast_max(value, -1.0f), 1.0f);
}

float correlation_mono_loss_db(const Correlation* correlation) {
  const StereoProducts* mean = &correlation->mean;
  const float stereo = mean->ll + mean->rr;
  if (!(stereo > FLOOR_POWER)) {
    return 0.0f;
  }
  const float kept = 0.5f * (stereo + 2.0f * mean->lr) / stereo;  // of the energy
  const float loss_db = -0.5f * db_from_gain(fast_max(kept, 0.0f));
  return fast_min(fast_max(loss_db, 0.0f), MONO_LOSS_CEILING_DB);
}
