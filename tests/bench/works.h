// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Works: what the suite is compared at. Each has one plugin of ours and those who do the same, or much of it. */

#ifndef SIGNALBOX_BENCH_WORKS_H
#define SIGNALBOX_BENCH_WORKS_H

#include "tests/bench/candidate.h"

enum { WORKS_MOST = 32, WORK_MOST_CANDIDATES = 8 };

typedef struct {
  const char* name;  // short, and unique
  const char* title;
  unsigned n_paths;     // signals that are passed on: strips, sends and the main one, copies, bands
  unsigned n_channels;  // of each
  bool is_routing;      // paths are passed on as they are
  CandidateSpec candidates[WORK_MOST_CANDIDATES];  // ours, the limit if there is one, others; ended by no name
} Work;

extern const Work works[];
extern const unsigned n_works;

#endif
