// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/plugins/return_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

float return_fixture_noise(void) {
  return (float)rand() / (float)RAND_MAX - 0.5f;
}

double return_fixture_db(double gain) {
  return 20.0 * log10(gain);
}

ReturnFixture* return_fixture_new_at(unsigned n_channels, double at_hz) {
  ReturnFixture* fixture = (ReturnFixture*)calloc(1, sizeof(ReturnFixture));
  assert_non_null(fixture);
  fixture->n_channels = n_channels;
  fixture->aux = aux_return_new(n_channels, at_hz);
  assert_non_null(fixture->aux);
  fixture->params = (AuxReturnParams){.dry_gain = 1.0f,
                                      .return_gain = 1.0f,
                                      .mix = 0.5f,
                                      .width = 1.0f,
                                      .hpf_hz = 0.0f,
                                      .lpf_hz = INFINITY,
                                      .duck_threshold_db = -30.0f,
                                      .duck_attack_ms = 10.0f,
                                      .duck_release_ms = 300.0f,
                                      .guard = true,
                                      .enabled = true};
  srand(5);
  for (unsigned i = 0; i < FRAMES; ++i) {
    for (unsigned c = 0; c < 2; ++c) {
      fixture->dry[c][i] = return_fixture_noise();
      fixture->wet[c][i] = return_fixture_noise();
    }
  }
  return fixture;
}

ReturnFixture* return_fixture_new(unsigned n_channels) {
  return return_fixture_new_at(n_channels, rate_hz);
}

void return_fixture_free(ReturnFixture* fixture) {
  aux_return_free(fixture->aux);
  free(fixture);
}

void return_fixture_run_on(ReturnFixture* fixture, unsigned at, unsigned n) {
  const float* in[4];
  float* out[2];
  for (unsigned c = 0; c < fixture->n_channels; ++c) {
    in[c] = fixture->dry[c] + at;
    in[fixture->n_channels + c] = fixture->wet[c] + at;
    out[c] = fixture->out[c] + at;
  }
  aux_return_run(fixture->aux, in, out, n);
}

void return_fixture_run(ReturnFixture* fixture, unsigned at, unsigned n) {
  aux_return_set(fixture->aux, &fixture->params);
  return_fixture_run_on(fixture, at, n);
}

AuxReturnMeters return_fixture_meters(const ReturnFixture* fixture) {
  AuxReturnMeters meters;
  aux_return_read(fixture->aux, &meters);
  return meters;
}
