// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/plugins/splitter_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/white_noise.h"

/* Noise whose level jumps up and down, so that it has attacks, and is loud and quiet. */
static void fill_with_bursts(SplitterFixture* fixture) {
  srand(11);
  for (unsigned i = 0; i < FRAMES; ++i) {
    const float level = i % 4000 < 1500 ? 0.9f : 0.01f;
    fixture->in[0][i] = level * white_noise();
    fixture->in[1][i] = level * white_noise();
  }
}

SplitterFixture* splitter_fixture_new(unsigned n_channels) {
  SplitterFixture* fixture = (SplitterFixture*)calloc(1, sizeof(SplitterFixture));
  assert_non_null(fixture);
  fixture->splitter = parallel_splitter_new(n_channels, rate_hz);
  assert_non_null(fixture->splitter);
  fixture->n_channels = n_channels;
  splitter_fixture_defaults(&fixture->params);
  fill_with_bursts(fixture);
  return fixture;
}

void splitter_fixture_free(SplitterFixture* fixture) {
  parallel_splitter_free(fixture->splitter);
  free(fixture);
}

void splitter_fixture_defaults(SplitterParams* params) {
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

void splitter_fixture_run_on(SplitterFixture* fixture, unsigned at, unsigned n) {
  const float* in[2] = {fixture->in[0] + at, fixture->in[1] + at};
  float* out[BRANCHES * 2];
  for (unsigned i = 0; i < BRANCHES * fixture->n_channels; ++i) {
    out[i] = fixture->out[i] + at;
  }
  parallel_splitter_run(fixture->splitter, in, out, n);
}

void splitter_fixture_run(SplitterFixture* fixture, unsigned at, unsigned n) {
  parallel_splitter_set(fixture->splitter, &fixture->params);
  splitter_fixture_run_on(fixture, at, n);
}

float* splitter_fixture_out(SplitterFixture* fixture, unsigned branch, unsigned channel) {
  return fixture->out[branch * fixture->n_channels + channel];
}

SplitterMeters splitter_fixture_meters(const SplitterFixture* fixture) {
  SplitterMeters meters;
  parallel_splitter_read(fixture->splitter, &meters);
  return meters;
}

void splitter_fixture_assert_silent(const float* samples, unsigned n) {
  for (unsigned i = 0; i < n; ++i) {
    assert_true(samples[i] == 0.0f);
  }
}
