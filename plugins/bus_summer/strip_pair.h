// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Strip pair: two strips of a bus that carry the same signal, and what they do to each other there. Audio thread,
   realtime-safe. */

#ifndef SIGNALBOX_STRIP_PAIR_H
#define SIGNALBOX_STRIP_PAIR_H

#include "common/dsp/duplicate_detector.h"
#include "common/dsp/status_monitor.h"
#include "plugins/bus_summer/strip_gains.h"

typedef struct {
  Status status;      // STATUS_DUPLICATE, STATUS_CANCELLING, or STATUS_OK where there is no such pair
  unsigned strip[2];  // from 1; 0 for none
} StripPair;

/* The first pair of those that do the worst. `duplicates` is of n_strips signals before their gains; `gains` says what
   becomes of them: strips at a level of 0 do nothing, and a negative gain is an inverted polarity. */
StripPair strip_pair_find(const DuplicateDetector* duplicates, unsigned n_strips, const StripTargets* gains);

#endif
