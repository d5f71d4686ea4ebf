// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Fixture: an aux send with four sends and buffers around it, for cmocka tests. */

#ifndef SIGNALBOX_SEND_FIXTURE_H
#define SIGNALBOX_SEND_FIXTURE_H

#include "plugins/aux_send/aux_send.h"

enum { SENDS = AUX_SEND_MAX_SENDS, OUTS = (1 + SENDS) * 2, FRAMES = 8192 };

static const double rate_hz = 48000.0;

typedef struct {
  AuxSend* aux;
  unsigned n_channels;
  AuxSendParams params;     // start at the defaults of the ports
  float in[2][FRAMES];      // starts as noise of +-0.5
  float out[OUTS][FRAMES];  // main, then send by send, n_channels each
} SendFixture;

SendFixture* send_fixture_new(unsigned n_channels);
void send_fixture_free(SendFixture* fixture);

/* The defaults of the ports; or something of everything that can be set, but no mute of the main out and no filter. */
void send_fixture_defaults(AuxSendParams* params);
void send_fixture_set_something(AuxSendParams* params);

/* Puts constants in. */
void send_fixture_fill(SendFixture* fixture, float l, float r);

/* Runs frames `at` .. `at + n` of the buffers with the params. */
void send_fixture_run(SendFixture* fixture, unsigned at, unsigned n);

/* Only runs them: the params have not changed. */
void send_fixture_run_on(SendFixture* fixture, unsigned at, unsigned n);

const float* send_fixture_main(const SendFixture* fixture, unsigned side);
const float* send_fixture_send(const SendFixture* fixture, unsigned i, unsigned side);

/* Fails unless all outs are what the formulas make of the ins with these params, filters aside. */
void send_fixture_assert_formula(const SendFixture* fixture, unsigned from, unsigned to);

#endif
