// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/fanned_input.h"

#include "common/dsp/sample_kernels.h"

#include <string.h>

/* In how many of the next frames an input is the same as another, bit for bit. */
static uint32_t frames_alike(const float* a, const float* b, uint32_t n_frames) {
  if (a == b || (a && b && !memcmp(a, b, n_frames * sizeof(float)))) {
    return n_frames;
  }
  uint32_t alike = 0;
  while (alike < n_frames && float_bits(a ? a[alike] : 0.0f) == float_bits(b ? b[alike] : 0.0f)) {
    ++alike;
  }
  return alike;
}

/* While the first input is silent there is nothing to compare: silence sums up to the same either way, and what sounds
   elsewhere then differs from it (see fanned_input_note()). */
uint32_t fanned_input_frames(FannedInput* fanned, const float* const* in, unsigned n_inputs, uint32_t n_frames) {
  if (fanned->differs || !in[0] || kernel_peak(in[0], n_frames) == 0.0f) {
    return 0;
  }
  uint32_t n = n_frames;
  for (unsigned c = 1; c < n_inputs && n; ++c) {
    n = frames_alike(in[0], in[c], n);
  }
  fanned->differs = n < n_frames;
  return n;
}

void fanned_input_note(FannedInput* fanned, const float* strip_peak, unsigned n_strips, uint32_t delayed,
                       float in_peak) {
  fanned->differs = !strip_peak || in_peak > 0.0f;
  for (unsigned i = 0; i < n_strips && !fanned->differs; ++i) {
    fanned->differs = !(delayed >> i & 1u) && strip_peak[i] > 0.0f;
  }
}
