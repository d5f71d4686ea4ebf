// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Bench: a bus summer of a few strips with buffers around it, for cmocka tests. */

#ifndef SIGNALBOX_SUMMER_BENCH_H
#define SIGNALBOX_SUMMER_BENCH_H

#include "plugins/bus_summer/bus_summer.h"

enum { STRIPS = 4, FRAMES = 4096 };

static const double rate_hz = 48000.0;

typedef struct {
  BusSummer* bus;
  unsigned n_channels;
  BusSummerParams params;        // start at the defaults of the ports
  float in[STRIPS * 2][FRAMES];  // strip by strip, n_channels each; starts as noise of +-0.25
  float out[2][FRAMES];
} SummerBench;

SummerBench* summer_bench_new(unsigned n_channels);
void summer_bench_free(SummerBench* bench);

/* The defaults of the ports; or something of all that can be set, but no solo, no mono and the default pan law. */
void summer_bench_defaults(BusSummerParams* params);
void summer_bench_set_something(BusSummerParams* params);

/* Runs frames `at` .. `at + n` of the buffers with the params. */
void summer_bench_run(SummerBench* bench, unsigned at, unsigned n);

/* Fails unless the out is what the formulas make of the ins with these params. */
void summer_bench_assert_mix(const SummerBench* bench, unsigned from, unsigned to);

#endif
