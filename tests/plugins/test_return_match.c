// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The match of an aux return: twenty effects between a send and its return, heard through libebur128. */

#include "plugins/aux_return/aux_return.h"
#include "tests/plugins/effects.h"
#include "tests/plugins/heard.h"
#include "tests/support/samples.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/near.h"

enum { SECONDS = 20, SETTLE_SECONDS = 10, BLOCK = 512 };

static const char* const loops[] = {"loop_amen", "loop_garzul", "loop_industrial", "loop_breakbeat"};

enum { LOOPS = sizeof(loops) / sizeof(loops[0]) };

/* A dry signal, and a return that is on its way to become what is put out. */
typedef struct {
  double rate_hz;
  uint32_t n_frames;
  float *dry[2], *wet[2];
} Music;

static Music music_new(const char* name) {
  HostError error = {""};
  Wav* wav = sample_load(name, &error);
  if (!wav) {
    fail_msg("%s", error.text);
  }
  Music music = {.rate_hz = wav->rate_hz, .n_frames = SECONDS * (uint32_t)wav->rate_hz};
  for (unsigned c = 0; c < 2; ++c) {
    music.dry[c] = (float*)calloc(music.n_frames, sizeof(float));
    music.wet[c] = (float*)calloc(music.n_frames, sizeof(float));
    assert_true(music.dry[c] && music.wet[c]);
    for (uint32_t i = 0; i < music.n_frames; ++i) {
      music.dry[c][i] = wav->channels[wav->n_channels > 1 ? c : 0][i % wav->n_frames];
    }
  }
  wav_free(wav);
  return music;
}

static void music_free(Music* music) {
  for (unsigned c = 0; c < 2; ++c) {
    free(music->dry[c]);
    free(music->wet[c]);
  }
}

static void run_effect(Music* music, const EffectKind* kind) {
  Effect* effect = (Effect*)malloc(sizeof(Effect));
  assert_non_null(effect);
  for (unsigned c = 0; c < 2; ++c) {
    effect_init(effect, kind, music->rate_hz);
    for (uint32_t i = 0; i < music->n_frames; ++i) {
      music->wet[c][i] = effect_run(effect, music->dry[c][i]);
    }
  }
  free(effect);
}

/* Integrated loudness in LUFS, once the match has had time to settle. */
static double loudness_of(const Music* music, float* const* rows) {
  return heard_loudness(rows, SETTLE_SECONDS * (uint32_t)music->rate_hz, music->n_frames, music->rate_hz);
}

static AuxReturnParams params_of(AuxReturnMode mode, bool match) {
  return (AuxReturnParams){.mode = mode,
                           .dry_gain = 1.0f,
                           .return_gain = 1.0f,
                           .mix = 1.0f,
                           .width = 1.0f,
                           .lpf_hz = INFINITY,
                           .duck_threshold_db = -30.0f,
                           .duck_attack_ms = 10.0f,
                           .duck_release_ms = 300.0f,
                           .match = match,
                           .guard = true,
                           .enabled = true};
}

/* Runs the return through an aux return, in place. */
static void come_back(Music* music, const AuxReturnParams* params) {
  AuxReturn* aux = aux_return_new(2, music->rate_hz);
  assert_non_null(aux);
  aux_return_set(aux, params);
  for (uint32_t at = 0; at < music->n_frames; at += BLOCK) {
    const uint32_t n = music->n_frames - at < BLOCK ? music->n_frames - at : BLOCK;
    const float* const in[] = {music->dry[0] + at, music->dry[1] + at, music->wet[0] + at, music->wet[1] + at};
    float* const out[] = {music->wet[0] + at, music->wet[1] + at};
    aux_return_run(aux, in, out, n);
  }
  aux_return_free(aux);
}

static void test_twenty_effects_are_as_loud_as_the_dry_signal(void** state) {
  (void)state;
  const AuxReturnParams params = params_of(RETURN_WET_ONLY, true);
  for (unsigned l = 0; l < LOOPS; ++l) {
    Music music = music_new(loops[l]);
    const double dry = loudness_of(&music, music.dry);
    unsigned n_off = 0;
    for (unsigned e = 0; e < EFFECTS; ++e) {
      run_effect(&music, &effects[e]);
      n_off += fabs(loudness_of(&music, music.wet) - dry) > 0.5;
      come_back(&music, &params);
      const double told = loudness_of(&music, music.wet);
      if (!(fabs(told - dry) <= 0.2)) {
        print_error("%s through %s: %.2f LU off\n", loops[l], effects[e].name, told - dry);
      }
      assert_near(told, dry, 0.2);
    }
    assert_true(n_off > EFFECTS / 2);
    music_free(&music);
  }
}

/* In every mode the same gain, on top of what the level says; and the duck is not undone. */
static void test_levels_and_duck_count_on_top(void** state) {
  (void)state;
  Music music = music_new("loop_garzul");
  const double dry = loudness_of(&music, music.dry);
  for (unsigned way = 0; way < 3; ++way) {
    AuxReturnParams params = params_of(way == 1 ? RETURN_BLENDED : RETURN_WET_ONLY, true);
    params.return_gain = way < 2 ? 0.25f : 1.0f;
    params.duck_depth_db = way == 2 ? 9.0f : 0.0f;
    params.duck_threshold_db = -60.0f;
    params.duck_release_ms = 5000.0f;
    run_effect(&music, &effects[0]);
    come_back(&music, &params);
    assert_near(loudness_of(&music, music.wet), dry + (way < 2 ? -12.04 : -9.0), 0.2);
  }
  music_free(&music);
}

/* It stands still while the dry signal pauses, whatever noise an effect makes; and starts anew when it is switched on.
 */
static void test_pauses_and_switching_on(void** state) {
  (void)state;
  Music music = music_new("loop_garzul");
  const uint32_t second = (uint32_t)music.rate_hz;
  run_effect(&music, &effects[0]);
  AuxReturn* aux = aux_return_new(2, music.rate_hz);
  for (unsigned part = 0; part < 3; ++part) {
    const AuxReturnParams params = params_of(RETURN_WET_ONLY, part > 0);
    for (uint32_t i = 5 * second; part == 2 && i < 15 * second; ++i) {
      music.dry[0][i] = music.dry[1][i] = 0.0f;
      music.wet[0][i] = music.wet[1][i] = 1e-3f * (float)(i % 7);
    }
    const uint32_t at = part ? (part == 1 ? 1 : 5) * second : 0;
    const uint32_t n = (part ? (part == 1 ? 4 : 10) : 1) * second;
    const float* const in[] = {music.dry[0] + at, music.dry[1] + at, music.wet[0] + at, music.wet[1] + at};
    float* const out[] = {music.wet[0] + at, music.wet[1] + at};
    const float last[] = {music.wet[0][at + n - 1], music.wet[1][at + n - 1]};
    aux_return_set(aux, &params);
    aux_return_run(aux, in, out, n);
    for (unsigned c = 0; c < 2; ++c) {
      assert_near(music.wet[c][at + n - 1], (double)last[c] * (part ? pow(10.0, 12.0 / 20.0) : 1.0),
                  0.01 * fabs((double)last[c]) + 1e-6);
    }
  }
  aux_return_free(aux);
  music_free(&music);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_twenty_effects_are_as_loud_as_the_dry_signal),
    cmocka_unit_test(test_levels_and_duck_count_on_top),
    cmocka_unit_test(test_pauses_and_switching_on),
  };
  return cmocka_run_group_tests_name("return_match", tests, NULL, NULL);
}
