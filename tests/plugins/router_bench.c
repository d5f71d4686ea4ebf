// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/plugins/router_bench.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

RouterBench* router_bench_new(unsigned n_channels) {
  RouterBench* bench = (RouterBench*)calloc(1, sizeof(RouterBench));
  assert_non_null(bench);
  bench->router = sidechain_router_new(n_channels, rate_hz);
  assert_non_null(bench->router);
  bench->params = (SidechainRouterParams){
    .key = {.gain = {1.0f, 0.0f}, .hpf_hz = HIGH_PASS_OFF_HZ, .lpf_hz = LOW_PASS_OFF_HZ},
    .key_out_gain = 1.0f,
    .dynamics = {.threshold_db = -30.0f,
                 .ratio = 100.0f,
                 .knee_db = 6.0f,
                 .depth_db = 12.0f,
                 .attack_ms = 2.0f,
                 .release_ms = 150.0f},
    .enabled = true,
  };
  srand(3);
  for (unsigned i = 0; i < FRAMES; ++i) {
    for (unsigned c = 0; c < 2; ++c) {
      bench->in[c][i] = (float)rand() / (float)RAND_MAX - 0.5f;
      bench->key[0][c][i] = (float)rand() / (float)RAND_MAX - 0.5f;
      bench->key[1][c][i] = (float)rand() / (float)RAND_MAX - 0.5f;
    }
  }
  return bench;
}

void router_bench_free(RouterBench* bench) {
  sidechain_router_free(bench->router);
  free(bench);
}

void router_bench_run(RouterBench* bench, unsigned at, unsigned n) {
  SidechainRouterBuffers buffers = {.has_cv = true, .envelope_cv = bench->envelope + at, .gain_cv = bench->gain + at};
  for (unsigned c = 0; c < 2; ++c) {
    buffers.in[c] = bench->in[c] + at;
    buffers.key[0][c] = bench->key[0][c] + at;
    buffers.key[1][c] = bench->key[1][c] + at;
    buffers.out[c] = bench->out[c] + at;
    buffers.key_out[c] = bench->key_out[c] + at;
  }
  sidechain_router_set(bench->router, &bench->params);
  sidechain_router_run(bench->router, &buffers, n);
}

void router_bench_square_key(RouterBench* bench, double level_db, unsigned from, unsigned to) {
  for (unsigned i = 0; i < FRAMES; ++i) {
    const float level = i >= from && i < to ? router_bench_gain(level_db) : 0.0f;
    bench->key[0][0][i] = bench->key[0][1][i] = (i / 24 % 2) ? 0.0f - level : level;
  }
}

SidechainRouterMeters router_bench_meters(const RouterBench* bench) {
  SidechainRouterMeters meters;
  sidechain_router_read(bench->router, &meters);
  return meters;
}

float router_bench_gain(double db) {
  return (float)pow(10.0, db / 20.0);
}

double router_bench_db(float gain) {
  return 20.0 * log10((double)gain);
}
