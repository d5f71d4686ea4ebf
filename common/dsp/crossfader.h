// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Crossfader: a choice between routings (a mode, a source, a delay tap) that cross-fades from the old to the new.

   While it moves, the user runs both routings and weighs them: (1 - weight) of `from` and weight of `to`. A choice made
   during a fade waits for its end. A fade ends on a frame of its own, so users must cut their chunks there with
   crossfader_limit(). Audio thread, realtime-safe. */

#ifndef SIGNALBOX_CROSSFADER_H
#define SIGNALBOX_CROSSFADER_H

#include "common/dsp/ramp.h"

typedef struct {
  unsigned from, to, wanted;
  Ramp weight;  // of `to`
} Crossfader;

/* Settles on a choice at once. */
void crossfader_reset(Crossfader* crossfader, unsigned value);

/* Starts to fade to a choice over n_frames, or has it wait for the fade under way; with 0 frames it is there at once.
 */
void crossfader_set(Crossfader* crossfader, unsigned value, uint32_t n_frames);

static inline bool crossfader_is_moving(const Crossfader* crossfader) {
  return ramp_is_moving(&crossfader->weight);
}

/* At most n_frames, and no further than the end of a fade. */
static inline uint32_t crossfader_limit(const Crossfader* crossfader, uint32_t n_frames) {
  return ramp_limit(&crossfader->weight, n_frames);
}

/* Moves on by n_frames, at most crossfader_limit(); the end of a fade starts the one that waits, over as many frames.
 */
void crossfader_advance(Crossfader* crossfader, uint32_t n_frames);

#endif
