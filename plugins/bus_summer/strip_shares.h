// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Strip shares: what of its own gain each strip of a bus has in the bus and in its meter: pan, polarity, mute and solo.
   Worked out anew where params change. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_STRIP_SHARES_H
#define SIGNALBOX_STRIP_SHARES_H

#include "common/dsp/strip_gains.h"
#include "plugins/bus_summer/bus_summer.h"

typedef struct {
  unsigned n_strips, n_channels;
  PanGains pan[BUS_SUMMER_MAX_STRIPS];
  StripTargets share;  // linear
} StripShares;

/* Of n_strips (1 .. BUS_SUMMER_MAX_STRIPS) with n_channels (1 or 2) each. Any thread. */
void strip_shares_init(StripShares* shares, unsigned n_strips, unsigned n_channels);

/* Takes over what has changed since the last params, or everything where those are NULL. */
void strip_shares_set(StripShares* shares, const BusSummerParams* params, const BusSummerParams* last);

/* What the gains of strips are to be; whatever they are beyond the last. */
static inline StripTargets strip_shares_targets(const StripShares* shares, const BusSummerParams* params) {
  StripTargets targets;
  for (unsigned row = 0; row < STRIP_ROWS; ++row) {
    for (unsigned i = 0; i < BUS_SUMMER_MAX_STRIPS; ++i) {
      targets.gain[row][i] = params->enabled ? params->gain[i] * shares->share.gain[row][i] : 1.0f;
    }
  }
  return targets;
}

#endif
