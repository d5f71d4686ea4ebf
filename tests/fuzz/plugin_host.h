// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Plugin host: an instance of a variant with all that a host keeps for it. A block's audio buffers are of the block's
   very size, so that AddressSanitizer sees whatever is touched beside them. */

#ifndef SIGNALBOX_FUZZ_PLUGIN_HOST_H
#define SIGNALBOX_FUZZ_PLUGIN_HOST_H

#include "common/ports/ports.h"

#include <lv2/core/lv2.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct {
  const LV2_Descriptor* descriptor;
  LV2_Handle handle;  // NULL where there is no instance
  const Port* ports;
  unsigned n_ports;
  float* values;         // by port: of controls
  float** buffers;       // by port: of audio and CV, during a block; NULL for none
  bool* is_unconnected;  // by port: of controls
} PluginHost;

/* `ports` lists the variant's, and must live as long. */
void plugin_host_init(PluginHost* host, const LV2_Descriptor* descriptor, const Port* ports, unsigned n_ports);
void plugin_host_free(PluginHost* host);

/* Frees the instance and makes a new one, active, with every control connected; whether there is one. */
bool plugin_host_reinstantiate(PluginHost* host, double rate_hz);
void plugin_host_reset(PluginHost* host);

/* Connects a control to its value, or to nothing. */
void plugin_host_connect_control(PluginHost* host, unsigned port, bool is_unconnected);

/* Runs frames `at` to `at` + `n_frames` of the block. */
void plugin_host_run(const PluginHost* host, uint32_t at, uint32_t n_frames);

#endif
