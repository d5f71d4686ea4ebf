// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Bench: a sidechain router with buffers around it, for cmocka tests. */

#ifndef SIGNALBOX_ROUTER_BENCH_H
#define SIGNALBOX_ROUTER_BENCH_H

#include "plugins/sidechain_router/sidechain_router.h"

enum { FRAMES = 96000 };

static const double rate_hz = 48000.0;

typedef struct {
  SidechainRouter* router;
  SidechainRouterParams params;                                              // start at the defaults of the ports
  float in[2][FRAMES], key[ROUTER_KEYS][2][FRAMES];                          // start as noise of +-0.5
  float out[2][FRAMES], key_out[2][FRAMES], envelope[FRAMES], gain[FRAMES];  // the last two are CV
} RouterBench;

RouterBench* router_bench_new(unsigned n_channels);
void router_bench_free(RouterBench* bench);

/* Runs frames at .. at + n of the buffers with the params. */
void router_bench_run(RouterBench* bench, unsigned at, unsigned n);

/* Key A: a square wave of that level from one frame to another, silence elsewhere. */
void router_bench_square_key(RouterBench* bench, double level_db, unsigned from, unsigned to);

SidechainRouterMeters router_bench_meters(const RouterBench* bench);

float router_bench_gain(double db);
double router_bench_db(float gain);

#endif
