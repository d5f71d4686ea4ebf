// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Bus mix: the sum of the strips of a bus at their gains, then width, mono and fader; or, while the bus is off, the
   plain sum of what comes in. It fades from one to the other. Realtime-safe. */

#ifndef SIGNALBOX_BUS_MIX_H
#define SIGNALBOX_BUS_MIX_H

#include "common/dsp/matrix_ramp.h"
#include "common/dsp/ramp.h"
#include "common/dsp/stereo_kernels.h"
#include "plugins/bus_summer/bus_summer.h"
#include "plugins/bus_summer/mix_kernels.h"

typedef struct {
  StripGains gains;
  MatrixRamp master;  // width, mono and fader
  Ramp off;           // 0 enabled .. 1 off
  StripGains unity;   // of all strips, while the bus is off
} BusMix;

/* Set-up. Any thread while it does not run. */

void bus_mix_init(BusMix* mix);

/* Has all gains be 0. */
void bus_mix_reset(BusMix* mix);

/* Audio thread. */

/* Moves to other gains; with 0 frames they are there at once. */
void bus_mix_set(BusMix* mix, const BusSummerParams* params, const StripTargets* gains, RampFrames frames);

static inline bool bus_mix_is_off(const BusMix* mix) {
  return ramp_is_settled_at(&mix->off, 1.0f);
}

/* What each strip is heard at, or will be once what is under way has ended. */
static inline const StripTargets* bus_mix_targets(const BusMix* mix) {
  return mix->off.target > 0.0f ? &mix->unity.target : &mix->gains.target;
}

/* At most n_frames, and no further than to where anything lands: each path through the mix is taken from a certain
   frame on. */
static inline uint32_t bus_mix_limit(const BusMix* mix, uint32_t n_frames) {
  return strip_gains_limit(&mix->gains, ramp_limit(&mix->off, n_frames));
}

/* Mixes a chunk within that limit (n_frames <= CHUNK_LONG_FRAMES): `input` is what comes in, `strips` what is made of
   it. Gives the peak of each strip before its gains, and measures the sum; false where that is not finite. Does not
   move on, so that a chunk can be run again. */
bool bus_mix_run(const BusMix* mix, const MixInput* input, const MixInput* strips, float* const sum[2], float* peak,
                 StereoMeasure* measure);

/* Moves on by n_frames. */
void bus_mix_advance(BusMix* mix, uint32_t n_frames);

#endif
