// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Gain smoother: rounds the corners of a gain, so that a duck or a gate with a short attack does not click.

   A finite impulse response, the product of four means of two frames, (1 + z^-d1)/2 (1 + z^-d2)/2 ..., two in each
   stage. Each of them has a zero at half the frequency of its delay; together they hold back what lies above 3 kHz, and
   they are exact where the gain is constant. It is symmetric, so all that it does to slower moves is to delay them by
   half the sum of its delays, 0.16 ms: a user takes that off the times of a gain (see gain_smoother_time()).

   What comes out does not depend on how frames are cut into runs, bit for bit. */

#ifndef SIGNALBOX_GAIN_SMOOTHER_H
#define SIGNALBOX_GAIN_SMOOTHER_H

#include "common/dsp/chunk.h"

#include <stdint.h>

enum { GAIN_SMOOTHER_STAGES = 2, GAIN_SMOOTHER_LONGEST = 192 };

typedef struct {
  uint32_t delay[GAIN_SMOOTHER_STAGES][2];  // in frames
  float past[GAIN_SMOOTHER_STAGES][GAIN_SMOOTHER_LONGEST];
  float delay_ms;  // of all of it
} GainSmoother;

/* Set-up. Any thread while it does not run; realtime-safe. */

/* For rates up to 768 kHz; at higher ones it gets shorter. Starts from a gain of 1. */
void gain_smoother_init(GainSmoother* smoother, double rate_hz);

/* Starts as if the gain had always been this one. */
void gain_smoother_reset(GainSmoother* smoother, float gain);

/* Audio thread, realtime-safe. */

/* The time to 63 % (ms) that a pole in front of it must have so that both take time_ms. Times below 0.23 ms become
   0.23 ms. Any thread, for control changes. */
float gain_smoother_time(const GainSmoother* smoother, float time_ms);

/* In place, n_frames <= CHUNK_FRAMES. */
void gain_smoother_run(GainSmoother* smoother, float* gain, uint32_t n_frames);

#endif
