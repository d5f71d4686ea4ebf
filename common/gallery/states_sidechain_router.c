// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/gallery/states.h"
#include "common/ports/status.h"

#include <math.h>

#define N(VALUES) ((unsigned)(sizeof(VALUES) / sizeof *(VALUES)))

/* 5 s of a kick drum that ducks. */
static void play(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  for (unsigned i = 0; i < 125; ++i) {
    const double beat = fmod(i * 0.04, 0.5);
    state_put(panel, family, variant, "meter_key", -6.0 - 70.0 * beat);
    state_put(panel, family, variant, "reduction", -14.0 * exp(-beat * 7.0));
    panel_tick(panel, (i + 1) * 40);
  }
}

static void duck(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  static const StateValue values[] = {{"action", 1},      {"threshold", -30.0}, {"depth", 14.0},
                                      {"ratio", 8.0},     {"attack", 5.0},      {"hold", 120.0},
                                      {"release", 240.0}, {"key_hpf", 40.0},    {"key_lpf", 3000.0},
                                      {"duck_low", 60.0}, {"duck_high", 4000.0}};
  static const StateValue now[] = {
    {"meter_l", -8.0}, {"meter_r", -9.4}, {"meter", -8.0}, {"meter_key", -14.0}, {"reduction", -9.6}};
  state_puts(panel, family, variant, values, N(values));
  play(panel, family, variant);
  state_puts(panel, family, variant, now, N(now));
}

static void gate(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  static const StateValue values[] = {{"action", 2},     {"threshold", -42.0}, {"depth", 40.0},  {"hysteresis", 6.0},
                                      {"hold", 400.0},   {"release", 900.0},   {"latency", 240}, {"lookahead", 5.0},
                                      {"relative", 1.0}, {"key_b_level", -3.0}};
  duck(panel, family, variant);
  state_puts(panel, family, variant, values, N(values));
}

static void no_key(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  static const StateValue values[] = {{"action", 3}, {"status", STATUS_NO_KEY}, {"meter_l", -8.0}, {"meter_r", -8.0}};
  state_puts(panel, family, variant, values, N(values));
}

static void listening(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  duck(panel, family, variant);
  state_put(panel, family, variant, "listen", 1.0);
  state_put(panel, family, variant, "status", STATUS_LISTENING);
}

static const GalleryState states[] = {
  {"idle", state_idle}, {"duck", duck}, {"gate", gate}, {"no-key", no_key}, {"listening", listening}};

const FamilyStates sidechain_router_states = {"sidechain_router", states, N(states)};
