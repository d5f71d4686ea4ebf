// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Strip pair: two strips of a bus that carry the same signal, and what they do to each other there, after their delays
   and at their polarities. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_STRIP_PAIR_H
#define SIGNALBOX_STRIP_PAIR_H

#include "common/dsp/duplicate_detector.h"
#include "common/dsp/status_monitor.h"
#include "plugins/bus_summer/strip_gains.h"
#include "plugins/bus_summer/strip_lags.h"

typedef struct {
  Status status;        // of those a function finds, or STATUS_OK where there is no such pair
  unsigned strip[2];    // from 1; 0 for none
  uint32_t lag_frames;  // how much later the second one is
  bool inverted;        // one of them is, where there is a lag
} StripPair;

/* STATUS_DUPLICATE or STATUS_CANCELLING: the first pair of those that do the worst. `duplicates` is of n_strips signals
   before their gains; `gains` says what becomes of them: strips at a level of 0 do nothing, and a negative gain is an
   inverted polarity. */
StripPair strip_pair_find(const DuplicateDetector* duplicates, unsigned n_strips, const StripTargets* gains);

/* STATUS_LATE: the first pair of those that are neither in step nor further apart than what is measured.
   `delay_frames` is by how much each strip is delayed. */
StripPair strip_pair_find_late(const StripLags* lags, const StripTargets* gains,
                               const uint32_t delay_frames[STRIP_GAINS_SIZE]);

#endif
