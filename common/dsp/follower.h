// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Follower: the level of a signal as its peaks, which rise at once and fall by 63 % (1 - 1/e) in FOLLOWER_RELEASE_MS,
   slow enough to fall by less than 3 dB between the peaks of a 40 Hz tone. And a slew: a value that follows another by
   no more than so much per frame, on a straight line; and a smoothstep that makes a smooth S of such a line from 0
   to 1. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_FOLLOWER_H
#define SIGNALBOX_FOLLOWER_H

#include "common/dsp/detector.h"

#include <math.h>

#define FOLLOWER_RELEASE_MS 40.0
#define FOLLOWER_FLOOR 1e-5f  // -100 dBFS: the lowest level

/* `level`: of the frame, >= 0. One broken sample cannot be heard for long: see DETECTOR_CEILING_GAIN. */
static inline float follower_next(float last, float decay, float level) {
  const float fallen = last * decay;
  const float capped = level < DETECTOR_CEILING_GAIN ? level : DETECTOR_CEILING_GAIN;
  const float risen = fallen > capped ? fallen : capped;
  return risen > FOLLOWER_FLOOR ? risen : FOLLOWER_FLOOR;
}

/* The level of a second follower, which trails `level`, that of the first, on its way up and is never above it.
   `weight` is that of a new level, see one_pole.h. */
static inline float follower_trail(float last, float weight, float level) {
  const float risen = last + weight * (level - last);
  return risen < level ? risen : level;
}

/* The part of a level that is left after one frame. For set-up. */
static inline float follower_decay(double rate_hz) {
  return (float)exp(-1000.0 / (FOLLOWER_RELEASE_MS * rate_hz));
}

/* Most that a slew moves in a frame if it is to get from 0 to 1 in a time. For set-up. */
static inline float slew_step(double rate_hz, double time_ms) {
  return (float)fmin(1000.0 / (time_ms * rate_hz), 1.0);
}

/* `up` and `down`: the most that it rises and falls in a frame, >= 0. */
static inline float slew_next(float last, float up, float down, float target) {
  const float highest = last + up;
  const float lowest = last - down;
  const float risen = target < highest ? target : highest;
  return risen > lowest ? risen : lowest;
}

/* 3 x^2 - 2 x^3, which begins and ends level. */
static inline float smoothstep(float x) {
  return x * x * (3.0f - 2.0f * x);
}

#endif
