// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/lv2/plugin.h"

#include "common/dsp/unroll.h"
#include "common/lv2/fpu.h"

#include <lv2/core/lv2.h>

#include <math.h>
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
    .section = (uint32_t)(port->section - plugin->family->sections),
    .copy_bit = 1u << port->copy,
    .spec_bit = 1u << (port->spec - port->section->specs),
  };
}

static void fill_tables(Plugin* plugin, const Port* ports) {
  for (uint32_t i = 0; i < plugin->n_ports; ++i) {
    plugin->index[i] = (PluginPort){.slot = (uint16_t)ports[i].slot, .control = -1};
    if (ports[i].spec->kind == PORT_CONTROL_IN) {
      add_control(plugin, &ports[i]);
    }
  }
}

/* Every slot starts at its default, also those of ports that the variant lacks. */
static void fill_defaults(Plugin* plugin) {
  for (unsigned s = 0; s < plugin->family->n_sections; ++s) {
    const PortSection* section = &plugin->family->sections[s];
    const unsigned copies = plugin->variant->shape[s].copies;
    for (unsigned copy = 0; copy == 0 || copy < copies; ++copy) {
      for (unsigned i = 0; i < section->n_specs; ++i) {
        plugin->values[plugin_slot(plugin, s, copy, i, 0)] = section->specs[i].initial;
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
  } else if (plugin->ports[port.slot] != (float*)data) {
    plugin->ports[port.slot] = (float*)data;
    plugin->rewired = true;
  }
}

static void cleanup(LV2_Handle handle) {
  Plugin* plugin = (Plugin*)handle;
  if (plugin->engine) {
    plugin_type.engine_free(plugin->engine);
  }
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

static Plugin* plugin_new(const PortVariant* variant, double rate_hz) {
  Plugin* plugin = (Plugin*)calloc(1, sizeof(Plugin));
  if (!plugin) {
    return NULL;
  }
  plugin->family = plugin_type.family;
  plugin->variant = variant;
  plugin->n_ports = ports_count(plugin->family, variant);
  plugin->layout = ports_layout(plugin->family, variant);
  Port* ports = (Port*)calloc(plugin->n_ports, sizeof(Port));
  plugin->ports = (float**)calloc(plugin->layout.n_slots, sizeof(float*));
  plugin->values = (float*)calloc(plugin->layout.n_slots, sizeof(float));
  plugin->index = (PluginPort*)calloc(plugin->n_ports, sizeof(PluginPort));
  plugin->controls = (PluginControl*)calloc(plugin->n_ports, sizeof(PluginControl));
  plugin->inputs = (const float**)calloc(plugin->n_ports, sizeof(float*));
  plugin->seen = (uint32_t*)calloc(plugin->n_ports, sizeof(uint32_t));
  plugin->engine = plugin_type.engine_new(variant, rate_hz);
  const bool complete = ports && plugin->index && plugin->ports && plugin->values && plugin->controls &&
                        plugin->inputs && plugin->seen && plugin->engine;
  if (complete) {
    ports_list(plugin->family, variant, ports);
    fill_tables(plugin, ports);
    fill_defaults(plugin);
  }
  free(ports);
  if (!complete) {
    cleanup(plugin);
    return NULL;
  }
  return plugin;
}

static LV2_Handle instantiate(const LV2_Descriptor* descriptor, double rate_hz, const char* bundle_path,
                              const LV2_Feature* const* features) {
  (void)bundle_path;
  (void)features;
  const double lowest_hz = 100.0, highest_hz = 1e7;  // beyond all audio hardware, within what buffers can be sized for
  const PortVariant* variant = find_variant(descriptor->URI);
  if (!variant || !(rate_hz >= lowest_hz && rate_hz <= highest_hz)) {
    return NULL;
  }
  return plugin_new(variant, rate_hz);
}

static void mark_all_changed(Plugin* plugin) {
  memset(plugin->changed, 0xff, sizeof(plugin->changed));
  memset(plugin->changed_specs, 0xff, sizeof(plugin->changed_specs));
}

static void activate(LV2_Handle handle) {
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
  for (uint32_t i = find_change(plugin, 0); i < plugin->n_controls; i = find_change(plugin, i + 1)) {
    const PluginControl* control = &plugin->controls[i];
    const float value = *plugin->inputs[i];
    float* clean = &plugin->values[control->slot];
    const float last = *clean;
    plugin->seen[i] = value_bits(&value);
    *clean = port_sanitize(control->spec, value, last);
    if (*clean != last) {
      plugin->changed[control->section] |= control->copy_bit;
      plugin->changed_specs[control->section] |= control->spec_bit;
    }
  }
}

static void run(LV2_Handle handle, uint32_t n_frames) {
  Plugin* plugin = (Plugin*)handle;
  const uint64_t host_state = fpu_enter();
  update_controls(plugin);
  plugin_type.run(plugin, plugin->engine, n_frames);
  plugin->rewired = false;
  if (n_frames) {
    memset(plugin->changed, 0, sizeof(plugin->changed));
    memset(plugin->changed_specs, 0, sizeof(plugin->changed_specs));
  }
  fpu_leave(host_state);
}

static const void* extension_data(const char* uri) {
  (void)uri;
  return NULL;
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
