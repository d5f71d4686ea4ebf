// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Feedback kernels: the levels that feedback.h listens to. See kernel.h for the rules of all kernels. */

#ifndef SIGNALBOX_FEEDBACK_KERNELS_H
#define SIGNALBOX_FEEDBACK_KERNELS_H

#include "common/dsp/feedback.h"

/* Levels of a chunk, float[n_frames] each: of every frame, the larger |x| of both sides. peak_in and peak_out are the
   largest of `in` and `out`. No row may overlap another or the audio. */
typedef struct {
  float *in, *out, *own;
  float peak_in, peak_out;
} FeedbackRows;

void kernel_feedback(FeedbackRows* rows, const FeedbackAudio* audio, uint32_t n_frames);

#endif
