// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The recent peak by its rules, with square waves, whose level is constant. (tests/lv2/test_keys.c has real keys.) */

#include "common/dsp/chunk.h"
#include "common/dsp/recent_peak.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/near.h"

static double rate_hz = 48000.0;

static RecentPeak begin(void) {
  RecentPeak recent;
  recent_peak_init(&recent, rate_hz);
  recent_peak_set(&recent, 0.001f);
  return recent;
}

/* Runs a constant level; gives the relative level of the last frame. */
static double play(RecentPeak* recent, double level_db, double seconds) {
  float levels[CHUNK_FRAMES] = {0.0f};
  for (unsigned interval = 0; interval < (unsigned)ceil(seconds * rate_hz / CHUNK_FRAMES); ++interval) {
    for (unsigned i = 0; i < CHUNK_FRAMES; ++i) {
      levels[i] = (float)pow(10.0, level_db / 20.0);
    }
    recent_peak_run(recent, levels, CHUNK_FRAMES);
    recent_peak_step(recent);
  }
  return (double)levels[CHUNK_FRAMES - 1];
}

static double play_db(RecentPeak* recent, double level_db, double seconds) {
  return 20.0 * log10(play(recent, level_db, seconds));
}

#define SILENCE_DB (-200.0)

static void test_scale_does_not_matter(void** state) {
  (void)state;
  for (double scale_db = 0.0; scale_db > -50.0; scale_db -= 10.0) {
    RecentPeak recent = begin();
    play(&recent, SILENCE_DB, 0.2);
    assert_near(play(&recent, scale_db, 0.1), 1.0, 1e-6);
    assert_near(play_db(&recent, scale_db - 9.0, 0.1), -9.0, 1e-3);
    assert_near(play(&recent, scale_db + 3.0, 0.1), 1.0, 1e-6);
  }
}

/* A key that moves between two levels, and ends on the second one. */
static double sway_db(RecentPeak* recent, double high_db, double low_db, double seconds) {
  double last_db = 0.0;
  for (double at = 0.0; at < seconds - 1e-9; at += 0.2) {
    play(recent, high_db, 0.1);
    last_db = play_db(recent, low_db, 0.1);
  }
  return last_db;
}

/* A quieter key: held for 3 s, and then closer by 6 dB a second. */
static void test_the_peak_falls_while_a_quieter_key_plays(void** state) {
  (void)state;
  RecentPeak recent = begin();
  play(&recent, SILENCE_DB, 0.2);
  play(&recent, -6.0, 0.5);
  assert_near(sway_db(&recent, -17.0, -26.0, 2.8), -20.0, 0.05);
  assert_near(sway_db(&recent, -17.0, -26.0, 1.2), -20.0 + 6.0, 0.2);
  assert_near(sway_db(&recent, -17.0, -26.0, 6.0), -9.0, 0.1);
}

/* Bleed 30 dB down, with hits as a key has them, for a minute. */
static void test_the_peak_stays_while_bleed_plays(void** state) {
  (void)state;
  RecentPeak recent = begin();
  play(&recent, SILENCE_DB, 0.2);
  play(&recent, -6.0, 0.5);
  for (unsigned hit = 0; hit < 120; ++hit) {
    assert_near(play_db(&recent, -36.0, 0.1), -30.0, 0.05);
    play(&recent, SILENCE_DB, 0.4);
  }
  play(&recent, SILENCE_DB, 25.0);
  assert_near(play(&recent, -36.0, 0.1), 1.0, 1e-3);
}

static void test_silence_is_no_key(void** state) {
  (void)state;
  RecentPeak recent = begin();
  play(&recent, SILENCE_DB, 0.2);
  assert_true(play(&recent, -61.0, 5.0) == 0.0);
  play(&recent, -6.0, 0.5);
  assert_near(play_db(&recent, -61.0, 1.5), -55.0, 0.05);
  assert_true(play(&recent, -61.0, 1.0) == 0.0);
}

/* What is there from the first frame on is background until something rises above it. */
static void test_what_is_always_there_is_no_key(void** state) {
  (void)state;
  RecentPeak recent = begin();
  assert_true(play(&recent, -36.0, 60.0) == 0.0);
  assert_true(play(&recent, -27.0, 0.05) == 0.0);
  play(&recent, -36.0, 1.0);
  assert_near(play(&recent, -6.0, 10.0), 1.0, 1e-3);  // for as long as it is held
  assert_true(play(&recent, -36.0, 60.0) == 0.0);
  assert_near(play(&recent, -6.0, 0.1), 1.0, 1e-3);
}

/* What sets in under a key and stands still becomes background after 2 s, if it is 12 dB down or more. */
static void test_what_sets_in_and_stands_still_is_no_key_for_long(void** state) {
  (void)state;
  RecentPeak recent = begin();
  play(&recent, SILENCE_DB, 0.2);
  play(&recent, -6.0, 0.5);
  assert_near(play_db(&recent, -22.0, 1.8), -16.0, 0.05);
  assert_true(play(&recent, -22.0, 0.6) == 0.0);
  assert_true(play(&recent, -22.0, 60.0) == 0.0);
  play(&recent, -6.0, 0.5);
  assert_true(play(&recent, -16.0, 60.0) > 0.0);
}

static void test_a_click_is_no_key(void** state) {
  (void)state;
  RecentPeak recent = begin();
  play(&recent, SILENCE_DB, 0.2);
  play(&recent, -30.0, 0.5);
  float click = 1000.0f;
  recent_peak_run(&recent, &click, 1);
  play(&recent, SILENCE_DB, 2.5);
  assert_near(play_db(&recent, -30.0, 0.3), -90.0, 0.1);
  play(&recent, SILENCE_DB, 0.5);
  assert_near(play(&recent, -30.0, 0.1), 1.0, 1e-3);
}

/* A burst that lasts for more than 8 ms in all is no click. */
static void test_a_short_sound_is_a_key(void** state) {
  (void)state;
  for (unsigned is_click = 0; is_click < 2; ++is_click) {
    RecentPeak recent = begin();
    play(&recent, SILENCE_DB, 0.2);
    play(&recent, -30.0, 0.5);
    play(&recent, 0.0, is_click ? 0.005 : 0.011);
    play(&recent, SILENCE_DB, 4.0);
    assert_near(play_db(&recent, -30.0, 0.1), is_click ? 0.0 : -30.0, 0.05);
  }
}

/* Below the floor, and no steady sound: for 2 s from when the follower has come down, by 54 dB in 0.25 s. */
static void test_a_key_ends_two_seconds_below_the_floor(void** state) {
  (void)state;
  static const double rates_hz[] = {48000.0, 96000.0};
  for (unsigned r = 0; r < 2; ++r) {
    rate_hz = rates_hz[r];
    RecentPeak recent = begin();
    play(&recent, SILENCE_DB, 0.2);
    play(&recent, -6.0, 0.5);
    for (unsigned i = 0; i < 11; ++i) {
      assert_true(play(&recent, i % 2 ? -75.0 : -61.0, 0.2) > 0.0);
    }
    assert_true(play(&recent, -75.0, 0.1) == 0.0);
  }
  rate_hz = 48000.0;
}

/* Only the first second after a rise counts: a half, of a key that rises every two seconds. So 8 s are 3 of hold and
   one of fall. */
static void test_the_peak_stays_while_a_key_dies_away(void** state) {
  (void)state;
  static const double rates_hz[] = {48000.0, 192000.0};
  for (unsigned r = 0; r < 2; ++r) {
    rate_hz = rates_hz[r];
    RecentPeak recent = begin();
    play(&recent, SILENCE_DB, 0.2);
    play(&recent, -6.0, 0.5);
    for (unsigned cycle = 0; cycle < 4; ++cycle) {
      play(&recent, -26.0, 0.1);
      play(&recent, -17.0, 1.9);
    }
    assert_near(play_db(&recent, -17.0, 0.01), -11.0 + 6.0, 0.7);
  }
  rate_hz = 48000.0;
}

/* Background comes down by 120 dB a second: 6 dB in the first pause, after which what is as loud as it was is none yet
   10 dB above it. */
static void test_background_falls_no_faster_than_that(void** state) {
  (void)state;
  RecentPeak recent = begin();
  play(&recent, -36.0, 10.0);
  play(&recent, SILENCE_DB, 0.05);
  assert_true(play(&recent, -36.0, 0.01) == 0.0);
  play(&recent, SILENCE_DB, 0.15);
  assert_true(play(&recent, -36.0, 0.01) > 0.0);
}

static void test_there_is_no_floor_before_one_is_set(void** state) {
  (void)state;
  RecentPeak recent;
  recent_peak_init(&recent, rate_hz);
  play(&recent, SILENCE_DB, 0.2);
  assert_near(play(&recent, -61.0, 0.1), 1.0, 1e-6);
}

static void test_levels_do_not_depend_on_cuts(void** state) {
  (void)state;
  enum { FRAMES = 1 << 16 };
  static float whole[FRAMES], cut[FRAMES];
  RecentPeak a = begin();
  RecentPeak b = begin();
  for (unsigned i = 0; i < FRAMES; ++i) {
    whole[i] = cut[i] = (float)fabs(sin(i * 0.01) * pow(10.0, -1.5 + 1.5 * sin(i * 0.0007)));
  }
  for (unsigned at = 0, n = 0; at < FRAMES; at += CHUNK_FRAMES) {
    recent_peak_run(&a, whole + at, CHUNK_FRAMES);
    for (unsigned i = 0; i < CHUNK_FRAMES; i += n) {
      n = 1 + (at / 64 + i) % 13;
      n = n < CHUNK_FRAMES - i ? n : CHUNK_FRAMES - i;
      recent_peak_run(&b, cut + at + i, n);
    }
    recent_peak_step(&a);
    recent_peak_step(&b);
  }
  assert_memory_equal(whole, cut, sizeof(whole));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_scale_does_not_matter),
    cmocka_unit_test(test_the_peak_falls_while_a_quieter_key_plays),
    cmocka_unit_test(test_the_peak_stays_while_bleed_plays),
    cmocka_unit_test(test_silence_is_no_key),
    cmocka_unit_test(test_what_is_always_there_is_no_key),
    cmocka_unit_test(test_what_sets_in_and_stands_still_is_no_key_for_long),
    cmocka_unit_test(test_a_click_is_no_key),
    cmocka_unit_test(test_a_short_sound_is_a_key),
    cmocka_unit_test(test_a_key_ends_two_seconds_below_the_floor),
    cmocka_unit_test(test_the_peak_stays_while_a_key_dies_away),
    cmocka_unit_test(test_background_falls_no_faster_than_that),
    cmocka_unit_test(test_there_is_no_floor_before_one_is_set),
    cmocka_unit_test(test_levels_do_not_depend_on_cuts),
  };
  return cmocka_run_group_tests_name("recent_peak", tests, NULL, NULL);
}
