// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Fan: one signal, put out in several places at gains at rest. What is not finite or overflows becomes 0. Audio thread,
   realtime-safe. */

#ifndef SIGNALBOX_FAN_H
#define SIGNALBOX_FAN_H

#include "common/dsp/chunk.h"

/* One channel of a signal, in a chunk's own room. */
typedef struct {
  _Alignas(32) float samples[CHUNK_FRAMES];
  float peak;
} FanSignal;

/* Reads a chunk from a port, from frame `at` on (NULL is silence); n_frames <= CHUNK_FRAMES. */
void fan_read(FanSignal* signal, const float* port, uint32_t at, uint32_t n_frames);

/* `out` is `in` at a gain; it may be `in`. */
void fan_scale(FanSignal* out, const FanSignal* in, float gain, uint32_t n_frames);

/* Puts a signal out at a gain, to a port from frame `at` on (NULL is nowhere). Returns the peak of what is put out. */
float fan_write_scaled(const FanSignal* signal, float gain, float* port, uint32_t at, uint32_t n_frames);

static inline float fan_write(const FanSignal* signal, float gain, float* port, uint32_t at, uint32_t n_frames) {
  if (gain != 1.0f) {
    return fan_write_scaled(signal, gain, port, at, n_frames);
  }
  chunk_write(port, at, signal->samples, n_frames);
  return signal->peak;
}

#endif
