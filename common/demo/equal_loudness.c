// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/equal_loudness.h"

#include <math.h>

void equal_loudness(LoudSound sounds[2]) {
  double common = EQUAL_LOUDNESS_TARGET;
  for (unsigned i = 0; i < 2; ++i) {
    common = fmin(common, sounds[i].loudness + EQUAL_LOUDNESS_CEILING - sounds[i].true_peak_db);
  }
  const bool comparable = isfinite(sounds[0].loudness) && isfinite(sounds[1].loudness);
  for (unsigned i = 0; i < 2; ++i) {
    sounds[i].gain_db = comparable ? common - sounds[i].loudness : 0.0;
  }
}
