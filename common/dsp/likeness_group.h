// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Likeness among many signals: which pairs of them are the same but for their gain (see likeness.h).

   Of every window, all signals are screened against one another by two of their probes at once; only pairs that come
   close there, or that have been alike before, are compared in full. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_LIKENESS_GROUP_H
#define SIGNALBOX_LIKENESS_GROUP_H

#include "common/dsp/likeness.h"

enum { LIKENESS_GROUP_SIZE = 16 };

typedef struct {
  LikenessClock clock;
  float probe[LIKENESS_PROBES][LIKENESS_GROUP_SIZE];
  LikenessPair pair[LIKENESS_GROUP_SIZE][LIKENESS_GROUP_SIZE];  // [i][j] for j < i
  uint32_t alive[LIKENESS_GROUP_SIZE];                          // of i: a bit for each j < i that it is alike now
  uint32_t any_alive;                                           // of j: a bit where any i > j is
} LikenessGroup;

void likeness_group_init(LikenessGroup* group, double rate_hz, uint32_t cell_frames);
void likeness_group_reset(LikenessGroup* group);

/* Takes in a signal's sample on the frame, and of the side, that the clock asks for; finite. */
static inline void likeness_group_probe(LikenessGroup* group, unsigned signal, float sample) {
  group->probe[group->clock.probe][signal] = sample;
}

/* Ends a cell. */
void likeness_group_step(LikenessGroup* group);

/* Of signals i and j < i. */
static inline LikenessVerdict likeness_group_verdict(const LikenessGroup* group, unsigned i, unsigned j) {
  return group->alive[i] >> j & 1u ? likeness_verdict(&group->pair[i][j], &group->clock) : LIKENESS_NONE;
}

#endif
