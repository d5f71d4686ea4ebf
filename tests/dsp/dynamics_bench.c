// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/dsp/dynamics_bench.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

Bench* bench_new(double rate_hz) {
  Bench* bench = (Bench*)calloc(1, sizeof(Bench));
  assert_non_null(bench);
  bench->rate_hz = rate_hz;
  bench->params = (DynamicsParams){.threshold_db = -24.0f,
                                   .ratio = 8.0f,
                                   .knee_db = 6.0f,
                                   .depth_db = INFINITY,
                                   .attack_ms = 5.0f,
                                   .release_ms = 100.0f,
                                   .link = 1.0f};
  dynamics_init(&bench->dynamics, rate_hz);
  return bench;
}

void bench_run(Bench* bench, unsigned n_channels, uint32_t from, uint32_t to, uint32_t block) {
  dynamics_set(&bench->dynamics, &bench->params);
  uint32_t n = 0;
  for (uint32_t at = from; at < to; at += n) {
    n = chunk_length(&bench->clock, block < to - at ? block : to - at);
    const float* const keys[] = {bench->key[0] + at, bench->key[1] + at};
    float* const gains[] = {bench->gain[0] + at, bench->gain[1] + at};
    if (n_channels == 2) {
      dynamics_run_pair(&bench->dynamics, keys, gains, n);
    } else {
      dynamics_run(&bench->dynamics, keys[0], gains[0], n);
    }
    if (chunk_advance(&bench->clock, n)) {
      dynamics_step(&bench->dynamics);
    }
  }
}

void bench_fill(float* out, uint32_t from, uint32_t to, double level_db) {
  for (uint32_t i = from; i < to; ++i) {
    out[i] = (float)pow(10.0, level_db / 20.0);
  }
}

void bench_fill_sine(const Bench* bench, float* out, uint32_t from, uint32_t to, double hz, double peak) {
  for (uint32_t i = from; i < to; ++i) {
    out[i] = (float)(peak * sin(6.283185307179586 * hz * i / bench->rate_hz));
  }
}

void bench_fill_noise(Bench* bench) {
  for (uint32_t i = 0; i < FRAMES; ++i) {
    for (unsigned c = 0; c < 2; ++c) {
      const double swell = pow(10.0, -1.2 + sin(i * (c ? 3e-3 : 1e-3)));
      bench->key[c][i] = (float)(swell * (2.0 * rand() / RAND_MAX - 1.0));
    }
  }
}

double bench_reduction_db(const Bench* bench, unsigned channel, uint32_t frame) {
  return -20.0 * log10((double)bench->gain[channel][frame]);
}
