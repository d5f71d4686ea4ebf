// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/strip_meters.h"

#include <string.h>

_Static_assert((int)STRIP_GAINS_SIZE == (int)METER_BANK_SIZE, "there is a meter for each strip");

void strip_meters_reset(StripMeters* meters) {
  memset(meters, 0, sizeof(*meters));
}

/* Where the gains are: on their way to unity as far as the bus is off. */
static void find_levels(const StripGains* gains, const Ramp* off, float level[STRIP_GAINS_SIZE]) {
  const float share = ramp_value(off);
  strip_gains_levels(gains, level);
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    level[i] = level[i] * (1.0f - share) + share;
  }
}

/* Begins an interval, or all of them, from where the gains are. */
static void begin(StripMeters* meters, const StripGains* gains, const Ramp* off) {
  find_levels(gains, off, meters->gain);
  meters->moving = strip_gains_are_moving(gains) || ramp_is_moving(off);
}

void strip_meters_set(StripMeters* meters, const StripGains* gains, const Ramp* off, bool at_once) {
  if (at_once) {
    begin(meters, gains, off);
  }
  meters->moving = true;
}

static void follow_gains(StripMeters* meters, const StripGains* gains, const Ramp* off, const float* peak) {
  float level[STRIP_GAINS_SIZE];
  find_levels(gains, off, level);
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    meters->peak[i] = fast_max(peak[i], meters->peak[i]);
    meters->gain[i] = fast_max(level[i], meters->gain[i]);
  }
}

void strip_meters_add(StripMeters* meters, const StripGains* gains, const Ramp* off,
                      const float peak[STRIP_GAINS_SIZE]) {
  float metered[STRIP_GAINS_SIZE];
  if (meters->moving) {
    follow_gains(meters, gains, off, peak);
    peak = meters->peak;
  }
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    metered[i] = peak[i] * meters->gain[i];
  }
  meter_bank_add(&meters->bank, metered);
}

void strip_meters_step(StripMeters* meters, const StripGains* gains, const Ramp* off, float fall) {
  meter_bank_step(&meters->bank, fall);
  if (meters->moving) {
    memset(meters->peak, 0, sizeof(meters->peak));
    begin(meters, gains, off);
  }
}
