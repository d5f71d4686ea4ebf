// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/return_signal.h"

#include "common/dsp/kernels.h"

#include <string.h>

float return_signal_read(ReturnSignal* signal, const float* const* ports, uint32_t at) {
  float peak = 0.0f;
  for (unsigned c = 0; c < signal->n_channels; ++c) {
    signal->at[c] = chunk_source(ports[c], at);
    float side = kernel_peak(signal->at[c], signal->n_frames);
    if (!peak_is_finite(side)) {
      side = kernel_sanitize(signal->own[c], signal->at[c], signal->n_frames);
      signal->at[c] = signal->own[c];
    }
    peak = fast_max(peak, side);
  }
  return peak;
}

void return_signal_own(ReturnSignal* signal) {
  for (unsigned c = 0; c < signal->n_channels; ++c) {
    if (signal->at[c] != signal->own[c]) {
      memcpy(signal->own[c], signal->at[c], signal->n_frames * sizeof(float));
      signal->at[c] = signal->own[c];
    }
  }
}

float return_signal_peak(const ReturnSignal* signal) {
  float peak = 0.0f;
  for (unsigned c = 0; c < signal->n_channels; ++c) {
    peak = fast_max(peak, kernel_peak(signal->at[c], signal->n_frames));
  }
  return peak;
}

void delays_set(Delay* delays, unsigned n_channels, uint32_t delay_frames, uint32_t fade_frames) {
  for (unsigned c = 0; c < n_channels; ++c) {
    if (fade_frames && delay_is_idle(&delays[c])) {
      delay_forget(&delays[c], fade_frames);
    }
    delay_set(&delays[c], delay_frames, fade_frames);
  }
}

void delays_run(Delay* delays, ReturnSignal* signal) {
  if (!delay_is_idle(&delays[0])) {
    return_signal_own(signal);
    for (unsigned c = 0; c < signal->n_channels; ++c) {
      delay_run(&delays[c], signal->own[c], signal->own[c], signal->n_frames);
    }
  }
}
