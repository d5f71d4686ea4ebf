// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/level_kernels.h"

#include "common/dsp/decibel.h"
#include "common/dsp/kernel.h"
#include "common/dsp/meter.h"

KERNEL void kernel_log2(float* out, const float* in, uint32_t n) {
  INDEPENDENT
  for (uint32_t i = 0; i < n; ++i) {
    out[i] = fast_log2(float_from_bits(magnitude(in[i])));
  }
}

KERNEL float kernel_exp2_negative(float* out, const float* in, uint32_t n) {
  int32_t lowest = float_bits(1.0f);
  INDEPENDENT
  for (uint32_t i = 0; i < n; ++i) {
    out[i] = fast_exp2(-in[i]);
    const int32_t bits = float_bits(out[i]);
    lowest = bits < lowest ? bits : lowest;
  }
  return float_from_bits(lowest);
}

KERNEL void kernel_gain_from_db(float* gain, const float* db, uint32_t n) {
  INDEPENDENT
  for (uint32_t i = 0; i < n; ++i) {
    gain[i] = gain_from_db(db[i]);
  }
}

KERNEL void kernel_meter_db(float* db, const float* peaks, uint32_t n) {
  INDEPENDENT
  for (uint32_t i = 0; i < n; ++i) {
    db[i] = meter_db(peaks[i]);
  }
}

KERNEL void kernel_knee(float* out, const float* levels, Knee knee, uint32_t n) {
  INDEPENDENT
  for (uint32_t i = 0; i < n; ++i) {
    out[i] = knee_reduction(knee, levels[i]);
  }
}
