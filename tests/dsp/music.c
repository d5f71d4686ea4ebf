// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/dsp/music.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <sndfile.h>

#define SAMPLES "/usr/share/sonic-pi/samples"

Music music_load(const char* name) {
  char path[256];
  SF_INFO info = {0};
  snprintf(path, sizeof(path), SAMPLES "/%s.flac", name);
  SNDFILE* file = sf_open(path, SFM_READ, &info);
  if (!file) {
    fail_msg("%s cannot be read: install the package sonic-pi-samples", path);
  }
  Music music = {.rate_hz = (double)info.samplerate, .n_frames = (uint32_t)info.frames};
  const uint32_t n_channels = (uint32_t)info.channels;
  float* frames = (float*)calloc((size_t)music.n_frames * n_channels, sizeof(float));
  music.samples = (float*)calloc(music.n_frames, sizeof(float));
  assert_true(frames && music.samples);
  assert_int_equal(sf_readf_float(file, frames, info.frames), info.frames);
  sf_close(file);
  float peak = 0.0f;
  for (uint32_t i = 0; i < music.n_frames; ++i) {
    peak = fmaxf(peak, fabsf(frames[i * n_channels]));
  }
  for (uint32_t i = 0; i < music.n_frames; ++i) {
    music.samples[i] = frames[i * n_channels] / peak;
  }
  free(frames);
  return music;
}

void music_free(Music* music) {
  free(music->samples);
}
