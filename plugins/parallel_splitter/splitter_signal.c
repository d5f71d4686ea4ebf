// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_splitter/splitter_signal.h"

#include "common/dsp/kernels.h"

void signal_hold(Signal* signal, unsigned n_channels, float peak, uint32_t n_frames) {
  for (unsigned c = 0; c < n_channels; ++c) {
    signal->side[c] = signal->own[c];
  }
  if (!peak_is_finite(peak)) {
    peak = 0.0f;
    for (unsigned c = 0; c < n_channels; ++c) {
      peak = louder(peak, kernel_clean(signal->own[c], signal->own[c], n_frames));
    }
  }
  signal->peak = peak;
}

void signal_hold_unknown(Signal* signal, unsigned n_channels, uint32_t n_frames) {
  float peak = kernel_peak(signal->own[0], n_frames);
  if (n_channels > 1) {
    peak = louder(peak, kernel_peak(signal->own[1], n_frames));
  }
  signal_hold(signal, n_channels, peak, n_frames);
}

void signal_fade(Signal* signal, const Signal* old, const Glide* weight, unsigned n_channels, uint32_t n_frames) {
  if (signal->side[0] == old->side[0] && signal->side[1] == old->side[1]) {
    return;
  }
  float weights[CHUNK_FRAMES];
  glide_fill(weight, weights, n_frames);
  for (unsigned c = 0; c < n_channels; ++c) {
    kernel_crossfade(signal->own[c], old->side[c], signal->side[c], weights, n_frames);
  }
  signal_hold_unknown(signal, n_channels, n_frames);
}
