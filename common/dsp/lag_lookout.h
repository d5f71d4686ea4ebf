// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Lag look-out: which pairs of many signals may be the same sound, one of them a little later. It costs next to nothing
   and proves nothing: pairs that it names are worth a measurement (see lag_meter.h).

   Of every signal there is one peak for each interval. What is kept of it is by how many dB it has risen over the last
   two intervals: so neither gains nor slow compressors count, and polarity does not either. The correlation of two
   signals is the highest normalized cross-correlation of these rises within LAG_LOOKOUT_LAGS intervals, over the last
   LAG_LOOKOUT_SPAN. Copies have 0.5 to 1 on most music, whatever an equaliser has made of their waveform; unrelated
   sounds seldom have 0.3.

   Pairs are compared in turn, one or a few per interval: see lag_lookout_next(). Audio thread, realtime-safe. */

#ifndef SIGNALBOX_LAG_LOOKOUT_H
#define SIGNALBOX_LAG_LOOKOUT_H

#include "common/dsp/lag_kernels.h"

#include <stdbool.h>
#include <stdint.h>

enum {
  LAG_LOOKOUT_SIZE = 16,                // signals
  LAG_LOOKOUT_SPAN = LAG_PRODUCT_SPAN,  // intervals; at 48 kHz, of 256 frames, 0.7 s
  LAG_LOOKOUT_LAGS = 10,                // 53 ms
  LAG_LOOKOUT_KEPT = LAG_LOOKOUT_SPAN + LAG_PRODUCT_LANES,
};

/* All 0 at first. */
typedef struct {
  uint32_t n_intervals;                // so far; stops counting where there are enough
  uint32_t at;                         // place of the next one
  uint32_t since_begin;                // intervals since a signal was heard that had been quiet
  float peak[LAG_LOOKOUT_SIZE];        // of the interval under way, linear
  int32_t level[2][LAG_LOOKOUT_SIZE];  // the bits of the peaks of the last two: nearly their logarithm
  int32_t quiet[LAG_LOOKOUT_SIZE];     // intervals since a signal was last heard; stops at LAG_LOOKOUT_KEPT
  int16_t energy[LAG_LOOKOUT_SIZE];    // of the rises within the last LAG_LOOKOUT_SPAN
  /* A ring, twice over, so that what is kept stands in a row; and what kernels read beyond it. */
  int16_t rise[LAG_LOOKOUT_SIZE][2 * LAG_LOOKOUT_KEPT + LAG_PRODUCT_LANES];
  unsigned first, second;  // of the pair that was compared last
} LagLookout;

/* Forgets all signal. */
void lag_lookout_reset(LagLookout* lookout);

/* Takes in the linear peaks of all signals in a chunk of an interval; finite. */
static inline void lag_lookout_add(LagLookout* lookout, const float peak[LAG_LOOKOUT_SIZE]) {
  for (unsigned i = 0; i < LAG_LOOKOUT_SIZE; ++i) {
    lookout->peak[i] = peak[i] > lookout->peak[i] ? peak[i] : lookout->peak[i];
  }
}

/* Ends an interval. */
void lag_lookout_step(LagLookout* lookout);

/* Goes on to the next pair of the signals in a mask that have been heard of late: first < second. False where that
   begins a new round through all pairs, and where there is no pair. */
bool lag_lookout_next(LagLookout* lookout, uint32_t mask);

/* Whether there is a pair, and enough has been heard of it. */
bool lag_lookout_has_pair(const LagLookout* lookout);

/* The correlation of that pair, up to 1. */
float lag_lookout_correlation(const LagLookout* lookout);

#endif
