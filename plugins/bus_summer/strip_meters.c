// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/strip_meters.h"

#include <string.h>

_Static_assert((int)STRIP_GAINS_SIZE == (int)METER_BANK_SIZE, "there is a meter for each strip");

void strip_meters_reset(StripMeters* meters) {
  memset(meters, 0, sizeof(*meters));
}

/* Begins an interval, or all of them, from where the gains are. */
static void begin(StripMeters* meters, const StripGains* gains) {
  strip_gains_levels(gains, meters->gain);
  meters->moving = strip_gains_are_moving(gains);
}

void strip_meters_set(StripMeters* meters, const StripGains* gains, bool at_once) {
  if (at_once) {
    begin(meters, gains);
  }
  meters->moving = true;
}

static void follow_gains(StripMeters* meters, const StripGains* gains, const float* peak) {
  float level[STRIP_GAINS_SIZE];
  strip_gains_levels(gains, level);
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    meters->peak[i] = fast_max(peak[i], meters->peak[i]);
    meters->gain[i] = fast_max(level[i], meters->gain[i]);
  }
}

void strip_meters_add(StripMeters* meters, const StripGains* gains, const float peak[STRIP_GAINS_SIZE]) {
  float metered[STRIP_GAINS_SIZE];
  if (meters->moving) {
    follow_gains(meters, gains, peak);
    peak = meters->peak;
  }
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    metered[i] = peak[i] * meters->gain[i];
  }
  meter_bank_add(&meters->bank, metered);
}

void strip_meters_step(StripMeters* meters, const StripGains* gains, float fall) {
  meter_bank_step(&meters->bank, fall);
  if (meters->moving) {
    memset(meters->peak, 0, sizeof(meters->peak));
    begin(meters, gains);
  }
}
