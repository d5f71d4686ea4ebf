// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/plugins/heard.h"

#include <ebur128.h>

enum { BLOCK = 1024 };  // one call for each frame would take longer than the filters

double heard_loudness(float* const* rows, uint32_t first, uint32_t end, double rate_hz) {
  ebur128_state* meter = ebur128_init(2, (unsigned long)rate_hz, EBUR128_MODE_I);
  for (uint32_t at = first; at < end; at += BLOCK) {
    const uint32_t n = end - at < BLOCK ? end - at : BLOCK;
    float frames[2 * BLOCK];
    for (uint32_t i = 0; i < n; ++i) {
      frames[2 * i] = rows[0][at + i];
      frames[2 * i + 1] = rows[1][at + i];
    }
    ebur128_add_frames_float(meter, frames, n);
  }
  double loudness = 0.0;
  ebur128_loudness_global(meter, &loudness);
  ebur128_destroy(&meter);
  return loudness;
}
