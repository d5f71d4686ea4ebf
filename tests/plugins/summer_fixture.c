// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/plugins/summer_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/near.h"

static const double quarter_pi = 0.78539816339744831;

SummerFixture* summer_fixture_new(unsigned n_channels) {
  SummerFixture* fixture = (SummerFixture*)calloc(1, sizeof(SummerFixture));
  assert_non_null(fixture);
  fixture->bus = bus_summer_new(STRIPS, n_channels, rate_hz);
  assert_non_null(fixture->bus);
  fixture->n_channels = n_channels;
  summer_fixture_defaults(&fixture->params);
  srand(7);
  for (unsigned c = 0; c < STRIPS * n_channels; ++c) {
    for (unsigned i = 0; i < FRAMES; ++i) {
      fixture->in[c][i] = ((float)rand() / (float)RAND_MAX - 0.5f) / 2.0f;
    }
  }
  return fixture;
}

void summer_fixture_free(SummerFixture* fixture) {
  bus_summer_free(fixture->bus);
  free(fixture);
}

void summer_fixture_defaults(BusSummerParams* params) {
  *params = (BusSummerParams){.fader = 1.0f, .width = 1.0f, .enabled = true};
  for (unsigned i = 0; i < BUS_SUMMER_MAX_STRIPS; ++i) {
    params->gain[i] = params->strip_width[i] = 1.0f;
  }
}

void summer_fixture_set_something(BusSummerParams* params) {
  params->gain[0] = 0.5f;
  params->pan[0] = -0.3f;
  params->delay_ms[0] = 12.5f;
  params->invert[0] = true;
  params->gain[1] = 1.7f;
  params->pan[1] = 0.8f;
  params->strip_width[1] = 0.3f;
  params->gain[2] = 0.9f;
  params->pan[2] = 0.1f;
  params->mute[2] = true;
  params->gain[3] = 0.25f;
  params->pan[3] = 1.0f;
  params->delay_ms[3] = 50.0f;
  params->strip_width[3] = 2.0f;
  params->fader = 0.6f;
  params->width = 1.4f;
}

void summer_fixture_run(SummerFixture* fixture, unsigned at, unsigned n) {
  const float* in[STRIPS * 2];
  float* out[2] = {fixture->out[0] + at, fixture->out[1] + at};
  for (unsigned c = 0; c < STRIPS * fixture->n_channels; ++c) {
    in[c] = fixture->in[c] + at;
  }
  bus_summer_set(fixture->bus, &fixture->params);
  bus_summer_run(fixture->bus, in, out, n);
}

/* Gains of a strip into left and right, as a person would work them out. */
static void expected_gains(const SummerFixture* fixture, unsigned i, double gains[2]) {
  const BusSummerParams* params = &fixture->params;
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
    if (fixture->n_channels == 1) {
      law = fixture->params.pan_law == PAN_MINUS_3_DB     ? power[side]
            : fixture->params.pan_law == PAN_MINUS_4_5_DB ? sqrt(power[side] * linear[side])
            : fixture->params.pan_law == PAN_MINUS_6_DB   ? linear[side]
                                                          : balance[side];
    }
    gains[side] = level * law * (params->invert[i] ? -1.0 : 1.0);
  }
}

/* A strip on a frame after its delay and, of a stereo strip, its width. */
static void expected_strip(const SummerFixture* fixture, unsigned i, unsigned at, double strip[2]) {
  const unsigned delay_frames = (unsigned)lround((double)fixture->params.delay_ms[i] * 0.001 * rate_hz);
  const double width = fixture->n_channels == 1 ? 1.0 : (double)fixture->params.strip_width[i];
  double in[2] = {0.0, 0.0};
  for (unsigned side = 0; side < 2 && at >= delay_frames; ++side) {
    in[side] = (double)fixture->in[fixture->n_channels == 1 ? i : 2 * i + side][at - delay_frames];
  }
  strip[0] = in[0] * (1.0 + width) / 2.0 + in[1] * (1.0 - width) / 2.0;
  strip[1] = in[1] * (1.0 + width) / 2.0 + in[0] * (1.0 - width) / 2.0;
}

void summer_fixture_assert_mix(const SummerFixture* fixture, unsigned from, unsigned to) {
  const double width = (double)fixture->params.width;
  for (unsigned i = from; i < to; ++i) {
    double sum[2] = {0.0, 0.0};
    for (unsigned s = 0; s < STRIPS; ++s) {
      double gains[2], strip[2];
      expected_gains(fixture, s, gains);
      expected_strip(fixture, s, i, strip);
      sum[0] += gains[0] * strip[0];
      sum[1] += gains[1] * strip[1];
    }
    double l = sum[0] * (1.0 + width) / 2.0 + sum[1] * (1.0 - width) / 2.0;
    double r = sum[1] * (1.0 + width) / 2.0 + sum[0] * (1.0 - width) / 2.0;
    if (fixture->params.mono) {
      l = r = (l + r) / 2.0;
    }
    assert_near(fixture->out[0][i], l * (double)fixture->params.fader, 1e-6);
    assert_near(fixture->out[1][i], r * (double)fixture->params.fader, 1e-6);
  }
}
