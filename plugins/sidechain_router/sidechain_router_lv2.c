// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/sidechain_router/sidechain_router.h"

#include "common/dsp/decibel.h"
#include "common/dsp/meter.h"
#include "common/lv2/plugin.h"
#include "plugins/sidechain_router/sidechain_router_ports.h"

static void* engine_new(const PortVariant* variant, double rate_hz) {
  return sidechain_router_new(variant->shape[ROUTER_IN].channels, rate_hz);
}

static void engine_free(void* engine) {
  sidechain_router_free((SidechainRouter*)engine);
}

static void engine_reset(void* engine) {
  sidechain_router_reset((SidechainRouter*)engine);
}

static float key_control(const Plugin* plugin, unsigned spec) {
  return plugin_control(plugin, ROUTER_KEY, 0, spec);
}

static float dynamics_control(const Plugin* plugin, unsigned spec) {
  return plugin_control(plugin, ROUTER_DYNAMICS, 0, spec);
}

static SidechainRouterParams read_params(const Plugin* plugin) {
  return (SidechainRouterParams){
    .key =
      {
        .gain = {gain_from_level_db(key_control(plugin, ROUTER_KEY_A_LEVEL)),
                 gain_from_level_db(key_control(plugin, ROUTER_KEY_B_LEVEL))},
        .source = (KeySource)key_control(plugin, ROUTER_KEY_SOURCE),
        .hpf_hz = key_control(plugin, ROUTER_KEY_HPF),
        .lpf_hz = key_control(plugin, ROUTER_KEY_LPF),
      },
    .key_out_gain = gain_from_level_db(key_control(plugin, ROUTER_KEY_OUT_LEVEL)),
    .listen = plugin_toggle(plugin, ROUTER_KEY, 0, ROUTER_LISTEN),
    .action = (RouterAction)dynamics_control(plugin, ROUTER_ACTION),
    .dynamics =
      {
        .threshold_db = dynamics_control(plugin, ROUTER_THRESHOLD),
        .ratio = dynamics_control(plugin, ROUTER_RATIO),
        .knee_db = dynamics_control(plugin, ROUTER_KNEE),
        .depth_db = dynamics_control(plugin, ROUTER_DEPTH),
        .attack_ms = dynamics_control(plugin, ROUTER_ATTACK),
        .release_ms = dynamics_control(plugin, ROUTER_RELEASE),
        .hold_ms = dynamics_control(plugin, ROUTER_HOLD),
        .detector = (DetectorKind)dynamics_control(plugin, ROUTER_DETECTOR),
      },
    .relative = plugin_toggle(plugin, ROUTER_DYNAMICS, 0, ROUTER_RELATIVE),
    .lookahead_ms = dynamics_control(plugin, ROUTER_LOOKAHEAD),
    .enabled = plugin_toggle(plugin, ROUTER_MASTER, 0, ROUTER_ENABLED),
  };
}

static void report(const Plugin* plugin, const SidechainRouter* router) {
  SidechainRouterMeters meters;
  sidechain_router_read(router, &meters);
  plugin_report(plugin, ROUTER_MASTER, 0, ROUTER_METER_KEY, 0, meter_db(meters.key_peak));
  for (unsigned c = 0; c < PORTS_MAX_CHANNELS; ++c) {
    plugin_report(plugin, ROUTER_MASTER, 0, ROUTER_METER, c, meter_db(meters.peak[c]));
  }
  plugin_report(plugin, ROUTER_MASTER, 0, ROUTER_REDUCTION, 0, meters.reduction_db);
  plugin_report(plugin, ROUTER_MASTER, 0, ROUTER_STATUS, 0, (float)meters.status);
  plugin_report(plugin, ROUTER_MASTER, 0, ROUTER_LATENCY, 0, (float)meters.latency_frames);
}

static void run(const Plugin* plugin, void* engine, uint32_t n_frames) {
  SidechainRouter* router = (SidechainRouter*)engine;
  SidechainRouterBuffers buffers;
  for (unsigned c = 0; c < PORTS_MAX_CHANNELS; ++c) {
    buffers.in[c] = plugin_audio(plugin, ROUTER_IN, 0, ROUTER_AUDIO, c);
    buffers.out[c] = plugin_audio(plugin, ROUTER_OUT, 0, ROUTER_AUDIO, c);
    buffers.key_out[c] = plugin_audio(plugin, ROUTER_KEY_OUT, 0, ROUTER_AUDIO, c);
    for (unsigned k = 0; k < ROUTER_KEYS; ++k) {
      buffers.key[k][c] = plugin_audio(plugin, ROUTER_KEY_IN, k, ROUTER_AUDIO, c);
    }
  }
  buffers.has_cv = plugin->variant->shape[ROUTER_CV_OUT].copies > 0;
  buffers.envelope_cv = plugin_audio(plugin, ROUTER_CV_OUT, 0, ROUTER_CV_ENVELOPE, 0);
  buffers.gain_cv = plugin_audio(plugin, ROUTER_CV_OUT, 0, ROUTER_CV_GAIN, 0);
  if (plugin_changed(plugin, ROUTER_KEY, 0) || plugin_changed(plugin, ROUTER_DYNAMICS, 0) ||
      plugin_changed(plugin, ROUTER_MASTER, 0)) {
    const SidechainRouterParams params = read_params(plugin);
    sidechain_router_set(router, &params);
  }
  sidechain_router_run(router, &buffers, n_frames);
  report(plugin, router);
}

const PluginType plugin_type = {
  .family = &sidechain_router_family,
  .engine_new = engine_new,
  .engine_free = engine_free,
  .engine_reset = engine_reset,
  .run = run,
};
