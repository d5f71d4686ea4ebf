// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Ramp: a gain that moves to a new value on a straight line, linear in amplitude, and lands on it exactly.

   On the k-th frame of a move of n frames the value is from + step * k, computed from the start rather than
   accumulated, so that the samples do not depend on how a host cuts its blocks. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_RAMP_H
#define SIGNALBOX_RAMP_H

#include <stdbool.h>
#include <stdint.h>

#define RAMP_SECONDS 0.010  // of every gain and every cross-fade of the suite

typedef struct {
  float from, step, target;
  uint32_t at, length;  // frames done and in all; settled when equal
} Ramp;

/* Frames that a ramp takes at a sample rate: at least 1. */
uint32_t ramp_frames(double rate_hz);

/* Frames that moves take which are set now; 0 is at once. See chunk_ramp_frames(). */
typedef struct {
  uint32_t fade;   // of a routing
  uint32_t level;  // of a level, which may take longer
} RampFrames;

/* Settles on a value at once. */
void ramp_reset(Ramp* ramp, float value);

/* Starts to move from wherever the ramp is to `target`, to arrive after n_frames; with 0 frames it is there at once.
   With more, nothing happens if the ramp already is there or on its way there. */
void ramp_set(Ramp* ramp, float target, uint32_t n_frames);

/* Those of them that a gain takes to another. To, from and through 0 something is muted, or its polarity is turned
   around: that is a routing. */
static inline uint32_t ramp_frames_of_gain(float from, float to, RampFrames frames) {
  return from * to > 0.0f ? frames.level : frames.fade;
}

/* As ramp_set() of a gain, over as many frames. */
static inline void ramp_set_gain(Ramp* ramp, float target, RampFrames frames) {
  ramp_set(ramp, target, ramp_frames_of_gain(ramp->target, target, frames));
}

/* Ends a move under way: the ramp is at its target at once. */
static inline void ramp_settle(Ramp* ramp) {
  ramp->at = ramp->length;
}

/* The value on the next frame to come is still moving. */
static inline bool ramp_is_moving(const Ramp* ramp) {
  return ramp->at < ramp->length;
}

/* How many frames a move under way still takes; 0 where there is none. */
static inline uint32_t ramp_frames_left(const Ramp* ramp) {
  return ramp->length - ramp->at;
}

static inline bool ramp_is_settled_at(const Ramp* ramp, float value) {
  return !ramp_is_moving(ramp) && ramp->target == value;
}

/* The value on the frame before the next one. */
static inline float ramp_value(const Ramp* ramp) {
  return ramp_is_moving(ramp) ? ramp->from + ramp->step * (float)ramp->at : ramp->target;
}

/* Writes the next n_frames values and does not move on: shape float[n_frames]. */
void ramp_fill(const Ramp* ramp, float* values, uint32_t n_frames);

/* At most n_frames, and no further than the end of a move under way. */
static inline uint32_t ramp_limit(const Ramp* ramp, uint32_t n_frames) {
  const uint32_t left = ramp_frames_left(ramp);
  return left && left < n_frames ? left : n_frames;
}

/* Moves on by n_frames. */
static inline void ramp_advance(Ramp* ramp, uint32_t n_frames) {
  const uint32_t left = ramp_frames_left(ramp);
  ramp->at += n_frames < left ? n_frames : left;
}

#endif
