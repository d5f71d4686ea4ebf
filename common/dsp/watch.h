// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Watch: what is wrong with the routing around a plugin, worked out from peaks. Stepped once per cell of CHUNK_FRAMES
   (see chunk.h), so its verdicts fall on the same frames at any block size; sound counts as soon as it is taken in.
   Audio thread, realtime-safe. */

#ifndef SIGNALBOX_WATCH_H
#define SIGNALBOX_WATCH_H

#include "common/dsp/fastmath.h"

#include <stdbool.h>
#include <stdint.h>

#define WATCH_SECONDS 2.0
#define WATCH_SILENCE 1e-4f  // -80 dBFS

/* The values of every `status` port. */
typedef enum {
  STATUS_OK,
  STATUS_SILENT,      // nothing above WATCH_SILENCE in for WATCH_SECONDS
  STATUS_CLIPPING,    // out above 0 dBFS within the last WATCH_SECONDS
  STATUS_DUPLICATE,   // two inputs carry the same signal, up to gain, with the same polarity
  STATUS_CANCELLING,  // ... with opposite polarity
  STATUS_ONE_SIDED,   // one side of a stereo out silent for WATCH_SECONDS while the other is not
  STATUS_NO_KEY,      // dynamics are on and the key has been silent for WATCH_SECONDS
  STATUS_RUNAWAY,     // the guard is holding a return out
  STATUS_COUNT
} Status;

/* The graver of two. Worst first: Runaway, Clipping, Cancelling, Duplicate, No key, One-sided, Silent, OK. */
Status status_worse(Status a, Status b);

/* How long something has lasted, in cells; stops counting where a verdict is reached. */
typedef struct {
  uint32_t in_silent, key_silent, side_silent[2], since_clip;
  uint32_t verdict_cells;  // WATCH_SECONDS
  float in_peak, key_peak, out_peak[2], other_peak;
  bool needs_key;  // dynamics are on; set by the user
} Watch;

void watch_init(Watch* watch, double rate_hz);
void watch_reset(Watch* watch);

/* Take in linear peaks: of everything that comes in, of the key of a plugin that has one, of both sides of the main
   output (the same value twice for a mono one), and of any other output, which may clip as well. */
static inline void watch_add_in(Watch* watch, float peak) {
  watch->in_peak = fast_max(peak, watch->in_peak);
}

static inline void watch_add_key(Watch* watch, float peak) {
  watch->key_peak = fast_max(peak, watch->key_peak);
}

static inline void watch_add_out(Watch* watch, float peak_l, float peak_r) {
  watch->out_peak[0] = fast_max(peak_l, watch->out_peak[0]);
  watch->out_peak[1] = fast_max(peak_r, watch->out_peak[1]);
}

static inline void watch_add_other_out(Watch* watch, float peak) {
  watch->other_peak = fast_max(peak, watch->other_peak);
}

/* Ends a cell. */
void watch_step(Watch* watch);

/* Silent, Clipping, One-sided, No key or OK: the worst that holds. */
Status watch_status(const Watch* watch);

#endif
