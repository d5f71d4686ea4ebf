// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/sample_kernels.h"

#include "common/dsp/kernel.h"

KERNEL float kernel_scale(float* out, const float* in, float gain, uint32_t n_frames) {
  int32_t peak = 0;
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = in[i] * gain;
    peak = larger(peak, magnitude(out[i]));
  }
  return float_from_bits(peak);
}

KERNEL float kernel_scale_moving(float* out, const float* in, const float* gains, uint32_t n_frames) {
  int32_t peak = 0;
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = in[i] * gains[i];
    peak = larger(peak, magnitude(out[i]));
  }
  return float_from_bits(peak);
}

KERNEL void kernel_add(float* restrict sum, const float* in, uint32_t n_frames) {
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    sum[i] += in[i];
  }
}

KERNEL void kernel_crossfade(float* out, const float* a, const float* b, const float* weights, uint32_t n_frames) {
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = (1.0f - weights[i]) * a[i] + weights[i] * b[i];
  }
}

KERNEL void kernel_mean_of_four(float* restrict out, const float* in, uint32_t a, uint32_t b, uint32_t n_frames) {
  const float* in_a = in + a;
  const float* in_b = in + b;
  const float* in_ab = in_a + b;
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = 0.25f * ((in[i] + in_a[i]) + (in_b[i] + in_ab[i]));
  }
}

/* All bits where x is finite and not subnormal, else none. Both ends of that range in one comparison: the range is
   moved to where it begins at the lowest integer. */
INLINE int32_t sound_mask(float x) {
  const uint32_t smallest = 0x00800000, infinite = 0x7f800000, lowest = 0x80000000;
  const int32_t moved = (int32_t)((uint32_t)magnitude(x) - smallest + lowest);
  return moved < (int32_t)(infinite - smallest + lowest) ? -1 : 0;
}

KERNEL float kernel_sanitize(float* out, const float* in, uint32_t n_frames) {
  int32_t peak = 0;
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    const int32_t kept = float_bits(in[i]) & sound_mask(in[i]);
    out[i] = float_from_bits(kept);
    peak = larger(peak, kept & INT32_MAX);
  }
  return float_from_bits(peak);
}

KERNEL void kernel_sanitize_scaled(float* out, const float* in, float gain, uint32_t n_frames) {
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = float_from_bits(float_bits(in[i]) & sound_mask(in[i])) * gain;
  }
}

KERNEL float kernel_max_abs(float* out, const float* a, const float* b, float ceiling, uint32_t n_frames) {
  const int32_t most = float_bits(ceiling);
  int32_t peak = 0;
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    const int32_t louder = larger(magnitude(a[i]), magnitude(b[i]));
    const int32_t limited = louder < most ? louder : most;
    out[i] = float_from_bits(limited);
    peak = larger(peak, limited);
  }
  return float_from_bits(peak);
}

KERNEL float kernel_peak(const float* in, uint32_t n_frames) {
  int32_t peak = 0;
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    peak = larger(peak, magnitude(in[i]));
  }
  return float_from_bits(peak);
}

KERNEL float kernel_lowest(const float* in, uint32_t n_frames) {
  int32_t lowest = INT32_MAX;
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    const int32_t bits = float_bits(in[i]);
    lowest = bits < lowest ? bits : lowest;
  }
  return float_from_bits(lowest);
}
