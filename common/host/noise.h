// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Noise: a seeded generator of numbers, the same everywhere (SplitMix64: Steele, Lea and Flood, "Fast splittable
   pseudorandom number generators", OOPSLA 2014). For tests and the lengths of blocks; any thread; realtime-safe. */

#ifndef SIGNALBOX_HOST_NOISE_H
#define SIGNALBOX_HOST_NOISE_H

#include <stdint.h>

typedef struct {
  uint64_t state;  // any value is a seed
} Noise;

uint64_t noise_next(Noise* noise);

/* 0 .. n - 1; n >= 1. */
uint32_t noise_below(Noise* noise, uint32_t n);

/* Evenly spread over low .. high. */
float noise_between(Noise* noise, float low, float high);

#endif
