// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Bus meter: the peaks of both sides of a bus, how they correlate, and what mono would lose of them. Realtime-safe. */

#ifndef SIGNALBOX_BUS_METER_H
#define SIGNALBOX_BUS_METER_H

#include "common/dsp/meter.h"
#include "common/dsp/stereo_kernels.h"

enum { BUS_METER_INTERVALS = 4 };  // that are correlated as one

typedef struct {
  Meter side[2];
  Correlation correlation;
  uint32_t interval;                      // of those that are correlated as one, the number of the one under way
  float correlation_value, mono_loss_db;  // of the last ones
} BusMeter;

/* Set-up. Any thread while it does not run. */

void bus_meter_init(BusMeter* meter, double interval_rate_hz);

/* Forgets all signal. */
void bus_meter_reset(BusMeter* meter);

/* Audio thread. */

static inline void bus_meter_add(BusMeter* meter, const StereoMeasure* measure) {
  meter_add(&meter->side[0], measure->peak[0]);
  meter_add(&meter->side[1], measure->peak[1]);
  correlation_add(&meter->correlation, &measure->products);
}

/* Ends a control interval, over which a peak falls by a factor: see meter_fall(). */
void bus_meter_step(BusMeter* meter, float fall);

#endif
