// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The demo's mistakes: each is what the plugin calls it, and its mending is one. And the spectra that show it. */

#include "common/demo/mistake_render.h"
#include "common/demo/spectrum.h"
#include "tests/demo/demo_routes.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/near.h"

static const double rate_hz = 44100.0;

/* Every status has its mistake; each is named within two seconds and a half, and half a second before the end, when
   all that is remembered of it has been forgotten, the plugin is content. */
static void test_mistakes_are_named_and_mended(void** state) {
  (void)state;
  Host* host = demo_host_new();
  bool is_shown[STATUS_COUNT] = {[STATUS_OK] = true};
  for (unsigned i = 0; i < n_mistakes; ++i) {
    const Mistake* mistake = &mistakes[i];
    HostError error;
    MistakeRender* render = mistake_render_new(host, mistake, DEMO_SAMPLES_FOLDER, &error);
    if (!render) {
      fail_msg("%s", error.text);
      return;
    }
    is_shown[mistake->status] = true;
    if (!(mistake_named_seconds(render) < 2.5)) {
      fail_msg("%s is not named", mistake->name);
    }
    if (render->status[render->n_blocks - 1] != STATUS_OK) {
      fail_msg("%s is not mended", mistake->name);
    }
    assert_true(!mistake->lines_up || fabs(render->lag_ms) > 0.5);
    mistake_render_free(render);
  }
  for (unsigned status = 0; status < STATUS_COUNT; ++status) {
    assert_true(is_shown[status]);
  }
  host_close(host);
}

/* A sine reads its power at its frequency, and nothing an octave away; the comb of a copy that is 1 ms late has its
   first notch at 500 Hz, where white noise falls, and its first crest at 1 kHz. */
static void test_spectra_show_sines_and_combs(void** state) {
  (void)state;
  float level_db[SPECTRUM_POINTS];
  const unsigned middle = SPECTRUM_POINTS / 2;
  Wav* wav = wav_new(2, 3 * 44100, rate_hz);
  assert_non_null(wav);
  for (uint64_t i = 0; i < wav->n_frames; ++i) {
    wav->channels[0][i] = wav->channels[1][i] = (float)sin(2.0 * acos(-1.0) * spectrum_hz(middle) / rate_hz *
                                                           (double)i);
  }
  assert_true(spectrum_measure(level_db, wav, 1000));
  assert_near(level_db[middle], 10.0 * log10(0.5), 0.1);
  assert_true(level_db[middle - 20] < -60.0f && level_db[middle + 20] < -60.0f);
  srand(1);
  for (uint64_t i = 0; i < wav->n_frames; ++i) {
    const float noise = (float)rand() / (float)RAND_MAX - 0.5f;
    for (unsigned c = 0; c < 2; ++c) {
      wav->channels[c][i] = noise;
    }
  }
  for (uint64_t i = wav->n_frames; i-- > 44;) {
    wav->channels[0][i] += wav->channels[0][i - 44];
    wav->channels[1][i] = wav->channels[0][i];
  }
  assert_true(spectrum_measure(level_db, wav, 0));
  double notch_db = 0.0, crest_db = -200.0;
  for (unsigned point = 0; point < SPECTRUM_POINTS; ++point) {
    const double hz = spectrum_hz(point) * 44.0 / rate_hz;  // in periods of the comb
    notch_db = fabs(hz - 0.5) < 0.02 ? fmin(notch_db, (double)level_db[point]) : notch_db;
    crest_db = fabs(hz - 1.0) < 0.1 ? fmax(crest_db, (double)level_db[point]) : crest_db;
  }
  assert_true(crest_db - notch_db > 15.0);
  wav_free(wav);
}

static void test_spectrum_of_silence(void** state) {
  (void)state;
  float level_db[SPECTRUM_POINTS];
  Wav* wav = wav_new(2, 4410, rate_hz);
  assert_true(spectrum_measure(level_db, wav, 0));
  for (unsigned point = 0; point < SPECTRUM_POINTS; ++point) {
    assert_near(level_db[point], -200.0, 1e-3);
  }
  wav_free(wav);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_mistakes_are_named_and_mended),
    cmocka_unit_test(test_spectra_show_sines_and_combs),
    cmocka_unit_test(test_spectrum_of_silence),
  };
  return cmocka_run_group_tests_name("mistakes", tests, NULL, NULL);
}
