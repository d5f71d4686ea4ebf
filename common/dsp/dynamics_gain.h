// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Dynamics gain: the last stage of dynamics.h, which makes gains of how far dynamics are at work. Audio thread,
   realtime-safe. */

#ifndef SIGNALBOX_DYNAMICS_GAIN_H
#define SIGNALBOX_DYNAMICS_GAIN_H

#include "common/dsp/dynamics.h"

#define DYNAMICS_DEEPEST 64.0f  // octaves, stands for no limit of the reduction: -385 dB

/* The depth in octaves of gain, >= 0, of the binary logarithm of the gain that the ramp of the depth is at. */
static inline float dynamics_depth(float gain_log2) {
  return fast_min(-gain_log2, DYNAMICS_DEEPEST);
}

/* Writes the gains of one channel, linear: of a duck, `active` is the reduction in octaves; of a gate or a pulse, how
   far it is open, or at work, 0 .. 1. float[n_frames] each, n_frames <= CHUNK_FRAMES. Meters the lowest, and returns
   it. */
float dynamics_make_gain(Dynamics* dynamics, const float* active, float* gain, uint32_t n_frames);

#endif
