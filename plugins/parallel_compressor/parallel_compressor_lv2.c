// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_compressor/parallel_compressor.h"

#include "common/dsp/decibel.h"
#include "common/dsp/meter.h"
#include "common/lv2/plugin.h"
#include "plugins/parallel_compressor/parallel_compressor_ports.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
  ParallelCompressor* compressor;
  ParallelCompressorParams params;
} Engine;

static void engine_free(void* handle) {
  Engine* engine = (Engine*)handle;
  parallel_compressor_free(engine->compressor);
  free(engine);
}

static void* engine_new(const PortVariant* variant, double rate_hz) {
  Engine* engine = (Engine*)calloc(1, sizeof(Engine));
  if (!engine) {
    return NULL;
  }
  engine->compressor = parallel_compressor_new(variant->shape[COMPRESSOR_IN].channels, rate_hz);
  if (!engine->compressor) {
    free(engine);
    return NULL;
  }
  return engine;
}

static void engine_reset(void* handle) {
  parallel_compressor_reset(((Engine*)handle)->compressor);
}

static void read_dynamics(const Plugin* plugin, ParallelCompressorParams* params) {
  params->dynamics = (DynamicsParams){
    .threshold_db = plugin_control(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_THRESHOLD),
    .ratio = plugin_control(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_RATIO),
    .knee_db = plugin_control(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_KNEE),
    .depth_db = INFINITY,
    .attack_ms = plugin_control(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_ATTACK),
    .release_ms = plugin_control(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_RELEASE),
    .link = plugin_control(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_LINK) / 100.0f,
    .detector = (DetectorKind)plugin_control(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_DETECTOR),
    .action = DYNAMICS_DUCK,
  };
  params->key_hpf_hz = plugin_control(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_KEY_HPF);
  params->lookahead_ms = plugin_control(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_LOOKAHEAD);
}

static void read_blend(const Plugin* plugin, ParallelCompressorParams* params) {
  params->wet_hpf_hz = plugin_control(plugin, COMPRESSOR_BLEND, 0, COMPRESSOR_WET_HPF);
  params->wet_lpf_hz = plugin_control(plugin, COMPRESSOR_BLEND, 0, COMPRESSOR_WET_LPF);
  params->wet_gain = gain_from_level_db(plugin_control(plugin, COMPRESSOR_BLEND, 0, COMPRESSOR_WET_LEVEL)) *
                     gain_from_db(plugin_control(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_MAKEUP));
  params->dry_gain = gain_from_level_db(plugin_control(plugin, COMPRESSOR_BLEND, 0, COMPRESSOR_DRY_LEVEL));
  params->auto_level = plugin_toggle(plugin, COMPRESSOR_BLEND, 0, COMPRESSOR_AUTO_LEVEL);
  params->listen = plugin_toggle(plugin, COMPRESSOR_BLEND, 0, COMPRESSOR_LISTEN);
}

static bool any_changed(const Plugin* plugin) {
  return plugin_changed(plugin, COMPRESSOR_DYNAMICS, 0) || plugin_changed(plugin, COMPRESSOR_BLEND, 0) ||
         plugin_changed(plugin, COMPRESSOR_MASTER, 0);
}

static void report(const Plugin* plugin, const Engine* engine) {
  ParallelCompressorMeters meters;
  parallel_compressor_read(engine->compressor, &meters);
  plugin_report(plugin, COMPRESSOR_MASTER, 0, COMPRESSOR_METER_IN, 0, meter_db(meters.in_peak));
  plugin_report(plugin, COMPRESSOR_MASTER, 0, COMPRESSOR_METER_OUT, 0, meter_db(meters.out_peak));
  plugin_report(plugin, COMPRESSOR_MASTER, 0, COMPRESSOR_REDUCTION, 0, fmaxf(meters.reduction_db, METER_FLOOR_DB));
  plugin_report(plugin, COMPRESSOR_MASTER, 0, COMPRESSOR_STATUS, 0, (float)meters.status);
  plugin_report(plugin, COMPRESSOR_MASTER, 0, COMPRESSOR_LATENCY, 0, (float)meters.latency_frames);
}

static void run(const Plugin* plugin, void* handle, uint32_t n_frames) {
  Engine* engine = (Engine*)handle;
  const float* in[PORTS_MAX_CHANNELS];
  float* out[PORTS_MAX_CHANNELS];
  for (unsigned side = 0; side < PORTS_MAX_CHANNELS; ++side) {
    in[side] = plugin_audio(plugin, COMPRESSOR_IN, 0, COMPRESSOR_AUDIO, side);
    out[side] = plugin_audio(plugin, COMPRESSOR_OUT, 0, COMPRESSOR_AUDIO, side);
  }
  if (any_changed(plugin)) {
    read_dynamics(plugin, &engine->params);
    read_blend(plugin, &engine->params);
    engine->params.enabled = plugin_toggle(plugin, COMPRESSOR_MASTER, 0, COMPRESSOR_ENABLED);
    parallel_compressor_set(engine->compressor, &engine->params);
  }
  parallel_compressor_run(engine->compressor, in, out, n_frames);
  report(plugin, engine);
}

const PluginType plugin_type = {
  .family = &parallel_compressor_family,
  .engine_new = engine_new,
  .engine_free = engine_free,
  .engine_reset = engine_reset,
  .run = run,
};
