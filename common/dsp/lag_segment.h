// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Lag segment: a stretch of a signal that is to be correlated (see lag_correlation.h), and how it becomes input to a
   transform: at the rate of the correlation, under a window. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_LAG_SEGMENT_H
#define SIGNALBOX_LAG_SEGMENT_H

#include "common/dsp/fft.h"

#include <stdbool.h>

/* A segment of a signal: as many frames, of the rate of the correlation, as its transform is long, or, of another rate,
   as many times LAG_TAPS more than `decimation`. */
typedef struct {
  const float* side[2];  // the second is NULL for a mono signal
  uint32_t decimation;   // frames for each of the correlation; 1 .. LAG_MOST_DECIMATION
  bool mirrored;         // the right side is inverted
} LagSegment;

enum { LAG_TAPS = 4, LAG_MOST_DECIMATION = 64 };

/* Frames of a segment that are loaded at a time, so that each time takes about as long; they divide any transform. */
uint32_t lag_segment_slice(const LagSegment* segment);

/* Loads n frames from the frame `at` of the correlation on, times the window, to the same places of the work. */
void lag_segment_load(FftSignal work, const LagSegment* segment, const float* window, uint32_t at, uint32_t n);

#endif
