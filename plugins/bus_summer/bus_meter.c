// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/bus_meter.h"

#include "common/dsp/cold.h"

COLD void bus_meter_init(BusMeter* meter, double interval_rate_hz) {
  correlation_init(&meter->correlation, interval_rate_hz / BUS_METER_INTERVALS);
}

COLD void bus_meter_reset(BusMeter* meter) {
  meter->side[0] = meter->side[1] = (Meter){0};
  correlation_reset(&meter->correlation);
  meter->interval = 0;
  meter->correlation_value = meter->mono_loss_db = 0.0f;
}

void bus_meter_step(BusMeter* meter, float fall) {
  meter_step(&meter->side[0], fall);
  meter_step(&meter->side[1], fall);
  if (++meter->interval == BUS_METER_INTERVALS) {
    meter->interval = 0;
    correlation_step(&meter->correlation);
    meter->correlation_value = correlation_value(&meter->correlation);
    meter->mono_loss_db = correlation_mono_loss_db(&meter->correlation);
  }
}
