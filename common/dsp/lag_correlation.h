// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Lag correlation: the generalized cross-correlation of two signals, of segments that are handed in one after the
   other.

   It is that of C. H. Knapp and G. C. Carter, "The generalized correlation method for estimation of time delay", IEEE
   Trans. ASSP 24(4), 1976, with their weighting SCOT: the cross-spectrum is divided by the root of both power spectra.
   So every frequency counts by how coherent the signals are there, and not by how loud they are; of equal signals this
   is PHAT.

   Filters turn phases, and so move the peak. It can be straightened: without the phase of the filter (see
   lag_filter.h), what is left is the lag.

   A signal of two sides is one complex signal, left + i right. All work is done in slices, of about as long each.
   Audio thread, realtime-safe, except where a function says otherwise. */

#ifndef SIGNALBOX_LAG_CORRELATION_H
#define SIGNALBOX_LAG_CORRELATION_H

#include "common/dsp/lag_filter.h"
#include "common/dsp/lag_peak.h"
#include "common/dsp/lag_segment.h"

#include <stdbool.h>

typedef enum {
  LAG_LOADING,
  LAG_TRANSFORMING,
  LAG_ADDING,
  LAG_COMPARING,
  LAG_REORDERING_SPECTRA,
  LAG_CORRELATING,
  LAG_FILTERING,
  LAG_WEIGHING,
  LAG_REORDERING_BINS,
  LAG_GOING_BACK,
  LAG_REORDERING_LAGS,
  LAG_LOOKING,
} LagStage;

typedef struct {
  Fft fft;
  LagFilter filter;
  float* window;                          // float[fft.n], as all of these
  float *cross_re, *cross_im, *power[2];  // in the order of the transform
  FftSignal work[2];                      // both signals; then their correlation, and what it would be in phase
  LagStage stage;
  uint32_t at;      // how far that is
  float floor[2];   // power of a frequency that hardly counts any more
  bool straighten;  // this time
  LagPeak peak;
} LagCorrelation;

/* Floats of memory that it needs. */
size_t lag_correlation_floats(uint32_t n);

/* The caller owns `memory`, of as many floats. Not for the audio thread. */
void lag_correlation_init(LagCorrelation* correlation, uint32_t n, float* memory);

/* Forgets all segments, and what is under way. */
void lag_correlation_clear(LagCorrelation* correlation);

/* A slice of adding a segment of both signals, finite and the same each time. True where it is done. */
bool lag_correlation_add(LagCorrelation* correlation, const LagSegment segment[2]);

/* A slice of looking at the correlation of what has been added. True where `peak` says what it looks like; more
   segments may be added then. */
bool lag_correlation_look(LagCorrelation* correlation, const LagRange* range, bool straighten);

#endif
