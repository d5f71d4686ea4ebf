// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/plugins/send_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/near.h"

SendFixture* send_fixture_new(unsigned n_channels) {
  SendFixture* fixture = (SendFixture*)calloc(1, sizeof(SendFixture));
  assert_non_null(fixture);
  fixture->aux = aux_send_new(SENDS, n_channels, rate_hz);
  assert_non_null(fixture->aux);
  fixture->n_channels = n_channels;
  send_fixture_defaults(&fixture->params);
  srand(7);
  for (unsigned i = 0; i < FRAMES; ++i) {
    fixture->in[0][i] = (float)rand() / (float)RAND_MAX - 0.5f;
    fixture->in[1][i] = (float)rand() / (float)RAND_MAX - 0.5f;
  }
  return fixture;
}

void send_fixture_free(SendFixture* fixture) {
  aux_send_free(fixture->aux);
  free(fixture);
}

void send_fixture_defaults(AuxSendParams* params) {
  *params = (AuxSendParams){.fader = 1.0f, .enabled = true};
  for (unsigned i = 0; i < SENDS; ++i) {
    params->send[i] = (SendParams){.level = 1.0f, .hpf_hz = 0.0f, .lpf_hz = INFINITY, .tap = TAP_POST_FADER};
  }
}

void send_fixture_set_something(AuxSendParams* params) {
  params->fader = 0.6f;
  params->pan = 0.25f;
  params->send[0].level = 0.5f;
  params->send[0].pan = -0.3f;
  params->send[0].invert = true;
  params->send[1].level = 1.7f;
  params->send[1].pan = 0.8f;
  params->send[1].tap = TAP_PRE_FADER;
  params->send[2].mute = true;
  params->send[3].level = 3.9f;
  params->send[3].pan = 1.0f;
  params->send[3].invert = true;
  params->send[3].tap = TAP_PRE_FADER;
}

void send_fixture_fill(SendFixture* fixture, float l, float r) {
  for (unsigned i = 0; i < FRAMES; ++i) {
    fixture->in[0][i] = l;
    fixture->in[1][i] = r;
  }
}

void send_fixture_run_on(SendFixture* fixture, unsigned at, unsigned n) {
  const float* in[2] = {fixture->in[0] + at, fixture->in[1] + at};
  float* out[OUTS];
  for (unsigned i = 0; i < OUTS; ++i) {
    out[i] = fixture->out[i] + at;
  }
  aux_send_run(fixture->aux, in, out, n);
}

void send_fixture_run(SendFixture* fixture, unsigned at, unsigned n) {
  aux_send_set(fixture->aux, &fixture->params);
  send_fixture_run_on(fixture, at, n);
}

const float* send_fixture_main(const SendFixture* fixture, unsigned side) {
  return fixture->out[side];
}

const float* send_fixture_send(const SendFixture* fixture, unsigned i, unsigned side) {
  return fixture->out[(1 + i) * fixture->n_channels + side];
}

/* The balance law; a mono signal has no pan. */
static double balance(const SendFixture* fixture, float pan, unsigned side) {
  const double towards = side ? (double)pan : -(double)pan;
  return fixture->n_channels > 1 ? fmin(1.0, 1.0 + towards) : 1.0;
}

static double main_gain(const SendFixture* fixture, unsigned side) {
  const AuxSendParams* params = &fixture->params;
  return params->mute ? 0.0 : (double)params->fader * balance(fixture, params->pan, side);
}

/* From the input to a send's out, filters aside. */
static double send_gain(const SendFixture* fixture, unsigned i, unsigned side) {
  const SendParams* send = &fixture->params.send[i];
  const double tapped = send->tap == TAP_POST_FADER ? main_gain(fixture, side) : 1.0;
  const double level = send->mute ? 0.0 : (double)send->level;
  return tapped * level * balance(fixture, send->pan, side) * (send->invert ? -1.0 : 1.0);
}

void send_fixture_assert_formula(const SendFixture* fixture, unsigned from, unsigned to) {
  for (unsigned side = 0; side < fixture->n_channels; ++side) {
    for (unsigned i = from; i < to; ++i) {
      const double in = (double)fixture->in[side][i];
      assert_near(send_fixture_main(fixture, side)[i], in * main_gain(fixture, side), 1e-7);
      for (unsigned s = 0; s < SENDS; ++s) {
        assert_near(send_fixture_send(fixture, s, side)[i], in * send_gain(fixture, s, side), 1e-6);
      }
    }
  }
}
