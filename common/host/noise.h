// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Noise: a seeded generator of numbers and of test signals, the same everywhere (SplitMix64: Steele, Lea and Flood,
   "Fast splittable pseudorandom number generators", OOPSLA 2014). Realtime-safe. */

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

/* White noise of a peak level. */
void noise_fill(Noise* noise, float* out, uint64_t n_frames, float peak);

/* Something like a programme: a steady tone, decaying bursts of noise at uneven times and stretches of silence, below
   full scale. Different seeds give unrelated programmes. */
void noise_programme(uint64_t seed, float* out, uint64_t n_frames, double rate_hz);

#endif
