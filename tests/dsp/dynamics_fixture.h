// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Dynamics with keys and gains around them, for tests: two channels of FRAMES frames, run as an engine runs them. */

#ifndef SIGNALBOX_DYNAMICS_FIXTURE_H
#define SIGNALBOX_DYNAMICS_FIXTURE_H

#include "common/dsp/chunk.h"
#include "common/dsp/dynamics.h"

enum { FRAMES = 1 << 15 };

typedef struct {
  double rate_hz;
  Dynamics dynamics;
  DynamicsParams params;
  ChunkClock clock;
  float key[2][FRAMES];
  float gain[2][FRAMES];
} Fixture;

/* With a compressor's usual settings; to be freed with free(). */
Fixture* fixture_new(double rate_hz);

/* Forgets all signal; the params of the next run hold at once. */
void fixture_reset(Fixture* fixture);

/* Sets the params and runs frames from .. to in blocks of at most `block`; one channel, or a linked pair. */
void fixture_run(Fixture* fixture, unsigned n_channels, uint32_t from, uint32_t to, uint32_t block);

/* Fill frames from .. to with a constant level, or with a sine. */
void fixture_fill(float* out, uint32_t from, uint32_t to, double level_db);
void fixture_fill_sine(const Fixture* fixture, float* out, uint32_t from, uint32_t to, double hz, double peak);

/* Fills the keys with noise that swells and fades, different on both sides. */
void fixture_fill_noise(Fixture* fixture);

double fixture_reduction_db(const Fixture* fixture, unsigned channel, uint32_t frame);

#endif
