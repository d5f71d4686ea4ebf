// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/equal_loudness.h"
#include "common/demo/levels.h"
#include "common/demo/plugin_box.h"
#include "common/demo/scene_render.h"
#include "common/demo/source.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/near.h"

#define RATE_HZ 44100.0
#define TURN 6.28318530717958647692

static Wav* sine_new(unsigned n_channels, double seconds, double frequency_hz, double peak, double rate_hz) {
  Wav* wav = wav_new(n_channels, (uint64_t)llround(seconds * rate_hz), rate_hz);
  assert_non_null(wav);
  for (unsigned channel = 0; channel < n_channels; ++channel) {
    for (uint64_t i = 0; i < wav->n_frames; ++i) {
      wav->channels[channel][i] = (float)(peak * sin(TURN * frequency_hz * (double)i / rate_hz));
    }
  }
  return wav;
}

static Levels levels_of(const Wav* wav) {
  Levels levels;
  assert_true(
    levels_measure(&levels, (const float* const*)wav->channels, wav->n_channels, wav->n_frames, wav->rate_hz));
  return levels;
}

/* The mean square of a sine is half the square of its peak: 10 log10(1/2) = -3.01 dB. */
static void test_levels_of_a_sine(void** state) {
  (void)state;
  Wav* wav = sine_new(2, 2.0, 441.0, 1.0, RATE_HZ);
  const Levels levels = levels_of(wav);
  assert_near(levels.peak_db, 0.0, 1e-3);
  assert_near(levels.rms_db, -3.0103, 1e-3);
  wav_free(wav);
}

/* EBU Tech 3341, table 1, cases 1 and 2: stereo sines of 1000 Hz for 20 s with peaks of -23.0 and -33.0 dBFS read -23.0
   and -33.0 LUFS, each within 0.1 LU. */
static void test_loudness_of_the_ebu_reference_tones(void** state) {
  (void)state;
  for (double level_db = -23.0; level_db >= -33.0; level_db -= 10.0) {
    Wav* wav = sine_new(2, 20.0, 1000.0, pow(10.0, level_db / 20.0), 48000.0);
    const Levels levels = levels_of(wav);
    assert_near(levels.loudness, level_db, 0.1);
    assert_near(levels.peak_db, level_db, 0.01);
    wav_free(wav);
  }
}

/* A sine at a quarter of the rate, an eighth of a turn late, has samples 3.01 dB under its peak (ITU-R BS.1770, annex
   2, gives the meter's error as 0.6 dB at most). */
static void test_true_peaks_are_between_samples(void** state) {
  (void)state;
  Wav* wav = wav_new(2, 44100, RATE_HZ);
  assert_non_null(wav);
  for (uint64_t i = 0; i < wav->n_frames; ++i) {
    wav->channels[1][i] = (float)(0.5 * sin(TURN * ((double)i / 4.0 + 0.125)));
  }
  double true_peak_db = 0.0;
  assert_true(true_peak_measure(&true_peak_db, (const float* const*)wav->channels, 2, wav->n_frames, RATE_HZ));
  assert_near(levels_of(wav).peak_db, 20.0 * log10(0.5) - 3.0103, 0.01);
  assert_near(true_peak_db, 20.0 * log10(0.5), 0.6);
  wav_free(wav);
}

/* To the target; to less where a peak would be over the ceiling; not at all where one is silent. */
static void test_two_sounds_are_made_equally_loud(void** state) {
  (void)state;
  const struct {
    LoudSound a, b;
    double loudness;
  } cases[] = {{{-20.0, -10.0, 0.0}, {-12.0, -0.5, 0.0}, -18.0},
               {{-20.0, -1.5, 0.0}, {-26.0, -10.0, 0.0}, -19.5},
               {{-24.0, -3.0, 0.0}, {-30.0, -6.0, 0.0}, -25.0}};
  for (unsigned i = 0; i < sizeof cases / sizeof *cases; ++i) {
    LoudSound a = cases[i].a, b = cases[i].b;
    equal_loudness(&a, &b);
    assert_near(a.loudness + a.gain_db, cases[i].loudness, 1e-9);
    assert_near(b.loudness + b.gain_db, cases[i].loudness, 1e-9);
  }
  LoudSound sound = {-20.0, -3.0, 1.0}, silence = {-HUGE_VAL, -HUGE_VAL, 1.0};
  equal_loudness(&sound, &silence);
  assert_near(sound.gain_db, 0.0, 0.0);
  assert_near(silence.gain_db, 0.0, 0.0);
}

static void test_levels_of_silence(void** state) {
  (void)state;
  Wav* wav = wav_new(2, 48000, 48000.0);
  const Levels levels = levels_of(wav);
  assert_true(isinf(levels.peak_db) && isinf(levels.rms_db) && isinf(levels.loudness));
  assert_true(levels.peak_db < 0.0f && levels.rms_db < 0.0f && levels.loudness < 0.0f);
  wav_free(wav);
}

/* At 120 BPM and 44.1 kHz a beat is 22050 frames. */
static void test_sources_are_on_the_beat(void** state) {
  (void)state;
  const Scene scene = {.beats_per_minute = 120.0, .n_bars = 2};
  const SceneSource source = {
    .name = "Clicks", .sample = "click", .period = 4.0, .n_clips = 2, .clips = {{0.0, 0.0, 0.0}, {2.5, 0.0, 0.0}}};
  Wav* click = wav_new(1, 10, RATE_HZ);
  click->channels[0][0] = 0.5f;
  Wav* audio = source_audio_new(&scene, &source, click, RATE_HZ);
  assert_non_null(audio);
  assert_int_equal(audio->n_frames, 8 * 22050);
  assert_int_equal(audio->n_channels, 2);
  for (unsigned channel = 0; channel < 2; ++channel) {
    for (uint64_t i = 0; i < audio->n_frames; ++i) {
      const uint64_t in_bar = i % (4 * 22050);
      assert_near(audio->channels[channel][i], in_bar == 0 || in_bar == 55125 ? 0.5 : 0.0, 0.0);
    }
  }
  wav_free(click);
  wav_free(audio);
}

/* Twelve semitones up is half as long and twice the frequency; a sample at half the rate plays at the same pitch. */
static void test_sources_are_transposed(void** state) {
  (void)state;
  const Scene scene = {.beats_per_minute = 120.0, .n_bars = 1};
  const struct {
    double rate_hz, semitones, frequency_hz;
    uint64_t n_frames;
  } cases[] = {{RATE_HZ, 0.0, 300.0, 22050}, {RATE_HZ, 12.0, 600.0, 11025}, {RATE_HZ / 2.0, 0.0, 300.0, 22050}};
  for (unsigned i = 0; i < sizeof cases / sizeof *cases; ++i) {
    const SceneSource source = {
      .name = "Tone", .sample = "tone", .period = 4.0, .n_clips = 1, .clips = {{0.0, 0.0, cases[i].semitones}}};
    Wav* tone = sine_new(1, 0.5, 300.0, 0.5, cases[i].rate_hz);
    Wav* audio = source_audio_new(&scene, &source, tone, RATE_HZ);
    assert_non_null(audio);
    for (uint64_t k = 0; k < audio->n_frames; ++k) {
      const double expected = 0.5 * sin(TURN * cases[i].frequency_hz * (double)k / RATE_HZ);
      if (k >= 4 && k + 8 < cases[i].n_frames) {
        assert_near(audio->channels[1][k], expected, 1e-4);
      } else if (k >= cases[i].n_frames) {
        assert_near(audio->channels[1][k], 0.0, 0.0);
      }
    }
    wav_free(tone);
    wav_free(audio);
  }
}

/* A clip of one beat of a longer sample is untouched but for a straight fade over its last 5 ms. */
static void test_cut_clips_fade(void** state) {
  (void)state;
  const Scene scene = {.beats_per_minute = 120.0, .n_bars = 1};
  const SceneSource source = {
    .name = "Level", .sample = "level", .period = 4.0, .n_clips = 1, .clips = {{0.0, 1.0, 0.0}}};
  Wav* level = wav_new(1, 50000, RATE_HZ);
  for (uint64_t i = 0; i < level->n_frames; ++i) {
    level->channels[0][i] = 1.0f;
  }
  Wav* audio = source_audio_new(&scene, &source, level, RATE_HZ);
  for (uint64_t i = 0; i < audio->n_frames; ++i) {
    const double left_seconds = (22050.0 - (double)i) / RATE_HZ;
    assert_near(audio->channels[0][i], fmin(fmax(left_seconds / 0.005, 0.0), 1.0), 1e-5);
  }
  wav_free(level);
  wav_free(audio);
}

static const Scene scene = {
  .name = "test",
  .title = "Test",
  .beats_per_minute = 120.0,
  .n_bars = 3,
  .sources = {{"Tone", "tone", 12.0, 1, {{0.0, 0.0, 0.0}}}},
  .plugins = {{"Bus",
               "urn:signalbox:bus-summer-stereo-8",
               {{"gain_2", -6.0f, 0.0, 0.0, NULL},
                {"pan_2", -1.0f, 0.0, 0.0, NULL},
                {"mute_2", 1.0f, 4.0, 0.0, "out"},
                {"mute_2", 0.0f, 8.0, 0.0, NULL},
                {"mute_5", 1.0f, 0.0, 0.0, NULL},
                {"fader", -20.0f, 8.0, 4.0, "fades"}}}},
  .wires = {{"Tone", NULL, "Bus", "in_2"}},
  .mix = "Bus",
  .mix_output = "out",
};

static SceneRender* render;
static Host* host;

static int render_open(void** state) {
  (void)state;
  char folder[] = "/tmp/signalbox-demo-XXXXXX";
  char path[sizeof folder + 32];
  HostError error = {""};
  const char* lv2_folder = getenv("SIGNALBOX_LV2_DIR");
  char bundle[4096];
  if (!lv2_folder || !mkdtemp(folder)) {
    print_error("SIGNALBOX_LV2_DIR must name the folder that holds signalbox.lv2\n");
    return 1;
  }
  snprintf(bundle, sizeof bundle, "%s/signalbox.lv2", lv2_folder);
  snprintf(path, sizeof path, "%s/tone.flac", folder);
  Wav* tone = sine_new(2, 6.0, 441.0, 0.5, RATE_HZ);
  host = wav_save(tone, path, &error) ? host_open(bundle, &error) : NULL;
  render = host ? scene_render_new(host, &scene, folder, &error) : NULL;
  wav_free(tone);
  unlink(path);
  rmdir(folder);
  if (!render) {
    print_error("%s\n", error.text);
  }
  return !render;
}

static int render_close(void** state) {
  (void)state;
  scene_render_free(render);
  host_close(host);
  return 0;
}

/* Six decibels down and hard left; silent in bar 2; the fader's decibels fall in a straight line over bar 3. */
static void test_a_scene_is_played_as_written(void** state) {
  (void)state;
  const float* left = render->mix->wav->channels[0];
  const float* right = render->mix->wav->channels[1];
  const float* tone = render->sources[0].wav->channels[0];
  const double gain = pow(10.0, -6.0 / 20.0);
  const uint64_t bar = 88200;
  const uint64_t settled = 1000;  // more than the plugin's ramps and the steps of a moving control
  assert_int_equal(render->n_frames, 3 * bar);
  for (uint64_t i = 0; i < 3 * bar; ++i) {
    assert_near(right[i], 0.0, 0.0);
    if (i < bar) {
      assert_near(left[i], gain * (double)tone[i], 1e-6);
    } else if (i >= bar + settled && i < 2 * bar) {
      assert_near(left[i], 0.0, 0.0);
    } else if (i >= 2 * bar + settled) {
      const double fader_db = -20.0 * (double)(i - 2 * bar) / (double)bar;
      assert_near(left[i], gain * pow(10.0, fader_db / 20.0) * (double)tone[i],
                  0.03 * gain * pow(10.0, fader_db / 20.0));
    }
  }
}

static void test_a_render_is_measured(void** state) {
  (void)state;
  const double tone_db = 20.0 * log10(0.5);
  const unsigned strip = plugin_render_pin(render->mix_plugin, "in_2", true);
  assert_near(render->sources[0].levels.peak_db, tone_db, 0.01);
  assert_near(render->mix->levels.peak_db, tone_db - 6.0, 0.01);
  assert_near(pin_meter(render->mix_plugin, strip), tone_db - 6.0, 0.01);
  assert_int_equal(plugin_render_pin(render->mix_plugin, "in_9", true), PINS_MAX);
}

static void test_a_box_says_what_was_set(void** state) {
  (void)state;
  static PluginBox box;
  plugin_box_fill(&box, render->mix_plugin);
  assert_int_equal(box.view.n_inputs, 8);
  assert_int_equal(box.view.n_outputs, 1);
  assert_int_equal(box.view.n_rows, 8);
  assert_string_equal(box.rows[1].cells[1].text, "\u22126.0 dB");
  assert_string_equal(box.rows[1].cells[1].note, "out");
  assert_near(box.rows[1].cells[2].value, -1.0, 0.0);
  assert_false(box.rows[1].off);
  assert_true(box.rows[4].off);
  assert_non_null(strstr(box.foot, "fades"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_levels_of_a_sine),
    cmocka_unit_test(test_loudness_of_the_ebu_reference_tones),
    cmocka_unit_test(test_true_peaks_are_between_samples),
    cmocka_unit_test(test_two_sounds_are_made_equally_loud),
    cmocka_unit_test(test_levels_of_silence),
    cmocka_unit_test(test_sources_are_on_the_beat),
    cmocka_unit_test(test_sources_are_transposed),
    cmocka_unit_test(test_cut_clips_fade),
    cmocka_unit_test(test_a_scene_is_played_as_written),
    cmocka_unit_test(test_a_render_is_measured),
    cmocka_unit_test(test_a_box_says_what_was_set),
  };
  return cmocka_run_group_tests_name("render", tests, render_open, render_close);
}
