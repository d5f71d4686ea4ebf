// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/plugins/summer_bench.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/near.h"

static const double quarter_pi = 0.78539816339744831;

SummerBench* summer_bench_new(unsigned n_channels) {
  SummerBench* bench = (SummerBench*)calloc(1, sizeof(SummerBench));
  assert_non_null(bench);
  bench->bus = bus_summer_new(STRIPS, n_channels, rate_hz);
  assert_non_null(bench->bus);
  bench->n_channels = n_channels;
  summer_bench_defaults(&bench->params);
  srand(7);
  for (unsigned c = 0; c < STRIPS * n_channels; ++c) {
    for (unsigned i = 0; i < FRAMES; ++i) {
      bench->in[c][i] = ((float)rand() / (float)RAND_MAX - 0.5f) / 2.0f;
    }
  }
  return bench;
}

void summer_bench_free(SummerBench* bench) {
  bus_summer_free(bench->bus);
  free(bench);
}

void summer_bench_defaults(BusSummerParams* params) {
  *params = (BusSummerParams){.fader = 1.0f, .width = 1.0f, .enabled = true};
  for (unsigned i = 0; i < BUS_SUMMER_MAX_STRIPS; ++i) {
    params->gain[i] = 1.0f;
  }
}

void summer_bench_set_something(BusSummerParams* params) {
  params->gain[0] = 0.5f;
  params->pan[0] = -0.3f;
  params->invert[0] = true;
  params->gain[1] = 1.7f;
  params->pan[1] = 0.8f;
  params->gain[2] = 0.9f;
  params->pan[2] = 0.1f;
  params->mute[2] = true;
  params->gain[3] = 0.25f;
  params->pan[3] = 1.0f;
  params->fader = 0.6f;
  params->width = 1.4f;
}

void summer_bench_run(SummerBench* bench, unsigned at, unsigned n) {
  const float* in[STRIPS * 2];
  float* out[2] = {bench->out[0] + at, bench->out[1] + at};
  for (unsigned c = 0; c < STRIPS * bench->n_channels; ++c) {
    in[c] = bench->in[c] + at;
  }
  bus_summer_set(bench->bus, &bench->params);
  bus_summer_connect(bench->bus, in, out);
  bus_summer_run(bench->bus, n);
}

/* Gains of a strip into left and right, as a person would work them out. */
static void expected_gains(const SummerBench* bench, unsigned i, double gains[2]) {
  const BusSummerParams* params = &bench->params;
  const double pan = (double)params->pan[i];
  const double power[2] = {cos((pan + 1.0) * quarter_pi), sin((pan + 1.0) * quarter_pi)};
  const double linear[2] = {(1.0 - pan) / 2.0, (1.0 + pan) / 2.0};
  const double balance[2] = {fmin(1.0, 1.0 - pan), fmin(1.0, 1.0 + pan)};
  bool solo = false;
  for (unsigned s = 0; s < STRIPS; ++s) {
    solo |= params->solo[s];
  }
  const double level = params->mute[i] || (solo && !params->solo[i]) ? 0.0 : (double)params->gain[i];
  for (unsigned side = 0; side < 2; ++side) {
    double law = balance[side];
    if (bench->n_channels == 1) {
      law = bench->params.pan_law == PAN_MINUS_3_DB     ? power[side]
            : bench->params.pan_law == PAN_MINUS_4_5_DB ? sqrt(power[side] * linear[side])
            : bench->params.pan_law == PAN_MINUS_6_DB   ? linear[side]
                                                        : balance[side];
    }
    gains[side] = level * law * (params->invert[i] ? -1.0 : 1.0);
  }
}

void summer_bench_assert_mix(const SummerBench* bench, unsigned from, unsigned to) {
  const double width = (double)bench->params.width;
  for (unsigned i = from; i < to; ++i) {
    double sum[2] = {0.0, 0.0};
    for (unsigned s = 0; s < STRIPS; ++s) {
      double gains[2];
      expected_gains(bench, s, gains);
      sum[0] += gains[0] * (double)bench->in[s * bench->n_channels][i];
      sum[1] += gains[1] * (double)bench->in[(s + 1) * bench->n_channels - 1][i];
    }
    double l = sum[0] * (1.0 + width) / 2.0 + sum[1] * (1.0 - width) / 2.0;
    double r = sum[1] * (1.0 + width) / 2.0 + sum[0] * (1.0 - width) / 2.0;
    if (bench->params.mono) {
      l = r = (l + r) / 2.0;
    }
    assert_near(bench->out[0][i], l * (double)bench->params.fader, 1e-6);
    assert_near(bench->out[1][i], r * (double)bench->params.fader, 1e-6);
  }
}
