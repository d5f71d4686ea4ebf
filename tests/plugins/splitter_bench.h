// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Bench: a parallel splitter with buffers around it, for cmocka tests. */

#ifndef SIGNALBOX_SPLITTER_BENCH_H
#define SIGNALBOX_SPLITTER_BENCH_H

#include "plugins/parallel_splitter/parallel_splitter.h"

enum { FRAMES = 16384, BRANCHES = SPLITTER_BRANCHES };

static const double rate_hz = 48000.0;

typedef struct {
  ParallelSplitter* splitter;
  unsigned n_channels;
  SplitterParams params;            // start at the defaults of the ports
  float in[2][FRAMES];              // starts as noise whose level jumps up and down
  float out[BRANCHES * 2][FRAMES];  // branch by branch, n_channels each
} SplitterBench;

SplitterBench* splitter_bench_new(unsigned n_channels);
void splitter_bench_free(SplitterBench* bench);

/* The defaults of the ports. */
void splitter_bench_defaults(SplitterParams* params);

/* Runs frames `at` .. `at + n` of the buffers with the params. */
void splitter_bench_run(SplitterBench* bench, unsigned at, unsigned n);

float* splitter_bench_out(SplitterBench* bench, unsigned branch, unsigned channel);
SplitterMeters splitter_bench_meters(const SplitterBench* bench);

/* Fails unless n samples are all 0. */
void splitter_bench_assert_silent(const float* samples, unsigned n);

#endif
