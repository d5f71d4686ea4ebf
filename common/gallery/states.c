// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/gallery/states.h"

#include <string.h>

void state_idle(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  (void)panel;
  (void)family;
  (void)variant;
}

static const FamilyStates* const all[] = {&aux_send_states,   &parallel_splitter_states, &aux_return_states,
                                          &bus_summer_states, &sidechain_router_states,  &parallel_compressor_states};

const FamilyStates* states_of(const PortFamily* family) {
  unsigned i = 0;
  while (strcmp(all[i]->family, family->name) != 0) {
    ++i;
  }
  return all[i];
}

void state_put(Panel* panel, const PortFamily* family, const PortVariant* variant, const char* symbol, double value) {
  Port ports[320];
  const unsigned n = ports_list(family, variant, ports);
  for (unsigned i = 0; i < n; ++i) {
    char name[PORTS_TEXT_SIZE];
    port_symbol(&ports[i], name);
    if (strcmp(name, symbol) == 0) {
      panel_port_event(panel, i, (float)value);
    }
  }
}

void state_puts(Panel* panel, const PortFamily* family, const PortVariant* variant, const StateValue* values,
                unsigned n_values) {
  for (unsigned i = 0; i < n_values; ++i) {
    state_put(panel, family, variant, values[i].symbol, values[i].value);
  }
}
