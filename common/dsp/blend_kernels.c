// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/blend_kernels.h"

#include "common/dsp/kernel.h"

/* Peaks of CHUNK_FRAMES or fewer, as bits: of both channels, or of each. */
typedef struct {
  int32_t a, b[2], added_a, added_b[2], out[2];
} PeakBits;

INLINE void write_part(Blend* blend, uint32_t part, const PeakBits* peaks) {
  blend->part[part] = (BlendPeaks){.a = float_from_bits(peaks->a),
                                   .b = float_from_bits(larger(peaks->b[0], peaks->b[1])),
                                   .added_a = float_from_bits(peaks->added_a),
                                   .added_b = float_from_bits(larger(peaks->added_b[0], peaks->added_b[1])),
                                   .out = float_from_bits(larger(peaks->out[0], peaks->out[1]))};
}

/* Both channels in one loop. Gains stand still, so what is added follows from the peaks: rounding keeps order. */
INLINE PeakBits blend_still(float* const* out, const Blend* blend, uint32_t begin, uint32_t n_frames, bool levels) {
  float* out_l = out[0] + begin;
  float* out_r = out[1] + begin;
  const float* a_l = blend->a[0] + begin;
  const float* a_r = blend->a[1] + begin;
  const float* b_l = blend->b[0] + begin;
  const float* b_r = blend->b[1] + begin;
  float* levels_b = levels ? blend->levels_b + begin : NULL;
  float* levels_out = levels ? blend->levels_out + begin : NULL;
  const float gain_a = blend->gain_a.from;
  const float gain_l = blend->gain_b[0].from;
  const float gain_r = blend->gain_b[1].from;
  PeakBits peaks = {0};
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float l = a_l[i] * gain_a + b_l[i] * gain_l;
    const float r = a_r[i] * gain_a + b_r[i] * gain_r;
    peaks.a = larger(peaks.a, larger(magnitude(a_l[i]), magnitude(a_r[i])));
    peaks.b[0] = larger(peaks.b[0], magnitude(b_l[i]));
    peaks.b[1] = larger(peaks.b[1], magnitude(b_r[i]));
    peaks.out[0] = larger(peaks.out[0], magnitude(l));
    peaks.out[1] = larger(peaks.out[1], magnitude(r));
    if (levels) {
      levels_b[i] = float_from_bits(larger(magnitude(b_l[i]), magnitude(b_r[i])));
      levels_out[i] = float_from_bits(larger(magnitude(l), magnitude(r)));
    }
    out_l[i] = l;
    out_r[i] = r;
  }
  peaks.added_a = magnitude(float_from_bits(peaks.a) * gain_a);
  peaks.added_b[0] = magnitude(float_from_bits(peaks.b[0]) * gain_l);
  peaks.added_b[1] = magnitude(float_from_bits(peaks.b[1]) * gain_r);
  return peaks;
}

INLINE void blend_parts(float* const* out, Blend* blend, uint32_t n_frames, bool levels) {
  int32_t peak_l = 0;
  int32_t peak_r = 0;
  for (uint32_t begin = 0; begin < n_frames; begin += CHUNK_FRAMES) {
    const uint32_t n = n_frames - begin < CHUNK_FRAMES ? n_frames - begin : CHUNK_FRAMES;
    const PeakBits peaks = blend_still(out, blend, begin, n, levels);
    peak_l = larger(peak_l, peaks.out[0]);
    peak_r = larger(peak_r, peaks.out[1]);
    write_part(blend, begin / CHUNK_FRAMES, &peaks);
  }
  blend->peak_out[0] = float_from_bits(peak_l);
  blend->peak_out[1] = float_from_bits(peak_r);
}

/* Levels have a loop of their own, without which a return that the guard listens to would take a tenth longer. */
KERNEL void kernel_blend(float* const* out, Blend* blend, uint32_t n_frames) {
  if (blend->levels_b) {
    blend_parts(out, blend, n_frames, true);
  } else {
    blend_parts(out, blend, n_frames, false);
  }
}

INLINE void blend_ramping(float* restrict out, const Blend* blend, unsigned channel, uint32_t n_frames,
                          PeakBits* peaks) {
  const float* a = blend->a[channel];
  const float* b = blend->b[channel];
  const RampLine line_a = blend->gain_a;
  const RampLine line_b = blend->gain_b[channel];
  int32_t peak_a = peaks->a;
  int32_t peak_added_a = peaks->added_a;
  int32_t peak_b = 0;
  int32_t peak_added_b = 0;
  int32_t peak_out = 0;
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float added_a = a[i] * ramp_line_at(&line_a, i);
    const float added_b = b[i] * ramp_line_at(&line_b, i);
    out[i] = added_a + added_b;
    peak_a = larger(peak_a, magnitude(a[i]));
    peak_b = larger(peak_b, magnitude(b[i]));
    peak_added_a = larger(peak_added_a, magnitude(added_a));
    peak_added_b = larger(peak_added_b, magnitude(added_b));
    peak_out = larger(peak_out, magnitude(out[i]));
  }
  peaks->a = peak_a;
  peaks->added_a = peak_added_a;
  peaks->b[channel] = peak_b;
  peaks->added_b[channel] = peak_added_b;
  peaks->out[channel] = peak_out;
}

KERNEL void kernel_blend_ramping(float* const* out, Blend* blend, uint32_t n_frames) {
  PeakBits peaks = {0};
  for (unsigned c = 0; c < 2; ++c) {
    blend_ramping(out[c], blend, c, n_frames, &peaks);
    blend->peak_out[c] = float_from_bits(peaks.out[c]);
  }
  write_part(blend, 0, &peaks);
}
