// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/strip_shares.h"

#include <string.h>

void strip_shares_init(StripShares* shares, unsigned n_strips, unsigned n_channels) {
  *shares = (StripShares){.n_strips = n_strips, .n_channels = n_channels};
}

static bool differ(const void* a, const void* b, size_t size) {
  return memcmp(a, b, size) != 0;
}

static bool shares_change(const BusSummerParams* params, const BusSummerParams* last) {
  return !last || params->pan_law != last->pan_law || differ(params->pan, last->pan, sizeof(last->pan)) ||
         differ(params->mute, last->mute, sizeof(last->mute)) || differ(params->solo, last->solo, sizeof(last->solo)) ||
         differ(params->invert, last->invert, sizeof(last->invert));
}

static void set_pan(StripShares* shares, const BusSummerParams* params, const BusSummerParams* last) {
  const bool new_law = !last || params->pan_law != last->pan_law;
  for (unsigned i = 0; i < shares->n_strips; ++i) {
    const float pan = params->pan[i];
    if (new_law || pan != last->pan[i]) {
      shares->pan[i] = shares->n_channels > 1 ? pan_balance(pan) : pan_gains(params->pan_law, pan);
    }
  }
}

static bool any_solo(const StripShares* shares, const BusSummerParams* params) {
  bool solo = false;
  for (unsigned i = 0; i < shares->n_strips; ++i) {
    solo |= params->solo[i];
  }
  return solo;
}

void strip_shares_set(StripShares* shares, const BusSummerParams* params, const BusSummerParams* last) {
  if (!shares_change(params, last)) {
    return;
  }
  const bool solo = any_solo(shares, params);
  set_pan(shares, params, last);
  for (unsigned i = 0; i < shares->n_strips; ++i) {
    const float level = params->mute[i] || (solo && !params->solo[i]) ? 0.0f : 1.0f;
    const float polarity = params->invert[i] ? -1.0f : 1.0f;
    shares->share.gain[STRIP_LEVEL][i] = level;
    shares->share.gain[STRIP_LEFT][i] = level * polarity * shares->pan[i].l;
    shares->share.gain[STRIP_RIGHT][i] = level * polarity * shares->pan[i].r;
  }
}
