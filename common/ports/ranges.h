// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Ends of ranges that mean the same in every plugin. Plain numbers, so that whoever needs one can include them. */

#ifndef SIGNALBOX_RANGES_H
#define SIGNALBOX_RANGES_H

#include <math.h>

/* The bottom of every level control: there nothing passes. */
#define LEVEL_OFF_DB (-90.0f)

/* The ends of every filter control: there the filter is out of the path. */
#define HIGH_PASS_OFF_HZ 10.0f
#define LOW_PASS_OFF_HZ 22000.0f

/* The cut-off, in Hz, that a filter control asks for. Out of the path is 0 for a high-pass and INFINITY for a low-pass.
 */
static inline float high_pass_cutoff_hz(float control_hz) {
  return control_hz <= HIGH_PASS_OFF_HZ ? 0.0f : control_hz;
}

static inline float low_pass_cutoff_hz(float control_hz) {
  return control_hz >= LOW_PASS_OFF_HZ ? INFINITY : control_hz;
}

/* What a meter shows, in dBFS. */
#define METER_FLOOR_DB (-90.0f)
#define METER_CEILING_DB 24.0f

/* The most that a fold to mono is said to cost. */
#define MONO_LOSS_CEILING_DB 24.0f

#endif
