// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Lag phase: lengths and phases of complex numbers, four at a time. Any thread, realtime-safe. */

#ifndef SIGNALBOX_LAG_PHASE_H
#define SIGNALBOX_LAG_PHASE_H

#include "common/dsp/kernel_lanes.h"

/* 1 / sqrt(x), to within 1e-5; x >= 1e-36. By Newton's method, from a guess on its bits. */
INLINE void inverse_roots(HalfLanes* roots, const HalfLanes* x) {
  const HalfBits guess = 0x5f3759df - ((HalfBits)*x >> 1);
  HalfLanes y = (HalfLanes)guess;
  const HalfLanes half = *x * 0.5f;
  y *= 1.5f - half * y * y;
  y *= 1.5f - half * y * y;
  *roots = y;
}

/* The sine of a number of turns in -1/2 .. 1/2, to within 1e-3. */
INLINE void sines(HalfLanes* sine, const HalfLanes* turns) {
  const HalfLanes size = (HalfLanes)((HalfBits)*turns & INT32_MAX);
  const HalfLanes y = *turns * (8.0f - 16.0f * size);
  const HalfLanes y_size = (HalfLanes)((HalfBits)y & INT32_MAX);
  *sine = y * (0.775f + 0.225f * y_size);
}

/* Takes turns to -1/2 .. 1/2. */
INLINE void wrap(HalfLanes* turns) {
  const HalfLanes shifted = *turns + 12582912.0f;
  *turns -= shifted - 12582912.0f;
}

/* Turns complex numbers back by phases in radians. */
INLINE void turn_back(HalfLanes* re, HalfLanes* im, const HalfLanes* phase) {
  HalfLanes turns = *phase * 0.15915494f;
  HalfLanes quarter = turns + 0.25f;
  HalfLanes sine;
  HalfLanes cosine;
  wrap(&turns);
  wrap(&quarter);
  sines(&sine, &turns);
  sines(&cosine, &quarter);
  const HalfLanes turned = *re * cosine + *im * sine;
  *im = *im * cosine - *re * sine;
  *re = turned;
}

#endif
