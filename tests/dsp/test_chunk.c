// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* How long levels take to move, by when controls change. */

#include "common/dsp/chunk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { RAMP = 480 };

static void run(ChunkClock* clock, uint32_t n_frames, uint32_t block_frames) {
  for (uint32_t at = 0; at < n_frames;) {
    const uint32_t block = n_frames - at < block_frames ? n_frames - at : block_frames;
    for (uint32_t done = 0; done < block;) {
      const uint32_t n = chunk_length(clock, block - done);
      (void)chunk_advance(clock, n);
      done += n;
    }
    at += block;
  }
}

/* Changes after distances, the first counted from the start; then what each gives levels to move. */
static void assert_levels(const uint32_t* distances, const uint32_t* expected, unsigned n) {
  static const uint32_t block_frames[] = {1, 64, 100, 1u << 20};
  for (unsigned b = 0; b < 4; ++b) {
    ChunkClock clock = {0};
    RampFrames frames = chunk_ramp_frames(&clock, RAMP);
    assert_true(frames.fade == 0 && frames.level == 0);
    for (unsigned i = 0; i < n; ++i) {
      run(&clock, distances[i], block_frames[b]);
      for (unsigned part = 0; part < 3; ++part) {  // all parts of a change count as one
        frames = chunk_ramp_frames(&clock, RAMP);
        assert_int_equal(frames.fade, RAMP);
        assert_int_equal(frames.level, expected[i]);
      }
    }
  }
}

static void test_regular_changes_give_levels_their_distance(void** state) {
  (void)state;
  static const uint32_t distances[] = {2048, 2048, 2048, 2048, 2048, 700, 1348, 2048, 2048, 2048};
  static const uint32_t expected[] = {RAMP, RAMP, 2048, 2048, 2048, RAMP, RAMP, RAMP, 2048, 2048};
  assert_levels(distances, expected, 10);
}

static void test_the_first_distance_is_between_changes(void** state) {
  (void)state;
  static const uint32_t distances[] = {1000, 1000, 1000};
  static const uint32_t expected[] = {RAMP, RAMP, 1000};
  assert_levels(distances, expected, 3);
}

static void test_changes_far_apart_or_within_a_ramp_are_ramps(void** state) {
  (void)state;
  static const uint32_t apart[] = {1, RAMP - 1, RAMP, CHUNK_LONGEST_RAMPS * RAMP + 1, 48000};
  for (unsigned i = 0; i < 5; ++i) {
    const uint32_t distances[] = {apart[i], apart[i], apart[i], apart[i]};
    static const uint32_t expected[] = {RAMP, RAMP, RAMP, RAMP};
    assert_levels(distances, expected, 4);
  }
  static const uint32_t at_the_ends[] = {RAMP + 1, CHUNK_LONGEST_RAMPS * RAMP};
  for (unsigned i = 0; i < 2; ++i) {
    const uint32_t distances[] = {at_the_ends[i], at_the_ends[i], at_the_ends[i]};
    const uint32_t expected[] = {RAMP, RAMP, at_the_ends[i]};
    assert_levels(distances, expected, 3);
  }
}

static void test_a_gain_takes_a_fade_where_it_is_muted_or_turned_around(void** state) {
  (void)state;
  const RampFrames frames = {.fade = 480, .level = 2048};
  static const float gains[][2] = {{1.0f, 0.0f}, {0.0f, 1.0f}, {1.0f, -1.0f}, {-0.5f, 0.5f}};
  for (unsigned i = 0; i < 4; ++i) {
    assert_int_equal(ramp_frames_of_gain(gains[i][0], gains[i][1], frames), 480);
  }
  assert_int_equal(ramp_frames_of_gain(1.0f, 0.5f, frames), 2048);
  assert_int_equal(ramp_frames_of_gain(-0.1f, -2.0f, frames), 2048);
}

static void test_a_clock_that_runs_for_days_stops_counting(void** state) {
  (void)state;
  ChunkClock clock = {0};
  run(&clock, 2048, 64);
  (void)chunk_ramp_frames(&clock, RAMP);
  run(&clock, 2048, 64);
  (void)chunk_ramp_frames(&clock, RAMP);
  clock.since_change = UINT32_MAX - 10;
  run(&clock, 2048 + 11, 64);
  assert_int_equal(chunk_ramp_frames(&clock, RAMP).level, RAMP);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_regular_changes_give_levels_their_distance),
    cmocka_unit_test(test_the_first_distance_is_between_changes),
    cmocka_unit_test(test_changes_far_apart_or_within_a_ramp_are_ramps),
    cmocka_unit_test(test_a_gain_takes_a_fade_where_it_is_muted_or_turned_around),
    cmocka_unit_test(test_a_clock_that_runs_for_days_stops_counting),
  };
  return cmocka_run_group_tests_name("chunk", tests, NULL, NULL);
}
