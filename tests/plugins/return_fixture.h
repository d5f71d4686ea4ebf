// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* ReturnFixture: an aux return with buffers around it, for cmocka tests. */

#ifndef SIGNALBOX_RETURN_FIXTURE_H
#define SIGNALBOX_RETURN_FIXTURE_H

#include "plugins/aux_return/aux_return.h"

enum { FRAMES = 96000 };

static const double rate_hz = 48000.0;

typedef struct {
  unsigned n_channels;
  AuxReturn* aux;
  AuxReturnParams params;                                // start at the defaults of the ports
  float dry[2][FRAMES], wet[2][FRAMES], out[2][FRAMES];  // dry and wet start as noise of +-0.5
} ReturnFixture;

/* At rate_hz, or at another one. */
ReturnFixture* return_fixture_new(unsigned n_channels);
ReturnFixture* return_fixture_new_at(unsigned n_channels, double at_hz);
void return_fixture_free(ReturnFixture* fixture);

/* Runs frames at .. at + n of the buffers with the params. */
void return_fixture_run(ReturnFixture* fixture, unsigned at, unsigned n);

/* Only runs them: the params have not changed. */
void return_fixture_run_on(ReturnFixture* fixture, unsigned at, unsigned n);

AuxReturnMeters return_fixture_meters(const ReturnFixture* fixture);

/* +-0.5. */
float return_fixture_noise(void);

double return_fixture_db(double gain);

#endif
