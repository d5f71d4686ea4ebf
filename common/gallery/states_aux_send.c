// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/gallery/states.h"
#include "common/ports/status.h"

#define N(VALUES) ((unsigned)(sizeof(VALUES) / sizeof *(VALUES)))

static void at_work(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  static const StateValue values[] = {
    {"fader", -4.0},        {"pan", 0.2},           {"meter_l", -10.4},     {"meter_r", -8.8},       {"meter", -9.0},
    {"send_level_1", -8},   {"send_hpf_1", 220.0},  {"send_lpf_1", 8000.0}, {"meter_send_1", -18.0}, {"send_tap_2", 0},
    {"send_level_2", -3.0}, {"meter_send_2", -8.0}, {"send_invert_2", 1},   {"send_level_3", -12},   {"send_mute_3", 1},
    {"send_pan_1", -0.3},   {"send_lpf_2", 2500.0}};
  state_puts(panel, family, variant, values, N(values));
}

static void pre(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  at_work(panel, family, variant);
  state_put(panel, family, variant, "send_tap_1", 0);
  state_put(panel, family, variant, "mute", 1);
  state_put(panel, family, variant, "meter_l", -90);
  state_put(panel, family, variant, "meter_r", -90);
  state_put(panel, family, variant, "meter", -90);
  state_put(panel, family, variant, "status", STATUS_ONE_SIDED);
}

static void clipping(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  at_work(panel, family, variant);
  state_put(panel, family, variant, "meter_send_1", 3.1);
  state_put(panel, family, variant, "status", STATUS_CLIPPING);
}

static const GalleryState states[] = {{"idle", state_idle}, {"work", at_work}, {"pre", pre}, {"clipping", clipping}};

const FamilyStates aux_send_states = {"aux_send", states, N(states)};
