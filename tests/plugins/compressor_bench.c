// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/plugins/compressor_bench.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

ParallelCompressorParams compressor_bench_defaults(void) {
  return (ParallelCompressorParams){.dynamics = {.threshold_db = -24.0f,
                                                 .ratio = 8.0f,
                                                 .knee_db = 6.0f,
                                                 .depth_db = INFINITY,
                                                 .attack_ms = 5.0f,
                                                 .release_ms = 100.0f,
                                                 .link = 1.0f},
                                    .key_hpf_hz = HIGH_PASS_OFF_HZ,
                                    .wet_hpf_hz = HIGH_PASS_OFF_HZ,
                                    .wet_lpf_hz = LOW_PASS_OFF_HZ,
                                    .dry_gain = 1.0f,
                                    .wet_gain = 0.5f,
                                    .enabled = true};
}

CompressorBench* compressor_bench_new_at(unsigned n_channels, double rate_hz) {
  CompressorBench* bench = (CompressorBench*)calloc(1, sizeof(CompressorBench));
  assert_non_null(bench);
  bench->compressor = parallel_compressor_new(n_channels, rate_hz);
  assert_non_null(bench->compressor);
  bench->n_channels = n_channels;
  bench->rate_hz = rate_hz;
  bench->params = compressor_bench_defaults();
  return bench;
}

CompressorBench* compressor_bench_new(unsigned n_channels) {
  return compressor_bench_new_at(n_channels, 48000.0);
}

void compressor_bench_free(CompressorBench* bench) {
  parallel_compressor_free(bench->compressor);
  free(bench);
}

void compressor_bench_run(CompressorBench* bench, uint32_t at, uint32_t n) {
  const float* const in[] = {bench->in[0] + at, bench->in[1] + at};
  float* const out[] = {bench->out[0] + at, bench->out[1] + at};
  parallel_compressor_set(bench->compressor, &bench->params);
  parallel_compressor_run(bench->compressor, in, out, n);
}

ParallelCompressorMeters compressor_bench_meters(const CompressorBench* bench) {
  ParallelCompressorMeters meters;
  parallel_compressor_read(bench->compressor, &meters);
  return meters;
}

void compressor_bench_fill(CompressorBench* bench, unsigned channel, uint32_t from, uint32_t to, double value) {
  for (uint32_t i = from; i < to; ++i) {
    bench->in[channel][i] = (float)value;
  }
}

void compressor_bench_fill_sine(CompressorBench* bench, unsigned channel, double hz, double peak) {
  for (uint32_t i = 0; i < FRAMES; ++i) {
    bench->in[channel][i] = (float)(peak * sin(6.283185307179586 * hz * i / bench->rate_hz));
  }
}

void compressor_bench_fill_noise(CompressorBench* bench) {
  srand(7);
  for (uint32_t i = 0; i < FRAMES; ++i) {
    for (unsigned c = 0; c < 2; ++c) {
      bench->in[c][i] = (float)((2.0 * rand() / RAND_MAX - 1.0) * pow(10.0, -1.0 + sin(i * (c ? 3e-3 : 1e-3))));
    }
  }
}
