// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Effects: what people put between a send and its return, in a few lines each: filters, dynamics, saturation, delays,
   reverbs and modulation, of one channel. */

#ifndef SIGNALBOX_EFFECTS_H
#define SIGNALBOX_EFFECTS_H

#include <stdint.h>

enum { EFFECTS = 20, EFFECT_COMBS = 6, EFFECT_DELAYS = 8, EFFECT_LONGEST_FRAMES = 1 << 15 };

typedef struct Effect Effect;

typedef struct {
  const char* name;
  float (*run)(Effect* effect, float sample);
  double a, b;  // mean what `run` says
} EffectKind;

struct Effect {
  const EffectKind* kind;
  double rate_hz;
  double a_gain, b_gain;           // `a` and `b` as dB
  double warped;                   // `a` as Hz
  float comb_gains[EFFECT_COMBS];  // `a` as seconds
  double state[4];
  uint64_t frame;
  float lines[EFFECT_DELAYS][EFFECT_LONGEST_FRAMES];
};

extern const EffectKind effects[EFFECTS];

void effect_init(Effect* effect, const EffectKind* kind, double rate_hz);

/* One frame. */
float effect_run(Effect* effect, float sample);

#endif
