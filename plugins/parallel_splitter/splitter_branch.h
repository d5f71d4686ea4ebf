// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Branch: what a part of the signal goes through between the mode that makes it and the output: delay, gain, meter.
   Audio thread, realtime-safe, but for set-up. */

#ifndef SIGNALBOX_SPLITTER_BRANCH_H
#define SIGNALBOX_SPLITTER_BRANCH_H

#include "common/dsp/audio_block.h"
#include "common/dsp/channel_delays.h"
#include "common/dsp/meter.h"
#include "plugins/parallel_splitter/parallel_splitter.h"

typedef struct {
  unsigned n_channels;
  uint32_t ramp_frames;
  Ramp gain;  // level, polarity, mute and solo
  ChannelDelays delays;
  Meter meter;
} Branch;

/* Floats that a branch needs at a sample rate, for the delays of its channels. */
size_t branch_memory(unsigned n_channels, double rate_hz);
void branch_init(Branch* branch, unsigned n_channels, double rate_hz, float* memory);

/* Forgets all signal. */
void branch_reset(Branch* branch);

/* Moves to other settings, or has them at once. */
void branch_set(Branch* branch, const SplitterBranchParams* params, bool silenced, RampFrames frames);

/* At most n_frames, and no further than to where anything comes to rest. */
static inline uint32_t branch_limit(const Branch* branch, uint32_t n_frames) {
  return channel_delays_limit(&branch->delays, ramp_limit(&branch->gain, n_frames));
}

/* Neither delays nor holds anything, so that branch_delay() need not be called. */
static inline bool branch_is_direct(const Branch* branch) {
  return channel_delays_are_idle(&branch->delays) && !channel_delays_hold_signal(&branch->delays);
}

/* Moves on by n_frames; true where anything moves still, or has to be forgotten. */
static inline bool branch_advance(Branch* branch, uint32_t n_frames) {
  const ChannelDelays* delays = &branch->delays;
  ramp_advance(&branch->gain, n_frames);
  const bool delay_rests = channel_delays_are_idle(delays) ? branch_is_direct(branch)
                                                           : channel_delays_are_settled(delays);
  return ramp_is_moving(&branch->gain) || !delay_rests;
}

/* Forgets what was delayed while the branch is not heard. */
void branch_forget(Branch* branch);

/* Delays a block. Gives it back where there is nothing to do, else `scratch`, which it may be, with what comes out. */
const AudioBlock* branch_delay(Branch* branch, AudioBlock* scratch, const AudioBlock* block);

#endif
