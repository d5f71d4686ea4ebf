// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/host/noise.h"

uint64_t noise_next(Noise* noise) {
  uint64_t z = (noise->state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

uint32_t noise_below(Noise* noise, uint32_t n) {
  return (uint32_t)(((noise_next(noise) >> 32) * n) >> 32);
}

float noise_between(Noise* noise, float low, float high) {
  const float unit = (float)(noise_next(noise) >> 40) * 0x1p-24f;
  return low + (high - low) * unit;
}
