// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/plugins/send_bench.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/near.h"

SendBench* send_bench_new(unsigned n_channels) {
  SendBench* bench = (SendBench*)calloc(1, sizeof(SendBench));
  assert_non_null(bench);
  bench->aux = aux_send_new(SENDS, n_channels, rate_hz);
  assert_non_null(bench->aux);
  bench->n_channels = n_channels;
  send_bench_defaults(&bench->params);
  srand(7);
  for (unsigned i = 0; i < FRAMES; ++i) {
    bench->in[0][i] = (float)rand() / (float)RAND_MAX - 0.5f;
    bench->in[1][i] = (float)rand() / (float)RAND_MAX - 0.5f;
  }
  return bench;
}

void send_bench_free(SendBench* bench) {
  aux_send_free(bench->aux);
  free(bench);
}

void send_bench_defaults(AuxSendParams* params) {
  *params = (AuxSendParams){.fader = 1.0f, .enabled = true};
  for (unsigned i = 0; i < SENDS; ++i) {
    params->send[i] = (SendParams){
      .level = 1.0f, .hpf_hz = HIGH_PASS_OFF_HZ, .lpf_hz = LOW_PASS_OFF_HZ, .tap = TAP_POST_FADER};
  }
}

void send_bench_set_something(AuxSendParams* params) {
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

void send_bench_fill(SendBench* bench, float l, float r) {
  for (unsigned i = 0; i < FRAMES; ++i) {
    bench->in[0][i] = l;
    bench->in[1][i] = r;
  }
}

void send_bench_run(SendBench* bench, unsigned at, unsigned n) {
  const float* in[2] = {bench->in[0] + at, bench->in[1] + at};
  float* out[OUTS];
  for (unsigned i = 0; i < OUTS; ++i) {
    out[i] = bench->out[i] + at;
  }
  aux_send_set(bench->aux, &bench->params);
  aux_send_run(bench->aux, in, out, n);
}

const float* send_bench_main(const SendBench* bench, unsigned side) {
  return bench->out[side];
}

const float* send_bench_send(const SendBench* bench, unsigned i, unsigned side) {
  return bench->out[(1 + i) * bench->n_channels + side];
}

/* The balance law; a mono signal has no pan. */
static double balance(const SendBench* bench, float pan, unsigned side) {
  const double towards = side ? (double)pan : -(double)pan;
  return bench->n_channels > 1 ? fmin(1.0, 1.0 + towards) : 1.0;
}

static double main_gain(const SendBench* bench, unsigned side) {
  const AuxSendParams* params = &bench->params;
  return params->mute ? 0.0 : (double)params->fader * balance(bench, params->pan, side);
}

/* From the input to a send's out, filters aside. */
static double send_gain(const SendBench* bench, unsigned i, unsigned side) {
  const SendParams* send = &bench->params.send[i];
  const double tapped = send->tap == TAP_POST_FADER ? main_gain(bench, side) : 1.0;
  const double level = send->mute ? 0.0 : (double)send->level;
  return tapped * level * balance(bench, send->pan, side) * (send->invert ? -1.0 : 1.0);
}

void send_bench_assert_formula(const SendBench* bench, unsigned from, unsigned to) {
  for (unsigned side = 0; side < bench->n_channels; ++side) {
    for (unsigned i = from; i < to; ++i) {
      const double in = (double)bench->in[side][i];
      assert_near(send_bench_main(bench, side)[i], in * main_gain(bench, side), 1e-7);
      for (unsigned s = 0; s < SENDS; ++s) {
        assert_near(send_bench_send(bench, s, side)[i], in * send_gain(bench, s, side), 1e-6);
      }
    }
  }
}
