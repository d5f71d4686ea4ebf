// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A key is only a key: with a relative threshold, real keys duck as much at any level, and the noise, the hum and the
   bleed that come with them duck nothing, neither before the first note nor for a minute after the last.

   The main signal is a constant 1, so that what comes out is the gain. */

#include "common/host/noise.h"
#include "common/host/render.h"
#include "tests/lv2/fixture.h"
#include "tests/lv2/material.h"
#include "tests/lv2/suite.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define BEFORE_SECONDS 4.0
#define KEY_SECONDS 10.0
#define AFTER_SECONDS 63.0
#define LET_GO_SECONDS 3.0  // from the end of the key until nothing may duck any more
#define FLOOR_DB (-60.0)    // the default
#define UNDER_DB 30.0       // how far noise and bleed are below the key

enum { BLOCK = 256, MAX_INPUTS = 6, MAX_OUTPUTS = 6 };

static const double peaks_db[] = {-6.0, -26.0, -46.0};

enum { N_PEAKS = 3 };

typedef struct {
  const char* name;
  double beat_seconds;  // 0 for a loop
} Key;

static const Key keys[] = {
  {MATERIAL_VOICE, 0.0}, {"loop_amen", 0.0},  {"bd_haus", 0.5},        {"bass_woodsy_c", 1.5},
  {"ambi_choir", 0.0},   {"ambi_piano", 2.0}, {"ambi_glass_hum", 0.0},
};

enum { N_KEYS = sizeof(keys) / sizeof(keys[0]) };

typedef enum { UNDER_NOTHING, UNDER_WHITE, UNDER_PINK, UNDER_HUM, UNDER_BLEED, UNDER_BLEED_BEFORE, N_UNDER } Under;

static const char* const under_names[] = {"nothing", "white noise", "pink noise", "hum", "bleed", "bleed before it"};

typedef struct {
  double before_db, after_db;  // the deepest reduction
  double mean_db, deepest_db;  // while the key plays
} Ducking;

static uint64_t frames_of(double seconds) {
  return (uint64_t)(seconds * MATERIAL_RATE_HZ);
}

/* The key alone, with a peak of 1. */
static Wav* key_new(const Key* key) {
  Wav* wav = key->beat_seconds > 0.0 ? material_beat(key->name, KEY_SECONDS, key->beat_seconds)
                                     : material_loop(key->name, KEY_SECONDS);
  material_set_peak_db(wav, 0.0);
  return wav;
}

static double gaussian(Noise* noise) {
  double sum = 0.0;
  for (unsigned i = 0; i < 12; ++i) {
    sum += 0.5 * (double)noise_between(noise, -1.0f, 1.0f);
  }
  return sum;
}

/* What is there all the time: noise and hum of an RMS of 1, bleed with a peak of 1, or the latter from the key on. */
static Wav* under_new(Under under) {
  const double seconds = BEFORE_SECONDS + KEY_SECONDS + AFTER_SECONDS;
  const bool is_bleed = under == UNDER_BLEED || under == UNDER_BLEED_BEFORE;
  Wav* wav = is_bleed ? material_loop("loop_industrial", seconds) : wav_new(1, frames_of(seconds), MATERIAL_RATE_HZ);
  Noise noise = {5};
  double pole[3] = {0.0, 0.0, 0.0};
  for (uint64_t i = 0; i < wav->n_frames && !is_bleed; ++i) {
    const double white = gaussian(&noise);
    pole[0] = 0.99765 * pole[0] + white * 0.0990460;  // Kellet's filter of three poles
    pole[1] = 0.96300 * pole[1] + white * 0.2965164;
    pole[2] = 0.57000 * pole[2] + white * 1.0526913;
    const double hum = sin(6.283185307179586 * 100.0 * (double)i / MATERIAL_RATE_HZ);
    wav->channels[0][i] = (float)(under == UNDER_WHITE  ? white
                                  : under == UNDER_PINK ? pole[0] + pole[1] + pole[2] + 0.1848 * white
                                  : under == UNDER_HUM  ? hum
                                                        : 0.0);
  }
  if (under == UNDER_BLEED) {
    memset(wav->channels[0], 0, frames_of(BEFORE_SECONDS) * sizeof(float));
  }
  if (is_bleed) {
    material_set_peak_db(wav, 0.0);
  } else if (under != UNDER_NOTHING) {
    material_set_rms_db(wav, 0.0);
  }
  return wav;
}

static void set_up(Instance* instance, double floor_db) {
  instance_set_named(instance, "action", 1.0f);
  instance_set_named(instance, "relative", 1.0f);
  instance_set_named(instance, "threshold", -26.0f);
  instance_set_named(instance, "depth", 10.0f);
  instance_set_named(instance, "attack", 10.0f);
  instance_set_named(instance, "release", 250.0f);
  instance_set_named(instance, "floor", (float)floor_db);
}

/* Runs the key where its time has come, over what is there all the time. Gives the gain. */
static Wav* run(Host* host, const char* variant, const Wav* key, const Wav* under, double peak_db, double floor_db) {
  char uri[128];
  HostError error = {""};
  snprintf(uri, sizeof(uri), SIGNALBOX_URI "%s", variant);
  Instance* instance = instance_new(host, uri, MATERIAL_RATE_HZ, BLOCK, &error);
  assert_non_null(instance);
  set_up(instance, floor_db);
  Wav* in = wav_new(2, under->n_frames, MATERIAL_RATE_HZ);
  Wav* out = wav_new(instance_n_outputs(instance), under->n_frames, MATERIAL_RATE_HZ);
  const uint64_t first = frames_of(BEFORE_SECONDS);
  const double gain = pow(10.0, peak_db / 20.0);
  for (uint64_t i = 0; i < in->n_frames; ++i) {
    const double x = i >= first && i < first + key->n_frames ? (double)key->channels[0][i - first] : 0.0;
    in->channels[0][i] = 1.0f;
    in->channels[1][i] = (float)(gain * (x + pow(10.0, -UNDER_DB / 20.0) * (double)under->channels[0][i]));
  }
  const float* inputs[MAX_INPUTS];
  for (uint32_t i = 0; i < instance_n_inputs(instance); ++i) {
    const char* symbol = instance_port(instance, instance_input(instance, i))->symbol;
    inputs[i] = in->channels[strncmp(symbol, "key_a", 5) == 0];
  }
  const Render plan = {.n_frames = in->n_frames, .inputs = inputs, .outputs = out->channels};
  render_run(instance, &plan);
  instance_free(instance);
  wav_free(in);
  return out;
}

static double deepest_db(const Wav* gain, double from, double to) {
  float lowest = 1.0f;
  for (uint64_t i = frames_of(from); i < frames_of(to); ++i) {
    lowest = fminf(lowest, gain->channels[0][i]);
  }
  return -20.0 * log10((double)lowest);
}

static double mean_db(const Wav* gain, double from, double to) {
  double sum = 0.0;
  for (uint64_t i = frames_of(from); i < frames_of(to); ++i) {
    sum -= 20.0 * log10((double)gain->channels[0][i]);
  }
  return sum / (double)(frames_of(to) - frames_of(from));
}

static Ducking duck(Host* host, const char* variant, const Wav* key, const Wav* around, double peak_db,
                    double floor_db) {
  Wav* gain = run(host, variant, key, around, peak_db, floor_db);
  const double end = BEFORE_SECONDS + KEY_SECONDS;
  const Ducking ducking = {.before_db = deepest_db(gain, 0.0, BEFORE_SECONDS),
                           .after_db = deepest_db(gain, end + LET_GO_SECONDS, end + AFTER_SECONDS),
                           .mean_db = mean_db(gain, BEFORE_SECONDS, end),
                           .deepest_db = deepest_db(gain, BEFORE_SECONDS, end)};
  wav_free(gain);
  return ducking;
}

static bool fail_of(const Key* key, Under under, double peak_db, const char* what, double found_db) {
  print_error("%s over %s, peak %g dBFS: %s %.2f dB\n", key->name, under_names[under], peak_db, what, found_db);
  return false;
}

/* Whether all is well with a key over something (`around` is what under_new() makes), at all levels. Bleed cannot be
   told from a key before a key has come, but by its level. */
static bool is_well(Host* host, const char* variant, const Key* key, Under under, const Wav* around) {
  bool well = true;
  double first_db = 0.0;
  Wav* alone = key_new(key);
  for (unsigned p = 0; p < N_PEAKS; ++p) {
    const double floor_db = under == UNDER_BLEED_BEFORE ? peaks_db[p] - UNDER_DB + 1.0 : FLOOR_DB;
    const Ducking ducking = duck(host, variant, alone, around, peaks_db[p], floor_db);
    first_db = p ? first_db : ducking.mean_db;
    if (!(ducking.before_db < 0.5)) {
      well = fail_of(key, under, peaks_db[p], "before it, down by", ducking.before_db);
    }
    if (!(ducking.after_db < 0.5)) {
      well = fail_of(key, under, peaks_db[p], "after it, down by", ducking.after_db);
    }
    if (!(fabs(ducking.mean_db - first_db) < 0.5)) {
      well = fail_of(key, under, peaks_db[p], "ducks otherwise than at -6 dBFS, by", ducking.mean_db - first_db);
    }
    if (!(ducking.deepest_db > 9.5)) {
      well = fail_of(key, under, peaks_db[p], "ducks by no more than", ducking.deepest_db);
    }
  }
  wav_free(alone);
  return well;
}

static void test_real_keys_duck_alike_at_any_level_and_nothing_else_ducks(void** state) {
  (void)state;
  Host* host = fixture_host;
  bool well = true;
  for (Under under = UNDER_NOTHING; under < N_UNDER; ++under) {
    Wav* around = under_new(under);
    for (unsigned k = 0; k < N_KEYS; ++k) {
      well &= is_well(host, "sidechain-router-mono", &keys[k], under, around);
    }
    wav_free(around);
  }
  assert_true(well);
}

static void test_every_variant_ducks_for_a_voice_alone(void** state) {
  (void)state;
  Wav* around = under_new(UNDER_WHITE);
  assert_true(is_well(fixture_host, "sidechain-router-stereo", &keys[0], UNDER_WHITE, around));
  assert_true(is_well(fixture_host, "sidechain-router-cv", &keys[0], UNDER_WHITE, around));
  wav_free(around);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_real_keys_duck_alike_at_any_level_and_nothing_else_ducks),
    cmocka_unit_test(test_every_variant_ducks_for_a_voice_alone),
  };
  return cmocka_run_group_tests_name("keys", tests, fixture_open, fixture_close);
}
