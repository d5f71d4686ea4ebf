// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Targets: how fast, small and ready the suite is meant to be, and whether it is. */

#ifndef SIGNALBOX_BENCH_TARGETS_H
#define SIGNALBOX_BENCH_TARGETS_H

#include "tests/bench/results.h"

enum { TARGETS_MOST = 32, TARGETS_TEXT_SIZE = 96 };

typedef struct {
  const char* what;
  const char* unit;               // "×" for a ratio
  double goal, value;             // NaN where it could not be measured
  bool at_least;                  // else at most
  char worst[TARGETS_TEXT_SIZE];  // which of several the value is of, or else what more there is to know of it
} Target;

/* Returns how many. */
unsigned targets_list(const Results* results, Target targets[TARGETS_MOST]);

static inline bool target_is_met(const Target* target) {
  return target->at_least ? target->value >= target->goal : target->value <= target->goal;
}

#endif
