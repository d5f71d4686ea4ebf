// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Guard fixture: a guard at work, with loops to close around it, for cmocka tests. */

#ifndef SIGNALBOX_TEST_GUARD_FIXTURE_H
#define SIGNALBOX_TEST_GUARD_FIXTURE_H

#include "common/dsp/guard.h"
#include "tests/dsp/music.h"

enum { GUARD_FIXTURE_RING = 16384 };

enum { GUARD_FIXTURE_ROOM = 2048 };

/* What goes out is the dry signal and what the guard lets through of the return. */
typedef struct GuardFixture {
  Guard guard;
  ChunkClock clock;
  double rate_hz;
  uint64_t frame;
  uint32_t step;  // longest chunk
  float (*dry)(const struct GuardFixture* fixture, uint64_t frame);
  float (*back)(const struct GuardFixture* fixture, uint64_t frame);  // the return
  float dry_level, level;
  float return_gain;                                            // of what the guard lets through, in what goes out
  float (*effect)(struct GuardFixture* fixture, float sample);  // on the return; or NULL
  float effect_low;                                             // what an effect remembers
  float effect_room[GUARD_FIXTURE_ROOM];
  uint32_t effect_at;
  const Music* music;
  double value;  // means what `dry` or `back` say
  uint32_t delay_frames;
  float loop_gain;
  float past[GUARD_FIXTURE_RING];  // what went out
  float largest;                   // that went out
  float last_in, last_through;
  double full_scale_at;  // seconds: when the return first went over full scale, or -1
  double beyond_at;      // when it first went over GUARD_LOUD, or -1
  double held_at;        // when it was first held, or -1
  double loud_at;        // when more than nothing of it last came through
  bool changed;          // the guard has let something through other than what came
} GuardFixture;

GuardFixture* guard_fixture_new(double rate_hz);
void guard_fixture_run(GuardFixture* fixture, double seconds);

/* One chunk of n frames, which stays within an interval and is no longer than the loop. */
void guard_fixture_run_chunk(GuardFixture* fixture, uint32_t n);

/* What `dry` and `back` can be: of `value`, the music, or what went out so long ago. */
float guard_fixture_silence(const GuardFixture* fixture, uint64_t frame);
float guard_fixture_noise(const GuardFixture* fixture, uint64_t frame);
float guard_fixture_burst(const GuardFixture* fixture, uint64_t frame);  // noise for 0.1 s
float guard_fixture_tone(const GuardFixture* fixture, uint64_t frame);
float guard_fixture_music(const GuardFixture* fixture, uint64_t frame);
float guard_fixture_loop(const GuardFixture* fixture, uint64_t frame);

/* +-1, the same for the same frame. */
float guard_fixture_noise_of(uint64_t frame);

#endif
