// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/pan.h"

#include <math.h>

static PanGains equal_power(float pan) {
  if (fabsf(pan) >= 1.0f) {
    return (PanGains){pan < 0.0f ? 1.0f : 0.0f, pan < 0.0f ? 0.0f : 1.0f};
  }
  const double angle = ((double)pan + 1.0) * 0.78539816339744831;  // pi / 4
  return (PanGains){(float)cos(angle), (float)sin(angle)};
}

static PanGains linear(float pan) {
  return (PanGains){(1.0f - pan) / 2.0f, (1.0f + pan) / 2.0f};
}

PanGains pan_gains(PanLaw law, float pan) {
  switch (law) {
    case PAN_MINUS_4_5_DB: {
      const PanGains a = equal_power(pan);
      const PanGains b = linear(pan);
      return (PanGains){sqrtf(a.l * b.l), sqrtf(a.r * b.r)};
    }
    case PAN_MINUS_6_DB:
      return linear(pan);
    case PAN_0_DB:
      return pan_balance(pan);
    case PAN_MINUS_3_DB:
    default:
      return equal_power(pan);
  }
}
