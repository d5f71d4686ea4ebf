// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/slice.h"

#include "tests/bench/clock.h"

#include <math.h>

#define SLICE_NS 60000.0

enum { TRIAL_BLOCKS = 8, MOST_BLOCKS = 20000 };

uint32_t slice_length(Candidate* candidate, uint32_t block_frames, bool ramping) {
  const double ns = slice_time(candidate, block_frames, TRIAL_BLOCKS, ramping) * block_frames;
  return (uint32_t)fmin(fmax(SLICE_NS / ns, 1.0), MOST_BLOCKS);
}

double slice_time(Candidate* candidate, uint32_t block_frames, uint32_t n_blocks, bool ramping) {
  candidate_run(candidate, block_frames, 1, ramping);
  const double start = clock_ns();
  candidate_run(candidate, block_frames, n_blocks, ramping);
  return (clock_ns() - start) / n_blocks / block_frames;
}
