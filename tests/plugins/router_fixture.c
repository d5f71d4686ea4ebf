// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/plugins/router_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

RouterFixture* router_fixture_new(unsigned n_channels) {
  RouterFixture* fixture = (RouterFixture*)calloc(1, sizeof(RouterFixture));
  assert_non_null(fixture);
  fixture->n_channels = n_channels;
  fixture->router = sidechain_router_new(n_channels, true, rate_hz);
  assert_non_null(fixture->router);
  fixture->params = (SidechainRouterParams){
    .key = {.gain = {1.0f, 0.0f}, .hpf_hz = 0.0f, .lpf_hz = INFINITY},
    .key_out_gain = 1.0f,
    .dynamics = {.threshold_db = -30.0f,
                 .ratio = 100.0f,
                 .knee_db = 6.0f,
                 .depth_db = 12.0f,
                 .attack_ms = 2.0f,
                 .release_ms = 150.0f,
                 .hysteresis_db = 3.0f,
                 .floor = 0.001f},
    .duck_high_hz = INFINITY,
    .enabled = true,
  };
  srand(3);
  for (unsigned i = 0; i < FRAMES; ++i) {
    for (unsigned c = 0; c < 2; ++c) {
      fixture->in[c][i] = (float)rand() / (float)RAND_MAX - 0.5f;
      fixture->key[0][c][i] = (float)rand() / (float)RAND_MAX - 0.5f;
      fixture->key[1][c][i] = (float)rand() / (float)RAND_MAX - 0.5f;
    }
  }
  return fixture;
}

void router_fixture_free(RouterFixture* fixture) {
  sidechain_router_free(fixture->router);
  free(fixture);
}

void router_fixture_run(RouterFixture* fixture, unsigned at, unsigned n) {
  const unsigned n_channels = fixture->n_channels;
  const float* in[(1 + ROUTER_KEYS) * 2];
  float* out[2 * 2 + 2];
  for (unsigned c = 0; c < n_channels; ++c) {
    in[c] = fixture->in[c] + at;
    in[n_channels + c] = fixture->key[0][c] + at;
    in[2 * n_channels + c] = fixture->key[1][c] + at;
    out[c] = fixture->out[c] + at;
    out[n_channels + c] = fixture->key_out[c] + at;
  }
  out[2 * n_channels] = fixture->envelope + at;
  out[2 * n_channels + 1] = fixture->gain + at;
  sidechain_router_set(fixture->router, &fixture->params);
  sidechain_router_run(fixture->router, in, out, n);
}

void router_fixture_square_key(RouterFixture* fixture, double level_db, unsigned from, unsigned to) {
  for (unsigned i = 0; i < FRAMES; ++i) {
    const float level = i >= from && i < to ? router_fixture_gain(level_db) : 0.0f;
    fixture->key[0][0][i] = fixture->key[0][1][i] = (i / 2 % 2) ? 0.0f - level : level;
  }
}

SidechainRouterMeters router_fixture_meters(const RouterFixture* fixture) {
  SidechainRouterMeters meters;
  sidechain_router_read(fixture->router, &meters);
  return meters;
}

float router_fixture_gain(double db) {
  return (float)pow(10.0, db / 20.0);
}

double router_fixture_db(float gain) {
  return 20.0 * log10((double)gain);
}
