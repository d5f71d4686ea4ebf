// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Blend kernels: two signals mixed into one, with the peaks of everything on the way. See kernel.h for the rules of all
   kernels. */

#ifndef SIGNALBOX_BLEND_KERNELS_H
#define SIGNALBOX_BLEND_KERNELS_H

#include "common/dsp/peak.h"
#include "common/dsp/ramp_line.h"

/* Two signals of one or two channels, the gains at which they are mixed, and what a blend finds out about each channel:
   peaks of the signals, before and after their gains, and of the sum. And, where these are not NULL, of every frame the
   levels of `b` and of the sum: the larger |x| of both channels. */
typedef struct {
  const float* const* a;
  const float* const* b;
  RampLine gain_a, gain_b[2];
  float *levels_b, *levels_out;  // both or none; none of one channel, or where gains ramp
  float peak_a[2], peak_b[2], added_a[2], added_b[2], peak_out[2];
} Blend;

/* out = a gain_a + b gain_b: float[n_channels][n_frames], n_channels 1 or 2. No out may overlap anything. The first is
   for gains that stand still. */
void kernel_blend(float* const* out, Blend* blend, unsigned n_channels, uint32_t n_frames);
void kernel_blend_ramping(float* const* out, Blend* blend, unsigned n_channels, uint32_t n_frames);

#endif
