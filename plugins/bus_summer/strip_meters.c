// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/strip_meters.h"

#include <string.h>

_Static_assert((int)STRIP_GAINS_SIZE == (int)METER_BANK_SIZE, "there is a meter for each strip");

void strip_meters_reset(StripMeters* meters) {
  memset(meters, 0, sizeof(*meters));
}

/* Raises the highest gains to where they are now, and at least to some gain. */
static void raise_gains(StripMeters* meters, const StripGains* gains, float at_least) {
  float level[STRIP_GAINS_SIZE];
  strip_gains_levels(gains, level);
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    meters->gain[i] = fast_max(fast_max(level[i], at_least), meters->gain[i]);
  }
}

/* Begins an interval, or all of them, from where the gains are. Of one in which the bus fades to its plain sum or back,
   meters see no less than unity. */
static void begin(StripMeters* meters, const StripGains* gains, const Ramp* off) {
  if (ramp_is_settled_at(off, 1.0f)) {
    for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
      meters->gain[i] = 1.0f;
    }
  } else {
    memset(meters->gain, 0, sizeof(meters->gain));
    raise_gains(meters, gains, ramp_is_moving(off) ? 1.0f : 0.0f);
  }
  meters->moving = strip_gains_are_moving(gains) || ramp_is_moving(off);
}

void strip_meters_set(StripMeters* meters, const StripGains* gains, const Ramp* off, bool at_once) {
  if (at_once) {
    begin(meters, gains, off);
  } else if (ramp_is_moving(off)) {
    raise_gains(meters, gains, 1.0f);
  }
  meters->moving = true;
}

void strip_meters_add(StripMeters* meters, const StripGains* gains, bool off, const float peak[STRIP_GAINS_SIZE]) {
  float metered[STRIP_GAINS_SIZE];
  if (meters->moving) {
    for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
      meters->peak[i] = fast_max(peak[i], meters->peak[i]);
    }
    if (!off) {
      raise_gains(meters, gains, 0.0f);
    }
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
