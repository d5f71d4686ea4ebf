// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Strip meters: the peaks of the strips of a bus after their gain and mute. They are worked out of what comes in and
   the gains, as no strip is ever put out alone. `off` says how far the bus is off (0 .. 1), where all strips are at
   unity. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_STRIP_METERS_H
#define SIGNALBOX_STRIP_METERS_H

#include "common/dsp/meter.h"
#include "common/dsp/ramp.h"
#include "plugins/bus_summer/strip_gains.h"

typedef struct {
  MeterBank bank;
  float gain[STRIP_GAINS_SIZE];  // of each strip: the highest since the control interval began
  float peak[STRIP_GAINS_SIZE];  // of what comes in, in as much of the interval as gains move; else 0
  bool moving;                   // the gains have moved in this interval, or may
} StripMeters;

/* Forgets all signal. */
void strip_meters_reset(StripMeters* meters);

/* To be called where gains have been set, with `at_once` where they have not moved there but are there. */
void strip_meters_set(StripMeters* meters, const StripGains* gains, const Ramp* off, bool at_once);

/* Takes in a chunk: the linear peak of each strip before its gains (0 beyond the last strip), and where the gains are
   at its end; `off` where the bus has been off throughout. Of an interval in which gains move, meters see the highest
   peak times the highest gain, which is the same however the interval is cut, and never too low. */
void strip_meters_add(StripMeters* meters, const StripGains* gains, bool off, const float peak[STRIP_GAINS_SIZE]);

/* Ends a control interval, over which a peak falls by a factor: see meter_fall(). */
void strip_meters_step(StripMeters* meters, const StripGains* gains, const Ramp* off, float fall);

#endif
