// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/status_monitor.h"

#include "common/dsp/chunk.h"
#include "common/dsp/cold.h"
#include "common/dsp/fastmath.h"

#include <math.h>

COLD void status_monitor_init(StatusMonitor* monitor, double rate_hz) {
  monitor->verdict_intervals = intervals_of_seconds(STATUS_SECONDS, rate_hz);
  status_monitor_reset(monitor);
}

COLD void status_monitor_reset(StatusMonitor* monitor) {
  *monitor = (StatusMonitor){.verdict_intervals = monitor->verdict_intervals, .since_clip = monitor->verdict_intervals};
}

/* Counts up to the verdict, or starts again. */
static void count(const StatusMonitor* monitor, uint32_t* intervals, bool goes_on) {
  *intervals = !goes_on ? 0 : *intervals + (*intervals < monitor->verdict_intervals);
}

static float highest_out(const StatusMonitor* monitor) {
  return fast_max(monitor->other_peak, fast_max(monitor->out_peak[0], monitor->out_peak[1]));
}

void status_monitor_step(StatusMonitor* monitor) {
  count(monitor, &monitor->in_silent, monitor->in_peak <= STATUS_SILENCE);
  count(monitor, &monitor->since_clip, highest_out(monitor) <= 1.0f);
  for (unsigned side = 0; side < 2; ++side) {
    count(monitor, &monitor->side_silent[side], monitor->out_peak[side] <= STATUS_SILENCE);
    monitor->out_peak[side] = 0.0f;
  }
  count(monitor, &monitor->key_silent, monitor->key_peak <= STATUS_SILENCE);
  monitor->in_peak = monitor->key_peak = monitor->other_peak = 0.0f;
}

/* For STATUS_SECONDS, and in what there is of the interval under way. */
static bool is_silent(const StatusMonitor* monitor, uint32_t intervals, float peak) {
  return intervals == monitor->verdict_intervals && peak <= STATUS_SILENCE;
}

Status status_monitor_status(const StatusMonitor* monitor) {
  if (monitor->since_clip < monitor->verdict_intervals || highest_out(monitor) > 1.0f) {
    return STATUS_CLIPPING;
  }
  if (monitor->needs_key && is_silent(monitor, monitor->key_silent, monitor->key_peak)) {
    return STATUS_NO_KEY;
  }
  if (is_silent(monitor, monitor->side_silent[0], monitor->out_peak[0]) !=
      is_silent(monitor, monitor->side_silent[1], monitor->out_peak[1])) {
    return STATUS_ONE_SIDED;
  }
  if (monitor->listening) {
    return STATUS_LISTENING;
  }
  return is_silent(monitor, monitor->in_silent, monitor->in_peak) ? STATUS_SILENT : STATUS_OK;
}
