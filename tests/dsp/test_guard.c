// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The guard by itself: its limits, its fades, and when it lets go. */

#include "tests/dsp/desk.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/near.h"

static void test_nothing_above_the_ceiling_passes(void** state) {
  (void)state;
  Desk* desk = desk_new(48000.0);
  desk->dry = desk_silence;
  desk->back = desk_burst;
  desk->level = 100.0f;
  desk_run(desk, 0.01);
  assert_true(desk->largest == GUARD_CEILING);
  assert_false(guard_is_holding(&desk->guard));
  desk_run(desk, GUARD_SECONDS - 0.01 + 0.004);
  assert_true(guard_is_holding(&desk->guard));
  desk_run(desk, 0.0105);
  assert_true(desk->last_in != 0.0f && desk->last_through == 0.0f);
  assert_true(desk->largest == GUARD_CEILING);
  free(desk);
}

/* 20 ms above the ceiling, four times a second. */
static float hits(const Desk* desk, uint64_t frame) {
  return fmod((double)frame / desk->rate_hz, 0.5) < 0.02 ? 8.0f * desk_noise_of(frame) : 0.1f * desk_noise_of(frame);
}

static void test_short_hits_above_the_ceiling_are_no_runaway(void** state) {
  (void)state;
  Desk* desk = desk_new(48000.0);
  desk->dry = desk_silence;
  desk->back = hits;
  desk_run(desk, 10.0);
  assert_true(desk->held_at < 0.0);
  free(desk);
}

/* What has set the guard off is followed by a return that is so much quieter than the dry signal. */
static void test_it_waits_until_the_return_is_weaker_than_the_dry_signal(void** state) {
  (void)state;
  static const struct {
    float dry_level, level;
    bool comes_back;
  } cases[] = {{0.5f, 0.5f, false}, {0.5f, 0.4f, false},   {0.5f, 0.3f, true},
               {0.0f, 0.1f, false}, {0.0f, 0.5e-4f, true}, {0.0f, 2e-4f, false}};
  for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    Desk* desk = desk_new(48000.0);
    desk->dry = desk->back = desk_noise;
    desk->dry_level = cases[i].dry_level;
    desk->level = 10.0f;
    desk_run(desk, 0.2);
    assert_true(guard_is_holding(&desk->guard));
    desk->level = cases[i].level;
    desk_run(desk, GUARD_QUIET_SECONDS - 0.01);
    assert_true(guard_is_holding(&desk->guard));
    desk_run(desk, 0.03);
    assert_int_equal(guard_is_holding(&desk->guard), !cases[i].comes_back);
    desk_run(desk, 5.0);
    assert_int_equal(guard_is_holding(&desk->guard), !cases[i].comes_back);
    free(desk);
  }
}

static void test_fades_are_lines_of_ten_milliseconds(void** state) {
  (void)state;
  Desk* desk = desk_new(48000.0);
  desk->dry = desk_silence;
  desk->back = desk_noise;
  desk->level = 10.0f;
  while (!guard_is_holding(&desk->guard)) {
    desk_run_chunk(desk, CHUNK_FRAMES);
  }
  desk->back = desk_silence;
  desk_run(desk, 0.5);
  desk->level = 1e-4f;
  desk->back = desk_noise;
  while (guard_is_holding(&desk->guard)) {
    desk_run_chunk(desk, CHUNK_FRAMES);
  }
  for (unsigned k = 1; k <= 600; ++k) {
    desk_run_chunk(desk, 1);
    const double expected = fmin(k / 480.0, 1.0);
    assert_near(desk->last_through, expected * (double)desk->last_in, 1e-9);
  }
  free(desk);
}

static void test_off_lets_all_through(void** state) {
  (void)state;
  Desk* desk = desk_new(48000.0);
  guard_set(&desk->guard, false);
  desk->dry = desk_silence;
  desk->back = desk_noise;
  desk->level = 1000.0f;
  desk_run(desk, 1.0);
  assert_false(desk->changed);
  guard_set(&desk->guard, true);
  desk_run(desk, 0.2);
  assert_true(guard_is_holding(&desk->guard));
  guard_set(&desk->guard, false);
  assert_false(guard_is_holding(&desk->guard));
  desk_run(desk, 0.02);
  desk->changed = false;
  desk_run(desk, 1.0);
  assert_false(desk->changed);
  free(desk);
}

static void test_does_not_depend_on_cuts(void** state) {
  (void)state;
  static const uint32_t steps[] = {CHUNK_FRAMES, 1, 5, 31, 63};
  Music sound = music_load("loop_amen");
  float last = 0.0f;
  double held_at = 0.0;
  for (unsigned s = 0; s < 5; ++s) {
    Desk* desk = desk_new(sound.rate_hz);
    desk->music = &sound;
    desk->dry = desk_music;
    desk->dry_level = 0.2f;
    desk->back = desk_loop;
    desk->delay_frames = 3333;
    desk->loop_gain = 1.2f;
    desk->step = steps[s];
    desk_run(desk, 4.0);
    assert_true(desk->held_at > 0.0);
    last = s ? last : desk->past[0];
    held_at = s ? held_at : desk->held_at;
    assert_true(desk->past[0] == last && desk->held_at == held_at);
    free(desk);
  }
  music_free(&sound);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_nothing_above_the_ceiling_passes),
    cmocka_unit_test(test_short_hits_above_the_ceiling_are_no_runaway),
    cmocka_unit_test(test_it_waits_until_the_return_is_weaker_than_the_dry_signal),
    cmocka_unit_test(test_fades_are_lines_of_ten_milliseconds),
    cmocka_unit_test(test_off_lets_all_through),
    cmocka_unit_test(test_does_not_depend_on_cuts),
  };
  return cmocka_run_group_tests_name("guard", tests, NULL, NULL);
}
