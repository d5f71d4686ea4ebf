// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/sidechain_router/sidechain_router.h"

#include "common/lv2/inline_display.h"
#include "common/lv2/plugin.h"
#include "plugins/sidechain_router/sidechain_router_glance.h"
#include "plugins/sidechain_router/sidechain_router_ports.h"

static void* engine_new(const PortVariant* variant, double rate_hz) {
  return sidechain_router_new(variant->shape[ROUTER_IN].channels, variant->shape[ROUTER_CV_OUT].copies > 0, rate_hz);
}

static void read_key(const Plugin* plugin, SidechainRouterParams* params) {
  params->key = (KeyChainParams){
    .gain = {plugin_level(plugin, ROUTER_KEY, 0, ROUTER_KEY_A_LEVEL),
             plugin_level(plugin, ROUTER_KEY, 0, ROUTER_KEY_B_LEVEL)},
    .source = (KeySource)plugin_control(plugin, ROUTER_KEY, 0, ROUTER_KEY_SOURCE),
    .hpf_hz = plugin_high_pass(plugin, ROUTER_KEY, 0, ROUTER_KEY_HPF),
    .lpf_hz = plugin_low_pass(plugin, ROUTER_KEY, 0, ROUTER_KEY_LPF),
  };
  params->key_out_gain = plugin_level(plugin, ROUTER_KEY, 0, ROUTER_KEY_OUT_LEVEL);
  params->listen = plugin_toggle(plugin, ROUTER_KEY, 0, ROUTER_LISTEN);
}

static void read_dynamics(const Plugin* plugin, SidechainRouterParams* params) {
  params->action = (RouterAction)plugin_control(plugin, ROUTER_DYNAMICS, 0, ROUTER_ACTION);
  params->dynamics = (DynamicsParams){
    .threshold_db = plugin_control(plugin, ROUTER_DYNAMICS, 0, ROUTER_THRESHOLD),
    .ratio = plugin_control(plugin, ROUTER_DYNAMICS, 0, ROUTER_RATIO),
    .knee_db = plugin_control(plugin, ROUTER_DYNAMICS, 0, ROUTER_KNEE),
    .depth_db = plugin_control(plugin, ROUTER_DYNAMICS, 0, ROUTER_DEPTH),
    .attack_ms = plugin_control(plugin, ROUTER_DYNAMICS, 0, ROUTER_ATTACK),
    .release_ms = plugin_control(plugin, ROUTER_DYNAMICS, 0, ROUTER_RELEASE),
    .hold_ms = plugin_control(plugin, ROUTER_DYNAMICS, 0, ROUTER_HOLD),
    .hysteresis_db = plugin_control(plugin, ROUTER_DYNAMICS, 0, ROUTER_HYSTERESIS),
    .floor = gain_from_db(plugin_control(plugin, ROUTER_DYNAMICS, 0, ROUTER_FLOOR)),
    .detector = plugin_detector(plugin, ROUTER_DYNAMICS, 0, ROUTER_DETECTOR),
  };
  params->relative = plugin_toggle(plugin, ROUTER_DYNAMICS, 0, ROUTER_RELATIVE);
  params->duck_low_hz = plugin_high_pass(plugin, ROUTER_DYNAMICS, 0, ROUTER_DUCK_LOW);
  params->duck_high_hz = plugin_low_pass(plugin, ROUTER_DYNAMICS, 0, ROUTER_DUCK_HIGH);
  params->lookahead_ms = plugin_control(plugin, ROUTER_DYNAMICS, 0, ROUTER_LOOKAHEAD);
}

static void read_params(const Plugin* plugin, SidechainRouterParams* params) {
  read_key(plugin, params);
  read_dynamics(plugin, params);
  params->enabled = plugin_toggle(plugin, ROUTER_MASTER, 0, ROUTER_ENABLED);
}

static void report(const Plugin* plugin, const SidechainRouterMeters* meters) {
  plugin_report_peak(plugin, ROUTER_MASTER, 0, ROUTER_METER_KEY, meters->key_peak);
  plugin_report_peaks(plugin, ROUTER_MASTER, ROUTER_METER, meters->peak);
  plugin_report(plugin, ROUTER_MASTER, 0, ROUTER_REDUCTION, meters->reduction_db);
  plugin_report(plugin, ROUTER_MASTER, 0, ROUTER_STATUS, (float)meters->status);
  plugin_report(plugin, ROUTER_MASTER, 0, ROUTER_LATENCY, (float)meters->latency_frames);
}

PLUGIN_TYPE(sidechain_router, SidechainRouter, SidechainRouterParams, SidechainRouterMeters, ROUTER_IN, ROUTER_OUT);
