// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Signal: a chunk on its way through an engine, with its peaks. It stands in its own buffers or, as long as nothing has
   changed it, in those of the signal it comes from, which has to last as long. Samples and peaks are finite.

   n_channels is 1 or 2, n_frames <= CHUNK_FRAMES; what works on one channel leaves the second side alone. Audio thread,
   realtime-safe. */

#ifndef SIGNALBOX_SIGNAL_H
#define SIGNALBOX_SIGNAL_H

#include "common/dsp/chunk.h"
#include "common/dsp/kernels.h"
#include "common/dsp/ramp.h"

#include <math.h>

typedef struct {
  const float* side[2];
  float peak[2];  // of each side, linear
  _Alignas(32) float own[2][CHUNK_FRAMES];
} Signal;

static inline void signal_be(Signal* signal, const Signal* other) {
  for (unsigned c = 0; c < 2; ++c) {
    signal->side[c] = other->side[c];
    signal->peak[c] = other->peak[c];
  }
}

static inline void signal_be_silent(Signal* signal) {
  signal->side[0] = signal->side[1] = chunk_silence;
  signal->peak[0] = signal->peak[1] = 0.0f;
}

/* Whether it was made silent, which tells more than that it is. */
static inline bool signal_is_silent(const Signal* signal) {
  return signal->side[0] == chunk_silence && signal->side[1] == chunk_silence;
}

/* Of the louder side. */
static inline float signal_peak(const Signal* signal, unsigned n_channels) {
  return fast_max(signal->peak[0], signal->peak[n_channels - 1]);
}

/* One side is what has just been put into its own buffer, without what overflowed. */
static inline void signal_hold(Signal* signal, unsigned side, float peak, uint32_t n_frames) {
  float* own = signal->own[side];
  signal->side[side] = own;
  signal->peak[side] = peak_is_finite(peak) ? peak : kernel_sanitize(own, own, n_frames);
}

/* The same of all sides, whose peaks are not known. */
void signal_hold_all(Signal* signal, unsigned n_channels, uint32_t n_frames);

/* Reads a chunk from ports, from frame `at` on (NULL is silence; what is not finite, too). A mono one then stands on
   both sides. */
void signal_read(Signal* signal, const float* const* ports, uint32_t at, unsigned n_channels, uint32_t n_frames);

/* Writes it to ports, from frame `at` on (NULL is nowhere). */
static inline void signal_write(const Signal* signal, float* const* ports, uint32_t at, unsigned n_channels,
                                uint32_t n_frames) {
  for (unsigned c = 0; c < n_channels; ++c) {
    chunk_write(ports[c], at, signal->side[c], n_frames);
  }
}

/* One side of `out` is that of `in`, which it may be, at a gain. A product's peak is the product of the peaks, as
   rounding keeps order. */
static inline void signal_scale_still(Signal* out, const Signal* in, unsigned side, float gain, uint32_t n_frames) {
  kernel_scale(out->own[side], in->side[side], gain, n_frames);
  signal_hold(out, side, in->peak[side] * fabsf(gain), n_frames);
}

/* The same at a gain for each frame. */
static inline void signal_scale_moving(Signal* out, const Signal* in, unsigned side, const float* gains,
                                       uint32_t n_frames) {
  signal_hold(out, side, kernel_scale_moving(out->own[side], in->side[side], gains, n_frames), n_frames);
}

/* `out` is `in`, which it may be, at a gain of each side's own. */
static inline void signal_scale(Signal* out, const Signal* in, const Ramp gain[2], unsigned n_channels,
                                uint32_t n_frames) {
  for (unsigned c = 0; c < n_channels; ++c) {
    if (ramp_is_moving(&gain[c])) {
      float gains[CHUNK_FRAMES];
      ramp_fill(&gain[c], gains, n_frames);
      signal_scale_moving(out, in, c, gains, n_frames);
    } else if (gain[c].target != 1.0f) {
      signal_scale_still(out, in, c, gain[c].target, n_frames);
    } else {
      out->side[c] = in->side[c];
      out->peak[c] = in->peak[c];
    }
  }
}

/* `out` goes from `a` to `b`, by weight; it may be either. */
void signal_crossfade(Signal* out, const Signal* a, const Signal* b, const Ramp* weight, unsigned n_channels,
                      uint32_t n_frames);

#endif
