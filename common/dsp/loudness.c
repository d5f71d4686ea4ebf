// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/loudness.h"

#include "common/dsp/chunk.h"

#include <math.h>

/* How long it takes to believe a new mean: keeps the first notes from throwing the gain about. */
#define SETTLE_SECONDS 0.2

/* A cell beyond all audio says nothing, and would outlast everything that does. */
#define HIGHEST_POWER 1e12

/* The analogue prototypes behind the coefficients that BS.1770 gives for 48 kHz, so that they can be had at any rate. */
static const double shelf_hz = 1681.974450955533;
static const double shelf_q = 0.7071752369554196;
static const double shelf_db = 3.999843853973347;
static const double shelf_middle = 0.4996667741545416;  // of the shelf's dB, what its band-pass term has
static const double high_pass_hz = 38.13547087602444;
static const double high_pass_q = 0.5003270373238773;

/* high s^2 + band s/q + low over s^2 + s/q + 1, with s in multiples of the corner. */
static LoudnessFilter filter(double rate_hz, double corner_hz, double q, double high, double band, double low) {
  const double pi = 3.14159265358979323846;
  const double g = tan(pi * fmin(corner_hz / rate_hz, 0.49));
  const double k = 1.0 / q;
  const double a1 = 1.0 / (1.0 + g * (g + k));
  return (LoudnessFilter){.a1 = a1,
                          .a2 = g * a1,
                          .a3 = g * g * a1,
                          .m0 = high,
                          .m1 = k * (band - high),
                          .m2 = low - high};
}

void loudness_init(Loudness* loudness, double rate_hz) {
  const double high = pow(10.0, shelf_db / 20.0);
  *loudness = (Loudness){
    .shelf = filter(rate_hz, shelf_hz, shelf_q, high, pow(high, shelf_middle), 1.0),
    .high_pass = filter(rate_hz, high_pass_hz, high_pass_q, 1.0, 0.0, 0.0),
    .mean_weight = -expm1(-CHUNK_FRAMES / (LOUDNESS_SECONDS * rate_hz)),
    .settle_weight = -expm1(-CHUNK_FRAMES / (SETTLE_SECONDS * rate_hz)),
    .gate = CHUNK_FRAMES * pow(10.0, (LOUDNESS_GATE_LKFS + 0.691) / 10.0),
  };
  loudness_reset(loudness);
}

static void forget_signal(Loudness* loudness) {
  loudness->shelf_state = loudness->high_pass_state = (LoudnessState){{0.0}, {0.0}};
}

void loudness_reset(Loudness* loudness) {
  forget_signal(loudness);
  loudness->cell = loudness->mean = (LoudnessPowers){0.0, 0.0, 0.0};
  loudness->wet = loudness->product = 1.0;
}

/* One frame of every lane, in place. */
static inline void run_filter(const LoudnessFilter* f, LoudnessState* state, double x[LOUDNESS_LANES]) {
  for (unsigned i = 0; i < LOUDNESS_LANES; ++i) {
    const double e = x[i] - state->low[i];
    const double band = f->a1 * state->band[i] + f->a2 * e;
    const double low = state->low[i] + f->a2 * state->band[i] + f->a3 * e;
    state->band[i] = 2.0 * band - state->band[i];
    state->low[i] = 2.0 * low - state->low[i];
    x[i] = f->m0 * x[i] + f->m1 * band + f->m2 * low;
  }
}

void loudness_add(Loudness* loudness, const float* const* dry, const float* const* wet, unsigned n_channels,
                  uint32_t n_frames) {
  LoudnessState shelf = loudness->shelf_state;
  LoudnessState high_pass = loudness->high_pass_state;
  LoudnessPowers cell = loudness->cell;
  const float* dry_r = n_channels > 1 ? dry[1] : chunk_silence;
  const float* wet_r = n_channels > 1 ? wet[1] : chunk_silence;
  for (uint32_t i = 0; i < n_frames; ++i) {
    double x[LOUDNESS_LANES] = {(double)dry[0][i], (double)dry_r[i], (double)wet[0][i], (double)wet_r[i]};
    run_filter(&loudness->shelf, &shelf, x);
    run_filter(&loudness->high_pass, &high_pass, x);
    cell.dry += x[0] * x[0] + x[1] * x[1];
    cell.wet += x[2] * x[2] + x[3] * x[3];
    cell.product += x[0] * x[2] + x[1] * x[3];
  }
  loudness->shelf_state = shelf;
  loudness->high_pass_state = high_pass;
  loudness->cell = cell;
}

static void take_in(double* mean, double value, double weight) {
  *mean += (value - *mean) * weight;
}

void loudness_step(Loudness* loudness) {
  const LoudnessPowers cell = loudness->cell;
  LoudnessPowers* mean = &loudness->mean;
  loudness->cell = (LoudnessPowers){0.0, 0.0, 0.0};
  if (!(cell.dry < HIGHEST_POWER && cell.wet < HIGHEST_POWER)) {
    forget_signal(loudness);
  } else if (cell.dry > loudness->gate) {
    take_in(&mean->dry, cell.dry, loudness->mean_weight);
    take_in(&mean->wet, cell.wet, loudness->mean_weight);
    take_in(&mean->product, cell.product, loudness->mean_weight);
    take_in(&loudness->wet, mean->wet / mean->dry, loudness->settle_weight);
    take_in(&loudness->product, mean->product / mean->dry, loudness->settle_weight);
  }
}

float loudness_match(const Loudness* loudness, float dry_gain, float wet_gain) {
  const double dry = (double)dry_gain;
  const double wet = (double)wet_gain;
  const double power = dry * dry + wet * (2.0 * dry * loudness->product + wet * loudness->wet);
  const double lowest = 1.0 / ((double)LOUDNESS_MAX_GAIN * (double)LOUDNESS_MAX_GAIN);
  return (float)(1.0 / sqrt(power > lowest ? power : lowest));
}
