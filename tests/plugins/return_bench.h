// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Bench: an aux return with buffers around it, for cmocka tests. */

#ifndef SIGNALBOX_RETURN_BENCH_H
#define SIGNALBOX_RETURN_BENCH_H

#include "plugins/aux_return/aux_return.h"

enum { FRAMES = 96000 };

typedef struct {
  AuxReturn* aux;
  AuxReturnParams params;  // start at the defaults of the ports
  double rate_hz;
  float dry[2][FRAMES], wet[2][FRAMES], out[2][FRAMES];  // dry and wet start as noise of +-0.5
} Bench;

/* At 48 kHz, or at a rate. */
Bench* bench_new(unsigned n_channels);
Bench* bench_at_rate(unsigned n_channels, double rate_hz);
void bench_free(Bench* bench);

/* Runs frames at .. at + n of the buffers with the params. */
void run(Bench* bench, unsigned at, unsigned n);

AuxReturnMeters meters_of(const Bench* bench);

/* +-0.5. */
float noise(void);

double db(double gain);

#endif
