// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Loudness kernels: K-weighting and the sums of loudness.h. See kernel.h for the rules of all kernels. */

#ifndef SIGNALBOX_LOUDNESS_KERNELS_H
#define SIGNALBOX_LOUDNESS_KERNELS_H

#include "common/dsp/loudness.h"

/* Takes a run of signals, float[LOUDNESS_LANES][n_frames], into the sums. */
void kernel_loudness(LoudnessLanes* lanes, const float* const* signals, uint32_t n_frames);

#endif
