// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/bus_summer.h"

#include "common/dsp/level_kernels.h"
#include "common/lv2/inline_display.h"
#include "common/lv2/plugin.h"
#include "plugins/bus_summer/bus_summer_glance.h"
#include "plugins/bus_summer/bus_summer_ports.h"

static void* engine_new(const PortVariant* variant, double rate_hz) {
  return bus_summer_new(variant->shape[BUS_IN].copies, variant->shape[BUS_IN].channels, rate_hz);
}

/* Strips are many: only the rows of controls that have changed are read. */
static void read_strips(const Plugin* plugin, BusSummerParams* params) {
  if (plugin_spec_changed(plugin, BUS_STRIP, STRIP_GAIN)) {
    float gain_db[BUS_SUMMER_MAX_STRIPS];
    plugin_levels_db(plugin, BUS_STRIP, STRIP_GAIN, gain_db);
    kernel_gain_from_db(params->gain, gain_db, plugin_shape(plugin, BUS_STRIP).copies);
  }
  if (plugin_spec_changed(plugin, BUS_STRIP, STRIP_PAN)) {
    plugin_controls(plugin, BUS_STRIP, STRIP_PAN, params->pan);
  }
  if (plugin_spec_changed(plugin, BUS_STRIP, STRIP_WIDTH)) {
    float percent[BUS_SUMMER_MAX_STRIPS];
    plugin_controls(plugin, BUS_STRIP, STRIP_WIDTH, percent);
    for (unsigned i = 0; i < plugin_shape(plugin, BUS_STRIP).copies; ++i) {
      params->strip_width[i] = percent[i] / 100.0f;
    }
  }
  if (plugin_spec_changed(plugin, BUS_STRIP, STRIP_DELAY)) {
    plugin_controls(plugin, BUS_STRIP, STRIP_DELAY, params->delay_ms);
  }
  if (plugin_spec_changed(plugin, BUS_STRIP, STRIP_MUTE)) {
    plugin_toggles(plugin, BUS_STRIP, STRIP_MUTE, params->mute);
  }
  if (plugin_spec_changed(plugin, BUS_STRIP, STRIP_SOLO)) {
    plugin_toggles(plugin, BUS_STRIP, STRIP_SOLO, params->solo);
  }
  if (plugin_spec_changed(plugin, BUS_STRIP, STRIP_INVERT)) {
    plugin_toggles(plugin, BUS_STRIP, STRIP_INVERT, params->invert);
  }
}

static void read_params(const Plugin* plugin, BusSummerParams* params) {
  read_strips(plugin, params);
  if (plugin_changed(plugin, BUS_MASTER, 0)) {
    params->fader = plugin_level(plugin, BUS_MASTER, 0, MASTER_FADER);
    params->width = plugin_share(plugin, BUS_MASTER, 0, MASTER_WIDTH);
    params->mono = plugin_toggle(plugin, BUS_MASTER, 0, MASTER_MONO);
    params->pan_law = (PanLaw)plugin_control(plugin, BUS_MASTER, 0, MASTER_PAN_LAW);
    params->enabled = plugin_toggle(plugin, BUS_MASTER, 0, MASTER_ENABLED);
  }
  params->reference = 0;
  for (unsigned section = BUS_REFERENCE_OF_4; section <= BUS_REFERENCE_OF_16; ++section) {  // those a variant lacks: 0
    params->reference += (unsigned)plugin_control(plugin, section, 0, REFERENCE_STRIP);
  }
}

static void report(const Plugin* plugin, const BusSummerMeters* meters) {
  float strip_db[BUS_SUMMER_MAX_STRIPS];
  kernel_meter_db(strip_db, meters->strip_peak, plugin_shape(plugin, BUS_STRIP).copies);
  plugin_report_copies(plugin, BUS_STRIP, STRIP_METER, strip_db);
  plugin_report_copies(plugin, BUS_STRIP, STRIP_LAG, meters->lag_ms);
  plugin_report_copies(plugin, BUS_STRIP, STRIP_POLARITY, meters->polarity);
  plugin_report_peaks(plugin, BUS_MASTER, MASTER_METER, meters->peak);
  plugin_report(plugin, BUS_MASTER, 0, MASTER_CORRELATION, meters->correlation);
  plugin_report(plugin, BUS_MASTER, 0, MASTER_MONO_LOSS, meters->mono_loss_db);
  plugin_report(plugin, BUS_MASTER, 0, MASTER_STATUS, (float)meters->status);
  plugin_report(plugin, BUS_MASTER, 0, MASTER_STATUS_A, (float)meters->status_strip[0]);
  plugin_report(plugin, BUS_MASTER, 0, MASTER_STATUS_B, (float)meters->status_strip[1]);
  plugin_report(plugin, BUS_MASTER, 0, MASTER_STATUS_LAG, meters->status_lag_ms);
  plugin_report(plugin, BUS_MASTER, 0, MASTER_STATUS_POLARITY, meters->status_polarity);
}

PLUGIN_TYPE(bus_summer, BusSummer, BusSummerParams, BusSummerMeters, BUS_IN, BUS_OUT);
