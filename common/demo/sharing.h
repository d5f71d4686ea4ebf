// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What sharing an effect saves: ten tracks with a send each into one reverb, against a reverb on each of them. Both are
   timed in turn, in one run, and of each the least counts. Not realtime-safe. */

#ifndef SIGNALBOX_DEMO_SHARING_H
#define SIGNALBOX_DEMO_SHARING_H

#include "common/host/host.h"

enum { SHARING_TRACKS = 10, SHARING_REVERBS = 2 };

/* With one kind of reverb; of one processor, 0 .. 1, at 48 kHz in blocks of 256 frames. */
typedef struct {
  const char* reverb;
  double shared;  // the sends, their sum and one reverb
  double apart;   // the reverbs alone
} Sharing;

/* How many times as much as shared. */
static inline double sharing_ratio(const Sharing* sharing) {
  return sharing->apart / sharing->shared;
}

/* With a light reverb and a heavier one. False where a plugin is missing or memory is short. */
bool sharing_measure(Host* host, Sharing sharing[SHARING_REVERBS], HostError* error);

#endif
