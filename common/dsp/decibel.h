// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Decibels of amplitude: gain = 10^(dB/20). Any thread, realtime-safe. */

#ifndef SIGNALBOX_DECIBEL_H
#define SIGNALBOX_DECIBEL_H

#include "common/dsp/fastmath.h"

#include <math.h>

#define DB_PER_OCTAVE_OF_GAIN 6.0205999133f  // 20 log10(2)

/* Within 4e-7 of the gain, and exact at 0 dB; for db <= 700, of which all below -700, down to -INFINITY, give 0. For
   control changes, not per sample. */
static inline float gain_from_db(float db) {
  const int32_t limit = 0x442f0000;  // 700; as integers for what fast_exp2() says
  const int32_t size = float_bits(db) & INT32_MAX;
  const int32_t kept = (float_bits(db) & INT32_MIN) | (size < limit ? size : limit);
  const float octave_db = 6.0205078125f,
              octave_db_rest = 9.2100780e-5f;  // 20 log10(2); the first's multiples are exact
  const float round_by = 12582912.0f;          // see fast_exp2()
  const float octaves = (float_from_bits(kept) * (1.0f / DB_PER_OCTAVE_OF_GAIN) + round_by) - round_by;
  const float rest_db = (float_from_bits(kept) - octaves * octave_db) - octaves * octave_db_rest;
  const float gain = float_from_bits((int32_t)((uint32_t)((int32_t)octaves + 127) << 23)) *
                     fast_exp2(rest_db * (1.0f / DB_PER_OCTAVE_OF_GAIN));
  return fast_choose(fast_mask(db < -700.0f), 0.0f, gain);
}

/* Within 1e-4 dB; a gain of 0 gives a value below -700 dB. Cheap enough for every meter of every run. */
static inline float db_from_gain(float gain) {
  return DB_PER_OCTAVE_OF_GAIN * fast_log2(gain);
}

#endif
