// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The part of an LV2 plugin that is the same for all of the suite: instances made from a port table, controls read once
   per run and sanitized, audio buffers found by section, what is reported written to the host's ports.

   A plugin's own glue (X_lv2.c) says how its engine is made, which controls its parameters come from, which buffers it
   runs on, and where its meters go; PLUGIN_TYPE makes `plugin_type` of that, and nothing else is visible. Ports that a
   variant lacks, or that a host leaves unconnected, read as their default (controls), NULL (audio) or go nowhere
   (outputs).

   Unless said otherwise, functions are for the audio thread, within `run` and what it calls, and realtime-safe. copy,
   spec and channel are below what the variant's section has. */

#ifndef SIGNALBOX_PLUGIN_H
#define SIGNALBOX_PLUGIN_H

#include "common/dsp/decibel.h"
#include "common/dsp/detector.h"
#include "common/dsp/meter.h"
#include "common/glance/glance.h"
#include "common/ports/port_view.h"
#include "common/ports/snapshot.h"
#include "common/ports/specs.h"

#include <lv2/core/lv2.h>

#include <math.h>
#include <stdint.h>

typedef struct Plugin Plugin;

/* What tells one family's plugins from another's. A hook may be NULL where it is said to be optional. */
typedef struct {
  const PortFamily* family;
  size_t params_size;  // of what plugin->params points to, which is all 0 at first

  /* Instantiation thread. NULL where memory is short; rate_hz is finite and positive. */
  void* (*engine_new)(const PortVariant* variant, double rate_hz);
  void (*engine_free)(void* engine);

  /* Instantiation thread: forget all signal; the next run starts settled. */
  void (*engine_reset)(void* engine);

  /* Audio thread, realtime-safe, n_frames >= 0. Controls are up to date; the FPU flushes subnormals. */
  void (*run)(const Plugin* plugin, uint32_t n_frames);

  /* Optional. Instantiation thread, when the plugin is whole but for what this adds: `features` is what the host
     offers, ended by a NULL. What is kept of it goes to plugin->attachment. False refuses to be instantiated. */
  bool (*attach)(Plugin* plugin, const LV2_Feature* const* features);

  /* Optional. Instantiation thread, before anything of the plugin is freed; also where `attach` gave false, or was not
     called. */
  void (*detach)(Plugin* plugin);

  /* Optional. Any thread: the interface of an extension, by its URI; NULL where there is none. */
  const void* (*extension)(const char* uri);

  /* Optional. Audio thread, realtime-safe, at the end of a run: only where there is a plugin->attachment. */
  void (*ran)(Plugin* plugin, uint32_t n_frames);

  /* Optional: what a mixer strip shows (see inline_display.h). */
  GlanceFunction glance;
} PluginType;

/* Of this shared object. */
extern const PluginType plugin_type;

/* Where a port's pointer is kept. */
typedef struct {
  uint16_t slot;
  int16_t control;  // index of a control input, -1 for any other port
  bool is_report;   // a control output
} PluginPort;

/* One control input. */
typedef struct {
  const PortSpec* spec;
  uint32_t slot;
  uint32_t section;
  uint32_t copy_bit, spec_bit;
} PluginControl;

/* An instance: the LV2_Handle. */
struct Plugin {
  PortView view;  // of `values`
  void* engine;
  void* params;       // what the engine was set to last
  void* attachment;   // of the hooks for extensions; NULL at first
  PluginPort* index;  // by LV2 port index
  float** ports;      // by slot: the host's buffers of audio, or NULL, and its control outputs, or one of `values`
  float* values;      // by slot: see PortView
  PluginControl* controls;
  const float** inputs;  // by control: what the host has connected, or the default
  uint32_t* seen;        // by control: bits of the value that was last read
  Snapshot* snapshot;    // of `values` at the end of a run
  double rate_hz;
  uint32_t n_ports, n_controls;
  uint32_t changed[PORTS_MAX_SECTIONS];        // a bit per copy whose controls differ from the previous run's
  uint32_t changed_specs[PORTS_MAX_SECTIONS];  // and a bit per spec that any of its copies differs in
  bool any_changed;                            // of any section
};

/* Any thread but the audio thread's: what controls were set to and what was reported in one and the same run, by slot
   (plugin->view.layout.n_slots of them). Fails as snapshot_read() does; before that asks, nothing is kept for others.
 */
static inline bool plugin_read(const Plugin* plugin, float* values) {
  return snapshot_read(plugin->snapshot, values);
}

/* Shape of a section in this variant. */
static inline SectionShape plugin_shape(const Plugin* plugin, unsigned section) {
  return plugin->view.variant->shape[section];
}

/* Whether any control of a copy of a section has changed since the last run; true on the first after activation. */
static inline bool plugin_changed(const Plugin* plugin, unsigned section, unsigned copy) {
  return (plugin->changed[section] >> copy) & 1u;
}

/* ... a certain one, of any copy. */
static inline bool plugin_spec_changed(const Plugin* plugin, unsigned section, unsigned spec) {
  return (plugin->changed_specs[section] >> spec) & 1u;
}

/* Value of a control input, sanitized (see port_sanitize), in the unit of its spec. */
static inline float plugin_control(const Plugin* plugin, unsigned section, unsigned copy, unsigned spec) {
  return plugin->values[port_view_slot(&plugin->view, section, copy, spec, 0)];
}

static inline bool plugin_toggle(const Plugin* plugin, unsigned section, unsigned copy, unsigned spec) {
  return plugin_control(plugin, section, copy, spec) > 0.0f;
}

/* A percentage as a share: 100 is 1. */
static inline float plugin_share(const Plugin* plugin, unsigned section, unsigned copy, unsigned spec) {
  return plugin_control(plugin, section, copy, spec) / 100.0f;
}

/* A level in dB as a linear gain, 0 at the bottom of its range. */
float plugin_level(const Plugin* plugin, unsigned section, unsigned copy, unsigned spec);

/* A cut-off in Hz as engines take it: 0 (high-pass) and INFINITY (low-pass) where the control says Off. */
static inline float plugin_high_pass(const Plugin* plugin, unsigned section, unsigned copy, unsigned spec) {
  return high_pass_cutoff_hz(plugin_control(plugin, section, copy, spec));
}

static inline float plugin_low_pass(const Plugin* plugin, unsigned section, unsigned copy, unsigned spec) {
  return low_pass_cutoff_hz(plugin_control(plugin, section, copy, spec));
}

static inline DetectorKind plugin_detector(const Plugin* plugin, unsigned section, unsigned copy, unsigned spec) {
  return plugin_control(plugin, section, copy, spec) == SPEC_DETECTOR_RMS ? DETECTOR_RMS : DETECTOR_PEAK;
}

/* Controls, toggles, and levels in dB that are -INFINITY at the bottom, of every copy that a variant's section has. */
static inline void plugin_controls(const Plugin* plugin, unsigned section, unsigned spec, float* values) {
  for (unsigned i = 0; i < plugin_shape(plugin, section).copies; ++i) {
    values[i] = plugin_control(plugin, section, i, spec);
  }
}

static inline void plugin_toggles(const Plugin* plugin, unsigned section, unsigned spec, bool* values) {
  for (unsigned i = 0; i < plugin_shape(plugin, section).copies; ++i) {
    values[i] = plugin_toggle(plugin, section, i, spec);
  }
}

static inline void plugin_levels_db(const Plugin* plugin, unsigned section, unsigned spec, float* values) {
  for (unsigned i = 0; i < plugin_shape(plugin, section).copies; ++i) {
    const float level_db = plugin_control(plugin, section, i, spec);
    values[i] = level_db > LEVEL_OFF_DB ? level_db : -INFINITY;
  }
}

/* Buffers of an audio or CV section, each a host's or NULL: copy by copy, spec by spec, channel by channel; those of
   the section after it in the table follow. */
static inline float* const* plugin_outs(const Plugin* plugin, unsigned section) {
  return &plugin->ports[plugin->view.layout.base[section]];
}

static inline const float* const* plugin_ins(const Plugin* plugin, unsigned section) {
  return (const float* const*)plugin_outs(plugin, section);
}

/* Sets an output control. */
static inline void plugin_report(const Plugin* plugin, unsigned section, unsigned copy, unsigned spec, float value) {
  const unsigned slot = port_view_slot(&plugin->view, section, copy, spec, 0);
  plugin->values[slot] = value;
  *plugin->ports[slot] = value;
}

/* The same of every copy that a variant's section has. */
static inline void plugin_report_copies(const Plugin* plugin, unsigned section, unsigned spec, const float* values) {
  const unsigned n = plugin_shape(plugin, section).copies;
  const unsigned stride = plugin->view.layout.stride[section];
  unsigned slot = port_view_slot(&plugin->view, section, 0, spec, 0);
  for (unsigned i = 0; i < n; ++i, slot += stride) {
    plugin->values[slot] = values[i];
    *plugin->ports[slot] = values[i];
  }
}

/* A linear peak, to a meter; and one for each channel, to a meter that has a port for each. */
void plugin_report_peak(const Plugin* plugin, unsigned section, unsigned copy, unsigned spec, float peak);
void plugin_report_peaks(const Plugin* plugin, unsigned section, unsigned spec, const float* peaks);

/* Defines plugin_type: the family FAMILY_family, whose ENGINE has the functions FAMILY_free, _reset, _set, _run and
   _read, and which has FAMILY_glance for mixer strips (see inline_display.h). It runs on the buffers from the sections
   IN and OUT on: inputs, and outputs, follow one another in the table. Before it the file defines:

     static void* engine_new(const PortVariant* variant, double rate_hz);
     static void read_params(const Plugin* plugin, PARAMS* params);   takes over what has changed, at first everything
     static void report(const Plugin* plugin, const METERS* meters);

   The first is PluginType's; the others are for the audio thread, realtime-safe. The engine is set only where a control
   has changed, before the frames of the same run. */
#define PLUGIN_TYPE(FAMILY, ENGINE, PARAMS, METERS, IN, OUT)                                           \
  static void engine_free(void* engine) {                                                              \
    FAMILY##_free((ENGINE*)engine);                                                                    \
  }                                                                                                    \
  static void engine_reset(void* engine) {                                                             \
    FAMILY##_reset((ENGINE*)engine);                                                                   \
  }                                                                                                    \
  static void run(const Plugin* plugin, uint32_t n_frames) {                                           \
    METERS meters;                                                                                     \
    if (plugin->any_changed) {                                                                         \
      read_params(plugin, (PARAMS*)plugin->params);                                                    \
      FAMILY##_set((ENGINE*)plugin->engine, (const PARAMS*)plugin->params);                            \
    }                                                                                                  \
    FAMILY##_run((ENGINE*)plugin->engine, plugin_ins(plugin, IN), plugin_outs(plugin, OUT), n_frames); \
    FAMILY##_read((const ENGINE*)plugin->engine, &meters);                                             \
    report(plugin, &meters);                                                                           \
  }                                                                                                    \
  const PluginType plugin_type = {                                                                     \
    .family = &FAMILY##_family,                                                                        \
    .params_size = sizeof(PARAMS),                                                                     \
    .engine_new = engine_new,                                                                          \
    .engine_free = engine_free,                                                                        \
    .engine_reset = engine_reset,                                                                      \
    .run = run,                                                                                        \
    .attach = inline_display_attach,                                                                   \
    .detach = inline_display_detach,                                                                   \
    .extension = inline_display_extension,                                                             \
    .ran = inline_display_ran,                                                                         \
    .glance = FAMILY##_glance,                                                                         \
  }

#endif
