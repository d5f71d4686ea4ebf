// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Detector: the level of up to two keys, frame by frame, as a gain.

   Peak takes |key|; RMS takes the root of the key's mean square over DETECTOR_RMS_SECONDS (one pole), so that it reads
   a sine 3.01 dB below its peak. Both stop at DETECTOR_CEILING_GAIN, so that one broken sample cannot be heard for
   long. A change of detector cross-fades. Levels do not depend on how frames are cut into runs, bit for bit. */

#ifndef SIGNALBOX_DETECTOR_H
#define SIGNALBOX_DETECTOR_H

#include "common/dsp/ramp.h"

#include <stdbool.h>
#include <stdint.h>

#define DETECTOR_RMS_SECONDS 0.010
#define DETECTOR_CEILING_GAIN 1000.0f  // +60 dBFS

enum { DETECTOR_MAX_KEYS = 2 };

typedef enum { DETECTOR_PEAK, DETECTOR_RMS } DetectorKind;

typedef struct {
  Ramp rms;  // weight of the RMS level against the peak level
  double mean_square[DETECTOR_MAX_KEYS];
  double mean_weight;  // of a new square in the mean
} Detector;

/* Set-up. Any thread while it does not run; realtime-safe. */

/* DETECTOR_PEAK, until set. */
void detector_init(Detector* detector, double rate_hz);

/* Forgets all signal and settles on the kind that was set last. */
void detector_reset(Detector* detector);

/* Audio thread, realtime-safe. */

/* Fades to a kind over fade_frames; with 0 it is there at once. */
void detector_set(Detector* detector, DetectorKind kind, uint32_t fade_frames);

/* Writes the level of each key, linear: float[n_keys][n_frames] each, n_keys 1 or 2, n_frames <= CHUNK_FRAMES. Returns
   the highest of all. A level may stand where its key does. */
float detector_run(Detector* detector, const float* const* keys, float* const* levels, unsigned n_keys,
                   uint32_t n_frames);

/* The same for two keys of which only the louder one counts: its level goes to levels[0], and levels[1] is overwritten.
 */
float detector_run_linked(Detector* detector, const float* const* keys, float* const* levels, uint32_t n_frames);

/* Ends an interval of CHUNK_FRAMES (see chunk.h): a mean that has died away is taken for nothing. */
void detector_step(Detector* detector);

#endif
