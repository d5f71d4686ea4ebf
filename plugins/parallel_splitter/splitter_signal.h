// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Signal: a chunk on its way through the parallel splitter. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_SPLITTER_SIGNAL_H
#define SIGNALBOX_SPLITTER_SIGNAL_H

#include "common/dsp/chunk.h"
#include "common/dsp/glide.h"

/* A chunk of both sides, in its own buffers or in those of the signal it comes from; both sides of a mono one are
   alike. The peak is not finite where a sample is not. */
typedef struct {
  const float* side[2];
  float peak;  // of the louder side
  _Alignas(32) float own[2][CHUNK_FRAMES];
} Signal;

static inline float louder(float a, float b) {
  return a > b ? a : b;
}

static inline void signal_be(Signal* signal, const Signal* other) {
  signal->side[0] = other->side[0];
  signal->side[1] = other->side[1];
  signal->peak = other->peak;
}

static inline void signal_be_silent(Signal* signal) {
  signal->side[0] = signal->side[1] = chunk_silence;
  signal->peak = 0.0f;
}

/* Whether it was made silent, which tells more than that it is. */
static inline bool signal_is_silent(const Signal* signal) {
  return signal->side[0] == chunk_silence && signal->side[1] == chunk_silence;
}

/* Is what has just been put into its own buffers, of n_channels (1 or 2), without what overflowed. */
void signal_hold(Signal* signal, unsigned n_channels, float peak, uint32_t n_frames);

/* The same where the peak is not known. */
void signal_hold_unknown(Signal* signal, unsigned n_channels, uint32_t n_frames);

/* Goes from `old` to what it is, by weight; nothing where they are the same. */
void signal_fade(Signal* signal, const Signal* old, const Glide* weight, unsigned n_channels, uint32_t n_frames);

#endif
