// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/preset_render.h"

#include "common/host/render.h"
#include "common/host/state.h"
#include "common/ports/ranges.h"
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

static void note_reduction(PresetRender* render, uint64_t n_done, double reduction_db) {
  const double seconds = (double)n_done / MATERIAL_RATE_HZ;
  render->last_db = reduction_db;
  if (seconds > 1.0 && (render->rest_after_seconds == 0.0 || seconds <= render->rest_after_seconds)) {
    render->deepest_db = fmin(render->deepest_db, reduction_db);
    render->highest_db = fmax(render->highest_db, reduction_db);
    render->mean_db += (reduction_db - render->mean_db) / ++render->n_readings;
  }
}

static void read_reduction(void* user, Instance* instance, uint64_t n_done) {
  const uint32_t port = instance_find(instance, "reduction");
  if (port != UINT32_MAX) {
    note_reduction((PresetRender*)user, n_done, (double)instance_get(instance, port));
  }
}

static void set_if_there(Instance* instance, const char* symbol, float value) {
  const uint32_t port = instance_find(instance, symbol);
  if (port != UINT32_MAX) {
    instance_set(instance, port, value);
  }
}

/* Plays on from silence with no dry signal beside a return. */
static Wav* play_without_dry(PresetRender* render, const Render* plan, bool turns_down) {
  Wav* out = wav_new(render->out->n_channels, plan->n_frames, MATERIAL_RATE_HZ);
  assert_non_null(out);
  set_if_there(render->instance, "dry_level", LEVEL_OFF_DB);
  if (!turns_down) {
    set_if_there(render->instance, "depth", 0.0f);
    set_if_there(render->instance, "duck_depth", 0.0f);
  }
  instance_reset(render->instance);
  render_run(render->instance, &(Render){.n_frames = plan->n_frames, .inputs = plan->inputs, .outputs = out->channels});
  return out;
}

static double power(const float* samples, uint32_t n_frames) {
  double sum = 0.0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    sum += (double)samples[i] * (double)samples[i];
  }
  return sum;
}

/* The meter holds what it shows. So what is turned down is compared with what it is when nothing turns it down, in the
   end of each block. */
static void compare_reduction(PresetRender* render, const Render* plan) {
  enum { END = 64 };
  Wav* down = play_without_dry(render, plan, true);
  Wav* up = play_without_dry(render, plan, false);
  for (uint64_t at = BLOCK; at <= plan->n_frames; at += BLOCK) {
    const double up_power = power(up->channels[0] + at - END, END);
    if (up_power > 1e-9) {
      note_reduction(render, at, 10.0 * log10(power(down->channels[0] + at - END, END) / up_power));
    }
  }
  wav_free(down);
  wav_free(up);
}

void preset_render_open(PresetRender* render, Host* host, const char* variant, const char* preset) {
  char uri[256];
  HostError error;
  render->highest_db = -(double)INFINITY;
  render->last_db = (double)NAN;
  assert_true(n_opened < MAX_OPENED);
  snprintf(opened[n_opened++], MAX_NAME, "%s", preset);
  snprintf(uri, sizeof(uri), SIGNALBOX_URI "%s", variant);
  render->instance = instance_new(host, uri, MATERIAL_RATE_HZ, BLOCK, &error);
  if (!render->instance) {
    print_error("%s\n", error.text);
    fail();
  }
  snprintf(uri, sizeof(uri), SIGNALBOX_URI "%s#%s", variant, preset);
  if (!state_apply_preset(render->instance, uri, &error)) {
    print_error("%s\n", error.text);
    fail();
  }
}

static bool begins_with(const char* text, const char* start) {
  return strncmp(text, start, strlen(start)) == 0;
}

static const Wav* source_of(const PresetRender* render, const char* symbol) {
  const unsigned long strip = begins_with(symbol, "in_") ? strtoul(symbol + strlen("in_"), NULL, 10) : 0;
  if (begins_with(symbol, "key_")) {
    return render->key;
  }
  if (begins_with(symbol, "return")) {
    return render->back;
  }
  return strip ? render->strip[strip - 1] : render->main;
}

/* How many frames all of the sources have. */
static uint64_t common_length(const PresetRender* render) {
  const Wav* sources[3 + PRESET_RENDER_STRIPS] = {render->main, render->key, render->back};
  uint64_t n_frames = UINT64_MAX;
  memcpy(&sources[3], render->strip, sizeof(render->strip));
  for (unsigned i = 0; i < 3 + PRESET_RENDER_STRIPS; ++i) {
    n_frames = sources[i] && sources[i]->n_frames < n_frames ? sources[i]->n_frames : n_frames;
  }
  return n_frames;
}

void preset_render_run(PresetRender* render) {
  const uint32_t n_in = instance_n_inputs(render->instance);
  const float* inputs[MAX_INPUTS] = {NULL};
  assert_true(n_in <= MAX_INPUTS);
  for (uint32_t i = 0; i < n_in; ++i) {
    const char* symbol = instance_port(render->instance, instance_input(render->instance, i))->symbol;
    const size_t length = strlen(symbol);
    const Wav* source = source_of(render, symbol);
    if (source) {
      const bool right = length > 2 && strcmp(symbol + length - 2, "_r") == 0;
      inputs[i] = source->channels[right ? source->n_channels - 1 : 0];
    }
  }
  render->out = wav_new(instance_n_outputs(render->instance), common_length(render), MATERIAL_RATE_HZ);
  assert_non_null(render->out);
  const Render plan = {.n_frames = render->out->n_frames,
                       .inputs = inputs,
                       .outputs = render->out->channels,
                       .after_block = render->rest_after_seconds > 0.0 ? NULL : read_reduction,
                       .user = render};
  render_run(render->instance, &plan);
  if (render->rest_after_seconds > 0.0) {
    compare_reduction(render, &plan);
  }
}

const float* preset_render_output(const PresetRender* render, const char* symbol) {
  const uint32_t port = instance_find(render->instance, symbol);
  uint32_t channel = 0;
  while (channel < render->out->n_channels && instance_output(render->instance, channel) != port) {
    ++channel;
  }
  assert_true(channel < render->out->n_channels);
  return render->out->channels[channel];
}

void preset_render_close(PresetRender* render) {
  wav_free(render->out);
  instance_free(render->instance);
}

double preset_gain_db(Host* host, const char* variant, const char* preset, PresetInput input, const char* output,
                      double hz) {
  Wav* wav = material_tone(hz);
  PresetRender render = {0};
  *(input == PRESET_MAIN ? &render.main : input == PRESET_KEY ? &render.key : &render.back) = wav;
  preset_render_open(&render, host, variant, preset);
  preset_render_run(&render);
  const uint64_t half = wav->n_frames / 2;
  const double gain = material_rms_db(preset_render_output(&render, output) + half, half) -
                      material_rms_db(wav->channels[0] + half, half);
  preset_render_close(&render);
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

void preset_render_check_all(Host* host, const char* variants) {
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
