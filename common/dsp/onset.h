// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Onset detector: finds where a sound sets in, whatever its level and length, and marks a window of frames from there
   on.

   A follower (follower.h) reads the level, and a second one trails it on its way up, with ONSET_TRAIL_MS to 63 %, and
   is never above it. An onset is where the level leads the trailing one by ONSET_LEAD_DB and reaches the floor; the
   next one can come once the lead has shrunk to ONSET_REARM_DB. Onsets within a window are not counted. Tones above 40
   Hz, and noise, that stand still have no onsets. */

#ifndef SIGNALBOX_ONSET_H
#define SIGNALBOX_ONSET_H

#include <stdbool.h>
#include <stdint.h>

#define ONSET_TRAIL_MS 15.0
#define ONSET_LEAD_DB 6.0f
#define ONSET_REARM_DB 3.0f

typedef struct {
  float decay;        // of the follower
  float weight;       // of a new level in the trailing one
  float lead, rearm;  // as gains
  float level, trail;
  bool armed;
  uint32_t left;  // frames of the window under way
} Onset;

/* Set-up. Any thread while it does not run; realtime-safe. */

void onset_init(Onset* onset, double rate_hz);

/* Forgets all signal. */
void onset_reset(Onset* onset);

/* Audio thread, realtime-safe. */

/* Turns levels (rectified, >= 0) into 1 within windows of window_frames from an onset on, and 0 elsewhere, in place.
   floor: the lowest level of an onset, linear. */
void onset_run(Onset* onset, float* levels, float floor, uint32_t window_frames, uint32_t n_frames);

#endif
