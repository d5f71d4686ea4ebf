// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/level_split.h"

#include "common/dsp/chunk.h"
#include "common/dsp/decibel.h"
#include "common/dsp/follower.h"

void level_split_init(LevelSplit* split, double rate_hz) {
  *split = (LevelSplit){.stay = gain_from_db(-LEVEL_SPLIT_HYSTERESIS_DB),
                        .decay = follower_decay(rate_hz),
                        .up = slew_step(rate_hz, LEVEL_SPLIT_UP_MS),
                        .down = slew_step(rate_hz, LEVEL_SPLIT_DOWN_MS)};
  level_split_reset(split);
}

void level_split_reset(LevelSplit* split) {
  ramp_settle(&split->threshold);
  split->level = FOLLOWER_FLOOR;
  split->opened = 0.0f;
  split->open = false;
}

void level_split_set(LevelSplit* split, float threshold, uint32_t n_frames) {
  ramp_set(&split->threshold, threshold, n_frames);
}

void level_split_run(LevelSplit* split, const float* level, float* gain, uint32_t n_frames) {
  const float closed_or_open[] = {1.0f, split->stay};
  float thresholds[CHUNK_LONG_FRAMES];
  float now = split->level;
  float opened = split->opened;
  bool open = split->open;
  ramp_fill(&split->threshold, thresholds, n_frames);
  for (uint32_t i = 0; i < n_frames; ++i) {
    now = follower_next(now, split->decay, level[i]);
    open = now >= thresholds[i] * closed_or_open[open];
    opened = slew_next(opened, split->up, split->down, open ? 1.0f : 0.0f);
    gain[i] = smoothstep(opened);
  }
  split->level = now;
  split->opened = opened;
  split->open = open;
  ramp_advance(&split->threshold, n_frames);
}
