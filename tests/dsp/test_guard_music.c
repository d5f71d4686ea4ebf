// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The guard on music, however loud: it must not act. */

#include "tests/dsp/guard_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static const double two_pi = 6.283185307179586;

/* Music that comes back at the levels, in the ways, that it must not be taken for a loop. */
static float reversed(const GuardFixture* fixture, uint64_t frame) {
  return music_at(fixture->music, fixture->music->n_frames - 1 - frame % fixture->music->n_frames);
}

static float faded_in(const GuardFixture* fixture, uint64_t frame) {
  return music_at(fixture->music, frame) * (float)fmin((double)frame / fixture->rate_hz / fixture->value, 1.0);
}

static float swelling(const GuardFixture* fixture, uint64_t frame) {
  const double seconds = (double)frame / fixture->rate_hz;
  return music_at(fixture->music, frame) * (float)fmin(pow(10.0, 3.0 * (seconds / fixture->value - 1.0)), 1.0);
}

static float sent(const GuardFixture* fixture, uint64_t frame) {
  return frame < (uint64_t)fixture->value ? 0.0f : music_at(fixture->music, frame - (uint64_t)fixture->value);
}

static void check_music(const Music* sound, float (*back)(const GuardFixture*, uint64_t), double value,
                        float dry_level) {
  GuardFixture* fixture = guard_fixture_new(sound->rate_hz);
  fixture->music = sound;
  fixture->back = back;
  fixture->value = value;
  fixture->level = 2.0f;  // up to +6 dBFS
  fixture->dry = guard_fixture_music;
  fixture->dry_level = dry_level;
  guard_fixture_run(fixture, fmax(6.0, 2.0 * sound->n_frames / sound->rate_hz));
  assert_false(fixture->changed);
  assert_true(fixture->full_scale_at >= 0.0);
  free(fixture);
}

static void test_loud_music_passes_bit_for_bit(void** state) {
  (void)state;
  static const char* const names[] = {"loop_amen",     "loop_breakbeat", "loop_tabla",      "loop_drone_g_97",
                                      "ambi_choir",    "guit_em9",       "bass_voxy_c",     "drum_roll",
                                      "loop_electric", "ambi_swoosh",    "drum_cymbal_open"};
  for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    Music sound = music_load(names[i]);
    check_music(&sound, guard_fixture_music, 0.0, 0.0f);
    check_music(&sound, reversed, 0.0, 0.0f);
    check_music(&sound, faded_in, 0.3, 0.0f);
    check_music(&sound, faded_in, 3.0, 0.0f);
    check_music(&sound, swelling, 2.0, 0.0f);
    for (double delay = 32.0; delay < 10000.0; delay *= 4.0) {
      check_music(&sound, sent, delay, 1.0f);
      check_music(&sound, sent, delay, -0.5f);
    }
    music_free(&sound);
  }
}

/* A drum machine: one sound again and again, to the frame, at velocities that go up and down. */
typedef enum { RANDOM, COARSE, HUMAN, EVERY_SECOND, UP_BY_DOUBLES, UP_IN_A_LINE, VELOCITIES } Velocity;

static float velocity_of(Velocity kind, uint64_t hit) {
  const float dice = 0.5f + 0.5f * guard_fixture_noise_of(hit);
  switch (kind) {
    case RANDOM:
      return 0.1f + 0.9f * dice;
    case COARSE:
      return ceilf(16.0f * dice) / 16.0f;
    case HUMAN:
      return 0.8f + 0.2f * dice;
    case EVERY_SECOND:
      return hit % 2 ? 1.0f : 0.5f;
    case UP_BY_DOUBLES:
      return 0.25f * (float)(1u << hit % 3);
    default:
      return (float)(hit % 16 + 1) / 16.0f;
  }
}

enum { HITS = 48 };  // whole patterns

/* A loop of it, scaled to a peak of 1. */
static Music machine_new(const char* name, uint32_t step, Velocity kind) {
  Music sound = music_load(name);
  Music machine = {.rate_hz = sound.rate_hz, .n_frames = HITS * step};
  machine.samples = (float*)calloc(machine.n_frames, sizeof(float));
  assert_non_null(machine.samples);
  float peak = 0.0f;
  for (uint32_t hit = 0; hit < HITS; ++hit) {
    for (uint32_t i = 0; i < sound.n_frames; ++i) {
      float* sum = &machine.samples[(hit * step + i) % machine.n_frames];
      *sum += velocity_of(kind, hit) * sound.samples[i];
      peak = fmaxf(peak, fabsf(*sum));
    }
  }
  for (uint32_t i = 0; i < machine.n_frames; ++i) {
    machine.samples[i] /= peak;
  }
  music_free(&sound);
  return machine;
}

static void test_drum_machines_pass_bit_for_bit(void** state) {
  (void)state;
  static const char* const names[] = {"elec_hi_snare", "drum_cymbal_closed", "elec_blip2", "bd_haus", "elec_ping"};
  static const uint32_t steps[] = {1500, 3000, 5512, 6615, 9500, 13000};
  for (unsigned i = 0; i < 5 * 6 * VELOCITIES; ++i) {
    Music machine = machine_new(names[i % 5], steps[i / 5 % 6], (Velocity)(i / 30));
    check_music(&machine, guard_fixture_music, 0.0, 0.0f);
    music_free(&machine);
  }
}

/* Squeezed as hard as masters are. */
static float mastered(const GuardFixture* fixture, uint64_t frame) {
  return tanhf(4.0f * music_at(fixture->music, frame)) / tanhf(4.0f);
}

/* What a reverb makes of the dry signal: echoes at all times, as loud as the music itself. */
static float reverberant(const GuardFixture* fixture, uint64_t frame) {
  float sum = 0.0f;
  for (uint64_t delay = 331; delay < 20000 && delay <= frame; delay += delay / 5) {
    sum += music_at(fixture->music, frame - delay) * (float)exp(-(double)delay / 9000.0);
  }
  return fminf(fmaxf(0.4f * sum, -1.0f), 1.0f);
}

static void test_masters_and_reverbs_pass_bit_for_bit(void** state) {
  (void)state;
  static const char* const names[] = {"loop_amen", "loop_compus", "loop_garzul", "loop_industrial", "bass_trance_c"};
  for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    Music sound = music_load(names[i]);
    check_music(&sound, mastered, 0.0, 0.0f);
    check_music(&sound, mastered, 0.0, 1.0f);
    check_music(&sound, reverberant, 0.0, 1.0f);
    check_music(&sound, reverberant, 0.0, 0.1f);
    music_free(&sound);
  }
}

/* A tone of `value` Hz, faded in over half a second. */
static float tone_faded_in(const GuardFixture* fixture, uint64_t frame) {
  const double seconds = (double)frame / fixture->rate_hz;
  return (float)(sin(two_pi * fixture->value * seconds) * fmin(seconds / 0.5, 1.0));
}

static void test_steady_tones_above_full_scale_pass(void** state) {
  (void)state;
  for (double tone_hz = 30.0; tone_hz < 20000.0; tone_hz *= 1.37) {
    for (unsigned round = 0; round < 2; ++round) {
      GuardFixture* fixture = guard_fixture_new(48000.0);
      fixture->dry = guard_fixture_silence;
      fixture->back = tone_faded_in;
      fixture->value = round ? tone_hz : 48000.0 / ceil(48000.0 / tone_hz);
      fixture->level = round ? GUARD_LOUD : 1.5f;
      guard_fixture_run(fixture, 2.0);
      assert_false(fixture->changed);
      free(fixture);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_loud_music_passes_bit_for_bit),
    cmocka_unit_test(test_drum_machines_pass_bit_for_bit),
    cmocka_unit_test(test_masters_and_reverbs_pass_bit_for_bit),
    cmocka_unit_test(test_steady_tones_above_full_scale_pass),
  };
  return cmocka_run_group_tests_name("guard_music", tests, NULL, NULL);
}
