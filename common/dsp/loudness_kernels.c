// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/loudness_kernels.h"

#include "common/dsp/kernel.h"

#include <string.h>

typedef double Doubles __attribute__((vector_size(LOUDNESS_LANES * sizeof(double))));

/* One frame in place. */
INLINE void run_filter(const LoudnessFilter* filter, Doubles* band, Doubles* low, Doubles* x) {
  const Doubles band_before = *band;
  const Doubles low_before = *low;
  const Doubles e = *x - low_before;
  *band = filter->keep * band_before + filter->feed * e;
  *low = (low_before + filter->feed * band_before) + filter->low_feed * e;
  *x = filter->through * *x + filter->band_gain * (band_before + *band) + filter->low_gain * (low_before + *low);
}

KERNEL void kernel_loudness(LoudnessLanes* lanes, const float* const* signals, uint32_t n_frames) {
  const LoudnessFilter shelf = lanes->shelf;
  const LoudnessFilter high_pass = lanes->high_pass;
  Doubles state[4], power, product;
  memcpy(&state[0], shelf.band, sizeof(Doubles));
  memcpy(&state[1], shelf.low, sizeof(Doubles));
  memcpy(&state[2], high_pass.band, sizeof(Doubles));
  memcpy(&state[3], high_pass.low, sizeof(Doubles));
  memcpy(&power, lanes->power, sizeof(Doubles));
  memcpy(&product, lanes->product, sizeof(Doubles));
  for (uint32_t i = 0; i < n_frames; ++i) {
    Doubles x = {(double)signals[0][i], (double)signals[1][i], (double)signals[2][i], (double)signals[3][i]};
    run_filter(&shelf, &state[0], &state[1], &x);
    run_filter(&high_pass, &state[2], &state[3], &x);
    power += x * x;
    product += x * __builtin_shufflevector(x, x, 2, 3, 0, 1);
  }
  memcpy(lanes->shelf.band, &state[0], sizeof(Doubles));
  memcpy(lanes->shelf.low, &state[1], sizeof(Doubles));
  memcpy(lanes->high_pass.band, &state[2], sizeof(Doubles));
  memcpy(lanes->high_pass.low, &state[3], sizeof(Doubles));
  memcpy(lanes->power, &power, sizeof(Doubles));
  memcpy(lanes->product, &product, sizeof(Doubles));
}
