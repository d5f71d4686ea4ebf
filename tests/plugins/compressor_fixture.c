// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/plugins/compressor_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

ParallelCompressorParams compressor_fixture_defaults(void) {
  return (ParallelCompressorParams){.dynamics = {.threshold_db = -24.0f,
                                                 .ratio = 8.0f,
                                                 .knee_db = 6.0f,
                                                 .depth_db = INFINITY,
                                                 .attack_ms = 5.0f,
                                                 .release_ms = 100.0f,
                                                 .link = 1.0f},
                                    .key_hpf_hz = 0.0f,
                                    .wet_hpf_hz = 0.0f,
                                    .wet_lpf_hz = INFINITY,
                                    .key_gain = 1.0f,
                                    .dry_gain = 1.0f,
                                    .wet_gain = 0.5f,
                                    .enabled = true};
}

CompressorFixture* compressor_fixture_new_at(unsigned n_channels, double rate_hz) {
  CompressorFixture* fixture = (CompressorFixture*)calloc(1, sizeof(CompressorFixture));
  assert_non_null(fixture);
  fixture->compressor = parallel_compressor_new(n_channels, rate_hz);
  assert_non_null(fixture->compressor);
  fixture->n_channels = n_channels;
  fixture->rate_hz = rate_hz;
  fixture->params = compressor_fixture_defaults();
  return fixture;
}

CompressorFixture* compressor_fixture_new(unsigned n_channels) {
  return compressor_fixture_new_at(n_channels, 48000.0);
}

void compressor_fixture_free(CompressorFixture* fixture) {
  parallel_compressor_free(fixture->compressor);
  free(fixture);
}

void compressor_fixture_run_on(CompressorFixture* fixture, uint32_t at, uint32_t n) {
  const float* const in[] = {fixture->in[0] + at, fixture->n_channels > 1 ? fixture->in[1] + at : fixture->key[0] + at,
                             fixture->key[0] + at, fixture->key[1] + at};
  float* const out[] = {fixture->out[0] + at, fixture->out[1] + at};
  parallel_compressor_run(fixture->compressor, in, out, n);
}

void compressor_fixture_run(CompressorFixture* fixture, uint32_t at, uint32_t n) {
  parallel_compressor_set(fixture->compressor, &fixture->params);
  compressor_fixture_run_on(fixture, at, n);
}

ParallelCompressorMeters compressor_fixture_meters(const CompressorFixture* fixture) {
  ParallelCompressorMeters meters;
  parallel_compressor_read(fixture->compressor, &meters);
  return meters;
}

void compressor_fixture_fill(CompressorFixture* fixture, unsigned channel, uint32_t from, uint32_t to, double value) {
  for (uint32_t i = from; i < to; ++i) {
    fixture->in[channel][i] = (float)value;
  }
}

void compressor_fixture_fill_sine(CompressorFixture* fixture, unsigned channel, double hz, double peak) {
  for (uint32_t i = 0; i < FRAMES; ++i) {
    fixture->in[channel][i] = (float)(peak * sin(6.283185307179586 * hz * i / fixture->rate_hz));
  }
}

void compressor_fixture_fill_noise(CompressorFixture* fixture) {
  srand(7);
  for (uint32_t i = 0; i < FRAMES; ++i) {
    for (unsigned c = 0; c < 2; ++c) {
      fixture->in[c][i] = (float)((2.0 * rand() / RAND_MAX - 1.0) * pow(10.0, -1.0 + sin(i * (c ? 3e-3 : 1e-3))));
    }
  }
}
