// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Pulses of the dynamics, and the onsets that start them: the curve against its formula, and onsets of real drums. */

#include "tests/dsp/dynamics_fixture.h"
#include "tests/dsp/music.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/host/noise.h"
#include "tests/near.h"

static const double rate_hz = 48000.0;

static Fixture* pulse_new(void) {
  Fixture* fixture = fixture_new(rate_hz);
  fixture->params = (DynamicsParams){.action = DYNAMICS_PULSE,
                                     .ratio = 1.0f,
                                     .depth_db = 12.0f,
                                     .attack_ms = 1.0f,
                                     .hold_ms = 50.0f,
                                     .release_ms = 40.0f,
                                     .floor = 0.001f};
  return fixture;
}

/* One pole to the depth for ln(100) times the attack and the hold, and one pole back, whatever the key. */
static void test_a_pulse_is_the_same_curve_for_any_key(void** state) {
  (void)state;
  static const double levels_db[] = {0.0, -20.0, -46.0, -59.0};
  static const uint32_t lengths[] = {1, 100, 12000};
  const uint32_t on = 1001;
  const uint32_t down = 1 + (uint32_t)((4.6 * 1.0 + 50.0) * 48.0 + 0.5);
  for (unsigned k = 0; k < 4 * 3; ++k) {
    Fixture* fixture = pulse_new();
    fixture_fill(fixture->key[0], on, on + lengths[k / 4], levels_db[k % 4]);
    fixture_run(fixture, 1, 0, FRAMES, 77);
    double expected = 0.0;
    for (uint32_t i = 0; i < FRAMES; ++i) {
      if (i >= on && i < on + down) {
        expected = 12.0 - (12.0 - expected) * exp(-1.0 / 48.0);
      } else {
        expected *= exp(-1.0 / (40.0 * 48.0));
      }
      assert_near(fixture_reduction_db(fixture, 0, i), expected, 0.001);
    }
    free(fixture);
  }
}

static void test_below_the_floor_there_is_no_onset(void** state) {
  (void)state;
  Fixture* fixture = pulse_new();
  fixture_fill(fixture->key[0], 1000, 20000, -61.0);
  fixture_run(fixture, 1, 0, FRAMES, FRAMES);
  for (uint32_t i = 0; i < FRAMES; ++i) {
    assert_true(fixture->gain[0][i] == 1.0f);
  }
  free(fixture);
}

/* An onset within attack and hold does not count; a later one starts again from where the gain is. */
static void test_a_pulse_restarts_after_its_hold_only(void** state) {
  (void)state;
  Fixture* fixture = pulse_new();
  const uint32_t on = 1000;
  const uint32_t release = on + 1 + (uint32_t)((4.6 + 50.0) * 48.0 + 0.5);
  const uint32_t again = release + 1000;
  fixture_fill(fixture->key[0], on, on + 10, -10.0);
  fixture_fill(fixture->key[0], release - 500, release - 490, 0.0);
  fixture_fill(fixture->key[0], again, again + 10, 20.0);
  fixture_run(fixture, 1, 0, FRAMES, FRAMES);
  assert_true(fixture_reduction_db(fixture, 0, release) < fixture_reduction_db(fixture, 0, release - 1));
  const double from = fixture_reduction_db(fixture, 0, again - 1);
  assert_near(from, 12.0 * exp(-1000.0 / 1920.0), 0.1);
  assert_near(fixture_reduction_db(fixture, 0, again), 12.0 - (12.0 - from) * exp(-1.0 / 48.0), 0.001);
  free(fixture);
}

/* Runs an onset detector over frames of a sound at a level; gives where windows begin. */
static unsigned find_onsets(const Music* music, float gain, double hold_ms, uint64_t n_frames, uint64_t* at,
                            unsigned most) {
  Onset onset;
  float levels[CHUNK_FRAMES];
  unsigned n = 0;
  bool down = false;
  onset_init(&onset, music->rate_hz);
  const uint32_t window = 1 + (uint32_t)(hold_ms * music->rate_hz / 1000.0);
  for (uint64_t i = 0; i + CHUNK_FRAMES <= n_frames; i += CHUNK_FRAMES) {
    for (uint32_t k = 0; k < CHUNK_FRAMES; ++k) {
      levels[k] = gain * fabsf(music_at(music, i + k));
    }
    onset_run(&onset, levels, 0.001f, window, CHUNK_FRAMES);
    for (uint32_t k = 0; k < CHUNK_FRAMES; ++k) {
      if (levels[k] > 0.0f && !down && n < most) {
        at[n++] = i + k;
      }
      down = levels[k] > 0.0f;
    }
  }
  return n;
}

/* A kick every half second, at any level: one onset each, at its first sound above the floor. */
static void test_each_kick_is_one_onset(void** state) {
  (void)state;
  static const char* const names[] = {"bd_haus", "bd_808", "bd_fat", "drum_heavy_kick", "sn_dub", "drum_snare_hard"};
  static const float gains[] = {1.0f, 0.05f, 0.005f};
  for (unsigned k = 0; k < 6; ++k) {
    Music sound = music_load(names[k]);
    const uint64_t beat = (uint64_t)(0.5 * sound.rate_hz);
    Music beats = {.rate_hz = sound.rate_hz, .n_frames = (uint32_t)beat};
    beats.samples = (float*)calloc(beat, sizeof(float));
    assert_non_null(beats.samples);
    memcpy(beats.samples, sound.samples, (beat < sound.n_frames ? beat : sound.n_frames) * sizeof(float));
    for (unsigned g = 0; g < 3; ++g) {
      uint64_t at[64];
      uint64_t first = 0;
      while (gains[g] * fabsf(beats.samples[first]) < 0.001f) {
        ++first;
      }
      assert_int_equal(find_onsets(&beats, gains[g], 60.0, 8 * beat, at, 64), 8);
      for (unsigned n = 0; n < 8; ++n) {
        assert_true(at[n] <= n * beat + first + (uint64_t)(0.001 * sound.rate_hz));
      }
    }
    music_free(&beats);
    music_free(&sound);
  }
}

/* Windows of a drum roll do not begin twice within the hold, and most strokes outside of it are found. */
static void test_a_roll_is_pulsed_once_a_hold(void** state) {
  (void)state;
  static const double holds_ms[] = {30.0, 100.0, 250.0};
  Music roll = music_load("drum_roll");
  for (unsigned h = 0; h < 3; ++h) {
    uint64_t at[512];
    const unsigned n = find_onsets(&roll, 1.0f, holds_ms[h], roll.n_frames, at, 512);
    assert_true(n > 0);
    for (unsigned i = 1; i < n; ++i) {
      assert_true((double)(at[i] - at[i - 1]) >= holds_ms[h] * roll.rate_hz / 1000.0);
    }
  }
  music_free(&roll);
}

/* What stands still has no onset but the first. */
static void test_tones_and_noise_have_one_onset(void** state) {
  (void)state;
  for (unsigned k = 0; k < 8; ++k) {
    Music still = {.rate_hz = rate_hz, .n_frames = 480000};
    Noise noise = {3};
    still.samples = (float*)calloc(still.n_frames, sizeof(float));
    assert_non_null(still.samples);
    for (uint32_t i = 0; i < still.n_frames; ++i) {
      const double tone = sin(6.283185307179586 * (35.0 * pow(2.0, k)) * i / rate_hz);
      still.samples[i] = k == 7 ? 0.3f * noise_between(&noise, -1.0f, 1.0f) : (float)(0.5 * tone);
    }
    uint64_t at[8];
    assert_int_equal(find_onsets(&still, 1.0f, 10.0, still.n_frames, at, 8), 1);
    music_free(&still);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_a_pulse_is_the_same_curve_for_any_key),
    cmocka_unit_test(test_below_the_floor_there_is_no_onset),
    cmocka_unit_test(test_a_pulse_restarts_after_its_hold_only),
    cmocka_unit_test(test_each_kick_is_one_onset),
    cmocka_unit_test(test_a_roll_is_pulsed_once_a_hold),
    cmocka_unit_test(test_tones_and_noise_have_one_onset),
  };
  return cmocka_run_group_tests_name("pulse", tests, NULL, NULL);
}
