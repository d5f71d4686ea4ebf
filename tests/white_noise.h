// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* White noise for tests of the sound: evenly spread over -1 .. 1, and the same in every run. */

#ifndef SIGNALBOX_WHITE_NOISE_H
#define SIGNALBOX_WHITE_NOISE_H

#include <stdint.h>
#include <stdlib.h>

static inline float white_noise(void) {
  return (float)rand() / (float)RAND_MAX * 2.0f - 1.0f;
}

static inline void white_noise_fill(float* out, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    out[i] = white_noise();
  }
}

#endif
