// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Fixture: a parallel splitter with buffers around it, for cmocka tests. */

#ifndef SIGNALBOX_SPLITTER_FIXTURE_H
#define SIGNALBOX_SPLITTER_FIXTURE_H

#include "plugins/parallel_splitter/parallel_splitter.h"

enum { FRAMES = 16384, BRANCHES = SPLITTER_BRANCHES };

static const double rate_hz = 48000.0;

typedef struct {
  ParallelSplitter* splitter;
  unsigned n_channels;
  SplitterParams params;            // start at the defaults of the ports
  float in[2][FRAMES];              // starts as noise whose level jumps up and down
  float out[BRANCHES * 2][FRAMES];  // branch by branch, n_channels each
} SplitterFixture;

SplitterFixture* splitter_fixture_new(unsigned n_channels);
void splitter_fixture_free(SplitterFixture* fixture);

/* The defaults of the ports. */
void splitter_fixture_defaults(SplitterParams* params);

/* Runs frames `at` .. `at + n` of the buffers with the params. */
void splitter_fixture_run(SplitterFixture* fixture, unsigned at, unsigned n);

/* Only runs them: the params have not changed. */
void splitter_fixture_run_on(SplitterFixture* fixture, unsigned at, unsigned n);

float* splitter_fixture_out(SplitterFixture* fixture, unsigned branch, unsigned channel);
SplitterMeters splitter_fixture_meters(const SplitterFixture* fixture);

/* Fails unless n samples are all 0. */
void splitter_fixture_assert_silent(const float* samples, unsigned n);

#endif
