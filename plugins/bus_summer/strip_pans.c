// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/strip_pans.h"

#include <math.h>

void strip_pans_init(StripPans* pans, unsigned n_strips, unsigned n_channels) {
  *pans = (StripPans){.n_strips = n_strips, .n_channels = n_channels};
  for (unsigned i = 0; i < n_strips; ++i) {
    pans->pan[i] = NAN;
  }
}

void strip_pans_set(StripPans* pans, const BusSummerParams* params) {
  const bool new_law = params->pan_law != pans->law;
  for (unsigned i = 0; i < pans->n_strips; ++i) {
    const float pan = params->pan[i];
    if (new_law || pan != pans->pan[i]) {
      pans->pan[i] = pan;
      pans->gains[i] = pans->n_channels > 1 ? pan_balance(pan) : pan_gains(params->pan_law, pan);
    }
  }
  pans->law = params->pan_law;
}

void strip_pans_targets(const StripPans* pans, const BusSummerParams* params, StripTargets* targets) {
  bool any_solo = false;
  for (unsigned i = 0; i < pans->n_strips; ++i) {
    any_solo |= params->solo[i];
  }
  for (unsigned i = 0; i < pans->n_strips; ++i) {
    const bool silent = params->mute[i] || (any_solo && !params->solo[i]);
    const float level = silent ? 0.0f : params->gain[i];
    const float signed_level = params->invert[i] ? -level : level;
    targets->gain[STRIP_LEVEL][i] = level;
    targets->gain[STRIP_LEFT][i] = signed_level * pans->gains[i].l;
    targets->gain[STRIP_RIGHT][i] = signed_level * pans->gains[i].r;
  }
  for (unsigned i = pans->n_strips; i < STRIP_GAINS_SIZE; ++i) {
    targets->gain[STRIP_LEVEL][i] = targets->gain[STRIP_LEFT][i] = targets->gain[STRIP_RIGHT][i] = 0.0f;
  }
}
