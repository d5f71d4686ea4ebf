// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/stereo_kernels.h"

#include "common/dsp/kernel_lanes.h"

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

INLINE void measure_lanes(MeasureLanes* sums, const Lanes* l, const Lanes* r) {
  sums->ll += *l * *l;
  sums->rr += *r * *r;
  sums->lr += *l * *r;
  keep_larger(&sums->peak_l, l);
  keep_larger(&sums->peak_r, r);
}

KERNEL void kernel_measure(StereoMeasure* measure, const float* l, const float* r, uint32_t n_frames) {
  MeasureLanes sums = {.ll = {0.0f}};
  uint32_t i = 0;
  for (; i + LANES <= n_frames; i += LANES) {
    Lanes left;
    load_lanes(&left, l + i);
    Lanes right;
    load_lanes(&right, r + i);
    measure_lanes(&sums, &left, &right);
  }
  if (i < n_frames) {
    Lanes left = {0.0f};
    Lanes right = {0.0f};
    memcpy(&left, l + i, (n_frames - i) * sizeof(float));
    memcpy(&right, r + i, (n_frames - i) * sizeof(float));
    measure_lanes(&sums, &left, &right);
  }
  const LaneBits peaks[4] = {sums.peak_l, sums.peak_r, sums.peak_l, sums.peak_r};
  HalfBits largest;
  largest_of_four(&largest, peaks);
  measure->peak[0] = float_from_bits(largest[0]);
  measure->peak[1] = float_from_bits(largest[1]);
  measure->products.ll = sum_lanes(&sums.ll);
  measure->products.rr = sum_lanes(&sums.rr);
  measure->products.lr = sum_lanes(&sums.lr);
}
