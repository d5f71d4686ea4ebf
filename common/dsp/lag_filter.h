// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Lag filter: what a filter that a copy has gone through does to its phases, and the lag without that.

   The filter is estimated from the correlation of both signals near its peak, and from that of each with itself, as
   far as filters ring: so what noise, distortion and reflections add to the cross-spectrum averages out. What it does
   to the levels of all frequencies says how it turns their phases, if it is of minimum phase, as equalisers,
   loudspeakers and rooms nearly are (A. V. Oppenheim and R. W. Schafer, "Discrete-Time Signal Processing", ch. 13, by
   way of the cepstrum). Without that phase, what is left is the lag; frequencies count for it by how coherent the
   signals are there (the maximum-likelihood weighting of Knapp and Carter, see lag_correlation.h).

   Audio thread, realtime-safe, except where a function says otherwise. */

#ifndef SIGNALBOX_LAG_FILTER_H
#define SIGNALBOX_LAG_FILTER_H

#include "common/dsp/fft.h"

enum { LAG_FILTER_SHARE = 16, LAG_FILTER_STEPS = 5 };  // bins of the correlation for one of the filter

typedef struct {
  Fft fft;
  FftSignal cross, power;        // float[fft.n] each, as all of these
  float *phase, *next, *weight;  // of each bin, in the order of the transform: radians, those one frequency up, and
                                 // how coherent the signals are there
  uint32_t known;                // the highest frequency of which anything is known
  float lag;                     // beyond the one expected, without the filter's phase; parts of a frame count
  float share;                   // of the weight, that which is in phase there
  float slack;                   // frames that the lag may be off, as some frequencies are unknown
} LagFilter;

/* Floats of memory that it needs for a correlation of n lags. */
size_t lag_filter_floats(uint32_t n);

/* The caller owns `memory`, of as many floats, and the transform of the correlation. Not for the audio thread. */
void lag_filter_init(LagFilter* filter, const Fft* fft, float* memory);

/* One of LAG_FILTER_STEPS steps, to be done in their order from 0 on. The first one takes the correlation of both
   signals, work[0], and that of the first with itself and, as the imaginary part, of the second, work[1]: as they come
   out of the transform, the parts swapped, and each frequency f, of the rate, weighted by sin^2(pi f). A peak is
   expected at a lag. */
void lag_filter_step(LagFilter* filter, const Fft* fft, const FftSignal work[2], int32_t lag, unsigned step);

#endif
