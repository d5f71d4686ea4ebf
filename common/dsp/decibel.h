// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Decibels of amplitude: gain = 10^(dB/20). Any thread, realtime-safe. */

#ifndef SIGNALBOX_DECIBEL_H
#define SIGNALBOX_DECIBEL_H

#include "common/dsp/fastmath.h"

#include <math.h>

#define DB_PER_OCTAVE_OF_GAIN 6.0205999133f  // 20 log10(2)

/* The bottom of every level control: there the gain is exactly 0. */
#define LEVEL_OFF_DB (-90.0f)

/* Within 4e-7 of the gain, and exact at 0 dB; for db <= 700, of which all below -700 give 0. For control changes, not per
   sample. */
static inline float gain_from_db(float db) {
  if (!(db > -700.0f)) {
    return 0.0f;
  }
  const double octaves = (double)db * 0.16609640474436812;  // log2(10) / 20
  const int whole = (int)(octaves + 127.5) - 127;  // apart, since a float of several octaves is less exact than a gain
  return float_from_bits((int32_t)((uint32_t)(whole + 127) << 23)) * fast_exp2((float)(octaves - whole));
}

/* The gain of a level control, off at the bottom of its range. */
static inline float gain_from_level_db(float level_db) {
  return level_db <= LEVEL_OFF_DB ? 0.0f : gain_from_db(level_db);
}

/* Within 1e-4 dB; a gain of 0 gives a value below -700 dB. Cheap enough for every meter of every run. */
static inline float db_from_gain(float gain) {
  return DB_PER_OCTAVE_OF_GAIN * fast_log2(gain);
}

#endif
