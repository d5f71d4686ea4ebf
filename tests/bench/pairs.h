// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Pairs: one of our plugins in two states, of which one may cost so many times what the other does. Both take turns in
   short slices. Where an instance lies in memory matters, too: both are made anew for every pass, in turn first and
   second, so that either finds the places that the other has had. Compared is the least of all slices. Not
   realtime-safe. */

#ifndef SIGNALBOX_BENCH_PAIRS_H
#define SIGNALBOX_BENCH_PAIRS_H

#include "tests/bench/candidate.h"

enum { N_PAIR_BLOCKS = 3 };

extern const uint32_t pair_blocks[N_PAIR_BLOCKS];  // frames

typedef struct {
  const char* uri;
  const char* setup;
  SignalKind signal;
  bool ramping;  // controls change with every block
} PairState;

typedef struct {
  const char* name;
  PairState state, base;
} Pair;

/* What the state costs against the base, by block. */
typedef struct {
  double ratio[N_PAIR_BLOCKS];
} PairResult;

/* Measures until the ratios stand still, within bounds. `signals` has every kind that the pair names. */
bool pair_measure(Host* host, const Pair* pair, const Signal* signals, PairResult* result, HostError* error);

#endif
