// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Pins: the audio and CV ports of a plugin as a user sees them, a left and a right port as one. Sides are told by the
   ends of symbols: _l and _r, _1 and _2, 0 and 1. Not realtime-safe. */

#ifndef SIGNALBOX_DEMO_PINS_H
#define SIGNALBOX_DEMO_PINS_H

#include "common/host/instance.h"

enum { PINS_MAX = 32, PIN_NAME_SIZE = 32 };

typedef struct {
  char name[PIN_NAME_SIZE];  // the ports' symbol, of a pair without _l and _r
  bool is_input;
  unsigned n_channels;  // 1 or 2
  uint32_t ports[2];
} Pin;

/* In port order. Returns their number, at most PINS_MAX. */
unsigned pins_list(const Instance* instance, Pin pins[PINS_MAX]);

/* What tells a pin and its controls from its neighbours': "3" of in_3, "b" of b. */
const char* pin_tag(const Pin* pin);

/* The port whose symbol is `prefix`, an underscore and the pin's tag, or UINT32_MAX. */
uint32_t pin_control(const Instance* instance, const Pin* pin, const char* prefix);

#endif
