// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/onset.h"

#include "common/dsp/decibel.h"
#include "common/dsp/follower.h"
#include "common/dsp/one_pole.h"

void onset_init(Onset* onset, double rate_hz) {
  *onset = (Onset){.decay = follower_decay(rate_hz),
                   .weight = (float)one_pole_weight(rate_hz, ONSET_TRAIL_MS),
                   .lead = gain_from_db(ONSET_LEAD_DB),
                   .rearm = gain_from_db(ONSET_REARM_DB)};
  onset_reset(onset);
}

void onset_reset(Onset* onset) {
  onset->level = onset->trail = FOLLOWER_FLOOR;
  onset->armed = true;
  onset->left = 0;
}

void onset_run(Onset* onset, float* levels, float floor, uint32_t window_frames, uint32_t n_frames) {
  float now = onset->level;
  float trail = onset->trail;
  for (uint32_t i = 0; i < n_frames; ++i) {
    now = follower_next(now, onset->decay, levels[i]);
    trail = follower_trail(trail, onset->weight, now);
    onset->left -= onset->left > 0;
    if (onset->armed && now >= onset->lead * trail && now >= floor) {
      onset->armed = false;
      onset->left = onset->left ? onset->left : window_frames;
    } else if (now < onset->rearm * trail) {
      onset->armed = true;
    }
    levels[i] = onset->left ? 1.0f : 0.0f;
  }
  onset->level = now;
  onset->trail = trail;
}
