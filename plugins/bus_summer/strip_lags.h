// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Strip lags: which strips of a bus carry the same sound, and by how much later one of them. Strips are compared as
   they arrive, before their delays: so what is known of them stays the same while they are lined up.

   The look-out names pairs; of each of its rounds, the one most worth it is measured: one that is known and due to be
   measured again, or one that looks alike, or one with the reference strip. It gives way to one that looks much more
   alike, unless something has been found. A pair in which nothing was found waits, the longer the more often that was
   so; one in which something was found that could not be proven does not. A lag that is not exact counts once a second
   measurement agrees. Audio thread, realtime-safe, except where a function says otherwise. */

#ifndef SIGNALBOX_STRIP_LAGS_H
#define SIGNALBOX_STRIP_LAGS_H

#include "common/dsp/lag_lookout.h"
#include "common/dsp/lag_meter.h"
#include "plugins/bus_summer/bus_summer.h"
#include "plugins/bus_summer/mix_kernels.h"

/* Of two strips. All 0: nothing is known. */
typedef struct {
  Lag lag;                  // of the later one of the two, by number
  unsigned char n_missed;   // measurements in a row that did not find again what is known,
  unsigned char n_refused;  // or found nothing
  bool suspected;           // the last of these has found what it could not prove
  uint32_t due;             // interval, not to be measured before
  uint32_t alone;           // intervals in which only one has sounded since both have, where the lag is known
} PairLag;

typedef struct {
  unsigned n_strips, n_channels;
  double intervals_hz;
  uint32_t interval;     // number of the one under way
  uint32_t audible;      // a bit for each strip that is in the mix
  unsigned reference;    // strip, from 1; 0 for none
  bool is_whole;         // enough has been heard since the round of the look-out began
  float worth;           // of the best pair of the round, so far
  unsigned best[2];      // that pair
  unsigned measured[2];  // the pair that is being measured,
  float measured_worth;  // and its worth as it began
  uint32_t middle;       // of an interval, in frames
  uint32_t n_added;      // frames of the interval under way
  bool ended;            // the measurement has, in the middle of it
  LagLookout lookout;
  LagMeter meter;
  float* memory;
  PairLag pair[LAG_LOOKOUT_SIZE][LAG_LOOKOUT_SIZE];  // [i][j] for i < j
  uint32_t known[LAG_LOOKOUT_SIZE];                  // of i: a bit for each j > i of which the lag is known
  uint32_t any_known;                                // a bit for each i of which there is such a j
} StripLags;

/* Instantiation thread. Of n_strips (1 .. LAG_LOOKOUT_SIZE) with n_channels (1 or 2) each. False where memory is short.
 */
bool strip_lags_init(StripLags* lags, unsigned n_strips, unsigned n_channels, double rate_hz, uint32_t interval_frames);
void strip_lags_free(StripLags* lags);

/* Audio thread. */

/* Forgets all signal and all lags. */
void strip_lags_reset(StripLags* lags);

/* Moves to other gains, of which a level of 0 says that a strip is not in the mix, and to another strip that all others
   are measured against (from 1; 0 for none). */
void strip_lags_set(StripLags* lags, const StripTargets* gains, unsigned reference);

/* Takes in a chunk as it arrives, and the linear peak of each strip in it (0 beyond the last strip). */
void strip_lags_add(StripLags* lags, const MixInput* input, const float peak[LAG_LOOKOUT_SIZE]);

/* Ends an interval. */
void strip_lags_step(StripLags* lags);

/* How much later strip `to` is than strip `from`, both from 0. */
Lag strip_lags_between(const StripLags* lags, unsigned from, unsigned to);

/* Whether both of two strips sound, from < to, or neither does: not so once one has been silent for nearly a second
   while the other was not, as when its wire has been taken off. Of pairs whose lag is known. */
bool strip_lags_sound_alike(const StripLags* lags, unsigned from, unsigned to);

#endif
