// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Glide line: the next frames of a glide as a straight line, which kernels follow by themselves: on frame i, counted
   from 0, the value is from + step (at + i), bit for bit what glide_fill() writes. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_GLIDE_LINE_H
#define SIGNALBOX_GLIDE_LINE_H

#include "common/dsp/glide.h"

typedef struct {
  float from, step, at;
} GlideLine;

/* Gives the line that holds from the next frame on, for at most *n_frames (>= 1) frames: that number is lowered, not
   below 1, to where a move lands on its target, from which frame on the line is that target. */
static inline GlideLine glide_line(const Glide* glide, uint32_t* n_frames) {
  const uint32_t left = glide->length - glide->at;
  if (left <= 1) {
    return (GlideLine){.from = glide->target};
  }
  *n_frames = *n_frames < left ? *n_frames : left - 1;
  return (GlideLine){.from = glide->from, .step = glide->step, .at = (float)(int32_t)(glide->at + 1)};
}

static inline float glide_line_at(const GlideLine* line, uint32_t frame) {
  return line->from + line->step * (line->at + (float)(int32_t)frame);  // the sum is exact
}

#endif
