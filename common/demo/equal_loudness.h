// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Two sounds made equally loud, so that neither wins by being louder. Any thread; not realtime-safe. */

#ifndef SIGNALBOX_DEMO_EQUAL_LOUDNESS_H
#define SIGNALBOX_DEMO_EQUAL_LOUDNESS_H

#include "common/demo/levels.h"

/* What both are brought to where their peaks let them, LUFS, and what no true peak is to exceed, dBTP. */
#define EQUAL_LOUDNESS_TARGET (-18.0)
#define EQUAL_LOUDNESS_CEILING (-1.0)

/* A sound, and the gain that makes it as loud as the other. */
typedef struct {
  double loudness;      // LUFS
  double true_peak_db;  // dBTP
  double gain_db;       // found
} LoudSound;

/* Finds the gains: to the target, or, where a peak would be over the ceiling then, to as much as keeps it there. Both 0
   where one of the two is silent. */
void equal_loudness(LoudSound* a, LoudSound* b);

#endif
