// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* DC blocker: y = x - m, with m a one-pole mean of x that follows the offset: a first-order high-pass at DC_BLOCKER_HZ.
   In front of detectors, which would take a constant offset for a level. It takes 0.07 dB off a 40 Hz tone and 0.26 dB
   off a 20 Hz tone, and an offset that sets in is 20 dB down after 73 ms.

   What comes out does not depend on how frames are cut into runs, bit for bit. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_DC_BLOCKER_H
#define SIGNALBOX_DC_BLOCKER_H

#include <stdint.h>

#define DC_BLOCKER_HZ 5.0

typedef struct {
  float weight;  // of a frame in the mean
  float mean[2];
} DcBlocker;

void dc_blocker_init(DcBlocker* blocker, double rate_hz);

/* Forgets all signal. */
void dc_blocker_reset(DcBlocker* blocker);

/* One channel, 0 or 1, of finite samples: float[n_frames]. `out` may be `in`. */
void dc_blocker_run(DcBlocker* blocker, unsigned channel, const float* in, float* out, uint32_t n_frames);

#endif
