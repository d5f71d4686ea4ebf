// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Crossover kernels: the tree of filters that crossover.h describes. See kernel.h for the rules of all kernels. */

#ifndef SIGNALBOX_CROSSOVER_KERNELS_H
#define SIGNALBOX_CROSSOVER_KERNELS_H

#include "common/dsp/crossover.h"

/* One run of the tree, of n_frames <= CHUNK_LONG_FRAMES. */
typedef struct {
  const float* g[CROSSOVER_SPLITS];  // of the integrators, 0 for no split; of all frames or, moving, of each
  const float* in[2];
  float* band[CROSSOVER_MAX_ROWS];  // left and right of each, the lowest first; none may overlap any other or `in`
  float peak[CROSSOVER_MAX_ROWS];   // out: of these
} CrossoverRows;

/* Runs the root alone or, where `leaves` is true, all of the tree; with splits that may be `moving`. */
void kernel_crossover(CrossoverState* state, CrossoverRows* rows, bool leaves, bool moving, uint32_t n_frames);

#endif
