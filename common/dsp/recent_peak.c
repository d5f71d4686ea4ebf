// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/recent_peak.h"

#include "common/dsp/chunk.h"

#include <math.h>

void recent_peak_init(RecentPeak* recent, double rate_hz) {
  recent->fall = (float)pow(10.0, -RECENT_PEAK_FALL_DB_PER_SECOND / 20.0 * CHUNK_FRAMES / rate_hz);
  recent->hold_intervals = intervals_of_seconds(RECENT_PEAK_HOLD_SECONDS, rate_hz);
  recent_peak_reset(recent);
}

void recent_peak_reset(RecentPeak* recent) {
  recent->peak = RECENT_PEAK_FLOOR;
  recent->age_intervals = 0;
}

void recent_peak_run(RecentPeak* recent, float* levels, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    if (levels[i] >= recent->peak) {
      recent->peak = levels[i];
      recent->age_intervals = 0;
    }
    levels[i] = levels[i] > RECENT_PEAK_SILENCE ? levels[i] / recent->peak : 0.0f;
  }
}

void recent_peak_step(RecentPeak* recent) {
  if (recent->age_intervals < recent->hold_intervals) {
    ++recent->age_intervals;
  } else {
    recent->peak = fmaxf(recent->peak * recent->fall, RECENT_PEAK_FLOOR);
  }
}
