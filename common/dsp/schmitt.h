// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Schmitt trigger: whether a level is loud, with two thresholds, for gates. It goes on where the level reaches the
   upper threshold. It stays on while the level keeps coming back to the lower one, and goes off SCHMITT_BRIDGE_MS after
   the last frame that did. So the zero crossings of a tone do not count: half-waves are bridged from 25 Hz on, and
   whole waves, where only one side of them is loud, from 50 Hz on. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_SCHMITT_H
#define SIGNALBOX_SCHMITT_H

#include <stdint.h>

#define SCHMITT_BRIDGE_MS 20.0f

/* Starts as all zeros, which is off. */
typedef struct {
  uint32_t left;  // frames for which it stays on whatever the level is
} Schmitt;

/* Turns levels into 1 (on) and 0 (off) in place: float[n_frames] both, in any unit in which `upper` and `hysteresis`
   (>= 0) are. What counts as a frame that was loud keeps it on for bridge_frames more. */
static inline void schmitt_run(Schmitt* schmitt, float* levels, const float* upper, float hysteresis,
                               uint32_t bridge_frames, uint32_t n_frames) {
  uint32_t left = schmitt->left;
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float threshold = left ? upper[i] - hysteresis : upper[i];
    left = levels[i] >= threshold ? bridge_frames + 1 : left - (left > 0);
    levels[i] = left ? 1.0f : 0.0f;
  }
  schmitt->left = left;
}

#endif
