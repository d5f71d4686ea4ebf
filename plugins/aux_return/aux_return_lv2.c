// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/aux_return.h"

#include "common/dsp/decibel.h"
#include "common/dsp/meter.h"
#include "common/lv2/plugin.h"
#include "plugins/aux_return/aux_return_ports.h"

static void* engine_new(const PortVariant* variant, double rate_hz) {
  return aux_return_new(variant->shape[RETURN_MAIN_IN].channels, rate_hz);
}

static void engine_free(void* engine) {
  aux_return_free((AuxReturn*)engine);
}

static void engine_reset(void* engine) {
  aux_return_reset((AuxReturn*)engine);
}

static AuxReturnParams read_params(const Plugin* plugin) {
  return (AuxReturnParams){
    .mode = (AuxReturnMode)plugin_control(plugin, RETURN_BLEND, 0, RETURN_MODE),
    .dry_gain = gain_from_level_db(plugin_control(plugin, RETURN_BLEND, 0, RETURN_DRY_LEVEL)),
    .return_gain = gain_from_level_db(plugin_control(plugin, RETURN_BLEND, 0, RETURN_LEVEL)),
    .mix = plugin_control(plugin, RETURN_BLEND, 0, RETURN_MIX) / 100.0f,
    .dry_delay_ms = plugin_control(plugin, RETURN_BLEND, 0, RETURN_DRY_DELAY),
    .pan = plugin_control(plugin, RETURN_RETURN, 0, RETURN_PAN),
    .width = plugin_control(plugin, RETURN_RETURN, 0, RETURN_WIDTH) / 100.0f,
    .mute = plugin_toggle(plugin, RETURN_RETURN, 0, RETURN_MUTE),
    .invert = plugin_toggle(plugin, RETURN_RETURN, 0, RETURN_INVERT),
    .hpf_hz = plugin_control(plugin, RETURN_RETURN, 0, RETURN_HPF),
    .lpf_hz = plugin_control(plugin, RETURN_RETURN, 0, RETURN_LPF),
    .delay_ms = plugin_control(plugin, RETURN_RETURN, 0, RETURN_DELAY),
    .duck_depth_db = plugin_control(plugin, RETURN_DUCK, 0, RETURN_DUCK_DEPTH),
    .duck_threshold_db = plugin_control(plugin, RETURN_DUCK, 0, RETURN_DUCK_THRESHOLD),
    .duck_attack_ms = plugin_control(plugin, RETURN_DUCK, 0, RETURN_DUCK_ATTACK),
    .duck_release_ms = plugin_control(plugin, RETURN_DUCK, 0, RETURN_DUCK_RELEASE),
    .guard = plugin_toggle(plugin, RETURN_MAIN, 0, RETURN_GUARD),
    .enabled = plugin_toggle(plugin, RETURN_MAIN, 0, RETURN_ENABLED),
  };
}

static void report(const Plugin* plugin, const AuxReturn* aux) {
  AuxReturnMeters meters;
  aux_return_read(aux, &meters);
  plugin_report(plugin, RETURN_MAIN, 0, RETURN_METER_DRY, 0, meter_db(meters.dry_peak));
  plugin_report(plugin, RETURN_MAIN, 0, RETURN_METER_RETURN, 0, meter_db(meters.return_peak));
  for (unsigned c = 0; c < PORTS_MAX_CHANNELS; ++c) {
    plugin_report(plugin, RETURN_MAIN, 0, RETURN_METER, c, meter_db(meters.peak[c]));
  }
  plugin_report(plugin, RETURN_MAIN, 0, RETURN_REDUCTION, 0, meters.reduction_db);
  plugin_report(plugin, RETURN_MAIN, 0, RETURN_STATUS, 0, (float)meters.status);
  plugin_report(plugin, RETURN_MAIN, 0, RETURN_LATENCY, 0, (float)meters.latency_frames);
}

static void run(const Plugin* plugin, void* engine, uint32_t n_frames) {
  AuxReturn* aux = (AuxReturn*)engine;
  const float* dry[PORTS_MAX_CHANNELS];
  const float* wet[PORTS_MAX_CHANNELS];
  float* out[PORTS_MAX_CHANNELS];
  for (unsigned c = 0; c < PORTS_MAX_CHANNELS; ++c) {
    dry[c] = plugin_audio(plugin, RETURN_MAIN_IN, 0, RETURN_AUDIO, c);
    wet[c] = plugin_audio(plugin, RETURN_IN, 0, RETURN_AUDIO, c);
    out[c] = plugin_audio(plugin, RETURN_OUT, 0, RETURN_AUDIO, c);
  }
  if (plugin_changed(plugin, RETURN_BLEND, 0) || plugin_changed(plugin, RETURN_RETURN, 0) ||
      plugin_changed(plugin, RETURN_DUCK, 0) || plugin_changed(plugin, RETURN_MAIN, 0)) {
    const AuxReturnParams params = read_params(plugin);
    aux_return_set(aux, &params);
  }
  aux_return_run(aux, dry, wet, out, n_frames);
  report(plugin, aux);
}

const PluginType plugin_type = {
  .family = &aux_return_family,
  .engine_new = engine_new,
  .engine_free = engine_free,
  .engine_reset = engine_reset,
  .run = run,
};
