// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/plugins/splitter_bench.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

/* Noise whose level jumps up and down, so that it has attacks, and is loud and quiet. */
static void fill_with_bursts(SplitterBench* bench) {
  srand(11);
  for (unsigned i = 0; i < FRAMES; ++i) {
    const float level = i % 4000 < 1500 ? 0.9f : 0.01f;
    bench->in[0][i] = level * (2.0f * (float)rand() / (float)RAND_MAX - 1.0f);
    bench->in[1][i] = level * (2.0f * (float)rand() / (float)RAND_MAX - 1.0f);
  }
}

SplitterBench* splitter_bench_new(unsigned n_channels) {
  SplitterBench* bench = (SplitterBench*)calloc(1, sizeof(SplitterBench));
  assert_non_null(bench);
  bench->splitter = parallel_splitter_new(n_channels, rate_hz);
  assert_non_null(bench->splitter);
  bench->n_channels = n_channels;
  splitter_bench_defaults(&bench->params);
  fill_with_bursts(bench);
  return bench;
}

void splitter_bench_free(SplitterBench* bench) {
  parallel_splitter_free(bench->splitter);
  free(bench);
}

void splitter_bench_defaults(SplitterParams* params) {
  *params = (SplitterParams){.mode = SPLITTER_COPY,
                             .n_branches = 2,
                             .split_hz = {200.0f, 1000.0f, 5000.0f},
                             .sensitivity = 0.5f,
                             .threshold = 0.063f,
                             .enabled = true};
  for (unsigned i = 0; i < BRANCHES; ++i) {
    params->branch[i].gain = 1.0f;
  }
}

void splitter_bench_run(SplitterBench* bench, unsigned at, unsigned n) {
  const float* in[2] = {bench->in[0] + at, bench->in[1] + at};
  float* out[BRANCHES * 2];
  for (unsigned i = 0; i < BRANCHES * bench->n_channels; ++i) {
    out[i] = bench->out[i] + at;
  }
  parallel_splitter_set(bench->splitter, &bench->params);
  parallel_splitter_run(bench->splitter, in, out, n);
}

float* splitter_bench_out(SplitterBench* bench, unsigned branch, unsigned channel) {
  return bench->out[branch * bench->n_channels + channel];
}

SplitterMeters splitter_bench_meters(const SplitterBench* bench) {
  SplitterMeters meters;
  parallel_splitter_read(bench->splitter, &meters);
  return meters;
}

void splitter_bench_assert_silent(const float* samples, unsigned n) {
  for (unsigned i = 0; i < n; ++i) {
    assert_true(samples[i] == 0.0f);
  }
}
