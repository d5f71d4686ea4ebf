// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Lag peak: what a correlation (see lag_correlation.h) looks like, and what that says. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_LAG_PEAK_H
#define SIGNALBOX_LAG_PEAK_H

#include "common/dsp/fft.h"

#include <stdbool.h>

#define LAG_LEAST_OTHER 0.6f  // of the height of what a search has found, to try another lag as well

/* Which lags to look at, in frames of the correlation. */
typedef struct {
  int32_t widest;    // for the peak, on either side of 0,
  int32_t most;      // and for what else is there
  int32_t near;      // what is nearer to the peak than that belongs to it
  int32_t expected;  // where filters are taken away
} LagRange;

/* What a correlation looks like. */
typedef struct {
  int32_t lag;         // of the peak: how much later the second signal is
  float height;        // of it; 1 for equal signals
  float re, im;        // of it: real, but for what sides have in common crosswise
  float unity;         // how high it would be if no frequency of it were out of phase
  float noise;         // RMS of what is far from the peak and does not belong to it
  float second;        // the highest of that,
  int32_t second_lag;  // and where it is
  float rest;          // what the noise is summed up of
  float repetition;    // how high the signal's own correlation is far from its peak, where that is 1
} LagPeak;

/* Of the correlation of two signals in work[0], and what it would be in phase in work[1], n lags each and the parts
   swapped: finds the highest peak, */
void lag_peak_find(LagPeak* peak, const FftSignal work[2], uint32_t n, const LagRange* range);

/* takes away from the lags first .. end - 1 what the peak explains, which is the signal's own correlation with itself,
   and looks at what is left. */
void lag_peak_look_around(LagPeak* peak, const FftSignal work[2], uint32_t n, const LagRange* range, int32_t first,
                          int32_t end);

/* Whether a search has found anything to prove. */
bool lag_peak_is_found(const LagPeak* peak);

/* Whether there is something else, nearly as high and no noise, and not for the signal's being a tone. */
bool lag_peak_has_other(const LagPeak* peak);

/* Whether a peak of a proof leaves no doubt, if what is within so many lags of it may be the ringing of a filter; */
bool lag_peak_is_proof(const LagPeak* peak, int32_t ringing);

/* and that of a second proof, which has the same lag. */
bool lag_peak_is_second_proof(const LagPeak* peak);

/* Whether all that is left beside it is noise of the arithmetic. */
bool lag_peak_is_identical(const LagPeak* peak);

bool lag_peak_is_inverted(const LagPeak* peak);

#endif
