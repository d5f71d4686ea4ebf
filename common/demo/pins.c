// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/pins.h"

#include <stdio.h>
#include <string.h>

/* How the sides of a pair end, and a third port, with which they are no pair but strips of a mixer. */
static const char* const endings[][3] = {{"_l", "_r", NULL}, {"_1", "_2", "_3"}, {"0", "1", "2"}};

static bool has_ending(const Instance* instance, const char* symbol, size_t length, const char* ending) {
  char other[2 * PIN_NAME_SIZE];
  snprintf(other, sizeof other, "%.*s%s", (int)length, symbol, ending);
  return instance_find(instance, other) != UINT32_MAX;
}

/* Length of a symbol without the side of a stereo pair. */
static size_t base_length(const Instance* instance, const char* symbol) {
  const size_t length = strlen(symbol);
  for (size_t i = 0; i < sizeof endings / sizeof *endings; ++i) {
    const size_t base = length - strlen(endings[i][0]);
    if (base > 0 && base < length && (!strcmp(symbol + base, endings[i][0]) || !strcmp(symbol + base, endings[i][1])) &&
        has_ending(instance, symbol, base, endings[i][0]) && has_ending(instance, symbol, base, endings[i][1]) &&
        !(endings[i][2] && has_ending(instance, symbol, base, endings[i][2]))) {
      return base;
    }
  }
  return length;
}

unsigned pins_list(const Instance* instance, Pin pins[PINS_MAX]) {
  unsigned n = 0;
  for (uint32_t index = 0; index < instance_n_ports(instance); ++index) {
    const HostPort* port = instance_port(instance, index);
    if (port->kind != HOST_PORT_AUDIO && port->kind != HOST_PORT_CV) {
      continue;
    }
    char name[PIN_NAME_SIZE];
    snprintf(name, sizeof name, "%.*s", (int)base_length(instance, port->symbol), port->symbol);
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

uint32_t pin_control(const Instance* instance, const Pin* pin, const char* prefix) {
  char symbol[2 * PIN_NAME_SIZE];
  snprintf(symbol, sizeof symbol, "%s_%s", prefix, pin_tag(pin));
  return instance_find(instance, symbol);
}
