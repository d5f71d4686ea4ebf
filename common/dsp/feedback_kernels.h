// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Feedback kernels: the levels that feedback.h listens to. See kernel.h for the rules of all kernels. */

#ifndef SIGNALBOX_FEEDBACK_KERNELS_H
#define SIGNALBOX_FEEDBACK_KERNELS_H

#include "common/dsp/feedback.h"

/* Levels of what comes in and of what is put out, float[n_frames] each: of every frame, the larger |x| of both sides.
   Neither may overlap the other or the audio. */
void kernel_feedback(float* in, float* out, const FeedbackAudio* audio, uint32_t n_frames);

/* The first of n_frames frames that has a level, by its bits; the last one where none has. */
uint32_t kernel_find(const float* levels, float level, uint32_t n_frames);

#endif
