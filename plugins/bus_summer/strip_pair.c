// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/strip_pair.h"

/* One side of a strip may be panned away, but not both. */
static bool is_inverted(const StripTargets* gains, unsigned strip) {
  return gains->gain[STRIP_LEFT][strip] + gains->gain[STRIP_RIGHT][strip] < 0.0f;
}

/* What two strips that carry the same signal, or opposite ones, do to each other. */
static Status pair_status(const StripTargets* gains, unsigned i, unsigned j, bool opposite) {
  const bool one_inverted = is_inverted(gains, i) != is_inverted(gains, j);
  return opposite != one_inverted ? STATUS_CANCELLING : STATUS_DUPLICATE;
}

StripPair strip_pair_find(const DuplicateDetector* duplicates, unsigned n_strips, const StripTargets* gains) {
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
        worst = (StripPair){status, {j + 1, i + 1}};
      }
    }
  }
  return worst;
}
