// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Duplicate detection among many signals: which pairs of them are the same but for their gain (see fingerprint.h).

   Order of calls, for each chunk of an interval: ask the clock for the frame of the next sample and its side
   (fingerprint_clock_frame(), fingerprint_clock_side()); if that frame lies within the chunk, duplicate_detector_add()
   the sample of every signal. After the last chunk of an interval, duplicate_detector_step(). Signals that are not in
   use need no samples.

   Of every window, all signals are screened against one another by two of their samples; only pairs that come
   close there, or that have matched before, are compared in full. */

#ifndef SIGNALBOX_DUPLICATE_DETECTOR_H
#define SIGNALBOX_DUPLICATE_DETECTOR_H

#include "common/dsp/fingerprint.h"

enum { DUPLICATE_DETECTOR_SIZE = 16 };

typedef struct {
  FingerprintClock clock;
  float sample[FINGERPRINT_SAMPLES][DUPLICATE_DETECTOR_SIZE];
  DuplicatePair pair[DUPLICATE_DETECTOR_SIZE][DUPLICATE_DETECTOR_SIZE];  // [i][j] for j < i
  uint32_t matching[DUPLICATE_DETECTOR_SIZE];  // of i: a bit for each j < i that it matches now
  uint32_t any_matching;                       // of j: a bit where any i > j is
} DuplicateDetector;

/* Set-up. Any thread while it does not run; realtime-safe. */

/* Intervals have interval_frames frames (see chunk.h). */
void duplicate_detector_init(DuplicateDetector* detector, double rate_hz, uint32_t interval_frames);

/* Forgets all signal. */
void duplicate_detector_reset(DuplicateDetector* detector);

/* Audio thread, realtime-safe. */

/* Adds a signal's sample on the frame, and of the side, that the clock asks for; finite. */
static inline void duplicate_detector_add(DuplicateDetector* detector, unsigned signal, float sample) {
  detector->sample[detector->clock.sample][signal] = sample;
}

/* Ends an interval; that of a whole window compares the signals. */
void duplicate_detector_step(DuplicateDetector* detector);

/* Whether any pair is alike now: where not, there is no verdict to ask for. */
static inline bool duplicate_detector_has_matches(const DuplicateDetector* detector) {
  return detector->any_matching != 0;
}

/* What signals i and j < i have been for DUPLICATE_SECONDS. */
static inline DuplicateVerdict duplicate_detector_verdict(const DuplicateDetector* detector, unsigned i, unsigned j) {
  return detector->matching[i] >> j & 1u ? duplicate_pair_verdict(&detector->pair[i][j], &detector->clock)
                                         : DUPLICATE_NONE;
}

#endif
