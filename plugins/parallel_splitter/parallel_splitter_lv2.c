// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_splitter/parallel_splitter.h"

#include "common/dsp/decibel.h"
#include "common/dsp/meter.h"
#include "common/lv2/plugin.h"
#include "plugins/parallel_splitter/parallel_splitter_ports.h"

#include <stdlib.h>

typedef struct {
  ParallelSplitter* splitter;
  SplitterParams params;
  unsigned n_channels;
} Engine;

static void engine_free(void* handle) {
  Engine* engine = (Engine*)handle;
  parallel_splitter_free(engine->splitter);
  free(engine);
}

static void* engine_new(const PortVariant* variant, double rate_hz) {
  Engine* engine = (Engine*)calloc(1, sizeof(Engine));
  if (!engine) {
    return NULL;
  }
  engine->n_channels = variant->shape[SPLITTER_IN].channels;
  engine->splitter = parallel_splitter_new(engine->n_channels, rate_hz);
  if (!engine->splitter) {
    free(engine);
    return NULL;
  }
  return engine;
}

static void engine_reset(void* handle) {
  parallel_splitter_reset(((Engine*)handle)->splitter);
}

static void read_split(const Plugin* plugin, SplitterParams* params) {
  params->mode = (SplitterMode)plugin_control(plugin, SPLITTER_SPLIT, 0, SPLITTER_MODE);
  params->n_branches = (unsigned)plugin_control(plugin, SPLITTER_SPLIT, 0, SPLITTER_N_BRANCHES);
  for (unsigned i = 0; i < SPLITTER_SPLITS; ++i) {
    params->split_hz[i] = plugin_control(plugin, SPLITTER_SPLIT, 0, SPLITTER_SPLIT_1 + i);
  }
  params->sensitivity = plugin_control(plugin, SPLITTER_SPLIT, 0, SPLITTER_SENSITIVITY) / 100.0f;
  params->threshold = gain_from_db(plugin_control(plugin, SPLITTER_SPLIT, 0, SPLITTER_THRESHOLD));
}

static void read_branch(const Plugin* plugin, unsigned i, SplitterBranchParams* branch) {
  branch->gain = gain_from_level_db(plugin_control(plugin, SPLITTER_BRANCH, i, SPLITTER_GAIN));
  branch->delay_ms = plugin_control(plugin, SPLITTER_BRANCH, i, SPLITTER_DELAY);
  branch->mute = plugin_toggle(plugin, SPLITTER_BRANCH, i, SPLITTER_MUTE);
  branch->solo = plugin_toggle(plugin, SPLITTER_BRANCH, i, SPLITTER_SOLO);
  branch->invert = plugin_toggle(plugin, SPLITTER_BRANCH, i, SPLITTER_INVERT);
}

/* Takes over what has changed since the last run; true where anything has. */
static bool read_params(const Plugin* plugin, SplitterParams* params) {
  bool changed = plugin_changed(plugin, SPLITTER_MASTER, 0) || plugin_changed(plugin, SPLITTER_SPLIT, 0);
  if (changed) {
    params->enabled = plugin_toggle(plugin, SPLITTER_MASTER, 0, SPLITTER_ENABLED);
    read_split(plugin, params);
  }
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    if (plugin_changed(plugin, SPLITTER_BRANCH, i)) {
      read_branch(plugin, i, &params->branch[i]);
      changed = true;
    }
  }
  return changed;
}

static void report(const Plugin* plugin, const Engine* engine) {
  SplitterMeters meters;
  parallel_splitter_read(engine->splitter, &meters);
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    plugin_report(plugin, SPLITTER_BRANCH, i, SPLITTER_METER, 0, meter_db(meters.branch_peak[i]));
  }
  plugin_report(plugin, SPLITTER_MASTER, 0, SPLITTER_STATUS, 0, (float)meters.status);
}

static void run(const Plugin* plugin, void* handle, uint32_t n_frames) {
  Engine* engine = (Engine*)handle;
  const float* in[PORTS_MAX_CHANNELS];
  float* out[SPLITTER_BRANCHES * PORTS_MAX_CHANNELS];
  for (unsigned c = 0; c < engine->n_channels; ++c) {
    in[c] = plugin_audio(plugin, SPLITTER_IN, 0, SPLITTER_AUDIO, c);
    for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
      out[i * engine->n_channels + c] = plugin_audio(plugin, SPLITTER_OUT, i, SPLITTER_AUDIO, c);
    }
  }
  if (read_params(plugin, &engine->params)) {
    parallel_splitter_set(engine->splitter, &engine->params);
  }
  parallel_splitter_run(engine->splitter, in, out, n_frames);
  report(plugin, engine);
}

const PluginType plugin_type = {
  .family = &parallel_splitter_family,
  .engine_new = engine_new,
  .engine_free = engine_free,
  .engine_reset = engine_reset,
  .run = run,
};
