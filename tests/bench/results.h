// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Results: all that a run of the bench has measured. */

#ifndef SIGNALBOX_BENCH_RESULTS_H
#define SIGNALBOX_BENCH_RESULTS_H

#include "tests/bench/lags.h"
#include "tests/bench/pairs.h"
#include "tests/bench/session.h"
#include "tests/bench/times.h"
#include "tests/bench/upkeep.h"

enum { RESULTS_MOST_VARIANTS = 64, RESULTS_MOST_OBJECTS = 16, RESULTS_NAME_SIZE = 64 };

typedef struct {
  char name[RESULTS_NAME_SIZE];
  Upkeep upkeep;
} VariantResult;

typedef struct {
  char name[RESULTS_NAME_SIZE];
  double kb;
} ObjectResult;

typedef struct {
  char machine[256];
  char missing[1024];                            // plugins of others
  Times (*times)[WORK_MOST_CANDIDATES];          // by work
  Upkeep (*upkeep)[WORK_MOST_CANDIDATES];        // of plugins; NaN for the rest
  double (*instructions)[WORK_MOST_CANDIDATES];  // per frame at blocks of 256; NaN where not counted
  PairResult *silence, *denormals;               // against noise, of ours, by work
  PairResult ramping;                            // every strip of 16, against strips at rest
  PairResult heard;                              // a return that the guard listens to, against a quiet one
  SessionResult session;
  LagsResult lags;
  VariantResult variants[RESULTS_MOST_VARIANTS];
  unsigned n_variants;
  ObjectResult objects[RESULTS_MOST_OBJECTS];  // stripped
  unsigned n_objects;
  double manifest_ms, scan_ms;  // to read the bundle's manifest, and all of its Turtle but presets
} Results;

/* Measures everything; what instructions.py has counted and what has been stripped is read from the folder. To be freed
   with results_free(); NULL where it fails. */
Results* results_new(const char* bundle, const char* folder, HostError* error);
void results_free(Results* results);

/* Times by the names of a work and of a candidate, which must be in works.c. */
const Times* results_times(const Results* results, const char* work, const char* candidate);

#endif
