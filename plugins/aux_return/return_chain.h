// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Return chain: what shapes the return of an aux return: high-pass, low-pass and delay; then the duck; then its width.
   Every stage at rest leaves the signal where it stands. Audio thread, realtime-safe, except where a function says
   otherwise. */

#ifndef SIGNALBOX_RETURN_CHAIN_H
#define SIGNALBOX_RETURN_CHAIN_H

#include "common/dsp/chunk.h"
#include "common/dsp/delay.h"
#include "common/dsp/dynamics.h"
#include "common/dsp/filter.h"
#include "plugins/aux_return/aux_return.h"

#include <stddef.h>

enum { RETURN_MAX_CHANNELS = 2 };

/* A chunk of a signal: where it stands, which is a host's buffer as long as nothing has changed it, and room to change
   it. */
typedef struct {
  unsigned n_channels;
  uint32_t n_frames;
  const float* at[RETURN_MAX_CHANNELS];
  float own[RETURN_MAX_CHANNELS][CHUNK_FRAMES];
} Signal;

/* Silence, of no length so far. */
static inline void signal_begin(Signal* signal, unsigned n_channels) {
  signal->n_channels = n_channels;
  signal->at[0] = signal->at[1] = chunk_silence;
}

/* Takes in the same chunk of a host's buffers (NULL is silence). Returns its peak; where a sample is not finite, the
   signal stands cleaned in its own room. */
float signal_read(Signal* signal, const float* const* ports, uint32_t at);

/* Moves a signal to its own room. */
void signal_own(Signal* signal);

float signal_peak(const Signal* signal);

/* Delays of all channels of a signal. Those of nothing do not run, so they begin to fade to a new delay once they hold
   enough signal for it. */
void delays_set(Delay* delays, unsigned n_channels, uint32_t delay_frames, bool at_once, uint32_t fade_frames);
void delays_run(Delay* delays, Signal* signal);

typedef struct {
  unsigned n_channels;
  double rate_hz;
  uint32_t glide_frames;
  bool fresh;  // nothing has run since the reset: what is set holds at once
  Filter hpf, lpf;
  Delay delay[RETURN_MAX_CHANNELS];
  Dynamics duck;
  bool ducking;    // the duck is on, or still letting go
  float depth_db;  // of the duck
  Glide same, cross;
} ReturnChain;

/* Floats that the delays need. */
size_t return_chain_floats(unsigned n_channels, double rate_hz);

/* The caller owns `memory`, of that many floats. Neither of these is for the audio thread. */
void return_chain_init(ReturnChain* chain, unsigned n_channels, double rate_hz, float* memory);
void return_chain_reset(ReturnChain* chain);

void return_chain_set(ReturnChain* chain, const AuxReturnParams* params);

/* Works out from the dry signal how far to turn the return down, a gain per frame. Only while `ducking`. */
void return_chain_listen(ReturnChain* chain, const Signal* dry, float* gains);

/* Filters and delays. */
void return_chain_shape(ReturnChain* chain, Signal* wet);

void return_chain_duck(Signal* wet, const float* gains);
void return_chain_widen(ReturnChain* chain, Signal* wet);

/* None of it would change the signal, and none of it has to run. */
bool return_chain_is_idle(const ReturnChain* chain);

/* Ends a cell of CHUNK_FRAMES. */
void return_chain_step(ReturnChain* chain);

/* <= 0, of the duck. */
float return_chain_reduction_db(const ReturnChain* chain);

#endif
