// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Desk: a guard at work, with loops to close around it, for cmocka tests. */

#ifndef SIGNALBOX_DESK_H
#define SIGNALBOX_DESK_H

#include "common/dsp/guard.h"
#include "tests/dsp/music.h"

enum { DESK_RING = 16384 };

enum { DESK_ROOM = 2048 };

/* A stereo desk: what goes out is the dry signal and what the guard lets through of the return. */
typedef struct Desk {
  Guard guard;
  ChunkClock clock;
  double rate_hz;
  uint64_t frame;
  uint32_t step;  // longest chunk
  float (*dry)(const struct Desk* desk, uint64_t frame);
  float (*back)(const struct Desk* desk, uint64_t frame);  // the return
  float dry_level, level;
  float (*effect)(struct Desk* desk, float sample);  // on the return; or NULL
  float effect_low;                                  // what an effect remembers
  float effect_room[DESK_ROOM];
  uint32_t effect_at;
  const Music* music;
  double value;  // means what `dry` or `back` say
  uint32_t delay_frames;
  float loop_gain;
  float past[DESK_RING];  // what went out
  float largest;          // that went out
  float last_in, last_through;
  double full_scale_at;  // seconds: when the return first went over full scale, or -1
  double beyond_at;      // when it first went over GUARD_LOUD, or -1
  double held_at;        // when it was first held, or -1
  double loud_at;        // when more than nothing of it last came through
  bool changed;          // the guard has let something through other than what came
} Desk;

Desk* desk_new(double rate_hz);
void desk_run(Desk* desk, double seconds);

/* One chunk of n frames, which stays within a interval and is no longer than the loop. */
void desk_run_chunk(Desk* desk, uint32_t n);

/* What `dry` and `back` can be: of `value`, the music, or what went out so long ago. */
float desk_silence(const Desk* desk, uint64_t frame);
float desk_noise(const Desk* desk, uint64_t frame);
float desk_burst(const Desk* desk, uint64_t frame);  // noise for 0.1 s
float desk_tone(const Desk* desk, uint64_t frame);
float desk_music(const Desk* desk, uint64_t frame);
float desk_loop(const Desk* desk, uint64_t frame);

/* +-1, the same for the same frame. */
float desk_noise_of(uint64_t frame);

#endif
