// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/settings.h"

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
