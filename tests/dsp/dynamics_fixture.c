// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/dsp/dynamics_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

Fixture* fixture_new(double rate_hz) {
  Fixture* fixture = (Fixture*)calloc(1, sizeof(Fixture));
  assert_non_null(fixture);
  fixture->rate_hz = rate_hz;
  fixture->params = (DynamicsParams){.threshold_db = -24.0f,
                                     .ratio = 8.0f,
                                     .knee_db = 6.0f,
                                     .depth_db = INFINITY,
                                     .attack_ms = 5.0f,
                                     .release_ms = 100.0f,
                                     .link = 1.0f};
  dynamics_init(&fixture->dynamics, rate_hz);
  return fixture;
}

void fixture_reset(Fixture* fixture) {
  dynamics_reset(&fixture->dynamics);
  fixture->clock = (ChunkClock){0};
}

void fixture_run(Fixture* fixture, unsigned n_channels, uint32_t from, uint32_t to, uint32_t block) {
  dynamics_set(&fixture->dynamics, &fixture->params,
               chunk_ramp_frames(&fixture->clock, ramp_frames(fixture->rate_hz)).fade);
  uint32_t n = 0;
  for (uint32_t at = from; at < to; at += n) {
    n = chunk_length(&fixture->clock, block < to - at ? block : to - at);
    const float* const keys[] = {fixture->key[0] + at, fixture->key[1] + at};
    float* const gains[] = {fixture->gain[0] + at, fixture->gain[1] + at};
    if (n_channels == 2) {
      dynamics_run_pair(&fixture->dynamics, keys, gains, n);
    } else {
      dynamics_run(&fixture->dynamics, keys[0], gains[0], n);
    }
    if (chunk_advance(&fixture->clock, n)) {
      dynamics_step(&fixture->dynamics);
    }
  }
}

void fixture_fill(float* out, uint32_t from, uint32_t to, double level_db) {
  for (uint32_t i = from; i < to; ++i) {
    out[i] = (float)pow(10.0, level_db / 20.0);
  }
}

void fixture_fill_sine(const Fixture* fixture, float* out, uint32_t from, uint32_t to, double hz, double peak) {
  for (uint32_t i = from; i < to; ++i) {
    out[i] = (float)(peak * sin(6.283185307179586 * hz * i / fixture->rate_hz));
  }
}

void fixture_fill_noise(Fixture* fixture) {
  for (uint32_t i = 0; i < FRAMES; ++i) {
    for (unsigned c = 0; c < 2; ++c) {
      const double swell = pow(10.0, -1.2 + sin(i * (c ? 3e-3 : 1e-3)));
      fixture->key[c][i] = (float)(swell * (2.0 * rand() / RAND_MAX - 1.0));
    }
  }
}

double fixture_reduction_db(const Fixture* fixture, unsigned channel, uint32_t frame) {
  return -20.0 * log10((double)fixture->gain[channel][frame]);
}
