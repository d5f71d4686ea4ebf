// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Presets do what their names say: each is loaded through lilv and played real material, and what it makes of it is
   measured. What is printed on the way is the table of what they do. */

#include "common/host/state.h"
#include "common/ports/ports.h"
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

enum { MAX_CONTROLS = 512, BLOCK = 256 };

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
  double main_hz;         // a tone to be ducked; 0: a drone
} Ducking;

static const Ducking duckings[] = {
  {"kick-ducks-bass-gentle", "bd_haus", 0.5, 2.0, 0.3, 0.3, 0.0},
  {"kick-ducks-bass-firm", "bd_haus", 0.5, 4.5, 0.5, 0.5, 0.0},
  {"kick-ducks-bass-pumping", "bd_haus", 0.75, 10.0, 0.5, 1.0, 0.0},
  {"kick-ducks-bass-low-end-only", "bd_haus", 0.5, 6.0, 0.5, 0.6, 50.0},
  {"kick-ducks-bass-low-end-only", "bd_haus", 0.5, 0.0, 0.01, 0.01, 2000.0},
  {"pump-100-bpm", "bd_haus", 0.6, 10.0, 0.5, 1.5, 0.0},
  {"pump-120-bpm", "bd_haus", 0.5, 10.0, 0.5, 1.5, 0.0},
  {"pump-128-bpm", "bd_haus", 60.0 / 128.0, 10.0, 0.5, 1.5, 0.0},
  {"pump-140-bpm", "bd_haus", 60.0 / 140.0, 10.0, 0.5, 1.5, 0.0},
  {"voice-over-music-10-db", MATERIAL_VOICE, 0.0, 10.0, 0.5, 0.0, 0.0},
  {"voice-over-music-gentle", MATERIAL_VOICE, 0.0, 6.0, 0.5, 0.0, 0.0},
  {"voice-over-music-firm", MATERIAL_VOICE, 0.0, 12.0, 0.5, 0.0, 0.0},
  {"vocal-clears-the-band-2-db", MATERIAL_VOICE, 0.0, 2.0, 0.2, 0.0, 0.0},
  {"vocal-clears-the-guitars-3-db", MATERIAL_VOICE, 0.0, 3.0, 0.3, 0.0, 0.0},
  {"gate-drum-by-its-trigger", "drum_snare_hard", 1.0, 24.0, 0.5, 0.1, 0.0},
  {"gate-pad-in-rhythm", "drum_cymbal_closed", 0.5, 60.0, 2.0, 0.1, 0.0},
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
  const bool is_gate = strncmp(row->preset, "gate-", strlen("gate-")) == 0;
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
  assert_near(render.last_db, is_gate ? -row->down_db : 0.0, is_gate ? row->tolerance_db : 0.02 * row->down_db);
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

static double gain_db(const char* variant, const char* preset, const char* output, double hz) {
  return preset_gain_db(fixture_host, variant, preset, PRESET_MAIN, output, hz);
}

static void test_sends(void** state) {
  (void)state;
  static const struct {
    const char* preset;
    double level_db, low_hz;  // at 1 kHz; and a frequency that it keeps out, 0 for none
  } sends[] = {
    {"vocals-reverb-send", -12.0, 100.0},       {"vocals-slap-send", -16.0, 50.0},
    {"drums-room-send", -14.0, 80.0},           {"drums-crush-send", 0.0, 0.0},
    {"bass-effect-above-the-lows", -9.0, 50.0}, {"guitars-and-keys-reverb-send", -15.0, 70.0},
    {"cue-before-the-fader", -6.0, 0.0},        {"key-feed", 0.0, 0.0},
  };
  for (unsigned r = 0; r < sizeof(sends) / sizeof(sends[0]); ++r) {
    const double middle = gain_db("aux-send-stereo", sends[r].preset, "send_1_l", 1000.0);
    print_message("# %-30s %+5.1f dB at 1 kHz\n", sends[r].preset, middle);
    assert_near(middle, sends[r].level_db, 0.5);
    if (sends[r].low_hz > 0.0) {
      assert_true(gain_db("aux-send-stereo", sends[r].preset, "send_1_l", sends[r].low_hz) < middle - 20.0);
    }
    assert_near(gain_db("aux-send-stereo", sends[r].preset, "out_l", 1000.0), 0.0, 1e-6);
  }
}

static void test_four_effects_have_a_level_each(void** state) {
  (void)state;
  static const double levels_db[4] = {-12.0, -16.0, -12.0, -6.0};
  for (unsigned send = 0; send < 4; ++send) {
    const char output[] = {'s', 'e', 'n', 'd', '_', (char)('1' + send), '_', 'l', 0};
    const double middle = gain_db("aux-send-stereo-4", "four-effects", output, 1500.0);
    print_message("# %-30s send %u %+5.1f dB\n", "four-effects", send + 1, middle);
    assert_near(middle, levels_db[send], 0.5);
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

static bool is_control_input(const Instance* instance, uint32_t index) {
  const HostPort* port = instance_port(instance, index);
  return port->kind == HOST_PORT_CONTROL && port->is_input;
}

/* How many controls a preset moves from their defaults. */
static unsigned count_changes(Instance* instance, const char* preset_uri) {
  HostError error;
  float before[MAX_CONTROLS];
  unsigned n_changed = 0;
  const uint32_t n_ports = instance_n_ports(instance);
  assert_true(n_ports <= MAX_CONTROLS);
  instance_set_defaults(instance);
  for (uint32_t i = 0; i < n_ports; ++i) {
    before[i] = is_control_input(instance, i) ? instance_get(instance, i) : 0.0f;
  }
  assert_true(state_apply_preset(instance, preset_uri, &error));
  for (uint32_t i = 0; i < n_ports; ++i) {
    n_changed += is_control_input(instance, i) && instance_get(instance, i) != before[i];
  }
  return n_changed;
}

static void test_every_preset_changes_something(void** state) {
  (void)state;
  unsigned n_presets = 0;
  for (const char* const* uri = host_plugins(fixture_host, SIGNALBOX_URI); *uri; ++uri) {
    char** presets = state_presets(fixture_host, host_plugin(fixture_host, *uri, NULL));
    Instance* instance = instance_new(fixture_host, *uri, MATERIAL_RATE_HZ, BLOCK, NULL);
    assert_non_null(instance);
    for (char** preset = presets; *preset; ++preset) {
      if (!count_changes(instance, *preset)) {
        print_error("%s sets what is already set\n", *preset);
        fail();
      }
      ++n_presets;
    }
    assert_true(presets[0] != NULL);
    state_presets_free(presets);
    instance_free(instance);
  }
  print_message("# %u presets, each counted once per variant\n", n_presets);
}

static void test_every_preset_was_rendered(void** state) {
  (void)state;
  preset_render_check_all(fixture_host, "aux-send");
  preset_render_check_all(fixture_host, "sidechain-router");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_duckings_at_any_level_of_key),
    cmocka_unit_test(test_sends),
    cmocka_unit_test(test_four_effects_have_a_level_each),
    cmocka_unit_test(test_keys_are_handed_on),
    cmocka_unit_test(test_every_preset_changes_something),
    cmocka_unit_test(test_every_preset_was_rendered),
  };
  return cmocka_run_group_tests_name("presets", tests, fixture_open, fixture_close);
}
