// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/demo/pins.h"

#include <stdio.h>
#include <string.h>

/* Length of a symbol without the side of a stereo pair. */
static size_t base_length(const char* symbol) {
  const size_t length = strlen(symbol);
  const bool sided = length > 2 && (!strcmp(symbol + length - 2, "_l") || !strcmp(symbol + length - 2, "_r"));
  return sided ? length - 2 : length;
}

unsigned pins_list(const Instance* instance, Pin pins[PINS_MAX]) {
  unsigned n = 0;
  for (uint32_t index = 0; index < instance_n_ports(instance); ++index) {
    const HostPort* port = instance_port(instance, index);
    if (port->kind != HOST_PORT_AUDIO && port->kind != HOST_PORT_CV) {
      continue;
    }
    char name[PIN_NAME_SIZE];
    snprintf(name, sizeof name, "%.*s", (int)base_length(port->symbol), port->symbol);
    if (n > 0 && pins[n - 1].is_input == port->is_input && pins[n - 1].n_channels == 1 &&
        !strcmp(pins[n - 1].name, name)) {
      pins[n - 1].ports[1] = index;
      pins[n - 1].n_channels = 2;
    } else if (n < PINS_MAX) {
      Pin* pin = &pins[n++];
      *pin = (Pin){.is_input = port->is_input, .n_channels = 1, .ports = {index, index}};
      memcpy(pin->name, name, sizeof name);
    }
  }
  return n;
}

const char* pin_tag(const Pin* pin) {
  const char* underscore = strrchr(pin->name, '_');
  return underscore ? underscore + 1 : pin->name;
}

uint32_t pin_control(const Instance* instance, const Pin* pin, const char* stem) {
  char symbol[2 * PIN_NAME_SIZE];
  snprintf(symbol, sizeof symbol, "%s_%s", stem, pin_tag(pin));
  return instance_find(instance, symbol);
}
