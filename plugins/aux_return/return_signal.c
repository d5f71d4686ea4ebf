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

void delays_set(ChannelDelays* delays, float delay_ms, uint32_t fade_frames) {
  if (fade_frames && channel_delays_are_idle(delays)) {
    channel_delays_forget(delays, fade_frames);
  }
  channel_delays_set(delays, delay_ms, fade_frames);
}

void delays_run(ChannelDelays* delays, ReturnSignal* signal) {
  float* const channels[] = {signal->own[0], signal->own[1]};
  if (!channel_delays_are_idle(delays)) {
    return_signal_own(signal);
    channel_delays_run(delays, channels, signal->at, signal->n_frames);
  }
}
