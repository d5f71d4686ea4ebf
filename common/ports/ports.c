// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/ports/ports.h"

#include <math.h>

/* How many ports a spec makes in one copy of a section: none, one, or one per channel. */
static unsigned spec_ports(const PortSpec* spec, unsigned channels) {
  if ((spec->flags & PORT_STEREO_ONLY) && channels < 2) {
    return 0;
  }
  return (spec->flags & PORT_PER_CHANNEL) ? channels : 1;
}

unsigned ports_list(const PortFamily* family, const PortVariant* variant, Port* ports) {
  const PortLayout layout = ports_layout(family, variant);
  unsigned index = 0;
  for (unsigned s = 0; s < family->n_sections; ++s) {
    const PortSection* section = &family->sections[s];
    const SectionShape shape = variant->shape[s];
    for (unsigned copy = 0; copy < shape.copies; ++copy) {
      for (unsigned i = 0; i < section->n_specs; ++i) {
        const unsigned n = spec_ports(&section->specs[i], shape.channels);
        for (unsigned channel = 0; channel < n; ++channel, ++index) {
          if (ports) {
            ports[index] = (Port){.spec = &section->specs[i],
                                  .section = section,
                                  .index = index,
                                  .slot = ports_slot(&layout, s, copy, i, channel),
                                  .copy = copy,
                                  .channel = channel,
                                  .channels = n};
          }
        }
      }
    }
  }
  return index;
}

static bool has_port_per_channel(const PortSection* section) {
  for (unsigned i = 0; i < section->n_specs; ++i) {
    if (section->specs[i].flags & PORT_PER_CHANNEL) {
      return true;
    }
  }
  return false;
}

PortLayout ports_layout(const PortFamily* family, const PortVariant* variant) {
  PortLayout layout = {.n_slots = 0};
  for (unsigned s = 0; s < family->n_sections; ++s) {
    const unsigned copies = variant->shape[s].copies ? variant->shape[s].copies : 1;
    layout.base[s] = layout.n_slots;
    layout.width[s] = has_port_per_channel(&family->sections[s]) ? variant->shape[s].channels : 1;
    layout.stride[s] = family->sections[s].n_specs * layout.width[s];
    layout.n_slots += copies * layout.stride[s];
  }
  return layout;
}

float port_sanitize(const PortSpec* spec, float value, float last) {
  if (!isfinite(value)) {
    return last;
  }
  if (spec->flags & PORT_TOGGLED) {
    return value > 0.0f ? 1.0f : 0.0f;
  }
  const float raised = value > spec->minimum ? value : spec->minimum;
  const float clamped = raised < spec->maximum ? raised : spec->maximum;
  return (spec->flags & (PORT_INTEGER | PORT_ENUMERATION)) ? roundf(clamped) : clamped;
}
