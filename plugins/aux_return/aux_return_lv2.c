// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/aux_return.h"

#include "common/lv2/inline_display.h"
#include "common/lv2/plugin.h"
#include "plugins/aux_return/aux_return_glance.h"
#include "plugins/aux_return/aux_return_ports.h"

static void* engine_new(const PortVariant* variant, double rate_hz) {
  return aux_return_new(variant->shape[RETURN_MAIN_IN].channels, rate_hz);
}

static void read_blend(const Plugin* plugin, AuxReturnParams* params) {
  params->mode = (AuxReturnMode)plugin_control(plugin, RETURN_BLEND, 0, RETURN_MODE);
  params->dry_gain = plugin_level(plugin, RETURN_BLEND, 0, RETURN_DRY_LEVEL);
  params->return_gain = plugin_level(plugin, RETURN_BLEND, 0, RETURN_LEVEL);
  params->mix = plugin_share(plugin, RETURN_BLEND, 0, RETURN_MIX);
  params->match = plugin_toggle(plugin, RETURN_BLEND, 0, RETURN_MATCH);
  params->dry_delay_ms = plugin_control(plugin, RETURN_BLEND, 0, RETURN_DRY_DELAY);
}

static void read_return(const Plugin* plugin, AuxReturnParams* params) {
  params->pan = plugin_control(plugin, RETURN_RETURN, 0, RETURN_PAN);
  params->width = plugin_share(plugin, RETURN_RETURN, 0, RETURN_WIDTH);
  params->mute = plugin_toggle(plugin, RETURN_RETURN, 0, RETURN_MUTE);
  params->invert = plugin_toggle(plugin, RETURN_RETURN, 0, RETURN_INVERT);
  params->hpf_hz = plugin_high_pass(plugin, RETURN_RETURN, 0, RETURN_HPF);
  params->lpf_hz = plugin_low_pass(plugin, RETURN_RETURN, 0, RETURN_LPF);
  params->delay_ms = plugin_control(plugin, RETURN_RETURN, 0, RETURN_DELAY);
}

static void read_params(const Plugin* plugin, AuxReturnParams* params) {
  read_blend(plugin, params);
  read_return(plugin, params);
  params->duck_depth_db = plugin_control(plugin, RETURN_DUCK, 0, RETURN_DUCK_DEPTH);
  params->duck_threshold_db = plugin_control(plugin, RETURN_DUCK, 0, RETURN_DUCK_THRESHOLD);
  params->duck_attack_ms = plugin_control(plugin, RETURN_DUCK, 0, RETURN_DUCK_ATTACK);
  params->duck_release_ms = plugin_control(plugin, RETURN_DUCK, 0, RETURN_DUCK_RELEASE);
  params->guard = plugin_toggle(plugin, RETURN_MAIN, 0, RETURN_GUARD);
  params->enabled = plugin_toggle(plugin, RETURN_MAIN, 0, RETURN_ENABLED);
}

static void report(const Plugin* plugin, const AuxReturnMeters* meters) {
  plugin_report_peak(plugin, RETURN_MAIN, 0, RETURN_METER_DRY, meters->dry_peak);
  plugin_report_peak(plugin, RETURN_MAIN, 0, RETURN_METER_RETURN, meters->return_peak);
  plugin_report_peaks(plugin, RETURN_MAIN, RETURN_METER, meters->peak);
  plugin_report(plugin, RETURN_MAIN, 0, RETURN_REDUCTION, meters->reduction_db);
  plugin_report(plugin, RETURN_MAIN, 0, RETURN_LAG, meters->lag_ms);
  plugin_report(plugin, RETURN_MAIN, 0, RETURN_POLARITY, meters->polarity);
  plugin_report(plugin, RETURN_MAIN, 0, RETURN_MONO_LOSS, meters->mono_loss_db);
  plugin_report(plugin, RETURN_MAIN, 0, RETURN_STATUS, (float)meters->status);
  plugin_report(plugin, RETURN_MAIN, 0, RETURN_LATENCY, (float)meters->latency_frames);
}

PLUGIN_TYPE(aux_return, AuxReturn, AuxReturnParams, AuxReturnMeters, RETURN_MAIN_IN, RETURN_OUT);
