// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/play.h"

#include "common/host/render.h"
#include "common/host/state.h"
#include "tests/lv2/material.h"
#include "tests/lv2/suite.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_INPUTS = 64, BLOCK = 256, MAX_OPENED = 1024, MAX_NAME = 64 };

/* The presets that have been opened, by name; some more than once. */
static char opened[MAX_OPENED][MAX_NAME];
static unsigned n_opened;

static void note_reduction(void* user, Instance* instance, uint64_t n_done) {
  Play* play = (Play*)user;
  const uint32_t port = instance_find(instance, "reduction");
  const double seconds = (double)n_done / MATERIAL_RATE_HZ;
  if (port == UINT32_MAX) {
    return;
  }
  play->last_db = (double)instance_get(instance, port);
  if (seconds > 1.0 && (play->rest_after_seconds == 0.0 || seconds <= play->rest_after_seconds)) {
    const double reduction = play->last_db;
    play->deepest_db = fmin(play->deepest_db, reduction);
    play->highest_db = fmax(play->highest_db, reduction);
    play->mean_db += (reduction - play->mean_db) / ++play->n_readings;
  }
}

void play_open(Play* play, Host* host, const char* variant, const char* preset) {
  char uri[256];
  HostError error;
  play->highest_db = -(double)INFINITY;
  play->last_db = (double)NAN;
  assert_true(n_opened < MAX_OPENED);
  snprintf(opened[n_opened++], MAX_NAME, "%s", preset);
  snprintf(uri, sizeof(uri), SIGNALBOX_URI "%s", variant);
  play->instance = instance_new(host, uri, MATERIAL_RATE_HZ, BLOCK, &error);
  if (!play->instance) {
    print_error("%s\n", error.text);
    fail();
  }
  snprintf(uri, sizeof(uri), SIGNALBOX_URI "%s#%s", variant, preset);
  if (!state_apply_preset(play->instance, uri, &error)) {
    print_error("%s\n", error.text);
    fail();
  }
}

static bool begins_with(const char* text, const char* start) {
  return strncmp(text, start, strlen(start)) == 0;
}

static const Wav* source_of(const Play* play, const char* symbol) {
  const unsigned long strip = begins_with(symbol, "in_") ? strtoul(symbol + strlen("in_"), NULL, 10) : 0;
  if (begins_with(symbol, "key_")) {
    return play->key;
  }
  if (begins_with(symbol, "return")) {
    return play->back;
  }
  return strip ? play->strip[strip - 1] : play->main;
}

static uint64_t longest(const Play* play) {
  const Wav* sources[3 + PLAY_STRIPS] = {play->main, play->key, play->back};
  uint64_t n_frames = 0;
  memcpy(&sources[3], play->strip, sizeof(play->strip));
  for (unsigned i = 0; i < 3 + PLAY_STRIPS; ++i) {
    n_frames = sources[i] && sources[i]->n_frames > n_frames ? sources[i]->n_frames : n_frames;
  }
  return n_frames;
}

void play_run(Play* play) {
  const uint32_t n_in = instance_n_inputs(play->instance);
  const float* inputs[MAX_INPUTS] = {NULL};
  assert_true(n_in <= MAX_INPUTS);
  for (uint32_t i = 0; i < n_in; ++i) {
    const char* symbol = instance_port(play->instance, instance_input(play->instance, i))->symbol;
    const size_t length = strlen(symbol);
    const Wav* source = source_of(play, symbol);
    if (source) {
      const bool right = length > 2 && strcmp(symbol + length - 2, "_r") == 0;
      inputs[i] = source->channels[right ? source->n_channels - 1 : 0];
    }
  }
  play->out = wav_new(instance_n_outputs(play->instance), longest(play), MATERIAL_RATE_HZ);
  assert_non_null(play->out);
  const Render render = {.n_frames = play->out->n_frames,
                         .inputs = inputs,
                         .outputs = play->out->channels,
                         .after_block = note_reduction,
                         .user = play};
  render_run(play->instance, &render);
}

const float* play_output(const Play* play, const char* symbol) {
  const uint32_t port = instance_find(play->instance, symbol);
  uint32_t channel = 0;
  while (channel < play->out->n_channels && instance_output(play->instance, channel) != port) {
    ++channel;
  }
  assert_true(channel < play->out->n_channels);
  return play->out->channels[channel];
}

void play_close(Play* play) {
  wav_free(play->out);
  instance_free(play->instance);
}

Wav* play_tone(double hz) {
  Wav* wav = wav_new(1, (uint64_t)MATERIAL_RATE_HZ, MATERIAL_RATE_HZ);
  assert_non_null(wav);
  for (uint64_t i = 0; i < wav->n_frames; ++i) {
    wav->channels[0][i] = 0.5f * (float)sin(6.283185307179586 * hz * (double)i / MATERIAL_RATE_HZ);
  }
  return wav;
}

Wav* play_wide_loop(void) {
  Wav* left = material_loop("loop_amen", 4.0);
  Wav* right = material_loop("ambi_choir", 4.0);
  Wav* wav = wav_new(2, left->n_frames, MATERIAL_RATE_HZ);
  assert_non_null(wav);
  material_set_rms_db(left, -20.0);
  material_set_rms_db(right, -20.0);
  memcpy(wav->channels[0], left->channels[0], left->n_frames * sizeof(float));
  memcpy(wav->channels[1], right->channels[0], left->n_frames * sizeof(float));
  wav_free(left);
  wav_free(right);
  return wav;
}

Wav* play_half_of(const float* a, const float* b, float sign, uint64_t n_frames) {
  Wav* wav = wav_new(1, n_frames, MATERIAL_RATE_HZ);
  assert_non_null(wav);
  for (uint64_t i = 0; i < n_frames; ++i) {
    wav->channels[0][i] = 0.5f * (a[i] + sign * b[i]);
  }
  return wav;
}

double play_change_db(const float* const out[2], const float* const in[2], float sign, uint64_t n_frames) {
  Wav* before = play_half_of(in[0], in[1], sign, n_frames);
  Wav* after = play_half_of(out[0], out[1], sign, n_frames);
  const double change = material_rms_db(after->channels[0], n_frames) - material_rms_db(before->channels[0], n_frames);
  wav_free(before);
  wav_free(after);
  return change;
}

double play_gain_db(Host* host, const char* variant, const char* preset, PlayInput input, const char* output,
                    double hz) {
  Wav* wav = play_tone(hz);
  Play play = {0};
  *(input == PLAY_MAIN ? &play.main : input == PLAY_KEY ? &play.key : &play.back) = wav;
  play_open(&play, host, variant, preset);
  play_run(&play);
  const uint64_t half = wav->n_frames / 2;
  const double gain = material_rms_db(play_output(&play, output) + half, half) -
                      material_rms_db(wav->channels[0] + half, half);
  play_close(&play);
  wav_free(wav);
  return gain;
}

static bool was_opened(const char* preset) {
  for (unsigned i = 0; i < n_opened; ++i) {
    if (strcmp(opened[i], preset) == 0) {
      return true;
    }
  }
  return false;
}

void play_check_all(Host* host, const char* variants) {
  bool fine = true;
  for (const char* const* uri = host_plugins(host, SIGNALBOX_URI); *uri; ++uri) {
    if (!begins_with(*uri + strlen(SIGNALBOX_URI), variants)) {
      continue;
    }
    char** presets = state_presets(host, host_plugin(host, *uri, NULL));
    for (char** preset = presets; *preset; ++preset) {
      const char* name = strchr(*preset, '#') + 1;
      if (!was_opened(name)) {
        print_error("nothing holds %s to its name\n", *preset);
        fine = false;
      }
    }
    state_presets_free(presets);
  }
  assert_true(fine);
}
