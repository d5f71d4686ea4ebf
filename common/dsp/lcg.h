// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A linear congruential generator of numbers, for what is drawn by lot: the multiplier and the increment of Press et
   al., "Numerical Recipes in C", 2nd ed., 1992, section 7.1. Any thread, realtime-safe. */

#ifndef SIGNALBOX_LCG_H
#define SIGNALBOX_LCG_H

#include <stdint.h>

/* The number after one, modulo 2^32. Its upper bits are the better ones. */
static inline uint32_t lcg_next(uint32_t number) {
  return number * 1664525u + 1013904223u;
}

#endif
