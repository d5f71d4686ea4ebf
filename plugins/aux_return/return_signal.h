// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Return signal: a chunk on its way through the aux return, and delays of it. Unlike a Signal (common/dsp/signal.h) it
   is read where the host has it, and has no peaks, as most of its stages ask for none. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_RETURN_SIGNAL_H
#define SIGNALBOX_RETURN_SIGNAL_H

#include "common/dsp/channel_delays.h"
#include "common/dsp/chunk.h"

enum { RETURN_MAX_CHANNELS = 2 };

/* A chunk of a signal: where it stands, which is a host's buffer as long as nothing has changed it, and room to change
   it. */
typedef struct {
  unsigned n_channels;
  uint32_t n_frames;
  const float* at[RETURN_MAX_CHANNELS];
  float own[RETURN_MAX_CHANNELS][CHUNK_FRAMES];
} ReturnSignal;

/* Silence, of no length so far. */
static inline void return_signal_begin(ReturnSignal* signal, unsigned n_channels) {
  signal->n_channels = n_channels;
  signal->at[0] = signal->at[1] = chunk_silence;
}

/* Takes in the same chunk of a host's buffers (NULL is silence). Returns its peak; where a sample is not finite, the
   signal stands cleaned in its own room. */
float return_signal_read(ReturnSignal* signal, const float* const* ports, uint32_t at);

/* Moves a signal to its own room. */
void return_signal_own(ReturnSignal* signal);

float return_signal_peak(const ReturnSignal* signal);

/* Delays of all channels of a signal. Those of nothing do not run, so they begin to fade to a new delay, over
   fade_frames, once they hold enough signal for it. With 0 frames they are there at once. */
void delays_set(ChannelDelays* delays, float delay_ms, uint32_t fade_frames);
void delays_run(ChannelDelays* delays, ReturnSignal* signal);

#endif
