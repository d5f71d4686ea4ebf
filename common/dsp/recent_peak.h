// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Recent peak: makes the level of a key relative to the loudest that this key has been of late, so that a threshold
   works the same for a quiet key as for a loud one; and tells a key from what is there when nobody plays.

   Background. A follower (follower.h) reads the level, once an interval. Where nothing has been told to be a key, its
   lower envelope is the background: falling fast, rising by RECENT_PEAK_RISE_DB_PER_SECOND. A key begins where the
   level rises RECENT_PEAK_ONSET_DB above the background, and ends where it has come back to within RECENT_PEAK_END_DB
   of it; while a key sounds the background does not rise, so a held note stays a key for as long as it lasts. What
   stays within RECENT_PEAK_STEADY_DB for RECENT_PEAK_STEADY_SECONDS, and is RECENT_PEAK_UNDER_DB or more below the
   peak, is noise or hum that set in under a key, and becomes background as well. What sounds in the first
   RECENT_PEAK_LEARNING_SECONDS is background. A level that has been below the floor for RECENT_PEAK_SILENT_SECONDS is
   no key either. What is no key is a level of 0.

   Peak. It rises at once with a key. While the key stays below it, it holds for RECENT_PEAK_HOLD_SECONDS and then falls
   by RECENT_PEAK_FALL_DB_PER_SECOND, but only time in which the key is within RECENT_PEAK_RANGE_DB of it counts: what
   is further below is bleed, and is held out for RECENT_PEAK_BLEED_SECONDS. Nor does time count in which the key has
   only died away: longer than RECENT_PEAK_AGAIN_SECONDS since it last rose by RECENT_PEAK_AGAIN_DB. A peak that was
   there for less than RECENT_PEAK_BODY_SECONDS in all was a click, and is taken back after RECENT_PEAK_HOLD_SECONDS
   without a key.

   What cannot be known without looking ahead: that sound which varies as a key does, such as bleed of drums, is none,
   before the key itself has been heard for the first time; and, at the very first frames, that a sound which starts
   with them and then stands still is a key. The floor is there for the former.

   Levels do not depend on how frames are cut into runs, bit for bit. */

#ifndef SIGNALBOX_RECENT_PEAK_H
#define SIGNALBOX_RECENT_PEAK_H

#include <stdbool.h>
#include <stdint.h>

#define RECENT_PEAK_ONSET_DB 10.0
#define RECENT_PEAK_END_DB 5.0
#define RECENT_PEAK_RISE_DB_PER_SECOND 6.0
#define RECENT_PEAK_DROP_DB_PER_SECOND 120.0  // of the background, where the level falls below it
#define RECENT_PEAK_STEADY_DB 8.0
#define RECENT_PEAK_STEADY_SECONDS 2.0
#define RECENT_PEAK_UNDER_DB 12.0
#define RECENT_PEAK_LEARNING_SECONDS 0.05
#define RECENT_PEAK_SILENT_SECONDS 2.0

#define RECENT_PEAK_HOLD_SECONDS 3.0
#define RECENT_PEAK_FALL_DB_PER_SECOND 6.0
#define RECENT_PEAK_AGAIN_DB 6.0
#define RECENT_PEAK_AGAIN_SECONDS 1.0
#define RECENT_PEAK_RANGE_DB 24.0
#define RECENT_PEAK_BLEED_SECONDS 75.0
#define RECENT_PEAK_BODY_SECONDS 0.008

/* Times in intervals (see chunk.h), and changes in an interval as gains. */
typedef struct {
  uint32_t learning, steady, silent, hold, again, bleed, body;
  float rise, drop, fall;
} RecentPeakRates;

typedef struct {
  RecentPeakRates rates;
  float decay;  // of the follower, in an interval
  float floor;  // level, linear

  float level;     // of the follower
  bool is_key;     // a key sounds
  float key_from;  // a level that begins one
  float background;
  float lowest, highest;    // of the level while it stands still
  uint32_t learning_left;   // intervals
  uint32_t steady, silent;  // for how many intervals it has stood still, and been below the floor

  float peak;
  float loudest;              // in the interval under way
  float sure_peak;            // the last peak that was no click
  float dip;                  // the lowest level since it last rose
  uint32_t again_left;        // intervals for which that counts
  uint32_t age, bleed, body;  // intervals of a key in range since the peak, of none, and close to the peak
} RecentPeak;

/* Set-up. Any thread while it does not run; realtime-safe. */

void recent_peak_init(RecentPeak* recent, double rate_hz);
void recent_peak_reset(RecentPeak* recent);

/* Audio thread, realtime-safe. */

/* Sets the floor, as a linear level. */
static inline void recent_peak_set(RecentPeak* recent, float floor) {
  recent->floor = floor;
}

/* Replaces levels (rectified samples, >= 0) by levels relative to the recent peak: 0 .. 1. */
void recent_peak_run(RecentPeak* recent, float* levels, uint32_t n_frames);

/* Ends an interval of CHUNK_FRAMES (see chunk.h). */
void recent_peak_step(RecentPeak* recent);

#endif
