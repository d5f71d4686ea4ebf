// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/fan.h"

#include "common/dsp/kernels.h"

void fan_read(FanSignal* signal, const float* port, uint32_t at, uint32_t n_frames) {
  signal->peak = kernel_sanitize(signal->samples, chunk_source(port, at), n_frames);
}

/* Writes a product, without what overflowed; gives its peak. */
static float scale(float* out, const FanSignal* in, float gain, uint32_t n_frames) {
  const float peak = kernel_scale(out, in->samples, gain, n_frames);
  return peak_is_finite(peak) ? peak : kernel_sanitize(out, out, n_frames);
}

void fan_scale(FanSignal* out, const FanSignal* in, float gain, uint32_t n_frames) {
  out->peak = scale(out->samples, in, gain, n_frames);
}

float fan_write_scaled(const FanSignal* signal, float gain, float* port, uint32_t at, uint32_t n_frames) {
  float nowhere[CHUNK_FRAMES];
  return scale(port ? port + at : nowhere, signal, gain, n_frames);
}
