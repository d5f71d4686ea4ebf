// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The presets of splitters do what their names say: each is played real loops, and what it makes of them is measured.
   What is printed on the way is the table of what they do. */

#include "tests/lv2/dynamics_change.h"
#include "tests/lv2/fixture.h"
#include "tests/lv2/material.h"
#include "tests/lv2/preset_render.h"
#include "tests/support/noise_signals.h"

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

/* Band splits: the edges between the branches, in order, where both are 6 dB down. */
static const struct {
  const char* preset;
  double edges_hz[3];
} bands[] = {{"bass-lows-and-the-rest", {120.0}},  {"bass-sub-body-strings", {90.0, 700.0}},
             {"drums-kick-and-the-rest", {100.0}}, {"mix-bus-four-bands", {120.0, 800.0, 5000.0}},
             {"vocals-esses-apart", {5500.0}},     {"mono-sub-lows-apart", {120.0}}};

static void check_edge(const char* preset, unsigned branch, double hz) {
  const char below[] = {(char)('a' + branch), '_', 'l', 0};
  const char above[] = {(char)('b' + branch), '_', 'l', 0};
  const char* variant = "parallel-splitter-stereo";
  print_message("# %-30s %s and %s part at %.0f Hz\n", preset, below, above, hz);
  assert_near(gain_db(variant, preset, below, hz), -6.02, 0.1);
  assert_near(gain_db(variant, preset, above, hz), -6.02, 0.1);
  assert_true(gain_db(variant, preset, below, 2.0 * hz) < -22.0);
  assert_true(gain_db(variant, preset, above, 0.5 * hz) < -22.0);
}

static void test_bands(void** state) {
  (void)state;
  for (unsigned r = 0; r < sizeof(bands) / sizeof(bands[0]); ++r) {
    unsigned n_edges = 0;
    while (n_edges < 3 && bands[r].edges_hz[n_edges] > 0.0) {
      check_edge(bands[r].preset, n_edges, bands[r].edges_hz[n_edges]);
      ++n_edges;
    }
    const char last[] = {(char)('b' + n_edges), '_', 'l', 0};
    assert_true(n_edges == 3 || gain_db("parallel-splitter-stereo", bands[r].preset, last, 1000.0) < -90.0);
  }
}

/* A preset of the stereo splitter on two loops, left open for what it puts out to be looked at. */
static void open_split(PresetRender* render, const Wav* loop, const char* preset) {
  render->main = loop;
  preset_render_open(render, fixture_host, "parallel-splitter-stereo", preset);
  preset_render_run(render);
}

static void sum_sides(const PresetRender* render, Wav* sum) {
  for (unsigned c = 0; c < 2; ++c) {
    for (unsigned branch = 0; branch < 4; ++branch) {
      const char symbol[] = {(char)('a' + branch), '_', c ? 'r' : 'l', 0};
      const float* side = preset_render_output(render, symbol);
      for (uint64_t i = 0; i < sum->n_frames; ++i) {
        sum->channels[c][i] += side[i];
      }
    }
  }
}

static double side_db(const PresetRender* render, const char* left, const char* right, float sign) {
  Wav* half = material_half_sum(preset_render_output(render, left), preset_render_output(render, right), sign,
                                render->out->n_frames);
  const double level = material_rms_db(half->channels[0], half->n_frames);
  wav_free(half);
  return level;
}

static void test_splits_of_sides(void** state) {
  (void)state;
  Wav* loop = material_wide_loop();
  PresetRender render = {0};
  open_split(&render, loop, "guitars-and-keys-left-and-right");
  assert_memory_equal(preset_render_output(&render, "a_l"), loop->channels[0], loop->n_frames * sizeof(float));
  assert_memory_equal(preset_render_output(&render, "b_r"), loop->channels[1], loop->n_frames * sizeof(float));
  assert_true(material_rms_db(preset_render_output(&render, "a_r"), loop->n_frames) < -200.0);
  preset_render_close(&render);
  open_split(&render, loop, "mix-bus-mid-and-side");
  assert_true(side_db(&render, "a_l", "a_r", -1.0f) < -200.0 && side_db(&render, "b_l", "b_r", 1.0f) < -200.0);
  preset_render_close(&render);
  open_split(&render, loop, "mix-bus-sides-3-db-up");
  Wav* sum = wav_new(2, loop->n_frames, MATERIAL_RATE_HZ);
  sum_sides(&render, sum);
  const float* const out[2] = {sum->channels[0], sum->channels[1]};
  const float* const in[2] = {loop->channels[0], loop->channels[1]};
  const double wider_db = material_change_db(out, in, -1.0f, loop->n_frames);
  print_message("# %-30s sides %+4.1f dB, middle %+4.1f dB\n", "mix-bus-sides-3-db-up", wider_db,
                material_change_db(out, in, 1.0f, loop->n_frames));
  assert_near(wider_db, 3.0, 0.05);
  assert_near(material_change_db(out, in, 1.0f, loop->n_frames), 0.0, 1e-4);
  wav_free(sum);
  preset_render_close(&render);
  open_split(&render, loop, "four-copies");
  for (unsigned branch = 0; branch < 4; ++branch) {
    const char symbol[] = {(char)('a' + branch), '_', 'r', 0};
    assert_memory_equal(preset_render_output(&render, symbol), loop->channels[1], loop->n_frames * sizeof(float));
  }
  preset_render_close(&render);
  wav_free(loop);
}

/* How much louder the sum of the branches is than the loop, where A has more of it than B, and where it has less. */
static void measure_hits(const PresetRender* render, const Wav* loop, double change_db[2]) {
  Wav* sum = wav_new(2, loop->n_frames, MATERIAL_RATE_HZ);
  assert_non_null(sum);
  sum_sides(render, sum);
  const float* a = preset_render_output(render, "a_l");
  const float* b = preset_render_output(render, "b_l");
  const float gain_a_db = instance_get_named(render->instance, "gain_a");
  const float gain_b_db = instance_get_named(render->instance, "gain_b");
  const float weight = powf(10.0f, (gain_b_db - gain_a_db) / 20.0f);
  double before[2] = {0.0, 0.0};
  double after[2] = {0.0, 0.0};
  for (uint64_t i = 0; i < loop->n_frames; ++i) {
    const unsigned place = fabsf(a[i]) * weight > fabsf(b[i]) ? 0 : 1;
    before[place] += pow((double)loop->channels[0][i], 2.0);
    after[place] += pow((double)sum->channels[0][i], 2.0);
  }
  change_db[0] = 10.0 * log10(after[0] / before[0]);
  change_db[1] = 10.0 * log10(after[1] / before[1]);
  wav_free(sum);
}

static void test_hits_are_raised_and_lowered(void** state) {
  (void)state;
  static const struct {
    const char* preset;
    double hits_db[2], rest_db[2];  // least and most
  } rows[] = {{"drums-hits-and-ring", {-0.01, 0.01}, {-0.01, 0.01}},
              {"drums-snappier", {2.0, 4.0}, {-2.0, -0.5}},
              {"drums-softer-hits", {-5.0, -2.5}, {-1.5, 0.0}}};
  static const char* const loops[] = {"loop_amen", "loop_breakbeat", "loop_garzul", "loop_industrial"};
  for (unsigned i = 0; i < 12; ++i) {
    double change_db[2];
    Wav* loop = material_loop(loops[i % 4], 4.0);
    PresetRender render = {0};
    open_split(&render, loop, rows[i / 4].preset);
    measure_hits(&render, loop, change_db);
    print_message("# %-30s %-16s hits %+4.1f dB, the rest %+4.1f dB\n", rows[i / 4].preset, loops[i % 4], change_db[0],
                  change_db[1]);
    assert_true(change_db[0] >= rows[i / 4].hits_db[0] && change_db[0] <= rows[i / 4].hits_db[1]);
    assert_true(change_db[1] >= rows[i / 4].rest_db[0] && change_db[1] <= rows[i / 4].rest_db[1]);
    preset_render_close(&render);
    wav_free(loop);
  }
}

/* What is loud goes to A, and what is quiet to B, `quiet_db` up or down. */
static const struct {
  const char* preset;
  double threshold_db, quiet_db;
  const char* loops[4];   // at -18 dBFS RMS, which they are made for
  double branch_b_db[2];  // least and most of what B has of them, against all
  double lift_db[2];      // of the quietest quarter, less that of the loudest tenth, where B comes up by 6 dB
} levels[] = {
  {"vocals-loud-and-quiet",
   -12.0,
   0.0,
   {MATERIAL_VOICE, MATERIAL_VOICE "en+f1", MATERIAL_VOICE "en+m4", NULL},
   {-17.5, -13.0},
   {3.5, 6.0}},
  {"drums-peaks-dry-the-rest-crushed",
   -10.0,
   0.0,
   {"loop_amen", "loop_garzul", "loop_industrial", "loop_mika"},
   {-11.0, -6.0},
   {5.0, 6.0}},
};

static void check_threshold(const char* preset, double threshold_db, double quiet_db, bool loud) {
  Wav* wav = material_tone(300.0);
  material_set_peak_db(wav, threshold_db + (loud ? 6.0 : -6.0));
  PresetRender render = {0};
  open_split(&render, wav, preset);
  const uint64_t half = wav->n_frames / 2;
  const float* branch = preset_render_output(&render, loud ? "a_l" : "b_l") + half;
  const float* other = preset_render_output(&render, loud ? "b_l" : "a_l") + half;
  const double level = material_rms_db(branch, half) - material_rms_db(wav->channels[0] + half, half);
  assert_near(level, loud ? 0.0 : quiet_db, 0.1);
  assert_true(material_rms_db(other, half) < -100.0);
  preset_render_close(&render);
  wav_free(wav);
}

static void check_level_split(const char* preset, const char* name, const double branch_b_db[2],
                              const double lift_db[2]) {
  Wav* loop = material_loop(name, 6.0);
  Wav* sum = wav_new(1, loop->n_frames, MATERIAL_RATE_HZ);
  assert_non_null(sum);
  material_set_rms_db(loop, -18.0);
  PresetRender render = {0};
  open_split(&render, loop, preset);
  const float* a = preset_render_output(&render, "a_l");
  const float* b = preset_render_output(&render, "b_l");
  for (uint64_t i = 0; i < loop->n_frames; ++i) {
    sum->channels[0][i] = a[i] + 2.0f * b[i];
  }
  const double b_db = material_rms_db(b, loop->n_frames) + 18.0;
  const double lift = dynamics_lift_db(loop->channels[0], sum->channels[0], loop->n_frames);
  print_message("# %-30s %-16s quiet at %5.1f dB, 6 dB up it lifts by %4.1f dB\n", preset, name, b_db, lift);
  assert_true(b_db >= branch_b_db[0] && b_db <= branch_b_db[1]);
  assert_true(lift >= lift_db[0] && lift <= lift_db[1]);
  preset_render_close(&render);
  wav_free(loop);
  wav_free(sum);
}

static void test_loud_and_quiet_part_at_the_threshold(void** state) {
  (void)state;
  for (unsigned r = 0; r < sizeof(levels) / sizeof(levels[0]); ++r) {
    check_threshold(levels[r].preset, levels[r].threshold_db, levels[r].quiet_db, false);
    check_threshold(levels[r].preset, levels[r].threshold_db, levels[r].quiet_db, true);
    for (unsigned l = 0; l < 4 && levels[r].loops[l]; ++l) {
      check_level_split(levels[r].preset, levels[r].loops[l], levels[r].branch_b_db, levels[r].lift_db);
    }
  }
}

/* A spoken sentence at -18 dBFS RMS, and after it, for a second, the noise of a breath 24 dB below that. */
static void test_breaths_go_down_and_words_stay(void** state) {
  (void)state;
  const char* preset = "voice-over-breaths-apart";
  check_threshold(preset, -24.0, -6.0, false);
  check_threshold(preset, -24.0, -6.0, true);
  const uint64_t second = (uint64_t)MATERIAL_RATE_HZ;
  Wav* voice = material_loop(MATERIAL_VOICE, 4.0);
  Wav* sum = wav_new(2, voice->n_frames, MATERIAL_RATE_HZ);
  assert_non_null(sum);
  material_set_rms_db(voice, -18.0);
  float* breath = voice->channels[0] + 3 * second;
  noise_programme(1, breath, second, MATERIAL_RATE_HZ);
  const float gain = (float)pow(10.0, (-42.0 - material_rms_db(breath, second)) / 20.0);
  for (uint64_t i = 0; i < second; ++i) {
    breath[i] *= gain;
  }
  PresetRender render = {0};
  open_split(&render, voice, preset);
  sum_sides(&render, sum);
  const double words = material_rms_db(sum->channels[0], 3 * second) - material_rms_db(voice->channels[0], 3 * second);
  const double breaths = material_rms_db(sum->channels[0] + 3 * second + second / 4, second / 2) -
                         material_rms_db(breath + second / 4, second / 2);
  print_message("# %-30s words %+5.2f dB, breaths %+5.2f dB\n", preset, words, breaths);
  assert_near(words, 0.0, 0.05);
  assert_near(breaths, -6.0, 0.05);
  preset_render_close(&render);
  wav_free(voice);
  wav_free(sum);
}

static void test_every_preset_was_rendered(void** state) {
  (void)state;
  preset_render_check_all(fixture_host, "parallel-splitter");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_bands),
    cmocka_unit_test(test_splits_of_sides),
    cmocka_unit_test(test_hits_are_raised_and_lowered),
    cmocka_unit_test(test_loud_and_quiet_part_at_the_threshold),
    cmocka_unit_test(test_breaths_go_down_and_words_stay),
    cmocka_unit_test(test_every_preset_was_rendered),
  };
  return cmocka_run_group_tests_name("presets_splits", tests, fixture_open, fixture_close);
}
