// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* StatusMonitor: what is wrong with the routing around a plugin, worked out from peaks. Stepped once per interval of
   CHUNK_FRAMES (see chunk.h), so its verdicts fall on the same frames at any block size; sound counts as soon as it is
   taken in.

   Silent: nothing above STATUS_SILENCE in for STATUS_SECONDS. Clipping: out above 0 dBFS within the last
   STATUS_SECONDS. One-sided: one side of a stereo out silent for STATUS_SECONDS while the other is not. No key:
   dynamics are on and the key has been silent for STATUS_SECONDS. Listening: a Listen control is on. */

#ifndef SIGNALBOX_STATUS_MONITOR_H
#define SIGNALBOX_STATUS_MONITOR_H

#include "common/dsp/fastmath.h"
#include "common/ports/status.h"

#include <stdbool.h>
#include <stdint.h>

#define STATUS_SECONDS 2.0
#define STATUS_SILENCE 1e-4f  // -80 dBFS

/* How long something has lasted, in intervals; stops counting where a verdict is reached. */
typedef struct {
  uint32_t in_silent, key_silent, side_silent[2], since_clip;
  uint32_t verdict_intervals;  // STATUS_SECONDS
  float in_peak, key_peak, out_peak[2], other_peak;
  bool needs_key;  // dynamics are on; set by the user
  bool listening;  // a Listen control is on; set by the user
} StatusMonitor;

/* Set-up. Any thread while it does not run; realtime-safe. */

/* Where intervals are others than those of CHUNK_FRAMES, rate_hz is chunk_interval_rate_hz(). */
void status_monitor_init(StatusMonitor* monitor, double rate_hz);
void status_monitor_reset(StatusMonitor* monitor);

/* Audio thread, realtime-safe. */

/* Take in linear peaks: of everything that comes in, of the key of a plugin that has one, of both sides of the main
   output (the same value twice for a mono one), and of any other output, which may clip as well. */
static inline void status_monitor_add_in(StatusMonitor* monitor, float peak) {
  monitor->in_peak = fast_max(peak, monitor->in_peak);
}

static inline void status_monitor_add_key(StatusMonitor* monitor, float peak) {
  monitor->key_peak = fast_max(peak, monitor->key_peak);
}

static inline void status_monitor_add_out(StatusMonitor* monitor, float peak_l, float peak_r) {
  monitor->out_peak[0] = fast_max(peak_l, monitor->out_peak[0]);
  monitor->out_peak[1] = fast_max(peak_r, monitor->out_peak[1]);
}

static inline void status_monitor_add_other_out(StatusMonitor* monitor, float peak) {
  monitor->other_peak = fast_max(peak, monitor->other_peak);
}

/* Ends an interval. */
void status_monitor_step(StatusMonitor* monitor);

/* Silent, Listening, One-sided, No key, Clipping or OK: the worst that holds. */
Status status_monitor_status(const StatusMonitor* monitor);

#endif
