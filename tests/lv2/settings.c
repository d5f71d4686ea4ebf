// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/settings.h"

#include <math.h>
#include <stdlib.h>

float settings_choose(const PortSpec* spec, Noise* noise) {
  const uint32_t kind = noise_below(noise, 8);
  if (spec->flags & PORT_TOGGLED) {
    return kind < 2 ? 1.0f - spec->initial : spec->initial;
  }
  if (spec->flags & (PORT_ENUMERATION | PORT_INTEGER)) {
    return spec->minimum + (float)noise_below(noise, (uint32_t)(spec->maximum - spec->minimum) + 1);
  }
  if (kind < 3) {
    return kind == 0 ? spec->minimum : kind == 1 ? spec->maximum : spec->initial;
  }
  if (spec->flags & PORT_LOGARITHMIC) {
    const float value = spec->minimum * powf(spec->maximum / spec->minimum, noise_between(noise, 0.0f, 1.0f));
    return fminf(value, spec->maximum);
  }
  return noise_between(noise, spec->minimum, spec->maximum);
}

void settings_shuffle(const Subject* subject, Instance* instance, Noise* noise) {
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    if (subject->ports[i].spec->kind == PORT_CONTROL_IN) {
      instance_set(instance, i, settings_choose(subject->ports[i].spec, noise));
    }
  }
}

static int compare_changes(const void* a, const void* b) {
  const ControlChange* left = (const ControlChange*)a;
  const ControlChange* right = (const ControlChange*)b;
  return left->frame != right->frame ? (left->frame < right->frame ? -1 : 1) : (int)left->port - (int)right->port;
}

void settings_changes(const Subject* subject, Noise* noise, uint64_t n_frames, ControlChange* changes, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    const Port* port;
    do {
      port = &subject->ports[noise_below(noise, subject->n_ports)];
    } while (port->spec->kind != PORT_CONTROL_IN);
    changes[i] = (ControlChange){.frame = noise_below(noise, (uint32_t)n_frames),
                                 .port = port->index,
                                 .value = settings_choose(port->spec, noise)};
  }
  qsort(changes, n, sizeof(ControlChange), compare_changes);
}

void settings_each(const Subject* subject, void (*visit)(const Subject* subject, const Port* port, void* user),
                   void* user) {
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    if (subject->ports[i].spec->kind == PORT_CONTROL_IN) {
      char symbol[PORTS_TEXT_SIZE];
      port_symbol(&subject->ports[i], symbol);
      suite_note("%s", symbol);
      visit(subject, &subject->ports[i], user);
    }
  }
}

const Port* settings_flagged(const Subject* subject, PortFlag flag) {
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    if (subject->ports[i].spec->flags & (unsigned)flag) {
      return &subject->ports[i];
    }
  }
  return NULL;
}
