// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Matrix ramp: a symmetric stereo matrix (see pan.h: width, mono, a gain of both sides) whose two coefficients move as
   ramps. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_MATRIX_RAMP_H
#define SIGNALBOX_MATRIX_RAMP_H

#include "common/dsp/pan.h"
#include "common/dsp/ramp.h"

typedef struct {
  Ramp same, cross;
} MatrixRamp;

/* Moves to a matrix over ramp_frames; with 0 frames it is there at once. The second takes a matrix for a gain: see
   ramp_frames_of_gain(). */
void matrix_ramp_set(MatrixRamp* matrix, StereoMatrix target, uint32_t ramp_frames);

static inline void matrix_ramp_set_gain(MatrixRamp* matrix, StereoMatrix target, RampFrames frames) {
  matrix_ramp_set(matrix, target, ramp_frames_of_gain(matrix->same.target, target.same, frames));
}

/* It leaves both sides as they are, and nothing moves. */
static inline bool matrix_ramp_is_idle(const MatrixRamp* matrix) {
  return ramp_is_settled_at(&matrix->same, 1.0f) && ramp_is_settled_at(&matrix->cross, 0.0f);
}

/* In place on n_frames <= CHUNK_LONG_FRAMES. Does not move on, so that a chunk can be run again. */
void matrix_ramp_run(const MatrixRamp* matrix, float* l, float* r, uint32_t n_frames);

/* Moves on by n_frames. */
static inline void matrix_ramp_advance(MatrixRamp* matrix, uint32_t n_frames) {
  ramp_advance(&matrix->same, n_frames);
  ramp_advance(&matrix->cross, n_frames);
}

#endif
