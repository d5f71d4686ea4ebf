// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/feedback_kernels.h"

#include "common/dsp/kernel.h"

KERNEL void kernel_feedback(float* restrict in, float* restrict out, const FeedbackAudio* audio, uint32_t n_frames) {
  const float* in_l = audio->in[0];
  const float* in_r = audio->in[1];
  const float* out_l = audio->out[0];
  const float* out_r = audio->out[1];
  for (uint32_t i = 0; i < n_frames; ++i) {
    in[i] = float_from_bits(larger(magnitude(in_l[i]), magnitude(in_r[i])));
    out[i] = float_from_bits(larger(magnitude(out_l[i]), magnitude(out_r[i])));
  }
}
