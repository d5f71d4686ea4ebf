// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The guard in loops that feed themselves: it must act, and come back. */

#include "tests/dsp/guard_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

/* After full scale, until it has to be silent. A loop that has got there in a few long rounds is told by its level,
   which takes until it comes round again. */
static double allowed_seconds(const GuardFixture* fixture, double loop_db) {
  const double two_rounds = 2.0 * fixture->delay_frames / fixture->rate_hz;
  return loop_db < 6.0 ? 0.2 : fmax(0.2, two_rounds + GUARD_SECONDS);
}

/* Closes a loop, which has to be held in time and for as long as it is closed and fed; then opens it, upon which the
   return has to be back within a second and the 10 ms of its fade, and not before. */
static void check_loop(GuardFixture* fixture, double loop_db) {
  const double growth_db_per_second = loop_db * fixture->rate_hz / fixture->delay_frames;
  fixture->loop_gain = (float)pow(10.0, loop_db / 20.0);
  fixture->back = guard_fixture_loop;
  guard_fixture_run(fixture, fmin(1.0 + 50.0 / growth_db_per_second, 20.0));
  const bool fine = fixture->full_scale_at > 0.0 && fixture->held_at > 0.0 &&
                    fixture->loud_at < fixture->full_scale_at + allowed_seconds(fixture, loop_db) &&
                    fixture->largest <= 2.0f * GUARD_CEILING;
  if (!fine) {
    print_error("%g dB every %u frames at %g Hz: over full scale at %.3f s, held at %.3f s, last heard at %.3f s, "
                "largest %.2f\n",
                loop_db, fixture->delay_frames, fixture->rate_hz, fixture->full_scale_at, fixture->held_at,
                fixture->loud_at, (double)fixture->largest);
  }
  assert_true(fine);
  guard_fixture_run(fixture, 1.5);
  assert_true(guard_is_holding(&fixture->guard) || fixture->dry == guard_fixture_burst);
  fixture->back = guard_fixture_silence;
  guard_fixture_run(fixture, GUARD_QUIET_SECONDS + 0.05);
  assert_false(guard_is_holding(&fixture->guard));
  fixture->back = guard_fixture_noise;
  fixture->level = 0.5f;
  fixture->changed = false;
  guard_fixture_run(fixture, 0.1);
  assert_false(fixture->changed);
}

static const double loops_db[] = {0.5, 1.0, 3.0, 6.0, 12.0};
static const uint32_t loops_frames[] = {32, 64, 100, 256, 1000, 1024, 4096, 8192};

static void check_loops(double rate_hz, float (*dry)(const GuardFixture*, uint64_t), const Music* sound,
                        float dry_level) {
  for (unsigned g = 0; g < sizeof(loops_db) / sizeof(loops_db[0]); ++g) {
    for (unsigned d = 0; d < sizeof(loops_frames) / sizeof(loops_frames[0]); ++d) {
      GuardFixture* fixture = guard_fixture_new(rate_hz);
      fixture->dry = dry;
      fixture->music = sound;
      fixture->dry_level = dry_level;
      fixture->delay_frames = loops_frames[d];
      check_loop(fixture, loops_db[g]);
      free(fixture);
    }
  }
}

static void test_loops_under_noise(void** state) {
  (void)state;
  check_loops(44100.0, guard_fixture_noise, NULL, 0.02f);
  check_loops(48000.0, guard_fixture_noise, NULL, 0.1f);
  check_loops(96000.0, guard_fixture_noise, NULL, 0.1f);
}

static void test_loops_after_a_burst(void** state) {
  (void)state;
  check_loops(48000.0, guard_fixture_burst, NULL, 0.05f);
  check_loops(192000.0, guard_fixture_burst, NULL, 0.05f);
}

static void test_loops_under_a_tone(void** state) {
  (void)state;
  check_loops(48000.0, guard_fixture_tone, NULL, 0.05f);
}

static void test_loops_under_music(void** state) {
  (void)state;
  static const char* const names[] = {"loop_amen", "loop_compus", "ambi_lunar_land"};
  for (unsigned i = 0; i < 3; ++i) {
    Music sound = music_load(names[i]);
    check_loops(sound.rate_hz, guard_fixture_music, &sound, 0.1f);
    music_free(&sound);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_loops_under_noise),
    cmocka_unit_test(test_loops_after_a_burst),
    cmocka_unit_test(test_loops_under_a_tone),
    cmocka_unit_test(test_loops_under_music),
  };
  return cmocka_run_group_tests_name("guard_loops", tests, NULL, NULL);
}
