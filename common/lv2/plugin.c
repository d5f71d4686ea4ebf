// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/lv2/plugin.h"

#include "common/dsp/cold.h"
#include "common/dsp/loops.h"
#include "common/lv2/fpu.h"

#include <stdlib.h>
#include <string.h>

static uint32_t value_bits(const float* value) {
  uint32_t bits;
  memcpy(&bits, value, sizeof(bits));
  return bits;
}

static void add_control(Plugin* plugin, const Port* port) {
  const uint32_t control = plugin->n_controls++;
  plugin->index[port->index].control = (int16_t)control;
  plugin->inputs[control] = &port->spec->initial;
  plugin->seen[control] = value_bits(&port->spec->initial);
  plugin->controls[control] = (PluginControl){
    .spec = port->spec,
    .slot = port->slot,
    .section = (uint32_t)(port->section - plugin->view.family->sections),
    .copy_bit = 1u << port->copy,
    .spec_bit = 1u << (port->spec - port->section->specs),
  };
}

static void fill_tables(Plugin* plugin, const Port* ports) {
  for (uint32_t i = 0; i < plugin->n_ports; ++i) {
    plugin->index[i] = (PluginPort){
      .slot = (uint16_t)ports[i].slot, .control = -1, .is_report = ports[i].spec->kind == PORT_CONTROL_OUT};
    if (ports[i].spec->kind == PORT_CONTROL_IN) {
      add_control(plugin, &ports[i]);
    }
  }
}

/* Every slot starts at its default, and reports go nowhere; also those of ports that the variant lacks. */
static void fill_slots(Plugin* plugin) {
  unsigned slot = 0;
  for (unsigned s = 0; s < plugin->view.family->n_sections; ++s) {
    const PortSection* section = &plugin->view.family->sections[s];
    const unsigned copies = plugin_shape(plugin, s).copies;
    for (unsigned copy = 0; copy == 0 || copy < copies; ++copy) {
      for (unsigned i = 0; i < plugin->view.layout.stride[s]; ++i, ++slot) {
        const PortSpec* spec = &section->specs[i / plugin->view.layout.width[s]];
        plugin->values[slot] = spec->initial;
        plugin->ports[slot] = spec->kind == PORT_CONTROL_OUT ? &plugin->values[slot] : NULL;
      }
    }
  }
}

static void connect_port(LV2_Handle handle, uint32_t index, void* data) {
  Plugin* plugin = (Plugin*)handle;
  if (index >= plugin->n_ports) {
    return;
  }
  const PluginPort port = plugin->index[index];
  if (port.control >= 0) {
    plugin->inputs[port.control] = data ? (const float*)data : &plugin->controls[port.control].spec->initial;
  } else if (port.is_report) {
    plugin->ports[port.slot] = data ? (float*)data : &plugin->values[port.slot];
  } else {
    plugin->ports[port.slot] = (float*)data;
  }
}

COLD static void cleanup(LV2_Handle handle) {
  Plugin* plugin = (Plugin*)handle;
  if (plugin_type.detach) {
    plugin_type.detach(plugin);
  }
  if (plugin->engine) {
    plugin_type.engine_free(plugin->engine);
  }
  snapshot_free(plugin->snapshot);
  free(plugin->params);
  free(plugin->index);
  free(plugin->ports);
  free(plugin->values);
  free(plugin->controls);
  free(plugin->inputs);
  free(plugin->seen);
  free(plugin);
}

static const PortVariant* find_variant(const char* uri) {
  for (unsigned i = 0; i < plugin_type.family->n_variants; ++i) {
    if (!strcmp(plugin_type.family->variants[i].uri, uri)) {
      return &plugin_type.family->variants[i];
    }
  }
  return NULL;
}

/* False where memory is short. */
COLD static bool plugin_fill(Plugin* plugin, const PortVariant* variant, double rate_hz) {
  const PortFamily* family = plugin_type.family;
  plugin->rate_hz = rate_hz;
  const uint32_t n_ports = plugin->n_ports = ports_count(family, variant);
  const uint32_t n_slots = ports_layout(family, variant).n_slots;
  Port* ports = (Port*)calloc(n_ports, sizeof(Port));
  plugin->snapshot = snapshot_new(n_slots);
  plugin->params = calloc(1, plugin_type.params_size);
  plugin->ports = (float**)calloc(n_slots, sizeof(float*));
  plugin->values = (float*)calloc(n_slots, sizeof(float));
  plugin->index = (PluginPort*)calloc(n_ports, sizeof(PluginPort));
  plugin->controls = (PluginControl*)calloc(n_ports, sizeof(PluginControl));
  plugin->inputs = (const float**)calloc(n_ports, sizeof(float*));
  plugin->seen = (uint32_t*)calloc(n_ports, sizeof(uint32_t));
  plugin->engine = plugin_type.engine_new(variant, rate_hz);
  plugin->view = port_view(family, variant, plugin->values);
  const bool complete = ports && plugin->snapshot && plugin->params && plugin->index && plugin->ports &&
                        plugin->values && plugin->controls && plugin->inputs && plugin->seen && plugin->engine;
  if (complete) {
    ports_list(family, variant, ports);
    fill_tables(plugin, ports);
    fill_slots(plugin);
  }
  free(ports);
  return complete;
}

COLD static LV2_Handle instantiate(const LV2_Descriptor* descriptor, double rate_hz, const char* bundle_path,
                                   const LV2_Feature* const* features) {
  (void)bundle_path;
  const double lowest_hz = 100.0, highest_hz = 1e7;  // beyond all audio hardware, within what buffers can be sized for
  const PortVariant* variant = find_variant(descriptor->URI);
  if (!variant || !(rate_hz >= lowest_hz && rate_hz <= highest_hz)) {
    return NULL;
  }
  static const LV2_Feature* const none[] = {NULL};
  Plugin* plugin = (Plugin*)calloc(1, sizeof(Plugin));
  if (plugin && !(plugin_fill(plugin, variant, rate_hz) &&
                  (!plugin_type.attach || plugin_type.attach(plugin, features ? features : none)))) {
    cleanup(plugin);
    return NULL;
  }
  return plugin;
}

static void mark_all_changed(Plugin* plugin) {
  memset(plugin->changed, 0xff, sizeof(plugin->changed));
  memset(plugin->changed_specs, 0xff, sizeof(plugin->changed_specs));
  plugin->any_changed = true;
}

static void forget_changes(Plugin* plugin) {
  memset(plugin->changed, 0, sizeof(plugin->changed));
  memset(plugin->changed_specs, 0, sizeof(plugin->changed_specs));
  plugin->any_changed = false;
}

COLD static void activate(LV2_Handle handle) {
  Plugin* plugin = (Plugin*)handle;
  plugin_type.engine_reset(plugin->engine);
  mark_all_changed(plugin);
}

/* The next control from one on whose value is another than in the last run; n_controls for none. Of a large bus at
   small blocks, this loop is a good part of the work. */
static inline uint32_t find_change(const Plugin* plugin, uint32_t i) {
  const float* const* inputs = plugin->inputs;
  const uint32_t* seen = plugin->seen;
  const uint32_t n = plugin->n_controls;
  UNROLL
  for (; i < n; ++i) {
    if (value_bits(inputs[i]) != seen[i]) {
      return i;
    }
  }
  return n;
}

static void update_controls(Plugin* plugin) {
  for (uint32_t i = 0; (i = find_change(plugin, i)) < plugin->n_controls; ++i) {
    const PluginControl* control = &plugin->controls[i];
    const float value = *plugin->inputs[i];
    float* sanitized = &plugin->values[control->slot];
    const float last = *sanitized;
    plugin->seen[i] = value_bits(&value);
    *sanitized = port_sanitize(control->spec, value, last);
    if (*sanitized != last) {
      plugin->changed[control->section] |= control->copy_bit;
      plugin->changed_specs[control->section] |= control->spec_bit;
      plugin->any_changed = true;
    }
  }
}

static void run(LV2_Handle handle, uint32_t n_frames) {
  Plugin* plugin = (Plugin*)handle;
  const uint64_t host_state = fpu_enter();
  update_controls(plugin);
  plugin_type.run(plugin, n_frames);
  if (snapshot_is_wanted(plugin->snapshot)) {
    snapshot_write(plugin->snapshot, plugin->values);
  }
  if (plugin->attachment && plugin_type.ran) {
    plugin_type.ran(plugin, n_frames);
  }
  if (plugin->any_changed && n_frames) {
    forget_changes(plugin);
  }
  fpu_leave(host_state);
}

static const void* extension_data(const char* uri) {
  return plugin_type.extension ? plugin_type.extension(uri) : NULL;
}

float plugin_level(const Plugin* plugin, unsigned section, unsigned copy, unsigned spec) {
  const float level_db = plugin_control(plugin, section, copy, spec);
  return level_db > LEVEL_OFF_DB ? gain_from_db(level_db) : 0.0f;
}

static void report_peaks(const Plugin* plugin, unsigned slot, const float* peaks, unsigned n) {
  for (unsigned i = 0; i < n; ++i) {
    const float db = meter_db(peaks[i]);
    plugin->values[slot + i] = db;
    *plugin->ports[slot + i] = db;
  }
}

void plugin_report_peak(const Plugin* plugin, unsigned section, unsigned copy, unsigned spec, float peak) {
  report_peaks(plugin, port_view_slot(&plugin->view, section, copy, spec, 0), &peak, 1);
}

void plugin_report_peaks(const Plugin* plugin, unsigned section, unsigned spec, const float* peaks) {
  report_peaks(plugin, port_view_slot(&plugin->view, section, 0, spec, 0), peaks,
               plugin_shape(plugin, section).channels);
}

LV2_SYMBOL_EXPORT const LV2_Descriptor* lv2_descriptor(uint32_t index) {
  static LV2_Descriptor descriptors[PORTS_MAX_VARIANTS];  // hosts call this from one thread at a time (LV2 "Discovery")
  if (index >= plugin_type.family->n_variants) {
    return NULL;
  }
  descriptors[index] = (LV2_Descriptor){
    .URI = plugin_type.family->variants[index].uri,
    .instantiate = instantiate,
    .connect_port = connect_port,
    .activate = activate,
    .run = run,
    .deactivate = NULL,
    .cleanup = cleanup,
    .extension_data = extension_data,
  };
  return &descriptors[index];
}
