// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The presets of buses do what their names say: each is played real loops, and what it makes of them is measured. What
   is printed on the way is the table of what they do. */

#include "common/host/state.h"
#include "common/ports/ports.h"
#include "tests/lv2/fixture.h"
#include "tests/lv2/material.h"
#include "tests/lv2/preset_render.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

/* The sum of loops of one level, each on a strip of its own, against one of them. */
static void test_buses_have_room(void** state) {
  (void)state;
  static const char* const loops[16] = {"loop_amen",     "loop_breakbeat", "loop_compus", "loop_garzul",
                                        "loop_tabla",    "loop_mika",      "loop_safari", "loop_industrial",
                                        "ambi_choir",    "ambi_drone",     "guit_em9",    "bass_woodsy_c",
                                        "loop_electric", "ambi_piano",     "bass_voxy_c", "loop_mehackit1"};
  for (unsigned n = 8; n <= 16; n *= 2) {
    PresetRender render = {0};
    Wav* wavs[16] = {NULL};
    for (unsigned i = 0; i < n; ++i) {
      wavs[i] = material_loop(loops[i], 6.0);
      material_set_rms_db(wavs[i], -18.0);
      render.strip[i] = wavs[i];
    }
    const char* preset = n == 8 ? "bus-room-for-eight" : "bus-room-for-sixteen";
    preset_render_open(&render, fixture_host, n == 8 ? "bus-summer-stereo-8" : "bus-summer-stereo-16", preset);
    preset_render_run(&render);
    const double level = material_rms_db(preset_render_output(&render, "out_l"), wavs[0]->n_frames);
    print_message("# %-30s the sum is %+4.1f dB against one source\n", preset, level + 18.0);
    assert_near(level, -18.0, 1.5);
    preset_render_close(&render);
    for (unsigned i = 0; i < n; ++i) {
      wav_free(wavs[i]);
    }
  }
}

static bool offers(const char* variant, const char* preset) {
  char uri[128];
  bool found = false;
  snprintf(uri, sizeof(uri), SIGNALBOX_URI "%s", variant);
  char** presets = state_presets(fixture_host, host_plugin(fixture_host, uri, NULL));
  for (char** p = presets; *p; ++p) {
    found |= strcmp(strchr(*p, '#') + 1, preset) == 0;
  }
  state_presets_free(presets);
  return found;
}

/* A bus is offered no room for more sources than it has strips. */
static void test_room_is_for_strips_that_are_there(void** state) {
  (void)state;
  static const struct {
    const char* variant;
    bool eight, sixteen;
  } rows[] = {{"bus-summer-mono-8", true, false},
              {"bus-summer-mono-16", true, true},
              {"bus-summer-stereo-4", false, false},
              {"bus-summer-stereo-8", true, false},
              {"bus-summer-stereo-16", true, true}};
  for (unsigned r = 0; r < sizeof(rows) / sizeof(rows[0]); ++r) {
    assert_int_equal(offers(rows[r].variant, "bus-room-for-eight"), rows[r].eight);
    assert_int_equal(offers(rows[r].variant, "bus-room-for-sixteen"), rows[r].sixteen);
  }
}

static void test_bus_widths(void** state) {
  (void)state;
  static const struct {
    const char* preset;
    double sides_db, middle_db;
  } rows[] = {{"bus-wider", 1.94, 0.0}, {"bus-narrower", -3.61, 0.0}};
  Wav* loop = material_wide_loop();
  const float* const in[2] = {loop->channels[0], loop->channels[1]};
  for (unsigned r = 0; r < 3; ++r) {
    PresetRender render = {.strip = {loop}};
    preset_render_open(&render, fixture_host, "bus-summer-stereo-4", r < 2 ? rows[r].preset : "bus-mono-check");
    preset_render_run(&render);
    const float* const out[2] = {preset_render_output(&render, "out_l"), preset_render_output(&render, "out_r")};
    const double sides = material_change_db(out, in, -1.0f, loop->n_frames);
    const double middle = material_change_db(out, in, 1.0f, loop->n_frames);
    print_message("# %-30s sides %+4.1f dB, middle %+4.1f dB\n", r < 2 ? rows[r].preset : "bus-mono-check",
                  fmax(sides, -90.0), middle);
    assert_near(middle, 0.0, 1e-4);
    if (r < 2) {
      assert_near(sides, rows[r].sides_db, 0.05);
    } else {
      assert_memory_equal(out[0], out[1], loop->n_frames * sizeof(float));
    }
    preset_render_close(&render);
  }
  wav_free(loop);
}

/* Level of one loop, alone on a strip, at both sides of the bus, in dB against the loop. */
static void strip_levels(const char* variant, const char* preset, unsigned strip, double levels_db[2]) {
  Wav* loop = material_loop("loop_amen", 2.0);
  PresetRender render = {0};
  render.strip[strip] = loop;
  preset_render_open(&render, fixture_host, variant, preset);
  preset_render_run(&render);
  const double level = material_rms_db(loop->channels[0], loop->n_frames);
  levels_db[0] = material_rms_db(preset_render_output(&render, "out_l"), loop->n_frames) - level;
  levels_db[1] = material_rms_db(preset_render_output(&render, "out_r"), loop->n_frames) - level;
  preset_render_close(&render);
  wav_free(loop);
}

static void test_strips_are_where_the_names_say(void** state) {
  (void)state;
  double at[2];
  strip_levels("bus-summer-stereo-4", "parallel-blend-under", 0, at);
  assert_near(at[0], 0.0, 1e-4);
  strip_levels("bus-summer-stereo-4", "parallel-blend-under", 1, at);
  print_message("# %-30s copy at %+4.1f dB\n", "parallel-blend-under", at[0]);
  assert_near(at[0], -8.0, 0.01);
  strip_levels("bus-summer-mono-8", "doubles-hard-left-and-right", 0, at);
  assert_true(at[0] > -0.01 && at[1] < -120.0);
  strip_levels("bus-summer-mono-8", "doubles-hard-left-and-right", 1, at);
  assert_true(at[1] > -0.01 && at[0] < -120.0);
  static const int side[8] = {0, 1, 1, 1, -1, -1, -1, 1};  // kick, snare, hat, toms and overheads
  for (unsigned strip = 0; strip < 8; ++strip) {
    strip_levels("bus-summer-mono-8", "kit-seen-by-the-audience", strip, at);
    print_message("# %-30s strip %u: %+5.1f dB to the right\n", "kit-seen-by-the-audience", strip + 1,
                  fmin(fmax(at[1] - at[0], -90.0), 90.0));
    assert_int_equal(side[strip], (at[1] > at[0] + 0.1) - (at[0] > at[1] + 0.1));
  }
}

static void test_null_test_leaves_the_difference(void** state) {
  (void)state;
  Wav* loop = material_wide_loop();
  PresetRender render = {.strip = {loop, loop}};
  preset_render_open(&render, fixture_host, "bus-summer-stereo-4", "null-test");
  preset_render_run(&render);
  assert_true(material_peak_db(preset_render_output(&render, "out_l"), loop->n_frames) < -200.0);
  preset_render_close(&render);
  wav_free(loop);
}

/* A loop that is late on strip 2, perhaps inverted: the delay is told, and the polarity. */
static void check_late_strip(const char* preset, const char* sample, double late_ms, float gain) {
  Wav* first = material_loop(sample, 8.0);
  Wav* second = wav_new(1, first->n_frames, MATERIAL_RATE_HZ);
  assert_non_null(second);
  const uint64_t late = (uint64_t)lround(late_ms * MATERIAL_RATE_HZ / 1000.0);
  for (uint64_t i = late; i < first->n_frames; ++i) {
    second->channels[0][i] = gain * first->channels[0][i - late];
  }
  PresetRender render = {.strip = {first, second}};
  preset_render_open(&render, fixture_host, "bus-summer-stereo-4", preset);
  preset_render_run(&render);
  const double lag = (double)instance_get_named(render.instance, "lag_2");
  const double polarity = (double)instance_get_named(render.instance, "polarity_2");
  print_message("# %-30s %-14s strip 2 comes %4.2f ms late and is found %4.2f ms late, polarity %+.0f\n", preset,
                sample, late_ms, lag, polarity);
  assert_near(lag, late_ms, 0.03);
  assert_near(polarity, gain < 0.0f ? -1.0 : 1.0, 0.0);
  preset_render_close(&render);
  wav_free(first);
  wav_free(second);
}

static void test_two_microphones_are_lined_up(void** state) {
  (void)state;
  check_late_strip("bass-di-and-amp-in-line", "bass_voxy_c", 3.2, 0.8f);
  check_late_strip("bass-di-and-amp-in-line", "bass_drop_c", 1.5, -1.2f);
  check_late_strip("bass-di-and-amp-in-line", "bass_hard_c", 0.9, 0.5f);
  check_late_strip("snare-top-and-snare-bottom-in-phase", "loop_amen", 0.4, -0.7f);
  check_late_strip("snare-top-and-snare-bottom-in-phase", "loop_breakbeat", 0.3, -1.0f);
}

/* The lower microphone has the same drum turned around, and 0.3 ms late: with the preset its body is added. */
static void test_the_snare_keeps_its_body(void** state) {
  (void)state;
  Wav* top = material_beat("drum_snare_hard", 4.0, 1.0);
  Wav* bottom = wav_new(1, top->n_frames, MATERIAL_RATE_HZ);
  assert_non_null(bottom);
  const uint64_t late = (uint64_t)(0.0003 * MATERIAL_RATE_HZ);
  for (uint64_t i = late; i < top->n_frames; ++i) {
    bottom->channels[0][i] = -top->channels[0][i - late];
  }
  double levels_db[2];
  for (unsigned changed = 0; changed < 2; ++changed) {
    PresetRender render = {.strip = {top, bottom}};
    preset_render_open(&render, fixture_host, "bus-summer-stereo-4", "snare-top-and-snare-bottom-in-phase");
    if (changed) {
      instance_set_named(render.instance, "invert_2", 0.0f);
    }
    preset_render_run(&render);
    levels_db[changed] = material_rms_db(preset_render_output(&render, "out_l"), top->n_frames) -
                         material_rms_db(top->channels[0], top->n_frames);
    preset_render_close(&render);
  }
  print_message("# %-30s both %+4.1f dB against the top alone, not inverted %+4.1f dB\n",
                "snare-top-and-snare-bottom-in-phase", levels_db[0], levels_db[1]);
  assert_true(levels_db[0] > 2.0 && levels_db[1] < -2.0);
  wav_free(top);
  wav_free(bottom);
}

/* The guest on strip 1 is not there, and all others are, sample by sample. */
static void test_a_guest_does_not_come_back(void** state) {
  (void)state;
  Wav* guest = material_loop(MATERIAL_VOICE, 3.0);
  Wav* music = material_loop("loop_amen", 3.0);
  Wav* host = material_loop(MATERIAL_VOICE "en+f1", 3.0);
  PresetRender render = {.strip = {guest, music, host}};
  preset_render_open(&render, fixture_host, "bus-summer-stereo-4", "mix-minus-all-but-strip-1");
  preset_render_run(&render);
  const float* out = preset_render_output(&render, "out_l");
  for (uint64_t i = 0; i < music->n_frames; ++i) {
    assert_true(out[i] == music->channels[0][i] + host->channels[0][i]);
  }
  preset_render_close(&render);
  wav_free(guest);
  wav_free(music);
  wav_free(host);
}

/* Strip 1 is mono, and nothing else is. */
static void test_the_sub_is_mono(void** state) {
  (void)state;
  Wav* loop = material_wide_loop();
  for (unsigned strip = 0; strip < 2; ++strip) {
    PresetRender render = {0};
    render.strip[strip] = loop;
    preset_render_open(&render, fixture_host, "bus-summer-stereo-4", "mono-sub-lows-on-strip-1");
    preset_render_run(&render);
    const float* const out[2] = {preset_render_output(&render, "out_l"), preset_render_output(&render, "out_r")};
    for (uint64_t i = 0; i < loop->n_frames; ++i) {
      const float middle = 0.5f * (loop->channels[0][i] + loop->channels[1][i]);
      assert_near(out[0][i], strip ? loop->channels[0][i] : middle, 1e-6);
      assert_near(out[1][i], strip ? loop->channels[1][i] : middle, 1e-6);
    }
    preset_render_close(&render);
  }
  wav_free(loop);
}

static void test_every_preset_was_rendered(void** state) {
  (void)state;
  preset_render_check_all(fixture_host, "bus-summer");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_buses_have_room),
    cmocka_unit_test(test_room_is_for_strips_that_are_there),
    cmocka_unit_test(test_bus_widths),
    cmocka_unit_test(test_strips_are_where_the_names_say),
    cmocka_unit_test(test_null_test_leaves_the_difference),
    cmocka_unit_test(test_two_microphones_are_lined_up),
    cmocka_unit_test(test_the_snare_keeps_its_body),
    cmocka_unit_test(test_a_guest_does_not_come_back),
    cmocka_unit_test(test_the_sub_is_mono),
    cmocka_unit_test(test_every_preset_was_rendered),
  };
  return cmocka_run_group_tests_name("presets_buses", tests, fixture_open, fixture_close);
}
