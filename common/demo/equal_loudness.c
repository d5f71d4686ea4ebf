// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/equal_loudness.h"

#include <math.h>

static double highest_loudness(const LoudSound* sound) {
  return fmin(EQUAL_LOUDNESS_TARGET, sound->loudness + EQUAL_LOUDNESS_CEILING - sound->true_peak_db);
}

void equal_loudness(LoudSound* a, LoudSound* b) {
  const double common = fmin(highest_loudness(a), highest_loudness(b));
  const bool comparable = isfinite(a->loudness) && isfinite(b->loudness);
  a->gain_db = comparable ? common - a->loudness : 0.0;
  b->gain_db = comparable ? common - b->loudness : 0.0;
}
