// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Lag round: what a lag meter (see lag_meter.h) makes of the peak that each round of a measurement ends with, and which
   round comes next. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_LAG_ROUND_H
#define SIGNALBOX_LAG_ROUND_H

#include "common/dsp/lag_meter.h"

#include <math.h>

enum { LAG_PROOF_SEGMENTS = 3 };

/* By how many frames the segments of a search for long lags are apart. */
static inline uint32_t lag_round_middle(uint32_t longest_frames) {
  return longest_frames / 2;
}

/* The fewest frames that last as long. */
static inline int32_t lag_round_frames(const LagMeter* meter, double seconds) {
  return (int32_t)ceil(seconds * meter->rate_hz);
}

/* Whether all segments of a proof have been added. */
static inline bool lag_round_is_whole(const LagMeter* meter) {
  return meter->segment == LAG_PROOF_SEGMENTS;
}

/* Begins a round, whose segments are apart by so many frames. */
void lag_round_begin(LagMeter* meter, LagRound round, int32_t tried);

/* Ends a look. True where that ends the measurement. */
bool lag_round_end(LagMeter* meter);

#endif
