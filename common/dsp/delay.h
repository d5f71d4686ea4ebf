// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Delay line of whole frames, one channel. A new delay cross-fades from the old tap to the new one. With no delay the
   output is the input bit for bit. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_DELAY_H
#define SIGNALBOX_DELAY_H

#include "common/dsp/switch.h"

typedef struct {
  float* buffer;
  uint32_t mask;   // of positions in the buffer, whose size is a power of two
  uint32_t write;  // position of the next frame
  Switch tap;      // delay in frames
} Delay;

/* Floats that a buffer needs to delay by up to longest_frames. */
uint32_t delay_buffer_frames(uint32_t longest_frames);

/* The caller owns `buffer`, of delay_buffer_frames(longest_frames) floats, for as long as the delay is used. */
void delay_init(Delay* delay, float* buffer, uint32_t longest_frames);

/* Forgets all signal and settles on a delay (<= longest_frames). Clears the buffer, so not for the audio thread. */
void delay_reset(Delay* delay, uint32_t delay_frames);

/* Settles on a delay at once, keeping the signal. */
void delay_settle(Delay* delay, uint32_t delay_frames);

/* Moves to a delay over fade_frames (>= 1). */
void delay_set(Delay* delay, uint32_t delay_frames, uint32_t fade_frames);

/* n_frames <= CHUNK_FRAMES; `out` may be `in`. Cuts itself where a fade ends. */
void delay_run(Delay* delay, float* out, const float* in, uint32_t n_frames);

#endif
