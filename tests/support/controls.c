// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/support/controls.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

float control_choose(const HostPort* port, Noise* noise) {
  const float initial = isnan(port->initial) ? 0.0f : port->initial;
  const uint32_t kind = noise_below(noise, 8);
  if (port->is_toggle) {
    return kind < 2 ? 1.0f - initial : initial;
  }
  if (isnan(port->minimum) || isnan(port->maximum)) {
    return initial;
  }
  if (port->is_integer) {
    return port->minimum + (float)noise_below(noise, (uint32_t)(port->maximum - port->minimum) + 1);
  }
  if (kind < 3) {
    return kind == 0 ? port->minimum : kind == 1 ? port->maximum : initial;
  }
  if (port->is_logarithmic && port->minimum > 0.0f) {
    const float value = port->minimum * powf(port->maximum / port->minimum, noise_between(noise, 0.0f, 1.0f));
    return fminf(value, port->maximum);
  }
  return noise_between(noise, port->minimum, port->maximum);
}

void controls_shuffle(Instance* instance, Noise* noise) {
  for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
    const HostPort* port = instance_port(instance, i);
    if (control_is_settable(port)) {
      instance_set(instance, i, control_choose(port, noise));
    }
  }
}

static int compare_changes(const void* a, const void* b) {
  const ControlChange* left = (const ControlChange*)a;
  const ControlChange* right = (const ControlChange*)b;
  return left->frame != right->frame ? (left->frame < right->frame ? -1 : 1) : (int)left->port - (int)right->port;
}

static bool has_controls(const Instance* instance) {
  for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
    if (control_is_settable(instance_port(instance, i))) {
      return true;
    }
  }
  return false;
}

size_t controls_changes(const Instance* instance, Noise* noise, uint64_t n_frames, ControlChange* changes, size_t n) {
  if (!has_controls(instance)) {
    return 0;
  }
  for (size_t i = 0; i < n; ++i) {
    uint32_t index;
    do {
      index = noise_below(noise, instance_n_ports(instance));
    } while (!control_is_settable(instance_port(instance, index)));
    changes[i] = (ControlChange){.frame = noise_below(noise, (uint32_t)n_frames),
                                 .port = index,
                                 .value = control_choose(instance_port(instance, index), noise)};
  }
  qsort(changes, n, sizeof(ControlChange), compare_changes);
  return n;
}

void controls_enable(Instance* instance) {
  for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
    if (instance_port(instance, i)->is_enabled) {
      instance_set(instance, i, 1.0f);
    }
  }
}

void controls_shorten_memory(Instance* instance) {
  for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
    const HostPort* port = instance_port(instance, i);
    if (control_is_settable(port) && (!strcmp(port->symbol, "auto_level") || !strcmp(port->symbol, "match"))) {
      instance_set(instance, i, 0.0f);
    }
  }
}
