// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The clock that everything here is timed with. Realtime-safe. */

#ifndef SIGNALBOX_BENCH_CLOCK_H
#define SIGNALBOX_BENCH_CLOCK_H

#include <time.h>

static inline double clock_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

#endif
