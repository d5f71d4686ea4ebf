// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A parallel compressor with buffers around it, for tests. */

#ifndef SIGNALBOX_COMPRESSOR_BENCH_H
#define SIGNALBOX_COMPRESSOR_BENCH_H

#include "plugins/parallel_compressor/parallel_compressor.h"

enum { FRAMES = 1 << 15 };

typedef struct {
  ParallelCompressor* compressor;
  ParallelCompressorParams params;
  unsigned n_channels;
  double rate_hz;
  float in[2][FRAMES], out[2][FRAMES];
} CompressorBench;

/* The plugin's default settings. */
ParallelCompressorParams compressor_bench_defaults(void);

/* With these settings; at 48 kHz, or at a rate. */
CompressorBench* compressor_bench_new(unsigned n_channels);
CompressorBench* compressor_bench_new_at(unsigned n_channels, double rate_hz);
void compressor_bench_free(CompressorBench* bench);

/* Sets the params and runs frames at .. at + n. */
void compressor_bench_run(CompressorBench* bench, uint32_t at, uint32_t n);

ParallelCompressorMeters compressor_bench_meters(const CompressorBench* bench);

/* Fill an input: a constant in frames from .. to, a sine, or on both noise that swells and fades. */
void compressor_bench_fill(CompressorBench* bench, unsigned channel, uint32_t from, uint32_t to, double value);
void compressor_bench_fill_sine(CompressorBench* bench, unsigned channel, double hz, double peak);
void compressor_bench_fill_noise(CompressorBench* bench);

#endif
