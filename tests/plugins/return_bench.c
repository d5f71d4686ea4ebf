// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/plugins/return_bench.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

float return_bench_noise(void) {
  return (float)rand() / (float)RAND_MAX - 0.5f;
}

double return_bench_db(double gain) {
  return 20.0 * log10(gain);
}

ReturnBench* return_bench_new_at(unsigned n_channels, double at_hz) {
  ReturnBench* bench = (ReturnBench*)calloc(1, sizeof(ReturnBench));
  assert_non_null(bench);
  bench->aux = aux_return_new(n_channels, at_hz);
  assert_non_null(bench->aux);
  bench->params = (AuxReturnParams){.dry_gain = 1.0f,
                                    .return_gain = 1.0f,
                                    .mix = 0.5f,
                                    .width = 1.0f,
                                    .hpf_hz = HIGH_PASS_OFF_HZ,
                                    .lpf_hz = LOW_PASS_OFF_HZ,
                                    .duck_threshold_db = -30.0f,
                                    .duck_attack_ms = 10.0f,
                                    .duck_release_ms = 300.0f,
                                    .guard = true,
                                    .enabled = true};
  srand(5);
  for (unsigned i = 0; i < FRAMES; ++i) {
    for (unsigned c = 0; c < 2; ++c) {
      bench->dry[c][i] = return_bench_noise();
      bench->wet[c][i] = return_bench_noise();
    }
  }
  return bench;
}

ReturnBench* return_bench_new(unsigned n_channels) {
  return return_bench_new_at(n_channels, rate_hz);
}

void return_bench_free(ReturnBench* bench) {
  aux_return_free(bench->aux);
  free(bench);
}

void return_bench_run(ReturnBench* bench, unsigned at, unsigned n) {
  const float* dry[2] = {bench->dry[0] + at, bench->dry[1] + at};
  const float* wet[2] = {bench->wet[0] + at, bench->wet[1] + at};
  float* out[2] = {bench->out[0] + at, bench->out[1] + at};
  aux_return_set(bench->aux, &bench->params);
  aux_return_run(bench->aux, dry, wet, out, n);
}

AuxReturnMeters return_bench_meters(const ReturnBench* bench) {
  AuxReturnMeters meters;
  aux_return_read(bench->aux, &meters);
  return meters;
}
