// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_send/aux_send.h"

#include "common/lv2/inline_display.h"
#include "common/lv2/plugin.h"
#include "common/ports/ranges.h"
#include "plugins/aux_send/aux_send_glance.h"
#include "plugins/aux_send/aux_send_ports.h"

static void* engine_new(const PortVariant* variant, double rate_hz) {
  return aux_send_new(variant->shape[AUX_SEND].copies, variant->shape[AUX_IN].channels, rate_hz);
}

static void read_main(const Plugin* plugin, AuxSendParams* params) {
  params->fader = plugin_level(plugin, AUX_MAIN, 0, AUX_FADER);
  params->pan = plugin_control(plugin, AUX_MAIN, 0, AUX_PAN);
  params->mute = plugin_toggle(plugin, AUX_MAIN, 0, AUX_MUTE);
  params->enabled = plugin_toggle(plugin, AUX_MAIN, 0, AUX_ENABLED);
}

static void read_send(const Plugin* plugin, unsigned i, SendParams* send) {
  send->level = plugin_level(plugin, AUX_SEND, i, SEND_LEVEL);
  send->tap = (SendTap)plugin_control(plugin, AUX_SEND, i, SEND_TAP);
  send->pan = plugin_control(plugin, AUX_SEND, i, SEND_PAN);
  send->mute = plugin_toggle(plugin, AUX_SEND, i, SEND_MUTE);
  send->invert = plugin_toggle(plugin, AUX_SEND, i, SEND_INVERT);
  send->hpf_hz = plugin_high_pass(plugin, AUX_SEND, i, SEND_HPF);
  send->lpf_hz = plugin_low_pass(plugin, AUX_SEND, i, SEND_LPF);
}

static void read_params(const Plugin* plugin, AuxSendParams* params) {
  read_main(plugin, params);
  for (unsigned i = 0; i < plugin_shape(plugin, AUX_SEND).copies; ++i) {
    if (plugin_changed(plugin, AUX_SEND, i)) {
      read_send(plugin, i, &params->send[i]);
    }
  }
}

static void report(const Plugin* plugin, const AuxSendMeters* meters) {
  plugin_report_peaks(plugin, AUX_MAIN, AUX_METER, meters->peak);
  for (unsigned i = 0; i < plugin_shape(plugin, AUX_SEND).copies; ++i) {
    plugin_report_peak(plugin, AUX_SEND, i, SEND_METER, meters->send_peak[i]);
  }
  plugin_report(plugin, AUX_MAIN, 0, AUX_STATUS, (float)meters->status);
}

PLUGIN_TYPE(aux_send, AuxSend, AuxSendParams, AuxSendMeters, AUX_IN, AUX_OUT);
