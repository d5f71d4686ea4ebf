// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The presets of the sidechain router do what their names say: each is played real material and real keys, and what it
   makes of them is measured. What is printed on the way is the table of what they do. */

#include "tests/lv2/dynamics_change.h"
#include "tests/lv2/fixture.h"
#include "tests/lv2/material.h"
#include "tests/lv2/preset_render.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

static void assert_between(double value, double low, double high) {
  if (!(value >= low && value <= high)) {
    print_error("%.2f is not within %g and %g\n", value, low, high);
    fail();
  }
}

/* Ducks and gates: how far down at the deepest, with the key's peaks at -6 and at -26 dBFS. The key plays for 8 s and
   is silent for 3 s after that, in which a duck comes back to rest and a gate closes. */
typedef struct {
  const char* preset;
  const char* key;
  double beat_seconds;  // 0: the key is looped
  double down_db;       // and how exactly
  double tolerance_db;
  double back_within_db;  // of 0, between the beats; of a voice, which has no beats, 0
  double main_hz;         // a tone to be turned down; 0: a drone
  bool is_gate;           // closed at rest
} Ducking;

static const Ducking duckings[] = {
  {"kick-ducks-bass-gentle", "bd_haus", 0.5, 2.0, 0.3, 0.3, 0.0},
  {"kick-ducks-bass-firm", "bd_haus", 0.5, 4.5, 0.5, 0.5, 0.0},
  {"kick-ducks-bass-pumping", "bd_haus", 0.75, 10.0, 0.5, 1.0, 0.0},
  {"kick-ducks-bass-low-end-only", "bd_haus", 0.5, 6.0, 0.5, 0.6, 50.0},
  {"kick-ducks-bass-low-end-only", "bd_haus", 0.5, 0.0, 0.01, 0.01, 1000.0},
  {"kick-ducks-bass-low-end-only", "bd_haus", 0.5, 0.0, 0.01, 0.01, 8000.0},
  {"duck-the-lows-only", "bd_haus", 0.5, 9.0, 0.5, 0.6, 50.0},
  {"duck-the-lows-only", "bd_haus", 0.5, 0.0, 0.01, 0.01, 1000.0},
  {"duck-the-lows-only", "bd_haus", 0.5, 0.0, 0.01, 0.01, 8000.0},
  {"sidechain-pump-kick-at-100-bpm", "bd_haus", 0.6, 10.0, 0.5, 1.5, 0.0},
  {"sidechain-pump-kick-at-120-bpm", "bd_haus", 0.5, 10.0, 0.5, 1.5, 0.0},
  {"sidechain-pump-kick-at-128-bpm", "bd_haus", 60.0 / 128.0, 10.0, 0.5, 1.5, 0.0},
  {"sidechain-pump-kick-at-140-bpm", "bd_haus", 60.0 / 140.0, 10.0, 0.5, 1.5, 0.0},
  {"sidechain-pump-click-1-4-at-100-bpm", "elec_tick", 0.6, 10.0, 0.2, 0.2, 0.0},
  {"sidechain-pump-click-1-4-at-120-bpm", "elec_tick", 0.5, 10.0, 0.2, 0.2, 0.0},
  {"sidechain-pump-click-1-4-at-128-bpm", "elec_tick", 60.0 / 128.0, 10.0, 0.2, 0.2, 0.0},
  {"sidechain-pump-click-1-4-at-140-bpm", "elec_tick", 60.0 / 140.0, 10.0, 0.2, 0.2, 0.0},
  {"sidechain-pump-click-1-8-at-100-bpm", "elec_tick", 0.3, 6.0, 0.2, 0.2, 0.0},
  {"sidechain-pump-click-1-8-at-120-bpm", "elec_tick", 0.25, 6.0, 0.2, 0.2, 0.0},
  {"sidechain-pump-click-1-8-at-128-bpm", "elec_tick", 30.0 / 128.0, 6.0, 0.2, 0.2, 0.0},
  {"sidechain-pump-click-1-8-at-140-bpm", "elec_tick", 30.0 / 140.0, 6.0, 0.2, 0.2, 0.0},
  {"voice-over-music-10-db", MATERIAL_VOICE, 0.0, 10.0, 0.5, 0.0, 0.0},
  {"voice-over-music-gentle", MATERIAL_VOICE, 0.0, 6.0, 0.5, 0.0, 0.0},
  {"voice-over-music-firm", MATERIAL_VOICE, 0.0, 12.0, 0.5, 0.0, 0.0},
  {"vocal-clears-the-band-2-db", MATERIAL_VOICE, 0.0, 2.0, 0.2, 0.0, 0.0},
  {"vocal-clears-the-guitars-3-db", MATERIAL_VOICE, 0.0, 3.0, 0.3, 0.0, 0.0},
  {"gate-drum-by-its-trigger", "drum_snare_hard", 1.0, 24.0, 0.5, 0.1, 0.0, true},
  {"gate-pad-in-rhythm", "drum_cymbal_closed", 0.5, 60.0, 2.0, 0.1, 0.0, true},
  {"snare-gated-reverb", "drum_snare_hard", 1.0, 60.0, 2.0, 0.1, 0.0, true},
  {"kick-opens-a-sub-tone", "bd_haus", 1.0, 60.0, 2.0, 0.5, 50.0, true},
};

enum { KEY_SECONDS = 8, REST_SECONDS = 3 };

/* A sound with silence behind it. */
static Wav* with_rest(Wav* sound) {
  Wav* wav = wav_new(1, sound->n_frames + (uint64_t)(REST_SECONDS * MATERIAL_RATE_HZ), MATERIAL_RATE_HZ);
  assert_non_null(wav);
  memcpy(wav->channels[0], sound->channels[0], sound->n_frames * sizeof(float));
  wav_free(sound);
  return wav;
}

/* As long as all of it. */
static Wav* tone(double hz) {
  Wav* wav = wav_new(1, (uint64_t)((KEY_SECONDS + REST_SECONDS) * MATERIAL_RATE_HZ), MATERIAL_RATE_HZ);
  assert_non_null(wav);
  for (uint64_t i = 0; i < wav->n_frames; ++i) {
    wav->channels[0][i] = (float)sin(6.283185307179586 * hz * (double)i / MATERIAL_RATE_HZ);
  }
  return wav;
}

static void check_ducking(const Ducking* row, double key_peak_db) {
  const bool has_beats = row->beat_seconds > 0.0;
  Wav* main = row->main_hz > 0.0 ? tone(row->main_hz) : material_loop("ambi_drone", KEY_SECONDS + REST_SECONDS);
  Wav* key = with_rest(has_beats ? material_beat(row->key, KEY_SECONDS, row->beat_seconds)
                                 : material_loop(row->key, KEY_SECONDS));
  material_set_rms_db(main, -18.0);
  material_set_peak_db(key, key_peak_db);
  PresetRender render = {.main = main, .key = key, .rest_after_seconds = KEY_SECONDS};
  preset_render_open(&render, fixture_host, "sidechain-router-stereo", row->preset);
  preset_render_run(&render);
  print_message("# %-30s key at %3.0f dBFS: down to %5.1f dB, %5.1f dB on average, back to %5.1f dB, then %5.1f dB\n",
                row->preset, key_peak_db, render.deepest_db, render.mean_db, render.highest_db, render.last_db);
  assert_near(render.deepest_db, -row->down_db, row->tolerance_db);
  if (has_beats) {
    assert_near(render.highest_db, 0.0, row->back_within_db);
  } else {
    assert_between(render.mean_db, -row->down_db, -0.6 * row->down_db);
  }
  assert_near(render.last_db, row->is_gate ? -row->down_db : 0.0,
              row->is_gate ? row->tolerance_db : 0.02 * row->down_db);
  preset_render_close(&render);
  wav_free(main);
  wav_free(key);
}

static void test_duckings_at_any_level_of_key(void** state) {
  (void)state;
  for (unsigned r = 0; r < sizeof(duckings) / sizeof(duckings[0]); ++r) {
    check_ducking(&duckings[r], -6.0);
    check_ducking(&duckings[r], -26.0);
  }
}

/* How far down a drone is so long after a hit, the fourth of some that are two seconds apart. */
static double after_hit_db(const PresetRender* render, double seconds) {
  const uint64_t window = (uint64_t)(0.02 * MATERIAL_RATE_HZ);
  const uint64_t at = (uint64_t)((6.0 + seconds) * MATERIAL_RATE_HZ);
  return material_rms_db(render->out->channels[0] + at, window) -
         material_rms_db(render->main->channels[0] + at, window);
}

/* What a gate keyed by a drum lets through: it is there with the hit, and gone by the time that the name allows. */
static void test_gates_open_for_as_long_as_they_say(void** state) {
  (void)state;
  static const struct {
    const char *preset, *key;
    double main_hz, open_seconds, closed_seconds;
  } rows[] = {{"snare-gated-reverb", "drum_snare_hard", 0.0, 0.25, 0.45},
              {"snare-gated-reverb", "elec_snare", 0.0, 0.25, 0.45},
              {"snare-gated-reverb", "sn_dub", 0.0, 0.25, 0.5},
              {"snare-gated-reverb", "elec_tick", 0.0, 0.24, 0.4},
              {"kick-opens-a-sub-tone", "bd_haus", 50.0, 0.06, 0.9}};
  for (unsigned r = 0; r < sizeof(rows) / sizeof(rows[0]); ++r) {
    Wav* main = rows[r].main_hz > 0.0 ? tone(rows[r].main_hz) : material_loop("ambi_drone", 8.0);
    Wav* key = material_beat(rows[r].key, 8.0, 2.0);
    PresetRender render = {.main = main, .key = key};
    preset_render_open(&render, fixture_host, "sidechain-router-stereo", rows[r].preset);
    preset_render_run(&render);
    print_message("# %-30s 20 ms after a hit at %5.1f dB, after %3.0f ms at %5.1f dB, after %3.0f ms at %5.1f dB\n",
                  rows[r].preset, after_hit_db(&render, 0.02), 1000.0 * rows[r].open_seconds,
                  after_hit_db(&render, rows[r].open_seconds), 1000.0 * rows[r].closed_seconds,
                  after_hit_db(&render, rows[r].closed_seconds));
    assert_near(after_hit_db(&render, 0.02), 0.0, 0.5);
    assert_near(after_hit_db(&render, rows[r].open_seconds), 0.0, 0.5);
    assert_true(after_hit_db(&render, rows[r].closed_seconds) < -40.0);
    preset_render_close(&render);
    wav_free(main);
    wav_free(key);
  }
}

/* A voice that is its own key: the loudest esses go down by nearly the depth, whatever its level, on average much less
   does, and all below them stays. */
static void test_esses_alone_are_turned_down(void** state) {
  (void)state;
  static const struct {
    const char *preset, *voice;
    double depth_db;
  } rows[] = {{"de-esser-gentle", MATERIAL_VOICE, 4.0},
              {"de-esser-gentle", MATERIAL_VOICE "en+f1", 4.0},
              {"de-esser-firm", MATERIAL_VOICE, 8.0},
              {"de-esser-firm", MATERIAL_VOICE "en+f1", 8.0}};
  for (unsigned i = 0; i < 3 * sizeof(rows) / sizeof(rows[0]); ++i) {
    const double level_db = -12.0 - 6.0 * (i % 3);
    Wav* voice = material_loop(rows[i / 3].voice, 8.0);
    material_set_rms_db(voice, level_db);
    PresetRender render = {.main = voice, .key = voice};
    preset_render_open(&render, fixture_host, "sidechain-router-stereo", rows[i / 3].preset);
    preset_render_run(&render);
    const uint32_t late = instance_latency_frames(render.instance);
    const EssChange change = ess_change(voice->channels[0], render.out->channels[0] + late, voice->n_frames - late);
    print_message("# %-30s %-12s at %3.0f dBFS: esses %+4.1f dB, below 1 kHz %+5.2f dB, down to %4.1f dB, %4.1f dB on "
                  "average\n",
                  rows[i / 3].preset, rows[i / 3].voice, level_db, change.esses_db, change.rest_db, render.deepest_db,
                  render.mean_db);
    assert_near(render.deepest_db, -rows[i / 3].depth_db, 0.3);
    assert_true(render.mean_db > -0.65 * rows[i / 3].depth_db);
    assert_between(change.esses_db, -rows[i / 3].depth_db, -0.65 * rows[i / 3].depth_db);
    assert_near(change.rest_db, 0.0, 0.1);
    preset_render_close(&render);
    wav_free(voice);
  }
}

static void test_keys_are_handed_on(void** state) {
  (void)state;
  const char* variant = "sidechain-router-stereo";
  const double rumble = preset_gain_db(fixture_host, variant, "key-rumble-out", PRESET_KEY, "key_out_l", 30.0);
  print_message("# %-30s %+5.1f dB at 30 Hz\n", "key-rumble-out", rumble);
  assert_true(rumble < -20.0);
  assert_near(preset_gain_db(fixture_host, variant, "key-rumble-out", PRESET_KEY, "key_out_l", 1000.0), 0.0, 0.01);
  assert_near(preset_gain_db(fixture_host, variant, "key-two-keys-in-one", PRESET_KEY, "key_out_l", 1000.0), 6.02,
              0.01);
  Wav* wide = wav_new(2, (uint64_t)MATERIAL_RATE_HZ, MATERIAL_RATE_HZ);
  Wav* left = material_loop("loop_amen", 1.0);
  assert_non_null(wide);
  memcpy(wide->channels[0], left->channels[0], wide->n_frames * sizeof(float));
  PresetRender render = {.key = wide};
  preset_render_open(&render, fixture_host, variant, "key-mono-sum");
  preset_render_run(&render);
  for (uint64_t i = 0; i < wide->n_frames; ++i) {
    assert_near(preset_render_output(&render, "key_out_l")[i], 0.5 * (double)left->channels[0][i], 1e-6);
    assert_near(preset_render_output(&render, "key_out_r")[i], 0.5 * (double)left->channels[0][i], 1e-6);
  }
  preset_render_close(&render);
  wav_free(left);
  wav_free(wide);
}

static void test_every_preset_was_rendered(void** state) {
  (void)state;
  preset_render_check_all(fixture_host, "sidechain-router");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_duckings_at_any_level_of_key), cmocka_unit_test(test_gates_open_for_as_long_as_they_say),
    cmocka_unit_test(test_esses_alone_are_turned_down),  cmocka_unit_test(test_keys_are_handed_on),
    cmocka_unit_test(test_every_preset_was_rendered),
  };
  return cmocka_run_group_tests_name("presets_routers", tests, fixture_open, fixture_close);
}
