// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/ui/hand.h"

#include <string.h>
#include <time.h>

enum { DOUBLE_CLICK_MS = 700 };

const HostKind usual_host = {.scale = 1.0f};

void for_each_variant(VariantCheck check) {
  for (unsigned i = 0; i < n_panels; ++i) {
    const PortFamily* family = panel_type_family(panels[i]);
    for (unsigned v = 0; v < family->n_variants; ++v) {
      check(panels[i], &family->variants[v]);
    }
  }
}

void for_each_family(VariantCheck check) {
  for (unsigned i = 0; i < n_panels; ++i) {
    const PortFamily* family = panel_type_family(panels[i]);
    check(panels[i], &family->variants[family->n_variants - 1]);
  }
}

void open_usual(OwnHost* host, const PanelType* type, const PortVariant* variant) {
  own_host_open(host, type, variant, usual_host, HOST_X, HOST_Y);
  own_host_settle(host);
}

HostTarget open_summer(OwnHost* host, HostKind kind) {
  const PanelType* type = panels[0];
  for (unsigned i = 0; i < n_panels; ++i) {
    type = strcmp(panel_type_family(panels[i])->name, "bus_summer") ? type : panels[i];
  }
  own_host_open(host, type, &panel_type_family(type)->variants[0], kind, HOST_X, HOST_Y);
  own_host_settle(host);
  Panel* twin = twin_new(host);
  const HostTarget target = own_host_target(host, twin, 1.0, HOST_X, HOST_Y);
  panel_free(twin);
  return target;
}

void drag_up(OwnHost* host, HostTarget target, int steps) {
  screen_move(target.x, target.y);
  screen_button(1, true);
  own_host_settle(host);
  for (int i = 1; i <= steps; ++i) {
    screen_move(target.x + 4 * i, target.y - 4 * i);
    own_host_idle(host, 1);
  }
}

void double_click(OwnHost* host, HostTarget target) {
  nanosleep(&(struct timespec){0, DOUBLE_CLICK_MS * 1000000}, NULL);
  screen_click(target.x, target.y, 1);
  screen_click(target.x, target.y, 1);
  own_host_settle(host);
}

void press_key(OwnHost* host, xcb_keysym_t key) {
  screen_key(key, true);
  screen_key(key, false);
  own_host_settle(host);
}
