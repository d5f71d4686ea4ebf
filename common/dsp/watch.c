// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/watch.h"

#include "common/dsp/chunk.h"
#include "common/dsp/fastmath.h"

#include <math.h>

Status status_worse(Status a, Status b) {
  static const unsigned char gravity[STATUS_COUNT] = {
    [STATUS_OK] = 0,        [STATUS_SILENT] = 1,     [STATUS_ONE_SIDED] = 2, [STATUS_NO_KEY] = 3,
    [STATUS_DUPLICATE] = 4, [STATUS_CANCELLING] = 5, [STATUS_CLIPPING] = 6,  [STATUS_RUNAWAY] = 7,
  };
  return gravity[a] >= gravity[b] ? a : b;
}

void watch_init(Watch* watch, double rate_hz) {
  const double cells = ceil(WATCH_SECONDS * rate_hz / CHUNK_FRAMES);
  watch->verdict_cells = cells < 1.0 ? 1 : (uint32_t)cells;
  watch_reset(watch);
}

void watch_reset(Watch* watch) {
  *watch = (Watch){.verdict_cells = watch->verdict_cells, .since_clip = watch->verdict_cells};
}

/* Counts up to the verdict, or starts again. */
static void count(const Watch* watch, uint32_t* cells, bool goes_on) {
  *cells = !goes_on ? 0 : *cells + (*cells < watch->verdict_cells);
}

static float highest_out(const Watch* watch) {
  return fast_max(watch->other_peak, fast_max(watch->out_peak[0], watch->out_peak[1]));
}

void watch_step(Watch* watch) {
  count(watch, &watch->in_silent, watch->in_peak <= WATCH_SILENCE);
  count(watch, &watch->since_clip, highest_out(watch) <= 1.0f);
  for (unsigned side = 0; side < 2; ++side) {
    count(watch, &watch->side_silent[side], watch->out_peak[side] <= WATCH_SILENCE);
    watch->out_peak[side] = 0.0f;
  }
  count(watch, &watch->key_silent, watch->key_peak <= WATCH_SILENCE);
  watch->in_peak = watch->key_peak = watch->other_peak = 0.0f;
}

/* For WATCH_SECONDS, and in what there is of the cell under way. */
static bool is_silent(const Watch* watch, uint32_t cells, float peak) {
  return cells == watch->verdict_cells && peak <= WATCH_SILENCE;
}

Status watch_status(const Watch* watch) {
  if (watch->since_clip < watch->verdict_cells || highest_out(watch) > 1.0f) {
    return STATUS_CLIPPING;
  }
  if (watch->needs_key && is_silent(watch, watch->key_silent, watch->key_peak)) {
    return STATUS_NO_KEY;
  }
  if (is_silent(watch, watch->side_silent[0], watch->out_peak[0]) !=
      is_silent(watch, watch->side_silent[1], watch->out_peak[1])) {
    return STATUS_ONE_SIDED;
  }
  return is_silent(watch, watch->in_silent, watch->in_peak) ? STATUS_SILENT : STATUS_OK;
}
