// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Strip gains: those of all strips of a mixer side by side, a lane each, in rows that compilers work on several at a
   time. A strip's gains move as ramps do (see ramp.h), all three together: what changes one of them sets them all out
   anew from wherever they are. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_STRIP_GAINS_H
#define SIGNALBOX_STRIP_GAINS_H

#include "common/dsp/ramp.h"

#include <stdbool.h>
#include <stdint.h>

enum { STRIP_GAINS_SIZE = 16 };

/* Into the left and the right of a bus, and what a meter of the strip sees: the same without pan and polarity. */
typedef enum { STRIP_LEFT, STRIP_RIGHT, STRIP_LEVEL, STRIP_ROWS } StripRow;

typedef struct {
  float gain[STRIP_ROWS][STRIP_GAINS_SIZE];
} StripTargets;

/* On frame i from the next one on, counted from 0, the gain of a lane is from + step (at + i), until the next lane
   lands. A lane that has landed has a step of 0; it counts as landed as soon as its last frame is the next one. */
typedef struct {
  float from[STRIP_ROWS][STRIP_GAINS_SIZE], step[STRIP_ROWS][STRIP_GAINS_SIZE];
  float at[STRIP_GAINS_SIZE];  // frames since the lane has set out, the next one included; `length` once it has landed
  float length[STRIP_GAINS_SIZE];  // of the lane's last move, in frames
  uint32_t until_landing;          // how many frames the lines hold for, until the next lane lands; 0 while none moves
  StripTargets target;
} StripGains;

/* All gains are 0. */
void strip_gains_init(StripGains* gains);

/* Moves to other gains from the next frame on, over frames (1 .. 2^23); with 0 they are there at once. What a strip's
   gains take is that of the sum of its left and right: see ramp_frames_of_gain(). */
void strip_gains_set(StripGains* gains, const StripTargets* target, RampFrames frames);

static inline bool strip_gains_are_moving(const StripGains* gains) {
  return gains->until_landing != 0;
}

/* At most n_frames, and no further than to the next landing. */
static inline uint32_t strip_gains_limit(const StripGains* gains, uint32_t n_frames) {
  return strip_gains_are_moving(gains) && gains->until_landing < n_frames ? gains->until_landing : n_frames;
}

/* Moves on by n_frames, no more than that limit. */
void strip_gains_advance(StripGains* gains, uint32_t n_frames);

/* The gains of STRIP_LEVEL on the frame before the next one, linear. */
void strip_gains_levels(const StripGains* gains, float levels[STRIP_GAINS_SIZE]);

static inline float strip_gain_at(const StripGains* gains, StripRow row, unsigned lane, uint32_t frame) {
  return gains->from[row][lane] +
         gains->step[row][lane] * (gains->at[lane] + (float)(int32_t)frame);  // the sum is exact
}

#endif
