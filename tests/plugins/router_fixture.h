// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Fixture: a sidechain router with buffers around it, for cmocka tests. */

#ifndef SIGNALBOX_ROUTER_FIXTURE_H
#define SIGNALBOX_ROUTER_FIXTURE_H

#include "plugins/sidechain_router/sidechain_router.h"

enum { FRAMES = 96000 };

static const double rate_hz = 48000.0;

typedef struct {
  unsigned n_channels;
  SidechainRouter* router;
  SidechainRouterParams params;                                              // start at the defaults of the ports
  float in[2][FRAMES], key[ROUTER_KEYS][2][FRAMES];                          // start as noise of +-0.5
  float out[2][FRAMES], key_out[2][FRAMES], envelope[FRAMES], gain[FRAMES];  // the last two are CV
} RouterFixture;

RouterFixture* router_fixture_new(unsigned n_channels);
void router_fixture_free(RouterFixture* fixture);

/* Runs frames at .. at + n of the buffers with the params. */
void router_fixture_run(RouterFixture* fixture, unsigned at, unsigned n);

/* Key A: a square wave of that level from one frame to another, silence elsewhere. */
void router_fixture_square_key(RouterFixture* fixture, double level_db, unsigned from, unsigned to);

SidechainRouterMeters router_fixture_meters(const RouterFixture* fixture);

float router_fixture_gain(double db);
double router_fixture_db(float gain);

#endif
