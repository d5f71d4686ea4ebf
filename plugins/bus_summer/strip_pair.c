// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/strip_pair.h"

#include "common/dsp/cold.h"

#include <stdlib.h>

/* One side of a strip may be panned away, but not both. */
static bool is_inverted(const StripTargets* gains, unsigned strip) {
  return gains->gain[STRIP_LEFT][strip] + gains->gain[STRIP_RIGHT][strip] < 0.0f;
}

/* What two strips that carry the same signal, or opposite ones, do to each other. */
static Status pair_status(const StripTargets* gains, unsigned i, unsigned j, bool opposite) {
  const bool one_inverted = is_inverted(gains, i) != is_inverted(gains, j);
  return opposite != one_inverted ? STATUS_CANCELLING : STATUS_DUPLICATE;
}

COLD StripPair strip_pair_find(const DuplicateDetector* duplicates, unsigned n_strips, const StripTargets* gains) {
  const float* level = gains->gain[STRIP_LEVEL];
  StripPair worst = {.status = STATUS_OK};
  for (unsigned j = 0; duplicates->any_matching >> j; ++j) {
    for (unsigned i = j + 1; i < n_strips; ++i) {
      const DuplicateVerdict verdict = duplicate_detector_verdict(duplicates, i, j);
      if (verdict == DUPLICATE_NONE || level[i] == 0.0f || level[j] == 0.0f) {
        continue;
      }
      const Status status = pair_status(gains, i, j, verdict == DUPLICATE_OPPOSITE);
      if (status != worst.status && status_worse(status, worst.status) == status) {
        worst = (StripPair){.status = status, .strip = {j + 1, i + 1}};
      }
    }
  }
  return worst;
}

/* Whether strips that are so far apart comb. What was measured to within a fraction of a millisecond is in step once a
   delay has made it so to within that. */
static bool is_late(const StripLags* lags, const Lag* lag, int32_t apart_frames) {
  const uint32_t apart = (uint32_t)abs(apart_frames);
  const bool as_measured = apart_frames == lag->frames;
  return apart >= (lag->exact || as_measured ? 1 : lags->meter.least_frames) && apart <= lags->meter.longest_frames;
}

COLD StripPair strip_pair_find_late(const StripLags* lags, const StripTargets* gains,
                                    const uint32_t delay_frames[STRIP_GAINS_SIZE]) {
  const float* level = gains->gain[STRIP_LEVEL];
  for (unsigned i = 0; lags->any_known >> i; ++i) {
    for (unsigned j = i + 1; lags->known[i] >> j; ++j) {
      const Lag lag = strip_lags_between(lags, i, j);
      const int32_t apart = lag.frames + (int32_t)delay_frames[j] - (int32_t)delay_frames[i];
      if (!lag.known || !is_late(lags, &lag, apart) || !strip_lags_sound_alike(lags, i, j) || level[i] == 0.0f ||
          level[j] == 0.0f) {
        continue;
      }
      StripPair pair = {.status = STATUS_LATE, .lag_frames = (uint32_t)abs(apart)};
      pair.strip[0] = (apart > 0 ? i : j) + 1;
      pair.strip[1] = (apart > 0 ? j : i) + 1;
      pair.inverted = lag.inverted != (is_inverted(gains, i) != is_inverted(gains, j));
      return pair;
    }
  }
  return (StripPair){.status = STATUS_OK};
}
