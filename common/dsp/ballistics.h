// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Ballistics: values that follow others with an attack on the way up, a hold, and a release on the way down.

   The smooth, branching kind of Giannoulis, Massberg, Reiss, "Digital Dynamic Range Compressor Design", JAES 60(6),
   2012, equation 17: one pole either way; a time is that in which 63 % (1 - 1/e) of a step is done, the same at every
   rate. Hold is how many frames a value stays where it is when it is to fall. State is in double precision, because at
   high rates and long times a float would come to rest far from its target.

   One or two channels run side by side. Values do not depend on how frames are cut into runs, bit for bit. */

#ifndef SIGNALBOX_BALLISTICS_H
#define SIGNALBOX_BALLISTICS_H

#include <stdbool.h>
#include <stdint.h>

enum { BALLISTICS_MAX_CHANNELS = 2 };

typedef struct {
  double now;    // the last value
  double base;   // the one before the pair of frames under way
  double first;  // the target of that pair's first frame, once it has begun
  uint32_t hold_left;
} BallisticsChannel;

typedef struct {
  double attack, release;  // weights of a new target
  uint32_t hold_frames;
  bool half;  // a pair of frames has begun: see ballistics.c
  BallisticsChannel channel[BALLISTICS_MAX_CHANNELS];
} Ballistics;

/* Set-up. Any thread while they do not run; realtime-safe. */

/* Back to values of 0. */
void ballistics_reset(Ballistics* ballistics);

/* Audio thread, realtime-safe. */

/* Times in ms, >= 0. They act from the next frame on. */
void ballistics_set(Ballistics* ballistics, double rate_hz, float attack_ms, float release_ms, float hold_ms);

/* Turns targets into values in place: float[n_channels][n_frames], targets >= 0. */
void ballistics_run(Ballistics* ballistics, float* const* rows, unsigned n_channels, uint32_t n_frames);

/* The same for two channels with one row of targets, rows[0]. True where their values are the same as well (soon, and
   from then on): only rows[0] is written then. */
bool ballistics_run_linked(Ballistics* ballistics, float* const* rows, uint32_t n_frames);

/* All values are 0 and so are the targets of the next n_frames: leaves the state that running them would leave. */
bool ballistics_is_at_rest(const Ballistics* ballistics, unsigned n_channels);
void ballistics_rest(Ballistics* ballistics, uint32_t n_frames);

/* Takes values below a limit for 0. To be called once an interval. */
void ballistics_drop(Ballistics* ballistics, double limit);

#endif
