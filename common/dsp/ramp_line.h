// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Ramp line: the next frames of a ramp as a straight line, which kernels follow by themselves: on frame i, counted
   from 0, the value is from + step (at + i), bit for bit what ramp_fill() writes. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_RAMP_LINE_H
#define SIGNALBOX_RAMP_LINE_H

#include "common/dsp/ramp.h"

typedef struct {
  float from, step, at;
} RampLine;

/* Gives the line that holds from the next frame on, for at most *n_frames (>= 1) frames: that number is lowered, not
   below 1, to where a move lands on its target, from which frame on the line is that target. */
static inline RampLine ramp_line(const Ramp* ramp, uint32_t* n_frames) {
  const uint32_t left = ramp_frames_left(ramp);
  if (left <= 1) {
    return (RampLine){.from = ramp->target};
  }
  *n_frames = *n_frames < left ? *n_frames : left - 1;
  return (RampLine){.from = ramp->from, .step = ramp->step, .at = (float)(int32_t)(ramp->at + 1)};
}

static inline float ramp_line_at(const RampLine* line, uint32_t frame) {
  return line->from + line->step * (line->at + (float)(int32_t)frame);  // the sum is exact
}

#endif
