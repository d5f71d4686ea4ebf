// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/dsp/music.h"

#include "tests/support/samples.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

Music music_load(const char* name) {
  HostError error = {""};
  Wav* wav = sample_load(name, &error);
  if (!wav) {
    fail_msg("%s", error.text);
  }
  Music music = {.rate_hz = wav->rate_hz, .n_frames = (uint32_t)wav->n_frames};
  music.samples = (float*)calloc(music.n_frames, sizeof(float));
  assert_non_null(music.samples);
  float peak = 0.0f;
  for (uint32_t i = 0; i < music.n_frames; ++i) {
    peak = fmaxf(peak, fabsf(wav->channels[0][i]));
  }
  for (uint32_t i = 0; i < music.n_frames; ++i) {
    music.samples[i] = wav->channels[0][i] / peak;
  }
  wav_free(wav);
  return music;
}

void music_free(Music* music) {
  free(music->samples);
}
