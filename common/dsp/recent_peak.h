// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Recent peak: makes a level relative to the loudest that the same signal has been of late, so that a threshold works
   the same for a quiet key as for a loud one. The peak rises at once, holds for RECENT_PEAK_HOLD_SECONDS and then falls
   by RECENT_PEAK_FALL_DB_PER_SECOND, down to RECENT_PEAK_FLOOR: what is quieter than that is not taken for a key.
   Audio thread, realtime-safe. */

#ifndef SIGNALBOX_RECENT_PEAK_H
#define SIGNALBOX_RECENT_PEAK_H

#include <stdint.h>

#define RECENT_PEAK_HOLD_SECONDS 3.0
#define RECENT_PEAK_FALL_DB_PER_SECOND 6.0
#define RECENT_PEAK_FLOOR 1e-3f    // -60 dBFS
#define RECENT_PEAK_SILENCE 1e-4f  // -80 dBFS: levels up to here count as 0

typedef struct {
  float peak;
  float fall;  // gain per interval
  uint32_t hold_intervals;
  uint32_t age_intervals;  // since the level was last at the peak
} RecentPeak;

void recent_peak_init(RecentPeak* recent, double rate_hz);
void recent_peak_reset(RecentPeak* recent);

/* Replaces levels (rectified samples, >= 0, finite) by levels relative to the recent peak, 0 .. 1: float[n_frames]. */
void recent_peak_run(RecentPeak* recent, float* levels, uint32_t n_frames);

/* Ends an interval of CHUNK_FRAMES (see chunk.h). */
void recent_peak_step(RecentPeak* recent);

#endif
