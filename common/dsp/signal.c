// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/signal.h"

void signal_hold_all(Signal* signal, unsigned n_channels, uint32_t n_frames) {
  signal_hold(signal, 0, kernel_peak(signal->own[0], n_frames), n_frames);
  if (n_channels > 1) {
    signal_hold(signal, 1, kernel_peak(signal->own[1], n_frames), n_frames);
  }
}

void signal_read(Signal* signal, const float* const* ports, uint32_t at, unsigned n_channels, uint32_t n_frames) {
  for (unsigned c = 0; c < n_channels; ++c) {
    signal->peak[c] = kernel_sanitize(signal->own[c], chunk_source(ports[c], at), n_frames);
    signal->side[c] = signal->own[c];
  }
  signal->peak[1] = signal->peak[n_channels - 1];
  signal->side[1] = signal->side[n_channels - 1];
}

void signal_crossfade(Signal* out, const Signal* a, const Signal* b, const Ramp* weight, unsigned n_channels,
                      uint32_t n_frames) {
  float weights[CHUNK_FRAMES];
  ramp_fill(weight, weights, n_frames);
  for (unsigned c = 0; c < n_channels; ++c) {
    kernel_crossfade(out->own[c], a->side[c], b->side[c], weights, n_frames);
  }
  signal_hold_all(out, n_channels, n_frames);
}
