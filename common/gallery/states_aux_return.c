// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/gallery/states.h"
#include "common/ports/status.h"

#include <math.h>

#define N(VALUES) ((unsigned)(sizeof(VALUES) / sizeof *(VALUES)))

/* 5 s of a voice with a reverb that makes room for it. */
static void at_work(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  static const StateValue values[] = {{"dry_level", -2.0},       {"return_level", -8.0},  {"return_hpf", 180.0},
                                      {"return_lpf", 7000.0},    {"return_delay", 30.0},  {"duck_depth", 12.0},
                                      {"duck_threshold", -32.0}, {"return_width", 140.0}, {"return_pan", -0.2}};
  static const StateValue now[] = {{"meter_dry", -11.0}, {"meter_return", -18.0}, {"reduction", -9.0},
                                   {"meter_l", -9.5},    {"meter_r", -10.4},      {"meter", -9.5}};
  state_puts(panel, family, variant, values, N(values));
  for (unsigned i = 0; i < 125; ++i) {
    const double word = fmod(i * 0.04, 1.25);
    state_put(panel, family, variant, "meter_dry", -8.0 - 44.0 * word * word);
    state_put(panel, family, variant, "reduction", -12.0 * exp(-word * 2.0));
    panel_tick(panel, (i + 1) * 40);
  }
  state_puts(panel, family, variant, now, N(now));
}

static void late(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  static const StateValue values[] = {
    {"status", STATUS_LATE}, {"lag", 11.6}, {"return_delay", 0.0}, {"dry_delay", 2.0}, {"latency", 96}};
  at_work(panel, family, variant);
  state_puts(panel, family, variant, values, N(values));
}

static void runaway(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  at_work(panel, family, variant);
  state_put(panel, family, variant, "status", STATUS_RUNAWAY);
  state_put(panel, family, variant, "mode", 1.0);
}

static void cancelling(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  at_work(panel, family, variant);
  state_put(panel, family, variant, "status", STATUS_CANCELLING);
  state_put(panel, family, variant, "return_mute", 1.0);
  state_put(panel, family, variant, "mode", 2.0);
}

static const GalleryState states[] = {
  {"idle", state_idle}, {"work", at_work}, {"late", late}, {"runaway", runaway}, {"cancelling", cancelling}};

const FamilyStates aux_return_states = {"aux_return", states, N(states)};
