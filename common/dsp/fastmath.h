// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Logarithm and exponential for audio loops: no branch, no table, no call, so that a compiler can run them in vector
   lanes. The polynomials are minimax fits of log2(1 + f) / f on [1/sqrt(2) - 1, sqrt(2) - 1] and (2^f - 1) / f on
   [-1/2, 1/2]; both are exact at 1 and 0. Any thread, realtime-safe. */

#ifndef SIGNALBOX_FASTMATH_H
#define SIGNALBOX_FASTMATH_H

#include <float.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static inline int32_t float_bits(float x) {
  int32_t bits;
  memcpy(&bits, &x, sizeof(bits));
  return bits;
}

static inline float float_from_bits(int32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof(x));
  return x;
}

/* A mask for fast_choose(). */
static inline int32_t fast_mask(bool is_true) {
  return is_true ? -1 : 0;
}

/* a where the mask is -1, b where it is 0, without the branch that compilers like to make of a choice. */
static inline float fast_choose(int32_t mask, float a, float b) {
  return float_from_bits((float_bits(a) & mask) | (float_bits(b) & ~mask));
}

/* The larger and the smaller of two numbers, in one instruction; of a NaN and a number, the second argument. */
static inline float fast_max(float a, float b) {
  return a > b ? a : b;
}

static inline float fast_min(float a, float b) {
  return a < b ? a : b;
}

/* The largest finite number for an infinite one; a NaN stays. */
static inline float fast_finite(float x) {
  const float low = x < -FLT_MAX ? -FLT_MAX : x;
  return low > FLT_MAX ? FLT_MAX : low;
}

/* Base-2 logarithm of a finite x >= 2^-126; error below 5e-6, and below 2e-7 for x in [1/2, 2]. Smaller x, zero
   included, give a value near -127. */
static inline float fast_log2(float x) {
  const int32_t bits = float_bits(x);
  const int32_t exponent = (bits - 0x3f3504f3) >> 23;  // of x / sqrt(1/2), so that the mantissa lies around 1
  const float f = float_from_bits(bits - (int32_t)((uint32_t)exponent << 23)) - 1.0f;
  const float low = 1.4426947832f + f * (-0.7213571072f + f * (0.4809393883f + f * -0.3600881100f));
  const float f2 = f * f;
  const float high = 0.2867085338f + f * (-0.2500612140f + f * (0.2368826121f + f * -0.1457575858f));
  return (float)exponent + f * (low + f2 * f2 * high);
}

/* 2 to the power of x for x in [-126, 126]; relative error below 3e-7. Values outside are clamped to that range. */
static inline float fast_exp2(float x) {
  const int32_t limit = 0x42fc0000;  // 126; as integers, since compilers turn comparisons of floats into branches here
  const int32_t bits = float_bits(x);
  const int32_t size = bits & INT32_MAX;
  const float clamped = float_from_bits((bits & INT32_MIN) | (size < limit ? size : limit));
  const float round_by = 12582912.0f;  // 1.5 * 2^23: adding it rounds to an integer in the lowest bits
  const float shifted = clamped + round_by;
  const int32_t whole = float_bits(shifted) - 0x4b400000;
  const float f = clamped - (shifted - round_by);
  const float p = 0.6931472420f + f * (0.2402223498f + f * (0.0555030853f + f * (0.0096718613f + f * 0.0013407237f)));
  return float_from_bits((int32_t)((uint32_t)(whole + 127) << 23)) * (1.0f + f * p);
}

#endif
