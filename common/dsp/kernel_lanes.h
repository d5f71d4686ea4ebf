// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Lanes: vectors of GNU C for kernels that add up or compare many samples. A reduction has LANES partial results,
   whatever the width of the processor's vectors is, so that every variant gives the same bits. Vectors go by pointer:
   how they are passed by value depends on the instruction set. */

#ifndef SIGNALBOX_KERNEL_LANES_H
#define SIGNALBOX_KERNEL_LANES_H

#include "common/dsp/kernel.h"

#include <string.h>

enum { LANES = 8 };
typedef float Lanes __attribute__((vector_size(LANES * sizeof(float))));
typedef int32_t LaneBits __attribute__((vector_size(LANES * sizeof(int32_t))));
typedef float HalfLanes __attribute__((vector_size(LANES / 2 * sizeof(float))));
typedef int32_t HalfBits __attribute__((vector_size(LANES / 2 * sizeof(int32_t))));

INLINE void load_lanes(Lanes* lanes, const float* from) {
  memcpy(lanes, from, sizeof(*lanes));
}

INLINE void store_lanes(float* to, const Lanes* lanes) {
  memcpy(to, lanes, sizeof(*lanes));
}

INLINE void load_half_lanes(HalfLanes* lanes, const float* from) {
  memcpy(lanes, from, sizeof(*lanes));
}

INLINE void store_half_lanes(float* to, const HalfLanes* lanes) {
  memcpy(to, lanes, sizeof(*lanes));
}

/* Written lane by lane, of which compilers make one instruction. */
INLINE void keep_larger(LaneBits* most, const Lanes* lanes) {
  LaneBits kept = *most;
  const LaneBits bits = (LaneBits)*lanes;
  UNROLL
  for (unsigned j = 0; j < LANES; ++j) {
    kept[j] = larger(kept[j], bits[j] & INT32_MAX);
  }
  *most = kept;
}

INLINE void keep_larger_half(HalfBits* most, const HalfBits* bits) {
  const HalfBits is_larger = *bits > *most;
  *most = (*bits & is_larger) | (*most & ~is_larger);
}

/* The largest lane of each of four, side by side. */
INLINE void largest_of_four(HalfBits* largest, const LaneBits lanes[4]) {
  HalfBits half[4];
  UNROLL
  for (unsigned s = 0; s < 4; ++s) {
    half[s] = __builtin_shufflevector(lanes[s], lanes[s], 0, 1, 2, 3);
    const HalfBits other = __builtin_shufflevector(lanes[s], lanes[s], 4, 5, 6, 7);
    keep_larger_half(&half[s], &other);
  }
  HalfBits pair[2];
  UNROLL
  for (unsigned s = 0; s < 2; ++s) {
    pair[s] = __builtin_shufflevector(half[2 * s], half[2 * s + 1], 0, 4, 1, 5);
    const HalfBits other = __builtin_shufflevector(half[2 * s], half[2 * s + 1], 2, 6, 3, 7);
    keep_larger_half(&pair[s], &other);
  }
  *largest = __builtin_shufflevector(pair[0], pair[1], 0, 1, 4, 5);
  const HalfBits other = __builtin_shufflevector(pair[0], pair[1], 2, 3, 6, 7);
  keep_larger_half(largest, &other);
}

/* Sums the lanes by halves. */
INLINE float sum_lanes(const Lanes* lanes) {
  const HalfLanes four = __builtin_shufflevector(*lanes, *lanes, 0, 1, 2, 3) +
                         __builtin_shufflevector(*lanes, *lanes, 4, 5, 6, 7);
  const HalfLanes two = four + __builtin_shufflevector(four, four, 2, 3, 2, 3);
  return two[0] + two[1];
}

#endif
