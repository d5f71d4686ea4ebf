// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/level_split.h"

#include "common/dsp/chunk.h"
#include "common/dsp/decibel.h"
#include "common/dsp/follower.h"

void level_split_init(LevelSplit* gate, double rate_hz) {
  *gate = (LevelSplit){.stay = gain_from_db(-LEVEL_SPLIT_HYSTERESIS_DB),
                       .decay = follower_decay(rate_hz),
                       .up = slew_step(rate_hz, LEVEL_SPLIT_UP_MS),
                       .down = slew_step(rate_hz, LEVEL_SPLIT_DOWN_MS)};
  level_split_reset(gate);
}

void level_split_reset(LevelSplit* gate) {
  ramp_settle(&gate->threshold);
  gate->level = FOLLOWER_FLOOR;
  gate->opened = 0.0f;
  gate->open = false;
}

void level_split_set(LevelSplit* gate, float threshold, uint32_t n_frames) {
  ramp_set(&gate->threshold, threshold, n_frames);
}

void level_split_run(LevelSplit* gate, const float* level, float* gain, uint32_t n_frames) {
  const float closed_or_open[] = {1.0f, gate->stay};
  float thresholds[CHUNK_LONG_FRAMES];
  float now = gate->level;
  float opened = gate->opened;
  bool open = gate->open;
  ramp_fill(&gate->threshold, thresholds, n_frames);
  for (uint32_t i = 0; i < n_frames; ++i) {
    now = follower_next(now, gate->decay, level[i]);
    open = now >= thresholds[i] * closed_or_open[open];
    opened = slew_next(opened, gate->up, gate->down, open ? 1.0f : 0.0f);
    gain[i] = smoothstep(opened);
  }
  gate->level = now;
  gate->opened = opened;
  gate->open = open;
  ramp_advance(&gate->threshold, n_frames);
}
