// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Slices: stretches of runs, short enough that most of them are not interrupted, that are timed as one. Realtime-safe.
 */

#ifndef SIGNALBOX_BENCH_SLICE_H
#define SIGNALBOX_BENCH_SLICE_H

#include "tests/bench/candidate.h"

/* How many blocks make a slice. */
uint32_t slice_length(Candidate* candidate, uint32_t block_frames, bool ramping);

/* Times a slice, after a block that is not timed; ns per frame. */
double slice_time(Candidate* candidate, uint32_t block_frames, uint32_t n_blocks, bool ramping);

#endif
