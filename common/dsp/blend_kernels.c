// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/blend_kernels.h"

#include "common/dsp/kernel.h"

INLINE void blend_channel(float* restrict out, Blend* blend, unsigned channel, bool ramping, uint32_t n_frames) {
  const float* a = blend->a[channel];
  const float* b = blend->b[channel];
  const RampLine line_a = blend->gain_a;
  const RampLine line_b = blend->gain_b[channel];
  int32_t peak_a = 0;
  int32_t peak_b = 0;
  int32_t added_a = 0;
  int32_t added_b = 0;
  int32_t peak_out = 0;
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float mine = a[i] * (ramping ? ramp_line_at(&line_a, i) : line_a.from);
    const float other = b[i] * (ramping ? ramp_line_at(&line_b, i) : line_b.from);
    out[i] = mine + other;
    peak_a = larger(peak_a, magnitude(a[i]));
    peak_b = larger(peak_b, magnitude(b[i]));
    peak_out = larger(peak_out, magnitude(out[i]));
    if (ramping) {
      added_a = larger(added_a, magnitude(mine));
      added_b = larger(added_b, magnitude(other));
    }
  }
  if (!ramping) {  // rounding keeps order
    added_a = magnitude(float_from_bits(peak_a) * line_a.from);
    added_b = magnitude(float_from_bits(peak_b) * line_b.from);
  }
  blend->peak_a[channel] = float_from_bits(peak_a);
  blend->peak_b[channel] = float_from_bits(peak_b);
  blend->added_a[channel] = float_from_bits(added_a);
  blend->added_b[channel] = float_from_bits(added_b);
  blend->peak_out[channel] = float_from_bits(peak_out);
}

INLINE void run_blend(float* const* out, Blend* blend, unsigned n_channels, bool ramping, uint32_t n_frames) {
  for (unsigned c = 0; c < n_channels; ++c) {
    blend_channel(out[c], blend, c, ramping, n_frames);
  }
}

KERNEL void kernel_blend(float* const* out, Blend* blend, unsigned n_channels, uint32_t n_frames) {
  run_blend(out, blend, n_channels, false, n_frames);
}

KERNEL void kernel_blend_ramping(float* const* out, Blend* blend, unsigned n_channels, uint32_t n_frames) {
  run_blend(out, blend, n_channels, true, n_frames);
}
