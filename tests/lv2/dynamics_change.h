// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What a compressor has made of music: how loud parts and quiet parts have moved, and how loud all of it is now. */

#ifndef SIGNALBOX_TEST_DYNAMICS_CHANGE_H
#define SIGNALBOX_TEST_DYNAMICS_CHANGE_H

#include <stdint.h>

typedef struct {
  double loudness_lu;  // by libebur128
  double lift_db;      // of the quietest quarter, less that of the loudest tenth, in windows of 20 ms
  double crest_db;     // peak against RMS
  double tilt_db;      // what lies below 200 Hz, less what lies above 2 kHz
  double highs_db;     // what lies above 5 kHz, less the loudness
} DynamicsChange;

/* float[n_frames] at MATERIAL_RATE_HZ before and after, in step. Windows below -80 dBFS are left out. */
double dynamics_lift_db(const float* before, const float* after, uint64_t n_frames);
DynamicsChange dynamics_change(const float* before, const float* after, uint64_t n_frames);

/* What has become of sibilants: of the loudest tenth of what lies above 5 kHz; and of all that lies below 1 kHz. */
typedef struct {
  double esses_db, rest_db;
} EssChange;

EssChange ess_change(const float* before, const float* after, uint64_t n_frames);

#endif
