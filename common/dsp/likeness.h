// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Likeness: tells that two signals have been the same one, up to gain, for LIKENESS_SECONDS.

   In each cell of CHUNK_FRAMES (see chunk.h) their correlation, the sum of products over the root of the sums of squares,
   must be at least LIKENESS_CORRELATION in magnitude and always of one sign. Cells in which both are silent say nothing;
   a cell in which one is silent says that they differ. Signals that are not in time with one another are not alike.
   Audio thread, realtime-safe. */

#ifndef SIGNALBOX_LIKENESS_H
#define SIGNALBOX_LIKENESS_H

#include "common/dsp/meter.h"
#include "common/dsp/watch.h"

#define LIKENESS_SECONDS 1.0
#define LIKENESS_CORRELATION 0.999f  // what is left is 27 dB below

typedef struct {
  StereoProducts cell;      // of the two signals, so far
  uint32_t same, opposite;  // cells in a row
  uint32_t verdict_cells;   // LIKENESS_SECONDS
} Likeness;

void likeness_init(Likeness* likeness, double rate_hz);
void likeness_reset(Likeness* likeness);

/* Takes in products of the two signals, of any number of channels. */
void likeness_add(Likeness* likeness, const StereoProducts* products);

/* Ends a cell. */
void likeness_step(Likeness* likeness);

/* STATUS_DUPLICATE, STATUS_CANCELLING or STATUS_OK. */
Status likeness_status(const Likeness* likeness);

#endif
