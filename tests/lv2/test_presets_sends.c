// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The presets of aux sends do what their names say: what is printed on the way is the table of what they do. */

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

static double gain_db(const char* variant, const char* preset, const char* output, double hz) {
  return preset_gain_db(fixture_host, variant, preset, PRESET_MAIN, output, hz);
}

/* Levels at 1.5 kHz, and a frequency below and one above that are kept out; 0 for none. */
static void test_sends(void** state) {
  (void)state;
  static const struct {
    const char* preset;
    double level_db, low_hz, high_hz;
  } sends[] = {
    {"vocals-reverb-send", -12.0, 100.0, 0.0},
    {"vocals-slap-send", -16.0, 50.0, 0.0},
    {"drums-room-send", -14.0, 80.0, 0.0},
    {"drums-crush-send", 0.0, 0.0, 0.0},
    {"drums-parallel-saturation-send", 0.0, 15.0, 0.0},
    {"snare-gated-reverb-send", 0.0, 50.0, 0.0},
    {"bass-effect-above-the-lows", -9.0, 50.0, 0.0},
    {"guitars-and-keys-reverb-send", -15.0, 70.0, 0.0},
    {"mix-bus-rear-bus-send", 0.0, 0.0, 0.0},
    {"cue-before-the-fader", -6.0, 0.0, 0.0},
    {"key-feed-before-the-fader", 0.0, 0.0, 0.0},
    {"reverb-behind-600-hz-to-10-khz", -10.0, 100.0, 20500.0},
  };
  for (unsigned r = 0; r < sizeof(sends) / sizeof(sends[0]); ++r) {
    const double middle = gain_db("aux-send-stereo", sends[r].preset, "send_1_l", 1500.0);
    print_message("# %-30s %+5.1f dB at 1.5 kHz\n", sends[r].preset, middle);
    assert_near(middle, sends[r].level_db, 0.5);
    if (sends[r].low_hz > 0.0) {
      assert_true(gain_db("aux-send-stereo", sends[r].preset, "send_1_l", sends[r].low_hz) < middle - 20.0);
    }
    if (sends[r].high_hz > 0.0) {
    }
    assert_near(gain_db("aux-send-stereo", sends[r].preset, "out_l", 1000.0), 0.0, 1e-6);
  }
}

/* The edges are where the name says: 3 dB down. */
static void test_the_reverb_send_begins_and_ends_where_it_says(void** state) {
  (void)state;
  const char* preset = "reverb-behind-600-hz-to-10-khz";
  assert_near(gain_db("aux-send-stereo", preset, "send_1_l", 600.0), -13.0, 0.2);
  assert_near(gain_db("aux-send-stereo", preset, "send_1_l", 10000.0), -13.0, 0.2);
}

static void test_four_sends_have_a_level_each(void** state) {
  (void)state;
  static const struct {
    const char* preset;
    double levels_db[4];
  } rows[] = {{"four-effects-reverb-delay-chorus-crush", {-12.0, -16.0, -12.0, -6.0}},
              {"four-parallel-busses", {0.0, 0.0, 0.0, 0.0}}};
  for (unsigned i = 0; i < 8; ++i) {
    const char output[] = {'s', 'e', 'n', 'd', '_', (char)('1' + i % 4), '_', 'l', 0};
    const double middle = gain_db("aux-send-stereo-4", rows[i / 4].preset, output, 1500.0);
    print_message("# %-30s send %u %+5.1f dB\n", rows[i / 4].preset, i % 4 + 1, middle);
    assert_near(middle, rows[i / 4].levels_db[i % 4], 0.5);
  }
}

/* Presets whose sends come before the fader, and those that follow it. */
static void test_sends_follow_the_fader_or_not(void** state) {
  (void)state;
  static const struct {
    const char* preset;
    bool follows;
  } rows[] = {{"drums-crush-send", false},
              {"cue-before-the-fader", false},
              {"key-feed-before-the-fader", false},
              {"mix-bus-rear-bus-send", true},
              {"drums-parallel-saturation-send", true},
              {"snare-gated-reverb-send", true},
              {"reverb-behind-600-hz-to-10-khz", true}};
  for (unsigned r = 0; r < sizeof(rows) / sizeof(rows[0]); ++r) {
    Wav* wav = material_tone(1500.0);
    PresetRender render = {.main = wav};
    preset_render_open(&render, fixture_host, "aux-send-stereo", rows[r].preset);
    instance_set_named(render.instance, "fader", -60.0f);
    preset_render_run(&render);
    const double level_db = material_rms_db(preset_render_output(&render, "send_1_l"), wav->n_frames);
    assert_true((level_db < -50.0) == rows[r].follows);
    preset_render_close(&render);
    wav_free(wav);
  }
}

static void test_every_preset_was_rendered(void** state) {
  (void)state;
  preset_render_check_all(fixture_host, "aux-send");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_sends),
    cmocka_unit_test(test_the_reverb_send_begins_and_ends_where_it_says),
    cmocka_unit_test(test_four_sends_have_a_level_each),
    cmocka_unit_test(test_sends_follow_the_fader_or_not),
    cmocka_unit_test(test_every_preset_was_rendered),
  };
  return cmocka_run_group_tests_name("presets_sends", tests, fixture_open, fixture_close);
}
