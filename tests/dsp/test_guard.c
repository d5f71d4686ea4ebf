// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The guard at a desk: in real loops it must act, on loud music it must not. */

#include "common/dsp/guard.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/dsp/music.h"
#include "tests/near.h"

enum { RING = 16384 };

static const double two_pi = 6.283185307179586;

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
  const Music* music;
  double value;  // means what `dry` or `back` say
  uint32_t delay_frames;
  float loop_gain;
  float past[RING];  // what went out
  float largest;     // that went out
  float last_in, last_through;
  double full_scale_at;  // seconds: when the return first went over full scale, or -1
  double held_at;        // when it was first held, or -1
  double loud_at;        // when more than nothing of it last came through
  bool changed;          // the guard has let something through other than what came
} Desk;

static Desk* desk_new(double rate_hz) {
  Desk* desk = (Desk*)calloc(1, sizeof(Desk));
  assert_non_null(desk);
  desk->rate_hz = rate_hz;
  desk->step = CHUNK_FRAMES;
  desk->level = desk->dry_level = 1.0f;
  desk->full_scale_at = desk->held_at = desk->loud_at = -1.0;
  guard_init(&desk->guard, rate_hz);
  guard_set(&desk->guard, true);
  return desk;
}

static float noise_of(uint64_t frame) {
  uint64_t z = (frame + 1) * 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (float)((z ^ (z >> 31)) >> 40) * 0x1p-23f - 1.0f;
}

static float silence(const Desk* desk, uint64_t frame) {
  (void)desk;
  (void)frame;
  return 0.0f;
}

static float noise(const Desk* desk, uint64_t frame) {
  (void)desk;
  return noise_of(frame);
}

static float burst(const Desk* desk, uint64_t frame) {
  return (double)frame < 0.1 * desk->rate_hz ? noise_of(frame) : 0.0f;
}

static float tone(const Desk* desk, uint64_t frame) {
  return (float)sin(two_pi * 440.0 * (double)frame / desk->rate_hz);
}

static float music(const Desk* desk, uint64_t frame) {
  return music_at(desk->music, frame);
}

static float loop(const Desk* desk, uint64_t frame) {
  return frame < desk->delay_frames ? 0.0f : desk->loop_gain * desk->past[(frame - desk->delay_frames) % RING];
}

static void note(Desk* desk, float in, float through, float out, uint64_t frame) {
  const double seconds = (double)frame / desk->rate_hz;
  desk->changed |= in != through;
  desk->largest = fmaxf(desk->largest, fabsf(out));
  desk->last_in = in;
  desk->last_through = through;
  desk->past[frame % RING] = out;
  if (desk->full_scale_at < 0.0 && fabsf(in) > 1.0f) {
    desk->full_scale_at = seconds;
  }
  if (through != 0.0f) {
    desk->loud_at = seconds;
  }
}

static void run_chunk(Desk* desk, uint32_t n) {
  float in[CHUNK_FRAMES];
  float through[CHUNK_FRAMES];
  float out[CHUNK_FRAMES];
  float peak = 0.0f;
  float dry_peak = 0.0f;
  for (uint32_t i = 0; i < n; ++i) {
    in[i] = through[i] = desk->back(desk, desk->frame + i) * desk->level;
    out[i] = desk->dry(desk, desk->frame + i) * desk->dry_level;
    peak = fmaxf(peak, fabsf(in[i]));
    dry_peak = fmaxf(dry_peak, fabsf(out[i]));
  }
  float* const channels[] = {through, through};
  if (!guard_is_idle(&desk->guard, peak)) {
    guard_run(&desk->guard, channels, 1, n);
  }
  for (uint32_t i = 0; i < n; ++i) {
    out[i] += through[i];
    note(desk, in[i], through[i], out[i], desk->frame + i);
  }
  const FeedbackAudio audio = {.in = {in, in}, .wet = {through, through}, .out = {out, out}, .wet_gain = {1.0f, 1.0f}};
  guard_listen(&desk->guard, &audio, peak, dry_peak, n);
  desk->frame += n;
  if (chunk_advance(&desk->clock, n)) {
    guard_step(&desk->guard);
  }
  if (desk->held_at < 0.0 && desk->guard.holding) {
    desk->held_at = (double)desk->frame / desk->rate_hz;
  }
}

/* Chunks are no longer than the loop, so that it is closed to the frame. */
static void run_for(Desk* desk, double seconds) {
  const uint64_t end = desk->frame + (uint64_t)(seconds * desk->rate_hz);
  const uint32_t step = desk->delay_frames && desk->delay_frames < desk->step ? desk->delay_frames : desk->step;
  while (desk->frame < end) {
    const uint64_t left = end - desk->frame;
    run_chunk(desk, chunk_length(&desk->clock, left < step ? (uint32_t)left : step));
  }
}

/* Closes a loop, which has to be held 200 ms after it passes full scale and for as long as it is closed and fed; then
   opens it, upon which the return has to be back within a second and the 10 ms of its fade, and not before. */
static void check_loop(Desk* desk, double loop_db) {
  const double growth_db_per_second = loop_db * desk->rate_hz / desk->delay_frames;
  desk->loop_gain = (float)pow(10.0, loop_db / 20.0);
  desk->back = loop;
  run_for(desk, fmin(1.0 + 50.0 / growth_db_per_second, 20.0));
  const bool fine = desk->full_scale_at > 0.0 && desk->held_at > 0.0 && desk->loud_at < desk->full_scale_at + 0.2 &&
                    desk->largest <= 2.0f * GUARD_CEILING;
  if (!fine) {
    print_error("%g dB every %u frames at %g Hz: over full scale at %.3f s, held at %.3f s, last heard at %.3f s, "
                "largest %.2f\n",
                loop_db, desk->delay_frames, desk->rate_hz, desk->full_scale_at, desk->held_at, desk->loud_at,
                (double)desk->largest);
  }
  assert_true(fine);
  run_for(desk, 1.5);
  assert_true(desk->guard.holding || desk->dry == burst);
  desk->back = silence;
  run_for(desk, GUARD_QUIET_SECONDS + 0.05);
  assert_false(desk->guard.holding);
  desk->back = noise;
  desk->level = 0.5f;
  desk->changed = false;
  run_for(desk, 0.1);
  assert_false(desk->changed);
}

static const double loops_db[] = {0.5, 1.0, 3.0, 6.0, 12.0};
static const uint32_t loops_frames[] = {32, 64, 100, 256, 1000, 1024, 4096, 8192};

static void check_loops(double rate_hz, float (*dry)(const Desk*, uint64_t), const Music* sound, float dry_level) {
  for (unsigned g = 0; g < sizeof(loops_db) / sizeof(loops_db[0]); ++g) {
    for (unsigned d = 0; d < sizeof(loops_frames) / sizeof(loops_frames[0]); ++d) {
      Desk* desk = desk_new(rate_hz);
      desk->dry = dry;
      desk->music = sound;
      desk->dry_level = dry_level;
      desk->delay_frames = loops_frames[d];
      check_loop(desk, loops_db[g]);
      free(desk);
    }
  }
}

static void test_loops_under_noise(void** state) {
  (void)state;
  check_loops(44100.0, noise, NULL, 0.02f);
  check_loops(48000.0, noise, NULL, 0.1f);
  check_loops(96000.0, noise, NULL, 0.1f);
}

static void test_loops_after_a_burst(void** state) {
  (void)state;
  check_loops(48000.0, burst, NULL, 0.05f);
  check_loops(192000.0, burst, NULL, 0.05f);
}

static void test_loops_under_a_tone(void** state) {
  (void)state;
  check_loops(48000.0, tone, NULL, 0.05f);
}

static void test_loops_under_music(void** state) {
  (void)state;
  static const char* const names[] = {"loop_amen", "loop_compus", "ambi_lunar_land"};
  for (unsigned i = 0; i < 3; ++i) {
    Music sound = music_load(names[i]);
    check_loops(sound.rate_hz, music, &sound, 0.1f);
    music_free(&sound);
  }
}

/* Music that comes back at the levels, in the ways, that it must not be taken for a loop. */
static float reversed(const Desk* desk, uint64_t frame) {
  return music_at(desk->music, desk->music->n_frames - 1 - frame % desk->music->n_frames);
}

static float faded_in(const Desk* desk, uint64_t frame) {
  return music_at(desk->music, frame) * (float)fmin((double)frame / desk->rate_hz / desk->value, 1.0);
}

static float swelling(const Desk* desk, uint64_t frame) {
  const double seconds = (double)frame / desk->rate_hz;
  return music_at(desk->music, frame) * (float)fmin(pow(10.0, 3.0 * (seconds / desk->value - 1.0)), 1.0);
}

static float sent(const Desk* desk, uint64_t frame) {
  return frame < (uint64_t)desk->value ? 0.0f : music_at(desk->music, frame - (uint64_t)desk->value);
}

static void check_music(const Music* sound, float (*back)(const Desk*, uint64_t), double value, float dry_level) {
  Desk* desk = desk_new(sound->rate_hz);
  desk->music = sound;
  desk->back = back;
  desk->value = value;
  desk->level = 2.0f;
  desk->dry = music;
  desk->dry_level = dry_level;
  run_for(desk, fmax(6.0, 2.0 * sound->n_frames / sound->rate_hz));
  assert_false(desk->changed);
  assert_true(desk->full_scale_at >= 0.0);
  free(desk);
}

static void test_loud_music_passes_bit_for_bit(void** state) {
  (void)state;
  static const char* const names[] = {"loop_amen",     "loop_breakbeat", "loop_tabla",      "loop_drone_g_97",
                                      "ambi_choir",    "guit_em9",       "bass_voxy_c",     "drum_roll",
                                      "loop_electric", "ambi_swoosh",    "drum_cymbal_open"};
  for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    Music sound = music_load(names[i]);
    check_music(&sound, music, 0.0, 0.0f);
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

/* A tone of `value` Hz, faded in over half a second. */
static float tone_faded_in(const Desk* desk, uint64_t frame) {
  const double seconds = (double)frame / desk->rate_hz;
  return (float)(sin(two_pi * desk->value * seconds) * fmin(seconds / 0.5, 1.0));
}

static void test_steady_tones_above_full_scale_pass(void** state) {
  (void)state;
  for (double tone_hz = 30.0; tone_hz < 20000.0; tone_hz *= 1.37) {
    for (unsigned round = 0; round < 2; ++round) {
      Desk* desk = desk_new(48000.0);
      desk->dry = silence;
      desk->back = tone_faded_in;
      desk->value = round ? tone_hz : 48000.0 / ceil(48000.0 / tone_hz);
      desk->level = round ? GUARD_CEILING : 1.5f;
      run_for(desk, 2.0);
      assert_false(desk->changed);
      free(desk);
    }
  }
}

static void test_nothing_above_the_ceiling_passes(void** state) {
  (void)state;
  Desk* desk = desk_new(48000.0);
  desk->dry = silence;
  desk->back = burst;
  desk->level = 100.0f;
  run_for(desk, 0.01);
  assert_true(desk->largest == GUARD_CEILING);
  assert_false(desk->guard.holding);
  run_for(desk, GUARD_CEILING_SECONDS - 0.01 + 0.004);
  assert_true(desk->guard.holding);
  run_for(desk, 0.0105);
  assert_true(desk->last_in != 0.0f && desk->last_through == 0.0f);
  assert_true(desk->largest == GUARD_CEILING);
  free(desk);
}

/* 20 ms above the ceiling, four times a second. */
static float hits(const Desk* desk, uint64_t frame) {
  return fmod((double)frame / desk->rate_hz, 0.5) < 0.02 ? 8.0f * noise_of(frame) : 0.1f * noise_of(frame);
}

static void test_short_hits_above_the_ceiling_are_no_runaway(void** state) {
  (void)state;
  Desk* desk = desk_new(48000.0);
  desk->dry = silence;
  desk->back = hits;
  run_for(desk, 10.0);
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
    desk->dry = desk->back = noise;
    desk->dry_level = cases[i].dry_level;
    desk->level = 10.0f;
    run_for(desk, 0.2);
    assert_true(desk->guard.holding);
    desk->level = cases[i].level;
    run_for(desk, GUARD_QUIET_SECONDS - 0.01);
    assert_true(desk->guard.holding);
    run_for(desk, 0.03);
    assert_int_equal(desk->guard.holding, !cases[i].comes_back);
    run_for(desk, 5.0);
    assert_int_equal(desk->guard.holding, !cases[i].comes_back);
    free(desk);
  }
}

static void test_fades_are_lines_of_ten_milliseconds(void** state) {
  (void)state;
  Desk* desk = desk_new(48000.0);
  desk->dry = silence;
  desk->back = noise;
  desk->level = 10.0f;
  while (!desk->guard.holding) {
    run_chunk(desk, CHUNK_FRAMES);
  }
  desk->back = silence;
  run_for(desk, 0.5);
  desk->level = 1e-4f;
  desk->back = noise;
  while (desk->guard.holding) {
    run_chunk(desk, CHUNK_FRAMES);
  }
  for (unsigned k = 1; k <= 600; ++k) {
    run_chunk(desk, 1);
    const double expected = fmin(k / 480.0, 1.0);
    assert_near(desk->last_through, expected * (double)desk->last_in, 1e-9);
  }
  free(desk);
}

static void test_off_lets_all_through(void** state) {
  (void)state;
  Desk* desk = desk_new(48000.0);
  guard_set(&desk->guard, false);
  desk->dry = silence;
  desk->back = noise;
  desk->level = 1000.0f;
  run_for(desk, 1.0);
  assert_false(desk->changed);
  guard_set(&desk->guard, true);
  run_for(desk, 0.2);
  assert_true(desk->guard.holding);
  guard_set(&desk->guard, false);
  assert_false(desk->guard.holding);
  run_for(desk, 0.02);
  desk->changed = false;
  run_for(desk, 1.0);
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
    desk->dry = music;
    desk->dry_level = 0.2f;
    desk->back = loop;
    desk->delay_frames = 3333;
    desk->loop_gain = 1.2f;
    desk->step = steps[s];
    run_for(desk, 4.0);
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
    cmocka_unit_test(test_loops_under_noise),
    cmocka_unit_test(test_loops_after_a_burst),
    cmocka_unit_test(test_loops_under_a_tone),
    cmocka_unit_test(test_loops_under_music),
    cmocka_unit_test(test_loud_music_passes_bit_for_bit),
    cmocka_unit_test(test_steady_tones_above_full_scale_pass),
    cmocka_unit_test(test_nothing_above_the_ceiling_passes),
    cmocka_unit_test(test_short_hits_above_the_ceiling_are_no_runaway),
    cmocka_unit_test(test_it_waits_until_the_return_is_weaker_than_the_dry_signal),
    cmocka_unit_test(test_fades_are_lines_of_ten_milliseconds),
    cmocka_unit_test(test_off_lets_all_through),
    cmocka_unit_test(test_does_not_depend_on_cuts),
  };
  return cmocka_run_group_tests_name("guard", tests, NULL, NULL);
}
