// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* DC blocker: y = x - m, with m a one-pole mean of x that follows the offset: a first-order high-pass at DC_BLOCKER_HZ.
   In front of detectors, which would take a constant offset for a level. It takes 0.07 dB off a 40 Hz tone and 0.26 dB
   off a 20 Hz tone, and an offset that sets in is 20 dB down after 73 ms.

   It gives the level alone, |y|, since that is all that detectors ask for. A sample beyond DETECTOR_CEILING_GAIN (see
   detector.h) is a broken one, and does not move the mean. What comes out does not depend on how frames
   are cut into runs, bit for bit. */

#ifndef SIGNALBOX_DC_BLOCKER_H
#define SIGNALBOX_DC_BLOCKER_H

#include <stdint.h>

#define DC_BLOCKER_HZ 5.0

typedef struct {
  float weight;  // of a frame in the mean
  float mean[2];
} DcBlocker;

/* Set-up. Any thread while it does not run; realtime-safe. */

void dc_blocker_init(DcBlocker* blocker, double rate_hz);

/* Forgets all signal. */
void dc_blocker_reset(DcBlocker* blocker);

/* Audio thread, realtime-safe. */

/* The level of finite samples without their DC: of one channel, or of two the larger |side|. float[n_frames] each,
   `right` is `left` where there is one; `level` may be either. */
void dc_blocker_run(DcBlocker* blocker, const float* left, const float* right, float* level, uint32_t n_frames);

#endif
