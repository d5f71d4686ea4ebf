// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/likeness.h"

#include "common/dsp/chunk.h"

#include <math.h>

/* Sum of squares of a cell at -80 dBFS. */
#define SILENT_CELL (WATCH_SILENCE * WATCH_SILENCE * (float)CHUNK_FRAMES)

void likeness_init(Likeness* likeness, double rate_hz) {
  likeness->verdict_cells = (uint32_t)ceil(LIKENESS_SECONDS * rate_hz / CHUNK_FRAMES);
  likeness_reset(likeness);
}

void likeness_reset(Likeness* likeness) {
  likeness->cell = (StereoProducts){0.0f, 0.0f, 0.0f};
  likeness->same = likeness->opposite = 0;
}

void likeness_add(Likeness* likeness, const StereoProducts* products) {
  likeness->cell.ll += products->ll;
  likeness->cell.rr += products->rr;
  likeness->cell.lr += products->lr;
}

static void count(const Likeness* likeness, uint32_t* cells, bool goes_on) {
  *cells = !goes_on ? 0 : *cells + (*cells < likeness->verdict_cells);
}

void likeness_step(Likeness* likeness) {
  const StereoProducts cell = likeness->cell;
  likeness->cell = (StereoProducts){0.0f, 0.0f, 0.0f};
  if (cell.ll <= SILENT_CELL && cell.rr <= SILENT_CELL) {
    return;
  }
  const float least = LIKENESS_CORRELATION * sqrtf(cell.ll) * sqrtf(cell.rr);
  const bool audible = cell.ll > SILENT_CELL && cell.rr > SILENT_CELL;
  count(likeness, &likeness->same, audible && cell.lr >= least);
  count(likeness, &likeness->opposite, audible && -cell.lr >= least);
}

Status likeness_status(const Likeness* likeness) {
  if (likeness->opposite == likeness->verdict_cells) {
    return STATUS_CANCELLING;
  }
  return likeness->same == likeness->verdict_cells ? STATUS_DUPLICATE : STATUS_OK;
}
