// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Return chain: what shapes the return of an aux return: high-pass, low-pass and delay; then the duck; then its width.
   Every stage at rest leaves the signal where it stands. Audio thread, realtime-safe, except where a function says
   otherwise. */

#ifndef SIGNALBOX_RETURN_CHAIN_H
#define SIGNALBOX_RETURN_CHAIN_H

#include "common/dsp/audio_block.h"
#include "common/dsp/band_limit.h"
#include "common/dsp/channel_delays.h"
#include "common/dsp/dynamics.h"
#include "common/dsp/matrix_ramp.h"
#include "plugins/aux_return/aux_return.h"

#include <stddef.h>

typedef struct {
  unsigned n_channels;
  BandLimit band_limit;
  ChannelDelays delays;
  Dynamics duck;
  bool ducking;    // the duck is on, or still letting go
  float depth_db;  // of the duck
  MatrixRamp width;
} ReturnChain;

/* Floats that the delays need. */
size_t return_chain_floats(unsigned n_channels, double rate_hz);

/* The caller owns `memory`, of that many floats. Neither of these is for the audio thread. */
void return_chain_init(ReturnChain* chain, unsigned n_channels, double rate_hz, float* memory);
void return_chain_reset(ReturnChain* chain);

/* Sets what to move to; with 0 frames it is there at once. */
void return_chain_set(ReturnChain* chain, const AuxReturnParams* params, RampFrames frames);

/* Works out from the dry signal how far to turn the return down, a gain per frame. Only while `ducking`. */
void return_chain_listen(ReturnChain* chain, const AudioBlock* dry, float* gains);

/* Filters and delays. */
void return_chain_shape(ReturnChain* chain, AudioBlock* wet);

/* Turns the return down by those gains; and gives it its width. */
void return_chain_duck(AudioBlock* wet, const float* gains);
void return_chain_widen(ReturnChain* chain, AudioBlock* wet);

/* None of it would change the signal, and none of it has to run. */
bool return_chain_is_idle(const ReturnChain* chain);

/* Ends a control interval of CHUNK_FRAMES. */
void return_chain_step(ReturnChain* chain);

/* <= 0, of the duck, held and falling as meters do. */
float return_chain_reduction_db(const ReturnChain* chain);

#endif
