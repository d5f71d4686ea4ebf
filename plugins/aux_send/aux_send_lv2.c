// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_send/aux_send.h"

#include "common/dsp/decibel.h"
#include "common/dsp/meter.h"
#include "common/lv2/plugin.h"
#include "plugins/aux_send/aux_send_ports.h"

#include <stdlib.h>

typedef struct {
  AuxSend* aux;
  AuxSendParams params;
  unsigned n_sends, n_channels;
} Engine;

static void engine_free(void* handle) {
  Engine* engine = (Engine*)handle;
  aux_send_free(engine->aux);
  free(engine);
}

static void* engine_new(const PortVariant* variant, double rate_hz) {
  Engine* engine = (Engine*)calloc(1, sizeof(Engine));
  if (!engine) {
    return NULL;
  }
  engine->n_sends = variant->shape[AUX_SEND].copies;
  engine->n_channels = variant->shape[AUX_IN].channels;
  engine->aux = aux_send_new(engine->n_sends, engine->n_channels, rate_hz);
  if (!engine->aux) {
    free(engine);
    return NULL;
  }
  return engine;
}

static void engine_reset(void* handle) {
  aux_send_reset(((Engine*)handle)->aux);
}

static void read_main(const Plugin* plugin, AuxSendParams* params) {
  params->fader = gain_from_level_db(plugin_control(plugin, AUX_MAIN, 0, AUX_FADER));
  params->pan = plugin_control(plugin, AUX_MAIN, 0, AUX_PAN);
  params->mute = plugin_toggle(plugin, AUX_MAIN, 0, AUX_MUTE);
  params->enabled = plugin_toggle(plugin, AUX_MAIN, 0, AUX_ENABLED);
}

static void read_send(const Plugin* plugin, unsigned i, SendParams* send) {
  send->level = gain_from_level_db(plugin_control(plugin, AUX_SEND, i, SEND_LEVEL));
  send->tap = (SendTap)plugin_control(plugin, AUX_SEND, i, SEND_TAP);
  send->pan = plugin_control(plugin, AUX_SEND, i, SEND_PAN);
  send->mute = plugin_toggle(plugin, AUX_SEND, i, SEND_MUTE);
  send->invert = plugin_toggle(plugin, AUX_SEND, i, SEND_INVERT);
  send->hpf_hz = plugin_control(plugin, AUX_SEND, i, SEND_HPF);
  send->lpf_hz = plugin_control(plugin, AUX_SEND, i, SEND_LPF);
}

/* Takes over what has changed since the last run; true where anything has. */
static bool read_params(const Plugin* plugin, Engine* engine) {
  bool changed = plugin_changed(plugin, AUX_MAIN, 0);
  if (changed) {
    read_main(plugin, &engine->params);
  }
  for (unsigned i = 0; i < engine->n_sends; ++i) {
    if (plugin_changed(plugin, AUX_SEND, i)) {
      read_send(plugin, i, &engine->params.send[i]);
      changed = true;
    }
  }
  return changed;
}

static void report(const Plugin* plugin, const Engine* engine) {
  AuxSendMeters meters;
  aux_send_read(engine->aux, &meters);
  for (unsigned c = 0; c < engine->n_channels; ++c) {
    plugin_report(plugin, AUX_MAIN, 0, AUX_METER, c, meter_db(meters.peak[c]));
  }
  for (unsigned i = 0; i < engine->n_sends; ++i) {
    plugin_report(plugin, AUX_SEND, i, SEND_METER, 0, meter_db(meters.send_peak[i]));
  }
  plugin_report(plugin, AUX_MAIN, 0, AUX_STATUS, 0, (float)meters.status);
}

static void run(const Plugin* plugin, void* handle, uint32_t n_frames) {
  Engine* engine = (Engine*)handle;
  const float* in[PORTS_MAX_CHANNELS];
  float* out[(1 + AUX_SEND_MAX_SENDS) * PORTS_MAX_CHANNELS];
  for (unsigned c = 0; c < engine->n_channels; ++c) {
    in[c] = plugin_audio(plugin, AUX_IN, 0, AUX_AUDIO, c);
    out[c] = plugin_audio(plugin, AUX_OUT, 0, AUX_AUDIO, c);
    for (unsigned i = 0; i < engine->n_sends; ++i) {
      out[(1 + i) * engine->n_channels + c] = plugin_audio(plugin, AUX_SEND_OUT, i, AUX_AUDIO, c);
    }
  }
  if (read_params(plugin, engine)) {
    aux_send_set(engine->aux, &engine->params);
  }
  aux_send_run(engine->aux, in, out, n_frames);
  report(plugin, engine);
}

const PluginType plugin_type = {
  .family = &aux_send_family,
  .engine_new = engine_new,
  .engine_free = engine_free,
  .engine_reset = engine_reset,
  .run = run,
};
