// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The part of an LV2 plugin that is the same for all of the suite: instances made from a port table, controls read once
   per run and cleaned, audio buffers found by section, copy, spec and channel, meters written back.

   A plugin's own glue (X_lv2.c) defines `plugin_type` and nothing else that is visible. Ports that a variant lacks, or
   that a host leaves unconnected, read as their default (controls), NULL (audio) or go nowhere (outputs). */

#ifndef SIGNALBOX_PLUGIN_H
#define SIGNALBOX_PLUGIN_H

#include "common/ports/ports.h"

#include <stdint.h>

typedef struct Plugin Plugin;

typedef struct {
  const PortFamily* family;

  /* Instantiation thread. NULL where memory is short; rate_hz is finite and positive. */
  void* (*engine_new)(const PortVariant* variant, double rate_hz);
  void (*engine_free)(void* engine);

  /* Instantiation thread: forget all signal; the next run starts settled. */
  void (*engine_reset)(void* engine);

  /* Audio thread, realtime-safe, n_frames >= 0. Controls are up to date; the FPU flushes subnormals. */
  void (*run)(const Plugin* plugin, void* engine, uint32_t n_frames);
} PluginType;

/* Of this shared object. */
extern const PluginType plugin_type;

/* Where a port's pointer is kept. */
typedef struct {
  uint16_t slot;
  int16_t control;  // index of a control input, -1 for any other port
} PluginPort;

/* One control input. */
typedef struct {
  const PortSpec* spec;
  uint32_t slot;
  uint32_t section;
  uint32_t copy_bit, spec_bit;
} PluginControl;

struct Plugin {
  const PortFamily* family;
  const PortVariant* variant;
  void* engine;
  PluginPort* index;  // by LV2 port index
  float** ports;      // by slot: all but control inputs
  float* values;      // by slot: clean values of control inputs, the default elsewhere
  PluginControl* controls;
  const float** inputs;  // by control: what the host has connected, or the default
  uint32_t* seen;        // by control: bits of the value that was last read
  uint32_t n_ports, n_controls;
  PortLayout layout;
  uint32_t changed[PORTS_MAX_SECTIONS];        // a bit per copy whose controls differ from the previous run's
  uint32_t changed_specs[PORTS_MAX_SECTIONS];  // and a bit per spec that any of its copies differs in
  bool rewired;                                // the host has connected other buffers since the previous run
};

static inline unsigned plugin_slot(const Plugin* plugin, unsigned section, unsigned copy, unsigned spec,
                                   unsigned channel) {
  return ports_slot(&plugin->layout, section, copy, spec, channel);
}

/* Whether any control of a copy of a section has changed since the last run; true on the first after activation. */
static inline bool plugin_changed(const Plugin* plugin, unsigned section, unsigned copy) {
  return (plugin->changed[section] >> copy) & 1u;
}

/* ... of any copy. */
static inline bool plugin_any_changed(const Plugin* plugin, unsigned section) {
  return plugin->changed[section] != 0;
}

/* ... a certain one, of any copy. */
static inline bool plugin_spec_changed(const Plugin* plugin, unsigned section, unsigned spec) {
  return (plugin->changed_specs[section] >> spec) & 1u;
}

/* Value of a control input, cleaned (see port_sanitize). */
static inline float plugin_control(const Plugin* plugin, unsigned section, unsigned copy, unsigned spec) {
  return plugin->values[plugin_slot(plugin, section, copy, spec, 0)];
}

static inline bool plugin_toggle(const Plugin* plugin, unsigned section, unsigned copy, unsigned spec) {
  return plugin_control(plugin, section, copy, spec) > 0.0f;
}

/* The same of every copy that a variant's section has: n values, `stride` apart. */
typedef struct {
  const float* values;
  unsigned stride, n;
} PluginRow;

static inline PluginRow plugin_row(const Plugin* plugin, unsigned section, unsigned spec) {
  return (PluginRow){&plugin->values[plugin_slot(plugin, section, 0, spec, 0)], plugin->layout.stride[section],
                     plugin->variant->shape[section].copies};
}

static inline void plugin_control_all(const Plugin* plugin, unsigned section, unsigned spec, float* values) {
  const PluginRow row = plugin_row(plugin, section, spec);
  for (unsigned i = 0; i < row.n; ++i) {
    values[i] = row.values[i * row.stride];
  }
}

static inline void plugin_toggle_all(const Plugin* plugin, unsigned section, unsigned spec, bool* values) {
  const PluginRow row = plugin_row(plugin, section, spec);
  for (unsigned i = 0; i < row.n; ++i) {
    values[i] = row.values[i * row.stride] > 0.0f;
  }
}

/* A host's audio or CV buffer, or NULL. */
static inline float* plugin_audio(const Plugin* plugin, unsigned section, unsigned copy, unsigned spec,
                                  unsigned channel) {
  return plugin->ports[plugin_slot(plugin, section, copy, spec, channel)];
}

/* The same of every copy and channel that a variant's section has, in that order. */
static inline void plugin_audio_all(const Plugin* plugin, unsigned section, unsigned spec, float** buffers) {
  const SectionShape shape = plugin->variant->shape[section];
  const unsigned stride = plugin->layout.stride[section];
  float* const* copy = &plugin->ports[plugin_slot(plugin, section, 0, spec, 0)];
  for (unsigned i = 0; i < shape.copies; ++i, copy += stride, buffers += shape.channels) {
    buffers[0] = copy[0];
    buffers[shape.channels - 1] = copy[shape.channels - 1];
  }
}

/* Sets an output control. */
static inline void plugin_report(const Plugin* plugin, unsigned section, unsigned copy, unsigned spec, unsigned channel,
                                 float value) {
  float* port = plugin->ports[plugin_slot(plugin, section, copy, spec, channel)];
  if (port) {
    *port = value;
  }
}

/* The same of every copy that a variant's section has. */
static inline void plugin_report_all(const Plugin* plugin, unsigned section, unsigned spec, const float* values) {
  const unsigned n = plugin->variant->shape[section].copies;
  const unsigned stride = plugin->layout.stride[section];
  float* const* port = &plugin->ports[plugin_slot(plugin, section, 0, spec, 0)];
  for (unsigned i = 0; i < n; ++i, port += stride) {
    if (*port) {
      **port = values[i];
    }
  }
}

#endif
