// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Fixture: a bus summer of a few strips with buffers around it, for cmocka tests. */

#ifndef SIGNALBOX_SUMMER_FIXTURE_H
#define SIGNALBOX_SUMMER_FIXTURE_H

#include "plugins/bus_summer/bus_summer.h"

enum { STRIPS = 4, FRAMES = 4096 };

static const double rate_hz = 48000.0;

typedef struct {
  BusSummer* bus;
  unsigned n_channels;
  BusSummerParams params;        // start at the defaults of the ports
  float in[STRIPS * 2][FRAMES];  // strip by strip, n_channels each; starts as noise of +-0.25
  float out[2][FRAMES];
} SummerFixture;

SummerFixture* summer_fixture_new(unsigned n_channels);
void summer_fixture_free(SummerFixture* fixture);

/* The defaults of the ports; or something of all that can be set, but no solo, no mono and the default pan law. */
void summer_fixture_defaults(BusSummerParams* params);
void summer_fixture_set_something(BusSummerParams* params);

/* Runs frames `at` .. `at + n` of the buffers with the params. */
void summer_fixture_run(SummerFixture* fixture, unsigned at, unsigned n);

/* Fails unless the out is what the formulas make of the ins with these params. */
void summer_fixture_assert_mix(const SummerFixture* fixture, unsigned from, unsigned to);

#endif
