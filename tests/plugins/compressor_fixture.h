// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A parallel compressor with buffers around it, for tests. */

#ifndef SIGNALBOX_COMPRESSOR_FIXTURE_H
#define SIGNALBOX_COMPRESSOR_FIXTURE_H

#include "plugins/parallel_compressor/parallel_compressor.h"

enum { FRAMES = 1 << 15 };

typedef struct {
  ParallelCompressor* compressor;
  ParallelCompressorParams params;
  unsigned n_channels;
  double rate_hz;
  float in[2][FRAMES], key[2][FRAMES], out[2][FRAMES];
} CompressorFixture;

/* The plugin's default settings. */
ParallelCompressorParams compressor_fixture_defaults(void);

/* With these settings; at 48 kHz, or at a rate. */
CompressorFixture* compressor_fixture_new(unsigned n_channels);
CompressorFixture* compressor_fixture_new_at(unsigned n_channels, double rate_hz);
void compressor_fixture_free(CompressorFixture* fixture);

/* Sets the params and runs frames at .. at + n. */
void compressor_fixture_run(CompressorFixture* fixture, uint32_t at, uint32_t n);

/* Only runs them: the params have not changed. */
void compressor_fixture_run_on(CompressorFixture* fixture, uint32_t at, uint32_t n);

ParallelCompressorMeters compressor_fixture_meters(const CompressorFixture* fixture);

/* Fill an input: a constant in frames from .. to, a sine, or on both noise that swells and fades. */
void compressor_fixture_fill(CompressorFixture* fixture, unsigned channel, uint32_t from, uint32_t to, double value);
void compressor_fixture_fill_sine(CompressorFixture* fixture, unsigned channel, double hz, double peak);
void compressor_fixture_fill_noise(CompressorFixture* fixture);

#endif
