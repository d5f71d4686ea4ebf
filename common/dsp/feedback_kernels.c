// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/feedback_kernels.h"

#include "common/dsp/kernel.h"

KERNEL void kernel_feedback(float* restrict in, float* restrict out, const FeedbackAudio* audio, uint32_t n_frames) {
  const float* in_l = audio->in[0] + audio->at;
  const float* in_r = audio->in[1] + audio->at;
  const float* out_l = audio->out[0] + audio->at;
  const float* out_r = audio->out[1] + audio->at;
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    in[i] = float_from_bits(larger(magnitude(in_l[i]), magnitude(in_r[i])));
    out[i] = float_from_bits(larger(magnitude(out_l[i]), magnitude(out_r[i])));
  }
}

/* To stop early would be a guess for the processor. */
KERNEL uint32_t kernel_find(const float* levels, float level, uint32_t n_frames) {
  const int32_t wanted = float_bits(level);
  const int32_t last = (int32_t)n_frames - 1;
  int32_t first = last;
  for (int32_t i = 0; i <= last; ++i) {
    const int32_t at = float_bits(levels[i]) == wanted ? i : last;
    first = at < first ? at : first;
  }
  return (uint32_t)first;
}
