// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Return chunk: one chunk of an aux return on its way: of up to CHUNK_LONG_FRAMES frames where it is nothing but a mix
   of the inputs, else of up to CHUNK_FRAMES. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_RETURN_CHUNK_H
#define SIGNALBOX_RETURN_CHUNK_H

#include "common/dsp/audio_block.h"
#include "common/dsp/blend_kernels.h"
#include "common/dsp/feedback.h"
#include "plugins/aux_return/return_lag.h"
#include "plugins/aux_return/return_mix.h"

typedef struct {
  AudioBlock dry, raw, wet;               // raw is the return as it came in
  float dry_peak, return_peak, wet_peak;  // of dry and raw as they come in, of the return before the guard
  BlendPeaks added;                       // the highest of all parts
  ReturnMixRun mix;
  FeedbackAudio audio;
} ReturnChunk;

/* Takes up to CHUNK_LONG_FRAMES frames of the inputs from frame `at` on, where they stand: `in` as aux_return_run() has
   it. */
void return_chunk_borrow(ReturnChunk* chunk, unsigned n_channels, uint32_t n_frames, const float* const* in,
                         uint32_t at);

/* Leaves out all frames but the first n_frames. */
void return_chunk_shorten(ReturnChunk* chunk, uint32_t n_frames);

/* Takes the peaks from a mix of nothing but the inputs; false where a sample is not finite. */
bool return_chunk_take_peaks(ReturnChunk* chunk);

/* Has the lag take in a chunk of nothing but the inputs, and ends the intervals within it, but for the last one: as if
   they came one by one. */
void return_chunk_measure_lag(const ReturnChunk* chunk, ReturnLag* lag);

#endif
