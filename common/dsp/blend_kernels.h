// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Blend kernels: two signals mixed into one, with the peaks of everything on the way. See kernel.h for the rules of all
   kernels. */

#ifndef SIGNALBOX_BLEND_KERNELS_H
#define SIGNALBOX_BLEND_KERNELS_H

#include "common/dsp/chunk.h"
#include "common/dsp/peak.h"
#include "common/dsp/ramp_line.h"

enum { BLEND_PARTS = CHUNK_LONG_FRAMES / CHUNK_FRAMES };

/* Of both channels, the higher: before the gains, after them, and of the sum. */
typedef struct {
  float a, b, added_a, added_b, out;
} BlendPeaks;

/* Two signals, the gains at which they are mixed, and what a blend finds out: peaks of every CHUNK_FRAMES of it, and of
   each channel of the sum. And, where these are not NULL, of every frame the levels of `b` and of the sum: the larger
   |x| of both channels. */
typedef struct {
  const float* const* a;
  const float* const* b;
  RampLine gain_a, gain_b[2];
  float *levels_b, *levels_out;  // both or none; none where gains ramp
  BlendPeaks part[BLEND_PARTS];
  float peak_out[2];
} Blend;

/* out = a gain_a + b gain_b: float[2][n_frames], of a mono signal the same channel twice. No out may overlap anything
   else. The first is for gains that stand still, the second for no more than CHUNK_FRAMES. */
void kernel_blend(float* const* out, Blend* blend, uint32_t n_frames);
void kernel_blend_ramping(float* const* out, Blend* blend, uint32_t n_frames);

#endif
