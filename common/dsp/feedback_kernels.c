// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/feedback_kernels.h"

#include "common/dsp/kernel.h"

/* Writes the louder of two channels at their gains; gives its peak. */
INLINE float read_level(float* restrict level, const float* const* sides, const float* gains, uint32_t n_frames) {
  const float* l = sides[0];
  const float* r = sides[1];
  const float gain_l = gains[0];
  const float gain_r = gains[1];
  int32_t peak = 0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const int32_t louder = larger(magnitude(l[i] * gain_l), magnitude(r[i] * gain_r));
    level[i] = float_from_bits(louder);
    peak = larger(peak, louder);
  }
  return float_from_bits(peak);
}

KERNEL void kernel_feedback(FeedbackRows* rows, const FeedbackAudio* audio, uint32_t n_frames) {
  static const float unity[] = {1.0f, 1.0f};
  float* const levels[] = {rows->in, rows->out, rows->own};
  const float* const* const sides[] = {audio->in, audio->out, audio->wet};
  const float* const gains[] = {unity, unity, audio->wet_gain};
  float peaks[3];
  for (unsigned i = 0; i < 3; ++i) {
    peaks[i] = read_level(levels[i], sides[i], gains[i], n_frames);
  }
  rows->peak_in = peaks[0];
  rows->peak_out = peaks[1];
}
