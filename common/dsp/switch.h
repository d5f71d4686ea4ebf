// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Switch: a choice between routings (a mode, a source, a delay tap) that cross-fades from the old to the new.

   While it moves, the user runs both routings and weighs them: (1 - weight) of `from` and weight of `to`. A choice made
   during a fade waits for its end. A fade ends on a frame of its own, so users must cut their chunks there with
   switch_limit(). Audio thread, realtime-safe. */

#ifndef SIGNALBOX_SWITCH_H
#define SIGNALBOX_SWITCH_H

#include "common/dsp/glide.h"

typedef struct {
  unsigned from, to, wanted;
  Glide weight;  // of `to`
} Switch;

/* Settles on a choice at once. */
void switch_reset(Switch* choice, unsigned value);

/* Starts to fade to a choice over n_frames (>= 1), or has it wait for the fade under way. */
void switch_set(Switch* choice, unsigned value, uint32_t n_frames);

static inline bool switch_is_moving(const Switch* choice) {
  return glide_is_moving(&choice->weight);
}

/* At most n_frames, and no further than the end of a fade. */
static inline uint32_t switch_limit(const Switch* choice, uint32_t n_frames) {
  return glide_limit(&choice->weight, n_frames);
}

/* Moves on by n_frames, at most switch_limit(); the end of a fade starts the one that waits, over as many frames. */
void switch_advance(Switch* choice, uint32_t n_frames);

#endif
