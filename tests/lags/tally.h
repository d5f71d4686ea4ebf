// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Tally: mixes played by the dozen, and how much of what was said of them is true. Not realtime-safe. */

#ifndef SIGNALBOX_LAGS_TALLY_H
#define SIGNALBOX_LAGS_TALLY_H

#include "tests/lags/listening.h"

#include <stdio.h>

#define FOUND_SECONDS 2.0  // from when both strips can be heard, within which a lag is to be said

/* Of late mixes. All but the first are counts of mixes. */
typedef struct {
  double slowest_seconds;
  unsigned n_mixes;
  unsigned n_found;     // in FOUND_SECONDS, of the right strips
  unsigned n_findable;  // those, and what an exhaustive search finds
  unsigned n_exact;     // of those: to the frame
  unsigned n_close;     // within CLOSE_MS
  unsigned n_right_polarity;
  unsigned n_wrong;  // where ever a lag was said that is not close
} LateTally;

/* Of healthy ones. */
typedef struct {
  double hours;
  unsigned n_alarms;
} HealthyTally;

/* Adds one mix of a kind. What is not right gets a line in `log`, which may be NULL. */
void late_tally_add(LateTally* tally, Host* host, const LateKind* kind, ListenWay way, uint64_t seed, FILE* log);
void healthy_tally_add(HealthyTally* tally, Host* host, const HealthyKind* kind, ListenWay way, uint64_t seed,
                       FILE* log);

#endif
