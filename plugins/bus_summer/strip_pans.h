// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Strip pans: the pan gains of the strips of a bus, which take long to work out, and so are kept; and what all controls
   of the strips together make of their gains. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_STRIP_PANS_H
#define SIGNALBOX_STRIP_PANS_H

#include "plugins/bus_summer/bus_summer.h"
#include "plugins/bus_summer/strip_gains.h"

typedef struct {
  unsigned n_strips, n_channels;
  PanLaw law;                        // that the gains are of,
  float pan[BUS_SUMMER_MAX_STRIPS];  // and the position of each; NaN before the first
  PanGains gains[BUS_SUMMER_MAX_STRIPS];
} StripPans;

/* Of n_strips (1 .. BUS_SUMMER_MAX_STRIPS) with n_channels (1 or 2) each. Any thread. */
void strip_pans_init(StripPans* pans, unsigned n_strips, unsigned n_channels);

/* Works out anew what has changed. */
void strip_pans_set(StripPans* pans, const BusSummerParams* params);

/* Writes what the gains of the strips are to be under those params, by gain, mute, solo, polarity and pan. */
void strip_pans_targets(const StripPans* pans, const BusSummerParams* params, StripTargets* targets);

#endif
