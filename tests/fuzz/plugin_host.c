// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/fuzz/plugin_host.h"

#include <stdlib.h>

void plugin_host_init(PluginHost* host, const LV2_Descriptor* descriptor, const Port* ports, unsigned n_ports) {
  *host = (PluginHost){.descriptor = descriptor, .ports = ports, .n_ports = n_ports};
  host->values = (float*)calloc(n_ports, sizeof(float));
  host->buffers = (float**)calloc(n_ports, sizeof(float*));
  host->is_unconnected = (bool*)calloc(n_ports, sizeof(bool));
  if (!host->values || !host->buffers || !host->is_unconnected) {
    abort();
  }
  for (unsigned i = 0; i < n_ports; ++i) {
    host->values[i] = ports[i].spec->initial;
  }
}

static void clean_up(PluginHost* host) {
  if (host->handle) {
    if (host->descriptor->deactivate) {
      host->descriptor->deactivate(host->handle);
    }
    host->descriptor->cleanup(host->handle);
    host->handle = NULL;
  }
}

void plugin_host_free(PluginHost* host) {
  clean_up(host);
  free(host->values);
  free(host->buffers);
  free(host->is_unconnected);
}

bool plugin_host_reinstantiate(PluginHost* host, double rate_hz) {
  static const LV2_Feature* const features[] = {NULL};
  clean_up(host);
  host->handle = host->descriptor->instantiate(host->descriptor, rate_hz, "/", features);
  if (!host->handle) {
    return false;
  }
  for (unsigned i = 0; i < host->n_ports; ++i) {
    if (!port_is_audio(host->ports[i].spec)) {
      plugin_host_connect_control(host, i, host->is_unconnected[i]);
    }
  }
  host->descriptor->activate(host->handle);
  return true;
}

void plugin_host_reset(PluginHost* host) {
  if (host->descriptor->deactivate) {
    host->descriptor->deactivate(host->handle);
  }
  host->descriptor->activate(host->handle);
}

void plugin_host_connect_control(PluginHost* host, unsigned port, bool is_unconnected) {
  host->is_unconnected[port] = is_unconnected;
  if (host->handle) {
    host->descriptor->connect_port(host->handle, port, is_unconnected ? NULL : &host->values[port]);
  }
}

void plugin_host_run(const PluginHost* host, uint32_t at, uint32_t n_frames) {
  for (unsigned i = 0; i < host->n_ports; ++i) {
    if (port_is_audio(host->ports[i].spec)) {
      host->descriptor->connect_port(host->handle, i, host->buffers[i] ? host->buffers[i] + at : NULL);
    }
  }
  host->descriptor->run(host->handle, n_frames);
}
