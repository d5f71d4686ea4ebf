// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The parallel compressor's auto level on music: loops and notes, heard through libebur128. */

#include "tests/plugins/compressor_fixture.h"
#include "tests/plugins/heard.h"
#include "tests/support/samples.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/near.h"

enum { SECONDS = 12, NOISE_SECONDS = 30 };

static const char* const loops[] = {"loop_amen",      "loop_amen_full", "loop_breakbeat",  "loop_compus",
                                    "loop_electric",  "loop_garzul",    "loop_industrial", "loop_mika",
                                    "loop_mehackit1", "loop_safari",    "loop_tabla",      "loop_3d_printer",
                                    "bass_hard_c",    "ambi_piano",     "guit_em9",        "ambi_choir"};

enum { LOOPS = sizeof(loops) / sizeof(loops[0]) };

/* A loop played over and over, after seconds of noise at -65 dBFS RMS. */
typedef struct {
  double rate_hz;
  uint32_t n_frames, first;
  float* rows[2];
} Music;

static Music music_new(const char* name, uint32_t noise_seconds, uint32_t seconds) {
  HostError error = {""};
  Wav* wav = sample_load(name, &error);
  if (!wav) {
    fail_msg("%s", error.text);
  }
  Music music = {.rate_hz = wav->rate_hz, .first = noise_seconds * (uint32_t)wav->rate_hz};
  music.n_frames = music.first + seconds * (uint32_t)wav->rate_hz;
  for (unsigned c = 0; c < 2; ++c) {
    music.rows[c] = (float*)calloc(music.n_frames, sizeof(float));
    assert_non_null(music.rows[c]);
    for (uint32_t i = 0; i < music.n_frames; ++i) {
      music.rows[c][i] = i < music.first
                           ? (float)(9.74e-4 * (2.0 * rand() / RAND_MAX - 1.0))
                           : wav->channels[wav->n_channels > 1 ? c : 0][(i - music.first) % wav->n_frames];
    }
  }
  wav_free(wav);
  return music;
}

static void music_free(Music* music) {
  free(music->rows[0]);
  free(music->rows[1]);
}

/* Integrated loudness in LUFS, over seconds of the music. */
static double loudness_of(const Music* music, double from, double to) {
  return heard_loudness(music->rows, music->first + (uint32_t)(from * music->rate_hz),
                        music->first + (uint32_t)(to * music->rate_hz), music->rate_hz);
}

static void compress(Music* music, const ParallelCompressorParams* params) {
  ParallelCompressor* compressor = parallel_compressor_new(2, music->rate_hz);
  assert_non_null(compressor);
  parallel_compressor_set(compressor, params);
  parallel_compressor_run(compressor, (const float* const*)music->rows, music->rows, music->n_frames);
  parallel_compressor_free(compressor);
}

/* How much louder music has become by a compressor, in LU. */
static double louder_by(const char* name, const ParallelCompressorParams* params) {
  Music music = music_new(name, 0, SECONDS);
  const double before = loudness_of(&music, 0.0, SECONDS);
  compress(&music, params);
  const double after = loudness_of(&music, 0.0, SECONDS);
  music_free(&music);
  return after - before;
}

static void test_without_it_blends_are_louder(void** state) {
  (void)state;
  const ParallelCompressorParams params = compressor_fixture_defaults();
  for (unsigned i = 0; i < LOOPS; i += 4) {
    assert_true(louder_by(loops[i], &params) > 0.4);
  }
}

static void test_defaults(void** state) {
  (void)state;
  ParallelCompressorParams params = compressor_fixture_defaults();
  params.auto_level = true;
  for (unsigned i = 0; i < LOOPS; ++i) {
    assert_near(louder_by(loops[i], &params), 0.0, 0.5);
  }
}

/* Power of one side in dB, from the first second on. */
static double side_db(const Music* music, unsigned side) {
  double sum = 0.0;
  for (uint32_t i = music->first + (uint32_t)music->rate_hz; i < music->n_frames; ++i) {
    sum += (double)music->rows[side][i] * (double)music->rows[side][i];
  }
  return 10.0 * log10(sum);
}

/* A new compressor: from the first second on, as loud as without it, and in balance. */
static void test_insertion_changes_no_level(void** state) {
  (void)state;
  ParallelCompressorParams params = compressor_fixture_defaults();
  params.auto_level = true;
  double mean = 0.0;
  for (unsigned i = 0; i < LOOPS; ++i) {
    Music music = music_new(loops[i], 0, SECONDS);
    const double before = loudness_of(&music, 1.0, SECONDS);
    const double balance_db = side_db(&music, 0) - side_db(&music, 1);
    compress(&music, &params);
    const double louder = loudness_of(&music, 1.0, SECONDS) - before;
    assert_near(louder, 0.0, 0.15);
    mean += fabs(louder) / LOOPS;
    assert_near(side_db(&music, 0) - side_db(&music, 1), balance_db, 0.25);
    music_free(&music);
  }
  assert_true(mean < 0.05);
}

/* What was learnt from the noise of a pause, in which the compressor rests, must not hold for the music after it. */
static void test_music_after_noise_is_matched_at_once(void** state) {
  (void)state;
  ParallelCompressorParams params = compressor_fixture_defaults();
  params.auto_level = true;
  for (unsigned i = 0; i < LOOPS; ++i) {
    Music music = music_new(loops[i], NOISE_SECONDS, 1);
    const double second = loudness_of(&music, 0.0, 1.0), half = loudness_of(&music, 0.0, 0.5);
    compress(&music, &params);
    assert_near(loudness_of(&music, 0.0, 1.0), second, 0.5);
    assert_near(loudness_of(&music, 0.0, 0.5), half, 0.9);
    music_free(&music);
  }
}

static void test_smashed_with_filters(void** state) {
  (void)state;
  ParallelCompressorParams params = compressor_fixture_defaults();
  params.dynamics.threshold_db = -36.0f;
  params.dynamics.ratio = 10.0f;
  params.dynamics.attack_ms = 1.0f;
  params.wet_hpf_hz = 300.0f;
  params.wet_gain = 1.0f;
  params.auto_level = true;
  for (unsigned i = 0; i < LOOPS; ++i) {
    assert_near(louder_by(loops[i], &params), 0.0, 0.5);
  }
}

/* Twelve dB of make-up on a wet signal that is 20 dB down: still as loud as what went in. */
static void test_hard_and_loud(void** state) {
  (void)state;
  ParallelCompressorParams params = compressor_fixture_defaults();
  params.dynamics.threshold_db = -40.0f;
  params.dynamics.ratio = 20.0f;
  params.wet_gain = 4.0f;
  params.auto_level = true;
  for (unsigned i = 0; i < LOOPS; ++i) {
    assert_near(louder_by(loops[i], &params), 0.0, 0.5);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_without_it_blends_are_louder), cmocka_unit_test(test_defaults),
    cmocka_unit_test(test_insertion_changes_no_level),   cmocka_unit_test(test_music_after_noise_is_matched_at_once),
    cmocka_unit_test(test_smashed_with_filters),         cmocka_unit_test(test_hard_and_loud),
  };
  return cmocka_run_group_tests_name("auto_level", tests, NULL, NULL);
}
