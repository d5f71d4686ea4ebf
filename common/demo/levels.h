// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Levels of finished audio, planar. Any thread; not realtime-safe. */

#ifndef SIGNALBOX_DEMO_LEVELS_H
#define SIGNALBOX_DEMO_LEVELS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
  float peak_db;   // the largest sample of any channel, dBFS
  float rms_db;    // over all channels, where a sine of full scale is -3.01 dB
  float loudness;  // integrated, LUFS (ITU-R BS.1770, EBU R 128), through libebur128
} Levels;

/* The largest sample, dBFS; minus infinity for silence. */
float peak_measure(const float* samples, uint64_t n_frames);

/* Silence is minus infinity throughout. Returns false when memory is short. */
bool levels_measure(Levels* levels, const float* const* channels, unsigned n_channels, uint64_t n_frames,
                    double rate_hz);

/* The highest true peak of any channel, dBTP (ITU-R BS.1770, annex 2), through libebur128; minus infinity for silence.
   Returns false when memory is short. */
bool true_peak_measure(double* true_peak_db, const float* const* channels, unsigned n_channels, uint64_t n_frames,
                       double rate_hz);

#endif
