// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_compressor/parallel_compressor.h"

#include "common/lv2/inline_display.h"
#include "common/lv2/plugin.h"
#include "plugins/parallel_compressor/parallel_compressor_glance.h"
#include "plugins/parallel_compressor/parallel_compressor_ports.h"

static void* engine_new(const PortVariant* variant, double rate_hz) {
  return parallel_compressor_new(variant->shape[COMPRESSOR_IN].channels, rate_hz);
}

static void read_dynamics(const Plugin* plugin, ParallelCompressorParams* params) {
  params->dynamics = (DynamicsParams){
    .threshold_db = plugin_control(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_THRESHOLD),
    .ratio = plugin_control(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_RATIO),
    .knee_db = plugin_control(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_KNEE),
    .depth_db = INFINITY,
    .attack_ms = plugin_control(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_ATTACK),
    .release_ms = plugin_control(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_RELEASE),
    .link = plugin_share(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_LINK),
    .detector = plugin_detector(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_DETECTOR),
    .action = DYNAMICS_DUCK,
  };
  params->key_hpf_hz = plugin_high_pass(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_KEY_HPF);
  params->lookahead_ms = plugin_control(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_LOOKAHEAD);
}

static void read_key(const Plugin* plugin, ParallelCompressorParams* params) {
  params->key_source = (CompressorKeySource)plugin_control(plugin, COMPRESSOR_KEY, 0, COMPRESSOR_KEY_SOURCE);
  params->key_gain = plugin_level(plugin, COMPRESSOR_KEY, 0, COMPRESSOR_KEY_LEVEL);
}

static void read_blend(const Plugin* plugin, ParallelCompressorParams* params) {
  params->wet_hpf_hz = plugin_high_pass(plugin, COMPRESSOR_BLEND, 0, COMPRESSOR_WET_HPF);
  params->wet_lpf_hz = plugin_low_pass(plugin, COMPRESSOR_BLEND, 0, COMPRESSOR_WET_LPF);
  params->wet_gain = plugin_level(plugin, COMPRESSOR_BLEND, 0, COMPRESSOR_WET_LEVEL) *
                     gain_from_db(plugin_control(plugin, COMPRESSOR_DYNAMICS, 0, COMPRESSOR_MAKEUP));
  params->dry_gain = plugin_level(plugin, COMPRESSOR_BLEND, 0, COMPRESSOR_DRY_LEVEL);
  params->auto_level = plugin_toggle(plugin, COMPRESSOR_BLEND, 0, COMPRESSOR_AUTO_LEVEL);
  params->listen = plugin_toggle(plugin, COMPRESSOR_BLEND, 0, COMPRESSOR_LISTEN);
}

static void read_params(const Plugin* plugin, ParallelCompressorParams* params) {
  read_dynamics(plugin, params);
  read_key(plugin, params);
  read_blend(plugin, params);
  params->enabled = plugin_toggle(plugin, COMPRESSOR_MASTER, 0, COMPRESSOR_ENABLED);
}

static void report(const Plugin* plugin, const ParallelCompressorMeters* meters) {
  plugin_report_peak(plugin, COMPRESSOR_MASTER, 0, COMPRESSOR_METER_IN, meters->in_peak);
  plugin_report_peak(plugin, COMPRESSOR_MASTER, 0, COMPRESSOR_METER_OUT, meters->out_peak);
  plugin_report(plugin, COMPRESSOR_MASTER, 0, COMPRESSOR_REDUCTION, meters->reduction_db);
  plugin_report(plugin, COMPRESSOR_MASTER, 0, COMPRESSOR_STATUS, (float)meters->status);
  plugin_report(plugin, COMPRESSOR_MASTER, 0, COMPRESSOR_LATENCY, (float)meters->latency_frames);
}

PLUGIN_TYPE(parallel_compressor, ParallelCompressor, ParallelCompressorParams, ParallelCompressorMeters, COMPRESSOR_IN,
            COMPRESSOR_OUT);
