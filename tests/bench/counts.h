// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Counts: runs of which valgrind's callgrind counts the instructions; alone, they do nothing of use. Each run leaves a
   dump that is named "variant workload settled", or "… ramping" (see instructions.py). Not realtime-safe. */

#ifndef SIGNALBOX_BENCH_COUNTS_H
#define SIGNALBOX_BENCH_COUNTS_H

#include "common/host/host.h"

enum { COUNTS_BLOCK_FRAMES = 256, COUNTS_FRAMES = 64 * COUNTS_BLOCK_FRAMES };

/* Every variant of the bundle with each of its workloads; false where one cannot be set up, or has no workload. */
bool counts_run_workloads(Host* host, HostError* error);

/* The candidates of every work that are there, named "work, candidate settled". */
bool counts_run_works(Host* host, HostError* error);

#endif
