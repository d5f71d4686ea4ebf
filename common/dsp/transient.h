// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Transient: how much of a signal is attack, frame by frame, as a gain: 1 while it sets in, 0 while it lasts. What the
   gain leaves is the sustain, so that both add up to the signal.

   A follower (follower.h) reads the level; a second one trails it on its way up, by 63 % in TRANSIENT_TRAIL_MS, and is
   never above it. The gain depends on how far the first is above the second: 0 up to TRANSIENT_HALF_WIDTH_DB below a
   threshold, 1 from as much above it, a smooth S between. A sound that sets in out of silence is no more than T dB
   above after -TRANSIENT_TRAIL_MS ln(1 - 10^(-T/20)): 12 ms at the middle sensitivity. Only ratios of levels count, so
   all is the same at any level above -80 dBFS. Tones above 40 Hz that stand still are sustain, but for the highest
   sensitivities. The gain takes TRANSIENT_UP_MS to rise and TRANSIENT_DOWN_MS to fall at least, is smoothed by a pole
   of TRANSIENT_SMOOTHING_MS, and looks at nothing ahead. Gains do not depend on how frames are cut into runs, bit for
   bit. */

#ifndef SIGNALBOX_TRANSIENT_H
#define SIGNALBOX_TRANSIENT_H

#include "common/dsp/ramp.h"

#define TRANSIENT_TRAIL_MS 15.0
#define TRANSIENT_HALF_WIDTH_DB 2.0f
#define TRANSIENT_COARSEST_DB 12.5f  // threshold of sensitivity 0
#define TRANSIENT_FINEST_DB 2.0f     // ... and of 1; in between the geometric scale, so that the middle is 5 dB
#define TRANSIENT_UP_MS 0.4
#define TRANSIENT_DOWN_MS 5.0
#define TRANSIENT_SMOOTHING_MS 0.1

typedef struct {
  Ramp threshold;       // in octaves of gain
  float decay;          // of the follower
  float weight;         // of a new level in the trailing one
  float up, down;       // of the slew
  float smoothing;      // weight of what it slews to
  float level, trail;   // of both followers
  float slewed, place;  // between sustain and attack, 0 .. 1; the gain before its smoothstep is `place`
} Transient;

/* Set-up. Any thread while it does not run; realtime-safe. */

/* To be set before it runs. */
void transient_init(Transient* transient, double rate_hz);

/* Forgets all signal and settles on what was set last. */
void transient_reset(Transient* transient);

/* Audio thread, realtime-safe. */

/* Moves to a sensitivity, 0 .. 1, over n_frames; with 0 it is there at once. */
void transient_set(Transient* transient, float sensitivity, uint32_t n_frames);

/* Takes the rectified signal, of a stereo pair the larger side; writes the gain of every frame, 0 .. 1. float[n_frames]
   each, n_frames <= CHUNK_LONG_FRAMES; `gain` may be `level`. */
void transient_run(Transient* transient, const float* level, float* gain, uint32_t n_frames);

#endif
