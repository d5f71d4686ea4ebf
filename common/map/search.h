// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Search for places where a signal arrives by two ways that have parted at one strip. Signals are followed channel by
   channel, from where they part to where they first meet; ways into sidechains, and those that are off or muted, are
   not followed, and neither is what a track hears, since it plays what is recorded on it. For the checks alone. */

#ifndef SIGNALBOX_MAP_SEARCH_H
#define SIGNALBOX_MAP_SEARCH_H

#include "common/map/check.h"
#include "common/map/passage.h"

/* Two ways of one signal, by the first wire of each. */
typedef struct {
  uint32_t parts, meets;  // strips
  uint32_t wires[2];
  Passage ways[2];
} Meeting;

/* Calls `tell` at most once for each strip where ways part and each where they meet again. With `through_effects`, also
   what effects have changed is followed as if it were the same; without, only what is the same up to its level. */
void search_meetings(Check* check, bool through_effects, bool (*tell)(Check* check, const Meeting* meeting));

#endif
