// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Lags: what it costs a bus to look out for late strips, and to measure a pair of them. */

#ifndef SIGNALBOX_BENCH_LAGS_H
#define SIGNALBOX_BENCH_LAGS_H

#include <stdbool.h>

typedef struct {
  double look_out_ns;   // per frame, among as many strips as there can be
  double measuring_ms;  // per second of sound, while a pair of stereo strips is measured
  double longest_us;    // of what half an interval of the bus takes for that
} LagsResult;

/* The best of several runs; at LIMIT_RATE_HZ. NaNs where memory is short. */
LagsResult lags_measure(void);

#endif
