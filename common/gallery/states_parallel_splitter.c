// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/gallery/states.h"
#include "common/ports/status.h"

#define N(VALUES) ((unsigned)(sizeof(VALUES) / sizeof *(VALUES)))

static void levels(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  static const StateValue values[] = {{"meter_a", -9.0}, {"meter_b", -16.0}, {"meter_c", -24.0}, {"meter_d", -35.0},
                                      {"gain_a", -3.0},  {"delay_b", 2.4},   {"invert_c", 1}};
  state_puts(panel, family, variant, values, N(values));
}

static void copy(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  levels(panel, family, variant);
  state_put(panel, family, variant, "branches", 3);
  state_put(panel, family, variant, "mute_b", 1);
}

static void bands(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  levels(panel, family, variant);
  state_put(panel, family, variant, "mode", 1);
  state_put(panel, family, variant, "branches", 4);
}

static void two(Panel* panel, const PortFamily* family, const PortVariant* variant, double mode) {
  levels(panel, family, variant);
  state_put(panel, family, variant, "meter_c", -90.0);
  state_put(panel, family, variant, "meter_d", -90.0);
  state_put(panel, family, variant, "mode", mode);
}

static void mid_side(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  two(panel, family, variant, 2);
}

static void left_right(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  two(panel, family, variant, 3);
}

static void transient(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  two(panel, family, variant, 4);
}

static void loud(Panel* panel, const PortFamily* family, const PortVariant* variant) {
  two(panel, family, variant, 5);
  state_put(panel, family, variant, "status", STATUS_SILENT);
}

static const GalleryState states[] = {
  {"idle", state_idle},       {"copy", copy},           {"bands", bands}, {"mid-side", mid_side},
  {"left-right", left_right}, {"transient", transient}, {"loud", loud}};

const FamilyStates parallel_splitter_states = {"parallel_splitter", states, N(states)};
