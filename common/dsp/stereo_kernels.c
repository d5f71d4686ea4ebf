// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/stereo_kernels.h"

#include "common/dsp/kernel_lanes.h"

#include <stdbool.h>

KERNEL void kernel_matrix(float* restrict l, float* restrict r, StereoMatrix matrix, uint32_t n_frames) {
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float left = l[i];
    const float right = r[i];
    l[i] = left * matrix.same + right * matrix.cross;
    r[i] = right * matrix.same + left * matrix.cross;
  }
}

KERNEL void kernel_matrix_moving(float* restrict l, float* restrict r, const float* same, const float* cross,
                                 uint32_t n_frames) {
  INDEPENDENT
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float left = l[i];
    const float right = r[i];
    l[i] = left * same[i] + right * cross[i];
    r[i] = right * same[i] + left * cross[i];
  }
}

typedef struct {
  Lanes ll, rr, lr;
  LaneBits peak_l, peak_r;
} MeasureLanes;

INLINE void measure_lanes(MeasureLanes* sums, const float* l, const float* r, uint32_t n_frames, bool peaks) {
  Lanes left = {0.0f};
  Lanes right = {0.0f};
  memcpy(&left, l, n_frames * sizeof(float));
  memcpy(&right, r, n_frames * sizeof(float));
  sums->ll += left * left;
  sums->rr += right * right;
  sums->lr += left * right;
  if (peaks) {
    keep_larger(&sums->peak_l, &left);
    keep_larger(&sums->peak_r, &right);
  }
}

INLINE void measure(MeasureLanes* sums, const float* l, const float* r, uint32_t n_frames, bool peaks) {
  uint32_t i = 0;
  for (; i + LANES <= n_frames; i += LANES) {
    measure_lanes(sums, l + i, r + i, LANES, peaks);
  }
  if (i < n_frames) {
    measure_lanes(sums, l + i, r + i, n_frames - i, peaks);
  }
}

INLINE void sum_products(StereoProducts* products, const MeasureLanes* sums) {
  products->ll = sum_lanes(&sums->ll);
  products->rr = sum_lanes(&sums->rr);
  products->lr = sum_lanes(&sums->lr);
}

KERNEL void kernel_measure(StereoMeasure* measured, const float* l, const float* r, uint32_t n_frames) {
  MeasureLanes sums = {.ll = {0.0f}};
  measure(&sums, l, r, n_frames, true);
  const LaneBits peaks[4] = {sums.peak_l, sums.peak_r, sums.peak_l, sums.peak_r};
  HalfBits largest;
  largest_of_four(&largest, peaks);
  measured->peak[0] = float_from_bits(largest[0]);
  measured->peak[1] = float_from_bits(largest[1]);
  sum_products(&measured->products, &sums);
}

KERNEL void kernel_products(StereoProducts* products, const float* l, const float* r, uint32_t n_frames) {
  MeasureLanes sums = {.ll = {0.0f}};
  measure(&sums, l, r, n_frames, false);
  sum_products(products, &sums);
}
