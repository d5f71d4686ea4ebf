// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* LevelSplit: how much of a signal is loud, frame by frame, as a gain: 1 while it is above a threshold, 0 while it is
   below. What the gain leaves is the quiet part, so that both add up to the signal. (For gates that obey ratio, depth
   and times there is dynamics.h.)

   It opens where the level, read by a follower (follower.h), reaches the threshold, and closes where the level has
   fallen LEVEL_SPLIT_HYSTERESIS_DB below it; so it does not flutter between the peaks of any tone above 40 Hz. The gain
   goes up in LEVEL_SPLIT_UP_MS and down in LEVEL_SPLIT_DOWN_MS, on a smooth S. Gains do not depend on how frames are
   cut into runs, bit for bit. */

#ifndef SIGNALBOX_LEVEL_SPLIT_H
#define SIGNALBOX_LEVEL_SPLIT_H

#include "common/dsp/ramp.h"

#define LEVEL_SPLIT_HYSTERESIS_DB 4.0f
#define LEVEL_SPLIT_UP_MS 2.0
#define LEVEL_SPLIT_DOWN_MS 40.0

typedef struct {
  Ramp threshold;  // as a gain
  float stay;      // part of the threshold above which it stays open, once it is
  float decay;     // of the follower
  float up, down;  // of the slew
  float level;
  float opened;  // 0 .. 1: the gain before its smoothstep
  bool open;
} LevelSplit;

/* Set-up. Any thread while it does not run; realtime-safe. */

/* To be set before it runs. */
void level_split_init(LevelSplit* split, double rate_hz);

/* Forgets all signal, is closed, and settles on what was set last. */
void level_split_reset(LevelSplit* split);

/* Audio thread, realtime-safe. */

/* Moves to a threshold, as a linear gain above 0, over n_frames; with 0 it is there at once. */
void level_split_set(LevelSplit* split, float threshold, uint32_t n_frames);

/* Takes the rectified signal, of a stereo pair the larger side; writes the gain of every frame, 0 .. 1. float[n_frames]
   each, n_frames <= CHUNK_LONG_FRAMES; `gain` may be `level`. */
void level_split_run(LevelSplit* split, const float* level, float* gain, uint32_t n_frames);

#endif
