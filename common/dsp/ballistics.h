// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Ballistics: a value that follows another with an attack on the way up, a hold, and a release on the way down.

   The smooth, branching kind of Giannoulis, Massberg, Reiss, "Digital Dynamic Range Compressor Design", JAES 60(6), 2012,
   equation 17: one pole either way; a time is that in which 63 % (1 - 1/e) of a step is done, the same at every rate.
   Hold is how many frames the value stays where it is when it is to fall. State is in double precision, because at high
   rates and long times a float would come to rest far from its aim. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_BALLISTICS_H
#define SIGNALBOX_BALLISTICS_H

#include <stdint.h>

typedef struct {
  double attack, release;  // weights of a new aim
  uint32_t hold_frames;
} Ballistics;

/* All 0: at rest. */
typedef struct {
  double value;
  uint32_t hold_left;
} BallisticsState;

Ballistics ballistics(double rate_hz, float attack_ms, float release_ms, float hold_ms);

/* Follows `aims` and writes every frame's value; `values` may be `aims`. */
void ballistics_run(const Ballistics* times, BallisticsState* state, const float* aims, float* values,
                    uint32_t n_frames);

/* Has stood still at 0 for n_frames (>= 1), with aims of 0. */
static inline void ballistics_rest(const Ballistics* times, BallisticsState* state) {
  state->hold_left = times->hold_frames;
}

#endif
