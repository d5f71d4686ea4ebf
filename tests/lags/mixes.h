// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Mixes: what a bus may be fed, made of real loops by lot, the same for the same seed. In a late mix strip 2 carries
   the sound of strip 1 at another time; in a healthy one no strip carries that of another late, though some are of one
   source. Not realtime-safe. */

#ifndef SIGNALBOX_LAGS_MIXES_H
#define SIGNALBOX_LAGS_MIXES_H

#include "tests/lags/effects.h"

#include <stdbool.h>

enum { MIX_STRIPS = 8 };

typedef struct {
  uint64_t n_frames;
  unsigned n_strips;  // in use; the others are silent
  Track strips[MIX_STRIPS];
  const char* source;  // of the copy, or NULL
  int32_t lag_frames;  // how much later strip 2 is than strip 1, not 0
  bool inverted;       // strip 2, against strip 1
} Mix;

/* A kind of late mix: what the copy has been through. */
typedef struct {
  const char* name;
  Effect* effect;  // NULL: nothing but a gain, so that it is the sound itself, sample by sample
} LateKind;

/* A kind of healthy mix, and what fills the strips of one, which are silent before, and says how many. */
typedef struct {
  const char* name;
  unsigned (*fill)(Mix* mix, Noise* noise);
} HealthyKind;

extern const LateKind late_kinds[];
extern const HealthyKind healthy_kinds[];
extern const unsigned n_late_kinds, n_healthy_kinds;

/* The longest lag, with either sign, is to be longest_lag_frames; one in [n, 2 n] is as likely as any other. The level
   of the copy is -18 to +6 dB against the other; up to n_others strips play something else, 0 to 12 dB lower. */
Mix mix_late(const LateKind* kind, uint64_t seed, double seconds, int32_t longest_lag_frames, unsigned n_others);

/* From when on both strips of a late mix can be heard, or the left sides of both, in seconds: from a hundredth of a
   second that is less than 30 dB below all of it. */
double mix_both_sound(const Mix* mix, bool is_stereo);

Mix mix_healthy(const HealthyKind* kind, uint64_t seed, double seconds);

void mix_free(Mix* mix);

#endif
