// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/plugins/effects.h"

#include <math.h>
#include <string.h>

#define TWO_PI 6.283185307179586

/* a: dB. */
static float gain(Effect* effect, float x) {
  return x * (float)effect->a_gain;
}

/* Two poles at `a` Hz with a quality of q, as low, band and high-pass. */
static void split(Effect* effect, double x, double q, double out[3]) {
  const double g = effect->warped;
  const double high = (x - (1.0 / q + g) * effect->state[0] - effect->state[1]) / (1.0 + g * (1.0 / q + g));
  const double band = g * high + effect->state[0];
  const double low = g * band + effect->state[1];
  effect->state[0] = g * high + band;
  effect->state[1] = g * band + low;
  out[0] = low;
  out[1] = band;
  out[2] = high;
}

/* a: Hz, b: 0 for a low-pass, 2 for a high-pass. */
static float pass(Effect* effect, float x) {
  double out[3];
  split(effect, (double)x, 0.707, out);
  return (float)out[effect->kind->b > 1.0 ? 2 : 0];
}

/* a: Hz, b: dB at that, a bell an octave wide. */
static float bell(Effect* effect, float x) {
  double out[3];
  split(effect, (double)x, 1.4, out);
  return (float)((double)x + (effect->b_gain - 1.0) * out[1] / 1.4);
}

/* a: Hz, narrow. */
static float telephone(Effect* effect, float x) {
  double out[3];
  split(effect, (double)x, 1.0, out);
  return (float)out[1];
}

/* a: threshold in dB, b: release in ms. Ratio 6, attack 2 ms. */
static float compressor(Effect* effect, float x) {
  const double level_db = 20.0 * log10(fabs((double)x) + 1e-9);
  const double wanted = fmax(level_db - effect->kind->a, 0.0) * 5.0 / 6.0;
  const double ms = wanted > effect->state[0] ? 2.0 : effect->kind->b;
  effect->state[0] += (wanted - effect->state[0]) * (1.0 - exp(-1000.0 / (ms * effect->rate_hz)));
  return x * (float)pow(10.0, -effect->state[0] / 20.0);
}

/* a: threshold in dB. */
static float gate(Effect* effect, float x) {
  effect->state[0] = fmax(fabs((double)x), effect->state[0] * exp(-20.0 / effect->rate_hz));
  const double open = effect->state[0] > effect->a_gain ? 1.0 : 0.0;
  effect->state[1] += (open - effect->state[1]) * (1.0 - exp(-200.0 / effect->rate_hz));
  return x * (float)effect->state[1];
}

/* a: dB of drive, b: of bias. */
static float saturation(Effect* effect, float x) {
  return (float)(tanh(effect->a_gain * (double)x + effect->kind->b) - tanh(effect->kind->b));
}

/* a: dB of drive. */
static float clip(Effect* effect, float x) {
  return fmaxf(fminf(x * (float)effect->a_gain, 0.5f), -0.5f);
}

/* a: steps up to full scale, b: frames that a sample is held. */
static float crusher(Effect* effect, float x) {
  if (effect->frame % (uint64_t)effect->kind->b == 0) {
    effect->state[0] = round((double)x * effect->kind->a) / effect->kind->a;
  }
  return (float)effect->state[0];
}

static float delayed(const Effect* effect, unsigned line, double ms) {
  const uint64_t frames = (uint64_t)(ms * effect->rate_hz / 1000.0);
  return effect->lines[line][(effect->frame - frames) % EFFECT_LONGEST_FRAMES];
}

static void store(Effect* effect, unsigned line, float x) {
  effect->lines[line][effect->frame % EFFECT_LONGEST_FRAMES] = x;
}

/* a: ms, b: feedback. */
static float echo(Effect* effect, float x) {
  const float late = delayed(effect, 0, effect->kind->a);
  store(effect, 0, x + (float)effect->kind->b * late);
  return late;
}

static const double combs_ms[EFFECT_COMBS] = {29.7, 37.1, 41.1, 43.7, 47.3, 53.9};

/* a: seconds that it takes to decay by 60 dB. Six combs and two all-passes, after Schroeder. */
static float reverb(Effect* effect, float x) {
  static const double passes_ms[] = {5.0, 1.7};
  float sum = 0.0f;
  for (unsigned i = 0; i < EFFECT_COMBS; ++i) {
    const float late = delayed(effect, i, combs_ms[i]);
    store(effect, i, x + late * effect->comb_gains[i]);
    sum += late / (float)EFFECT_COMBS;
  }
  for (unsigned i = 0; i < 2; ++i) {
    const float late = delayed(effect, EFFECT_COMBS + i, passes_ms[i]);
    const float in = sum + 0.7f * late;
    store(effect, EFFECT_COMBS + i, in);
    sum = late - 0.7f * in;
  }
  return sum;
}

/* a: Hz, b: ms that the delay moves by. */
static float chorus(Effect* effect, float x) {
  store(effect, 0, x);
  const double at = TWO_PI * effect->kind->a * (double)effect->frame / effect->rate_hz;
  return 0.5f * (x + delayed(effect, 0, 10.0 + effect->kind->b * sin(at)));
}

/* a: Hz. */
static float tremolo(Effect* effect, float x) {
  return x * (float)(0.5 + 0.5 * sin(TWO_PI * effect->kind->a * (double)effect->frame / effect->rate_hz));
}

const EffectKind effects[EFFECTS] = {
  {"12 dB down", gain, -12.0, 0.0},
  {"low-pass", pass, 500.0, 0.0},
  {"high-pass", pass, 2000.0, 2.0},
  {"bell up", bell, 1000.0, 12.0},
  {"bell down", bell, 200.0, -15.0},
  {"telephone", telephone, 1500.0, 0.0},
  {"fast compressor", compressor, -30.0, 30.0},
  {"slow compressor", compressor, -36.0, 800.0},
  {"gate", gate, -14.0, 0.0},
  {"tape", saturation, 6.0, 0.0},
  {"overdrive", saturation, 24.0, 0.0},
  {"valve", saturation, 12.0, 0.5},
  {"clipper", clip, 12.0, 0.0},
  {"crusher", crusher, 16.0, 8.0},
  {"slap", echo, 90.0, 0.0},
  {"echo", echo, 375.0, 0.6},
  {"room", reverb, 0.4, 0.0},
  {"hall", reverb, 2.5, 0.0},
  {"chorus", chorus, 0.7, 4.0},
  {"tremolo", tremolo, 5.0, 0.0},
};

void effect_init(Effect* effect, const EffectKind* kind, double rate_hz) {
  memset(effect, 0, sizeof(*effect));
  effect->kind = kind;
  effect->rate_hz = rate_hz;
  effect->a_gain = pow(10.0, kind->a / 20.0);
  effect->b_gain = pow(10.0, kind->b / 20.0);
  effect->warped = tan(TWO_PI / 2.0 * kind->a / rate_hz);
  for (unsigned i = 0; i < EFFECT_COMBS && kind->run == reverb; ++i) {
    effect->comb_gains[i] = (float)pow(10.0, -3.0 * combs_ms[i] / 1000.0 / kind->a);
  }
  effect->frame = EFFECT_LONGEST_FRAMES;
}

float effect_run(Effect* effect, float sample) {
  const float out = effect->kind->run(effect, sample);
  ++effect->frame;
  return out;
}
