// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/loudness_kernels.h"

#include "common/dsp/kernel.h"

#include <string.h>

typedef double Doubles __attribute__((vector_size(LOUDNESS_LANES * sizeof(double))));

/* One frame in place. */
INLINE void run_filter(const LoudnessFilter* filter, Doubles* ic1eq, Doubles* ic2eq, Doubles* x) {
  const Doubles ic1eq_before = *ic1eq;
  const Doubles ic2eq_before = *ic2eq;
  const Doubles v3 = *x - ic2eq_before;
  SVF_STEP(filter->step, *ic1eq, *ic2eq, v3);
  *x = filter->v0_gain * *x + filter->ic1eq_gain * (ic1eq_before + *ic1eq) +
       filter->ic2eq_gain * (ic2eq_before + *ic2eq);
}

KERNEL void kernel_loudness(LoudnessLanes* lanes, const float* const* signals, uint32_t n_frames) {
  const LoudnessFilter shelf = lanes->shelf;
  const LoudnessFilter high_pass = lanes->high_pass;
  Doubles state[4], power, product;
  memcpy(&state[0], shelf.ic1eq, sizeof(Doubles));
  memcpy(&state[1], shelf.ic2eq, sizeof(Doubles));
  memcpy(&state[2], high_pass.ic1eq, sizeof(Doubles));
  memcpy(&state[3], high_pass.ic2eq, sizeof(Doubles));
  memcpy(&power, lanes->power, sizeof(Doubles));
  memcpy(&product, lanes->product, sizeof(Doubles));
  for (uint32_t i = 0; i < n_frames; ++i) {
    Doubles x = {(double)signals[0][i], (double)signals[1][i], (double)signals[2][i], (double)signals[3][i]};
    run_filter(&shelf, &state[0], &state[1], &x);
    run_filter(&high_pass, &state[2], &state[3], &x);
    power += x * x;
    product += x * __builtin_shufflevector(x, x, 2, 3, 0, 1);
  }
  memcpy(lanes->shelf.ic1eq, &state[0], sizeof(Doubles));
  memcpy(lanes->shelf.ic2eq, &state[1], sizeof(Doubles));
  memcpy(lanes->high_pass.ic1eq, &state[2], sizeof(Doubles));
  memcpy(lanes->high_pass.ic2eq, &state[3], sizeof(Doubles));
  memcpy(lanes->power, &power, sizeof(Doubles));
  memcpy(lanes->product, &product, sizeof(Doubles));
}
