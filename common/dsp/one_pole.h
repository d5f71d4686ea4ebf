// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* One-pole smoothing: value += weight (target - value), once a frame, or once an interval. For set-up and control
   changes. Any thread, realtime-safe. */

#ifndef SIGNALBOX_ONE_POLE_H
#define SIGNALBOX_ONE_POLE_H

#include <math.h>

/* The weight with which 63 % (1 - 1/e) of a step are done in time_ms (>= 0), at so many frames, or intervals, a second.
 */
static inline double one_pole_weight(double rate_hz, double time_ms) {
  return -expm1(-1000.0 / (time_ms * rate_hz));
}

#endif
