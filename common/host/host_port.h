// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A port of a plugin, as its Turtle describes it. Not realtime-safe. */

#ifndef SIGNALBOX_HOST_PORT_H
#define SIGNALBOX_HOST_PORT_H

#include "common/host/host.h"

typedef enum { HOST_PORT_AUDIO, HOST_PORT_CV, HOST_PORT_CONTROL, HOST_PORT_ATOM, HOST_PORT_OTHER } HostPortKind;

typedef struct {
  const char* symbol;
  char* name;
  HostPortKind kind;
  bool is_input;
  bool is_optional;  // may be left unconnected
  bool is_toggle, is_integer, is_logarithmic;
  bool is_enabled;    // the plugin's own bypass: 0 is off
  bool is_sidechain;  // an input beside the main ones that a user feeds: a key, or what comes back from an effect
  float minimum, maximum, initial;  // of a control; NaN where the plugin does not say
} HostPort;

/* All ports of a plugin by index; NULL where memory is short. The symbols belong to the host. */
HostPort* host_ports_new(const Host* host, const LilvPlugin* plugin);
void host_ports_free(HostPort* ports, uint32_t n_ports);

static inline bool host_port_is_audio(const HostPort* port) {
  return port->kind == HOST_PORT_AUDIO || port->kind == HOST_PORT_CV;
}

#endif
