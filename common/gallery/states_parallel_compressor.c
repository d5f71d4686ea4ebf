// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/gallery/states.h"
#include "common/ports/status.h"

#include <math.h>

#define N(VALUES) ((unsigned)(sizeof(VALUES) / sizeof *(VALUES)))

/* 5 s of drums. */
static void at_work(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  static const StateValue values[] = {{"threshold", -32.0}, {"ratio", 6.0},   {"knee", 9.0},
                                      {"wet_hpf", 120.0},   {"makeup", 8.0},  {"wet_level", -3.0},
                                      {"lookahead", 2.5},   {"latency", 120}, {"key_hpf", 90.0},
                                      {"wet_lpf", 12000.0}, {"key_source", 2}};
  static const StateValue now[] = {{"meter_in", -10.0}, {"meter_out", -5.0}, {"reduction", -17.0}};
  state_puts(panel, family, variant, values, N(values));
  for (unsigned i = 0; i < 125; ++i) {
    const double beat = fmod(i * 0.04, 0.5);
    const double level_db = -4.0 - 60.0 * beat - 6.0 * fmod(i * 0.08, 1.0);
    state_put(panel, family, variant, "meter_in", level_db);
    state_put(panel, family, variant, "reduction", -18.0 * exp(-beat * 3.0));
    panel_tick(panel, (i + 1) * 40);
  }
  state_puts(panel, family, variant, now, N(now));
}

static void listening(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  at_work(panel, family, variant);
  state_put(panel, family, variant, "listen", 1.0);
  state_put(panel, family, variant, "status", STATUS_LISTENING);
}

static void clipping(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  static const StateValue values[] = {{"status", STATUS_CLIPPING}, {"meter_out", 3.2}, {"auto_level", 0}};
  at_work(panel, family, variant);
  state_puts(panel, family, variant, values, N(values));
}

static void disabled(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  at_work(panel, family, variant);
  state_put(panel, family, variant, "enabled", 0.0);
}

static const GalleryState states[] = {
  {"idle", state_idle}, {"work", at_work}, {"listening", listening}, {"clipping", clipping}, {"disabled", disabled}};

const FamilyStates parallel_compressor_states = {"parallel_compressor", states, N(states)};
