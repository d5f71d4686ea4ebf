// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Fanned input: one channel that a host has fanned out to all inputs of a bus. Ardour feeds that of a mono track to
   every input, each a buffer of its own, and the sum would be 9 to 30 dB too loud. Nobody wires one source, and nothing
   else, to every strip of a desk. So inputs that have never differed since the start are one channel, up to the very
   frame in which one of them does. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_FANNED_INPUT_H
#define SIGNALBOX_FANNED_INPUT_H

#include <stdbool.h>
#include <stdint.h>

/* Starts as all zeros, and is set to that again by a reset. */
typedef struct {
  bool differs;  // whether the inputs ever have since the start
} FannedInput;

/* How many of the next frames are one channel, which is the first: of n_inputs buffers of n_frames each, of which NULL
   is silence. */
uint32_t fanned_input_frames(FannedInput* fanned, const float* const* in, unsigned n_inputs, uint32_t n_frames);

/* To be called after a chunk that was not one channel, unless it `differs` already: where anything came in, the inputs
   are not all alike. `strip_peak` is of n_strips; of those that are delayed (a bit each), which sound later than they
   come in, it is left out, and in_peak is of what comes into them. NULL peaks are those of a chunk with something in it
   that is not finite. */
void fanned_input_note(FannedInput* fanned, const float* strip_peak, unsigned n_strips, uint32_t delayed,
                       float in_peak);

#endif
