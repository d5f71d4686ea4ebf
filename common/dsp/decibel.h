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

/* Exact at 0 dB. For control changes, not per sample. */
static inline float gain_from_db(float db) {
  return powf(10.0f, db / 20.0f);
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
