// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Peaks: the largest |x| of some samples, linear. A peak is not finite when any sample was not. Any thread,
   realtime-safe. */

#ifndef SIGNALBOX_PEAK_H
#define SIGNALBOX_PEAK_H

#include "common/dsp/fastmath.h"

/* The larger of two peaks, which is the one that is not finite, if there is one. */
static inline float peak_larger(float a, float b) {
  const int32_t x = float_bits(a);
  const int32_t y = float_bits(b);
  return float_from_bits(x > y ? x : y);  // of integers, compilers choose without a branch
}

static inline bool peak_is_finite(float peak) {
  return float_bits(peak) < 0x7f800000;
}

#endif
