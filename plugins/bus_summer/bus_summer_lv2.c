// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/bus_summer.h"

#include "common/dsp/decibel.h"
#include "common/dsp/kernels.h"
#include "common/dsp/meter.h"
#include "common/lv2/plugin.h"
#include "plugins/bus_summer/bus_summer_ports.h"

#include <stdlib.h>

typedef struct {
  BusSummer* bus;
  BusSummerParams params;
  unsigned n_strips, n_channels;
} Engine;

static void engine_free(void* handle) {
  Engine* engine = (Engine*)handle;
  bus_summer_free(engine->bus);
  free(engine);
}

static void* engine_new(const PortVariant* variant, double rate_hz) {
  Engine* engine = (Engine*)calloc(1, sizeof(Engine));
  if (!engine) {
    return NULL;
  }
  engine->n_strips = variant->shape[BUS_IN].copies;
  engine->n_channels = variant->shape[BUS_IN].channels;
  engine->bus = bus_summer_new(engine->n_strips, engine->n_channels, rate_hz);
  if (!engine->bus) {
    free(engine);
    return NULL;
  }
  return engine;
}

static void engine_reset(void* handle) {
  bus_summer_reset(((Engine*)handle)->bus);
}

/* A row of toggles, if it has changed. */
static void read_toggles(const Plugin* plugin, unsigned spec, bool* values) {
  if (plugin_spec_changed(plugin, BUS_STRIP, spec)) {
    plugin_toggle_all(plugin, BUS_STRIP, spec, values);
  }
}

static void read_strips(const Plugin* plugin, BusSummerParams* params) {
  if (plugin_spec_changed(plugin, BUS_STRIP, STRIP_GAIN)) {
    const PluginRow gain = plugin_row(plugin, BUS_STRIP, STRIP_GAIN);
    kernel_level_gain(params->gain, gain.values, gain.stride, gain.n);
  }
  if (plugin_spec_changed(plugin, BUS_STRIP, STRIP_PAN)) {
    plugin_control_all(plugin, BUS_STRIP, STRIP_PAN, params->pan);
  }
  read_toggles(plugin, STRIP_MUTE, params->mute);
  read_toggles(plugin, STRIP_SOLO, params->solo);
  read_toggles(plugin, STRIP_INVERT, params->invert);
}

static void read_master(const Plugin* plugin, BusSummerParams* params) {
  params->fader = gain_from_level_db(plugin_control(plugin, BUS_MASTER, 0, MASTER_FADER));
  params->width = plugin_control(plugin, BUS_MASTER, 0, MASTER_WIDTH) / 100.0f;
  params->mono = plugin_toggle(plugin, BUS_MASTER, 0, MASTER_MONO);
  params->pan_law = (PanLaw)plugin_control(plugin, BUS_MASTER, 0, MASTER_PAN_LAW);
  params->enabled = plugin_toggle(plugin, BUS_MASTER, 0, MASTER_ENABLED);
}

/* Takes over what has changed since the last run; true where anything has. */
static bool read_params(const Plugin* plugin, Engine* engine) {
  const bool master_changed = plugin_changed(plugin, BUS_MASTER, 0);
  if (master_changed) {
    read_master(plugin, &engine->params);
  }
  if (plugin_any_changed(plugin, BUS_STRIP)) {
    read_strips(plugin, &engine->params);
    return true;
  }
  return master_changed;
}

static void report(const Plugin* plugin, const Engine* engine) {
  BusSummerMeters meters;
  bus_summer_read(engine->bus, &meters);
  float strip_db[BUS_SUMMER_MAX_STRIPS];
  kernel_meter_db(strip_db, meters.strip_peak, engine->n_strips);
  plugin_report_all(plugin, BUS_STRIP, STRIP_METER, strip_db);
  plugin_report(plugin, BUS_MASTER, 0, MASTER_METER, 0, meter_db(meters.peak[0]));
  plugin_report(plugin, BUS_MASTER, 0, MASTER_METER, 1, meter_db(meters.peak[1]));
  plugin_report(plugin, BUS_MASTER, 0, MASTER_CORRELATION, 0, meters.correlation);
  plugin_report(plugin, BUS_MASTER, 0, MASTER_STATUS, 0, (float)meters.status);
  plugin_report(plugin, BUS_MASTER, 0, MASTER_STATUS_A, 0, (float)meters.status_strip[0]);
  plugin_report(plugin, BUS_MASTER, 0, MASTER_STATUS_B, 0, (float)meters.status_strip[1]);
}

static void run(const Plugin* plugin, void* handle, uint32_t n_frames) {
  Engine* engine = (Engine*)handle;
  if (plugin->rewired) {
    float* in[BUS_SUMMER_MAX_STRIPS * PORTS_MAX_CHANNELS];
    float* out[PORTS_MAX_CHANNELS];
    plugin_audio_all(plugin, BUS_IN, BUS_IN_AUDIO, in);
    plugin_audio_all(plugin, BUS_OUT, BUS_OUT_AUDIO, out);
    bus_summer_connect(engine->bus, (const float* const*)in, out);
  }
  if (read_params(plugin, engine)) {
    bus_summer_set(engine->bus, &engine->params);
  }
  bus_summer_run(engine->bus, n_frames);
  report(plugin, engine);
}

const PluginType plugin_type = {
  .family = &bus_summer_family,
  .engine_new = engine_new,
  .engine_free = engine_free,
  .engine_reset = engine_reset,
  .run = run,
};
