// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Glide: a gain that moves to a new value on a straight line, linear in amplitude, and lands on it exactly.

   On the k-th frame of a move of n frames the value is from + step * k, computed from the start rather than
   accumulated, so that the samples do not depend on how a host cuts its blocks. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_GLIDE_H
#define SIGNALBOX_GLIDE_H

#include <stdbool.h>
#include <stdint.h>

#define GLIDE_SECONDS 0.010  // of every gain and every cross-fade of the suite

typedef struct {
  float from, step, target;
  uint32_t at, length;  // frames done and in all; settled when equal
} Glide;

/* Frames that a glide takes at a sample rate: at least 1. */
uint32_t glide_frames(double rate_hz);

/* Settles on a value at once. */
void glide_reset(Glide* glide, float value);

/* Starts to move from wherever the glide is to `target`, to arrive after n_frames (>= 1). Nothing if it already is
   there or on its way there. */
void glide_set(Glide* glide, float target, uint32_t n_frames);

/* Either: the former where nothing has sounded yet, the latter where something has. */
void glide_move(Glide* glide, float target, bool at_once, uint32_t n_frames);

/* The value on the next frame to come is still moving. */
static inline bool glide_is_moving(const Glide* glide) {
  return glide->at < glide->length;
}

static inline bool glide_is_settled_at(const Glide* glide, float value) {
  return !glide_is_moving(glide) && glide->target == value;
}

/* The value on the frame before the next one. */
static inline float glide_value(const Glide* glide) {
  return glide_is_moving(glide) ? glide->from + glide->step * (float)glide->at : glide->target;
}

/* Writes the next n_frames values and does not move on: shape float[n_frames]. */
void glide_fill(const Glide* glide, float* values, uint32_t n_frames);

/* At most n_frames, and no further than the end of a move under way. */
static inline uint32_t glide_limit(const Glide* glide, uint32_t n_frames) {
  const uint32_t left = glide->length - glide->at;
  return left && left < n_frames ? left : n_frames;
}

/* Moves on by n_frames. */
static inline void glide_advance(Glide* glide, uint32_t n_frames) {
  const uint32_t left = glide->length - glide->at;
  glide->at += n_frames < left ? n_frames : left;
}

#endif
