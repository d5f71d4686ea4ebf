// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/gallery/states.h"
#include "common/panel/model.h"
#include "common/ports/status.h"

#include <stdio.h>

#define N(VALUES) ((unsigned)(sizeof(VALUES) / sizeof *(VALUES)))

static void numbered(Panel* panel, const PortFamily* family, const PortVariant* variant, const char* name,
                     const double* values, unsigned n) {
  for (unsigned i = 0; i < n; ++i) {
    char symbol[32];
    snprintf(symbol, sizeof symbol, "%s_%u", name, i + 1);
    state_put(panel, family, variant, symbol, values[i]);
  }
}

static void at_work(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  static const double gains[] = {-4.0, -11.0, -6.0,  -8.5,  -13.0, -6.0, -9.0, -6.0,
                                 0.0,  -3.0,  -12.5, -90.0, 2.0,   -7.0, -18,  0};
  static const double pans[] = {0.0, -0.3, 0.4, 0.0, 0.2, -0.4, 0.25, 0.0, -1.0, 1.0, 0.0, 0.0, -0.15, 0.5, 0.0, 0.0};
  static const double meters[] = {-4.9,  -11.0, -90.0, -9.0,  -16.4, -8.8,  -13.0, -15.5,
                                  -24.0, -31.0, -19.0, -90.0, -3.1,  -22.0, -41.0, -90.0};
  static const double delays[] = {0.0, 0.0, 0.0, 1.4, 0.0, 0.0, 12.5};
  static const StateValue values[] = {{"mute_3", 1},         {"invert_5", 1},   {"fader", -1.5},
                                      {"meter_l", -5.2},     {"meter_r", -4.1}, {"width", 120.0},
                                      {"correlation", 0.74}, {"width_2", 60.0}, {"mono_loss", 0.8}};
  numbered(panel, family, variant, "gain", gains, N(gains));
  numbered(panel, family, variant, "pan", pans, N(pans));
  numbered(panel, family, variant, "meter", meters, N(meters));
  numbered(panel, family, variant, "delay", delays, N(delays));
  state_puts(panel, family, variant, values, N(values));
}

static void duplicate(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  static const StateValue values[] = {
    {"status", STATUS_DUPLICATE}, {"status_a", 2}, {"status_b", 4}, {"meter_2", -9.0}, {"meter_4", -9.0}};
  at_work(panel, family, variant);
  state_puts(panel, family, variant, values, N(values));
}

static void late(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  static const StateValue values[] = {{"status", STATUS_LATE}, {"status_a", 1}, {"status_b", 2}, {"status_lag", 1.4},
                                      {"reference", 1},        {"lag_2", 1.4},  {"lag_4", -0.6}};
  at_work(panel, family, variant);
  state_puts(panel, family, variant, values, N(values));
}

static void clipping(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  static const StateValue values[] = {
    {"status", STATUS_CLIPPING}, {"meter_l", 2.4}, {"meter_r", 1.1}, {"meter_1", 3.0},
    {"correlation", -0.42},      {"solo_1", 1},    {"fader", 6.0},   {"mono_loss", 6.2}};
  at_work(panel, family, variant);
  state_puts(panel, family, variant, values, N(values));
}

static void disabled(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  at_work(panel, family, variant);
  state_put(panel, family, variant, "enabled", 0.0);
}

/* What a hand opens: the menu of strip 2's gain, the field for it, and the tip of its delay. */
static void point(Panel* panel, const char* symbol, PointerKind kind, unsigned button) {
  double x = 0.0;
  double y = 0.0;
  const unsigned port = panel_find(panel, symbol);
  for (unsigned i = 0; i < panel->n_widgets; ++i) {
    const Widget* widget = &panel->widgets[i];
    if (widget->kind != WIDGET_PICTURE && widget->port == port) {
      x = widget->area.x + widget->area.width / 2.0;
      y = widget->area.y + widget->area.height / 2.0;
    }
  }
  panel_pointer(panel, &(PanelPointer){.kind = kind, .x = x, .y = y, .button = button});
}

static void click(Panel* panel, const char* symbol, unsigned button) {
  point(panel, symbol, POINTER_PRESS, button);
  point(panel, symbol, POINTER_RELEASE, button);
}

static void menu(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  at_work(panel, family, variant);
  click(panel, "gain_2", POINTER_RIGHT);
  point(panel, "delay_2", POINTER_MOVE, 0);
}

static void typing(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  at_work(panel, family, variant);
  click(panel, "gain_2", POINTER_LEFT);
  click(panel, "gain_2", POINTER_LEFT);
}

static void tip(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  at_work(panel, family, variant);
  point(panel, "delay_2", POINTER_MOVE, 0);
  panel_tick(panel, 1000);
}

static const GalleryState states[] = {{"idle", state_idle}, {"work", at_work},      {"duplicate", duplicate},
                                      {"late", late},       {"clipping", clipping}, {"disabled", disabled},
                                      {"menu", menu},       {"typing", typing},     {"tip", tip}};

const FamilyStates bus_summer_states = {"bus_summer", states, N(states)};
