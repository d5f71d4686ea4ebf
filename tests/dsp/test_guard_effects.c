// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The guard in loops with an effect in them, which no round leaves as it was, so that only their level can tell. */

#include "tests/dsp/guard_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static float low_pass(GuardFixture* fixture, float sample) {
  fixture->effect_low += 0.5f * (sample - fixture->effect_low);
  return fixture->effect_low;
}

static float high_pass(GuardFixture* fixture, float sample) {
  fixture->effect_low += 0.04f * (sample - fixture->effect_low);
  return sample - fixture->effect_low;
}

static float saturation(GuardFixture* fixture, float sample) {
  (void)fixture;
  return 4.0f * tanhf(sample / 4.0f);
}

/* A comb of echoes, each 3 dB weaker. */
static float room(GuardFixture* fixture, float sample) {
  float* echo = &fixture->effect_room[fixture->effect_at++ % 1777];
  *echo = sample + 0.7f * *echo;
  return 0.5f * *echo;
}

static const struct {
  const char* name;
  float (*effect)(GuardFixture*, float);
} effects[] = {{"a low-pass", low_pass}, {"a high-pass", high_pass}, {"saturation", saturation}, {"a room", room}};

typedef struct {
  const Music* sound;
  float (*dry)(const GuardFixture*, uint64_t);
  unsigned effect;
  uint32_t delay_frames;
  double gain;
} Loop;

/* No loop gets beyond the ceiling, and one that gets beyond GUARD_LOUD fast and without gaps is silent 200 ms after
   full scale. True where it was stopped. */
static bool is_stopped(const Loop* loop) {
  GuardFixture* fixture = guard_fixture_new(loop->sound->rate_hz);
  fixture->music = loop->sound;
  fixture->dry = loop->dry;
  fixture->dry_level = 0.1f;
  fixture->back = guard_fixture_loop;
  fixture->effect = effects[loop->effect].effect;
  fixture->delay_frames = loop->delay_frames;
  fixture->loop_gain = (float)loop->gain;
  for (unsigned i = 0; i < 400 && fixture->held_at < 0.0; ++i) {
    guard_fixture_run(fixture, 0.02);
  }
  guard_fixture_run(fixture, 0.02);
  const double growth_seconds = fixture->beyond_at - fixture->full_scale_at;
  const double late = fixture->loud_at - fixture->full_scale_at;
  const bool is_held = fixture->held_at > 0.0;
  const bool is_steady = loop->dry != guard_fixture_music && fixture->effect != room && loop->delay_frames <= 1024;
  const bool is_fast = is_steady && fixture->beyond_at > 0.0 && growth_seconds < 0.1;
  const bool fine = fixture->largest <= GUARD_CEILING + 0.2f && (!is_fast || (is_held && late < 0.2));
  if (!fine) {
    print_error(
      "%s every %u frames, gain %g: over full scale at %.3f s, beyond at %.3f s, last heard at %.3f s, largest "
      "%.2f\n",
      effects[loop->effect].name, loop->delay_frames, loop->gain, fixture->full_scale_at, fixture->beyond_at,
      fixture->loud_at, (double)fixture->largest);
  }
  assert_true(fine);
  free(fixture);
  return is_held;
}

static void test_no_loop_gets_far(void** state) {
  (void)state;
  static float (*const sources[])(const GuardFixture*, uint64_t) = {guard_fixture_noise, guard_fixture_burst,
                                                                    guard_fixture_music, guard_fixture_tone};
  static const uint32_t delays[] = {32, 256, 1024, 4800, 9600};
  static const double gains[] = {1.05, 1.2, 1.5, 2.0, 4.0};
  Music sound = music_load("loop_amen");
  for (unsigned e = 0; e < 4; ++e) {
    unsigned n_stopped = 0;
    for (unsigned i = 0; i < 4 * 5 * 5; ++i) {
      const Loop loop = {&sound, sources[i % 4], e, delays[i / 4 % 5], gains[i / 20]};
      n_stopped += is_stopped(&loop);
    }
    assert_true(n_stopped >= 75);
  }
  music_free(&sound);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_no_loop_gets_far),
  };
  return cmocka_run_group_tests_name("guard_effects", tests, NULL, NULL);
}
