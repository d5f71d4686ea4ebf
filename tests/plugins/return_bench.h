// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* ReturnBench: an aux return with buffers around it, for cmocka tests. */

#ifndef SIGNALBOX_RETURN_BENCH_H
#define SIGNALBOX_RETURN_BENCH_H

#include "plugins/aux_return/aux_return.h"

enum { FRAMES = 96000 };

static const double rate_hz = 48000.0;

typedef struct {
  AuxReturn* aux;
  AuxReturnParams params;                                // start at the defaults of the ports
  float dry[2][FRAMES], wet[2][FRAMES], out[2][FRAMES];  // dry and wet start as noise of +-0.5
} ReturnBench;

/* At rate_hz, or at another one. */
ReturnBench* return_bench_new(unsigned n_channels);
ReturnBench* return_bench_new_at(unsigned n_channels, double at_hz);
void return_bench_free(ReturnBench* bench);

/* Runs frames at .. at + n of the buffers with the params. */
void return_bench_run(ReturnBench* bench, unsigned at, unsigned n);

AuxReturnMeters return_bench_meters(const ReturnBench* bench);

/* +-0.5. */
float return_bench_noise(void);

double return_bench_db(double gain);

#endif
