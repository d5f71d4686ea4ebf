// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Mix kernels: the sum of many stereo sources, each at gains of its own. See kernel.h for the rules of all kernels. */

#ifndef SIGNALBOX_MIX_KERNELS_H
#define SIGNALBOX_MIX_KERNELS_H

#include "plugins/bus_summer/strip_gains.h"

/* What a mix adds up: strips of 1 or 2 channels each, strip by strip, a buffer for each channel (NULL is silence). */
typedef struct {
  const float* const* channels;
  unsigned n_strips;  // <= STRIP_GAINS_SIZE
  unsigned n_channels;
  uint32_t at, n_frames;  // of each buffer: the first frame, and how many
} MixInput;

/* Sums up strips in their order, each at the gains of its lane. Inputs may overlap one another but not the sums. Gives
   the peak of each strip before its gains, float[STRIP_GAINS_SIZE]. The second is for gains none of which moves. */
void kernel_mix_ramping(float* sum_l, float* sum_r, const MixInput* input, const StripGains* gains, float* peaks);
void kernel_mix(float* sum_l, float* sum_r, const MixInput* input, const StripGains* gains, float* peaks);

#endif
