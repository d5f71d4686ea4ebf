// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The guard by itself: its limits, its fades, and when it lets go. */

#include "tests/dsp/guard_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/near.h"

static void test_nothing_above_the_ceiling_passes(void** state) {
  (void)state;
  GuardFixture* fixture = guard_fixture_new(48000.0);
  fixture->dry = guard_fixture_silence;
  fixture->back = guard_fixture_burst;
  fixture->level = 100.0f;
  guard_fixture_run(fixture, 0.01);
  assert_true(fixture->largest == GUARD_CEILING);
  assert_false(guard_is_holding(&fixture->guard));
  guard_fixture_run(fixture, GUARD_SECONDS - 0.01 + 0.004);
  assert_true(guard_is_holding(&fixture->guard));
  guard_fixture_run(fixture, 0.0105);
  assert_true(fixture->last_in != 0.0f && fixture->last_through == 0.0f);
  assert_true(fixture->largest == GUARD_CEILING);
  free(fixture);
}

/* 20 ms above the ceiling, four times a second. */
static float hits(const GuardFixture* fixture, uint64_t frame) {
  return fmod((double)frame / fixture->rate_hz, 0.5) < 0.02 ? 8.0f * guard_fixture_noise_of(frame)
                                                            : 0.1f * guard_fixture_noise_of(frame);
}

static void test_short_hits_above_the_ceiling_are_no_runaway(void** state) {
  (void)state;
  GuardFixture* fixture = guard_fixture_new(48000.0);
  fixture->dry = guard_fixture_silence;
  fixture->back = hits;
  guard_fixture_run(fixture, 10.0);
  assert_true(fixture->held_at < 0.0);
  free(fixture);
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
    GuardFixture* fixture = guard_fixture_new(48000.0);
    fixture->dry = fixture->back = guard_fixture_noise;
    fixture->dry_level = cases[i].dry_level;
    fixture->level = 10.0f;
    guard_fixture_run(fixture, 0.2);
    assert_true(guard_is_holding(&fixture->guard));
    fixture->level = cases[i].level;
    guard_fixture_run(fixture, GUARD_QUIET_SECONDS - 0.01);
    assert_true(guard_is_holding(&fixture->guard));
    guard_fixture_run(fixture, 0.03);
    assert_int_equal(guard_is_holding(&fixture->guard), !cases[i].comes_back);
    guard_fixture_run(fixture, 5.0);
    assert_int_equal(guard_is_holding(&fixture->guard), !cases[i].comes_back);
    free(fixture);
  }
}

static void test_fades_are_lines_of_ten_milliseconds(void** state) {
  (void)state;
  GuardFixture* fixture = guard_fixture_new(48000.0);
  fixture->dry = guard_fixture_silence;
  fixture->back = guard_fixture_noise;
  fixture->level = 10.0f;
  while (!guard_is_holding(&fixture->guard)) {
    guard_fixture_run_chunk(fixture, CHUNK_FRAMES);
  }
  fixture->back = guard_fixture_silence;
  guard_fixture_run(fixture, 0.5);
  fixture->level = 1e-4f;
  fixture->back = guard_fixture_noise;
  while (guard_is_holding(&fixture->guard)) {
    guard_fixture_run_chunk(fixture, CHUNK_FRAMES);
  }
  for (unsigned k = 1; k <= 600; ++k) {
    guard_fixture_run_chunk(fixture, 1);
    const double expected = fmin(k / 480.0, 1.0);
    assert_near(fixture->last_through, expected * (double)fixture->last_in, 1e-9);
  }
  free(fixture);
}

/* A return that is turned down is judged as it is heard: a steady one above GUARD_LOUD, and above the ceiling, passes
   as it is. One that is louder than anything is, or is as loud when heard, does not; nor does turning up make one. */
static void test_a_return_counts_as_it_is_heard(void** state) {
  (void)state;
  static const struct {
    float level, return_gain;
    bool passes;
  } cases[] = {{3.0f, 1.0f, false}, {3.0f, 0.5f, true},   {5.0f, 0.25f, true}, {7.5f, 0.05f, true},
               {9.0f, 0.5f, false}, {9.0f, 0.05f, false}, {9.0f, 0.0f, true},  {5.0f, 0.6f, false},
               {1.0f, 4.0f, true},  {2.0f, 4.0f, true},   {2.5f, 4.0f, false}};
  for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    GuardFixture* fixture = guard_fixture_new(48000.0);
    fixture->dry = guard_fixture_silence;
    fixture->back = guard_fixture_tone;
    fixture->level = cases[i].level;
    fixture->return_gain = cases[i].return_gain;
    guard_fixture_run(fixture, 2.0);
    assert_int_equal(guard_is_holding(&fixture->guard), !cases[i].passes);
    assert_true(fixture->changed == !cases[i].passes);
    free(fixture);
  }
}

/* A loop that changes the waveform still ends, however far its return is turned down. */
static float soften(GuardFixture* fixture, float sample) {
  fixture->effect_low += 0.5f * (sample - fixture->effect_low);
  return 3.0f * fixture->effect_low / fixture->return_gain;
}

static void test_a_loop_that_is_turned_down_is_stopped(void** state) {
  (void)state;
  for (float return_gain = 1.0f; return_gain > 0.03f; return_gain *= 0.5f) {
    GuardFixture* fixture = guard_fixture_new(48000.0);
    fixture->dry = guard_fixture_burst;
    fixture->dry_level = 0.05f;
    fixture->back = guard_fixture_loop;
    fixture->effect = soften;
    fixture->delay_frames = 3000;
    fixture->loop_gain = 1.0f;
    fixture->return_gain = return_gain;
    guard_fixture_run(fixture, 5.0);
    assert_true(fixture->held_at > 0.0);
    free(fixture);
  }
}

static void test_off_lets_all_through(void** state) {
  (void)state;
  GuardFixture* fixture = guard_fixture_new(48000.0);
  guard_set(&fixture->guard, false);
  fixture->dry = guard_fixture_silence;
  fixture->back = guard_fixture_noise;
  fixture->level = 1000.0f;
  guard_fixture_run(fixture, 1.0);
  assert_false(fixture->changed);
  guard_set(&fixture->guard, true);
  guard_fixture_run(fixture, 0.2);
  assert_true(guard_is_holding(&fixture->guard));
  guard_set(&fixture->guard, false);
  assert_false(guard_is_holding(&fixture->guard));
  guard_fixture_run(fixture, 0.02);
  fixture->changed = false;
  guard_fixture_run(fixture, 1.0);
  assert_false(fixture->changed);
  free(fixture);
}

static void test_does_not_depend_on_cuts(void** state) {
  (void)state;
  static const uint32_t steps[] = {CHUNK_FRAMES, 1, 5, 31, 63};
  Music sound = music_load("loop_amen");
  float last = 0.0f;
  double held_at = 0.0;
  for (unsigned s = 0; s < 5; ++s) {
    GuardFixture* fixture = guard_fixture_new(sound.rate_hz);
    fixture->music = &sound;
    fixture->dry = guard_fixture_music;
    fixture->dry_level = 0.2f;
    fixture->back = guard_fixture_loop;
    fixture->delay_frames = 3333;
    fixture->loop_gain = 1.2f;
    fixture->step = steps[s];
    guard_fixture_run(fixture, 4.0);
    assert_true(fixture->held_at > 0.0);
    last = s ? last : fixture->past[0];
    held_at = s ? held_at : fixture->held_at;
    assert_true(fixture->past[0] == last && fixture->held_at == held_at);
    free(fixture);
  }
  music_free(&sound);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_nothing_above_the_ceiling_passes),
    cmocka_unit_test(test_short_hits_above_the_ceiling_are_no_runaway),
    cmocka_unit_test(test_it_waits_until_the_return_is_weaker_than_the_dry_signal),
    cmocka_unit_test(test_fades_are_lines_of_ten_milliseconds),
    cmocka_unit_test(test_a_return_counts_as_it_is_heard),
    cmocka_unit_test(test_a_loop_that_is_turned_down_is_stopped),
    cmocka_unit_test(test_off_lets_all_through),
    cmocka_unit_test(test_does_not_depend_on_cuts),
  };
  return cmocka_run_group_tests_name("guard", tests, NULL, NULL);
}
