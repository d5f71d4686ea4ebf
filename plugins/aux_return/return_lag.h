// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Return lag: how much later than the dry signal the same sound comes back, as both come in, before any delay. It is
   measured while both sound; what is known is measured again every now and then, less often where it stays the same and
   does no harm: what is late is measured again soon, so that it is soon known to have been mended.
   Where nothing is found, as behind most effects, the next try waits, the longer the more often that was so; where
   something is found that could not be proven, it follows at once. Audio thread, realtime-safe, except where a
   function says otherwise. */

#ifndef SIGNALBOX_RETURN_LAG_H
#define SIGNALBOX_RETURN_LAG_H

#include "common/dsp/lag_meter.h"

typedef struct {
  LagMeter meter;
  float* memory;
  double intervals_hz;
  uint32_t interval;             // number of the one under way
  uint32_t due;                  // not to be measured before
  uint32_t quiet;                // intervals since both have sounded
  uint32_t alone;                // intervals in which only one has sounded since both have
  unsigned n_refused, n_missed;  // measurements in a row that found nothing, or did not find again what is known
  unsigned n_vain;               // of those that did not find it again, which found nothing at all
  unsigned n_confirmed;          // or found it again
  bool suspected;                // the last of these has found what it could not prove
  uint32_t dry_delay_frames, return_delay_frames;  // that both have after having come in
  Lag lag;
} ReturnLag;

/* Instantiation thread. n_channels, 1 or 2, of both signals; intervals of CHUNK_FRAMES (see chunk.h). False where
   memory is short. */
bool return_lag_init(ReturnLag* lag, unsigned n_channels, double rate_hz);
void return_lag_free(ReturnLag* lag);

/* Forgets all signal. */
void return_lag_reset(ReturnLag* lag);

/* The delays that both signals have after having come in. */
void return_lag_set(ReturnLag* lag, uint32_t dry_delay_frames, uint32_t return_delay_frames);

/* Takes in n_frames of both signals from frame `at` on, finite: float[n_channels][at + n_frames] each. */
void return_lag_add(ReturnLag* lag, const float* const* dry, const float* const* raw, uint32_t at, uint32_t n_frames);

/* Does what there is to do at the end of an interval: a slice of a measurement. Where none is under way, the second
   stands for n_intervals, and none of these need be taken in. */
void return_lag_work(ReturnLag* lag);

static inline bool return_lag_passes(ReturnLag* lag, uint32_t n_intervals) {
  const bool passes = lag_meter_is_idle(&lag->meter);
  lag->interval += passes ? n_intervals : 0;
  return passes;
}

/* To be called after that of every interval, or of the last one of several, in which the signals had these linear
   peaks: may begin to measure. */
void return_lag_step(ReturnLag* lag, uint32_t n_intervals, float dry_peak, float return_peak);

/* Whether what comes back is late by no more than 50 ms, so that it combs with the dry signal once both have had their
   delays. A return that is delayed on purpose is not late for that, nor is one that has been silent for nearly a
   second while the dry signal was not. */
bool return_lag_is_late(const ReturnLag* lag);

#endif
