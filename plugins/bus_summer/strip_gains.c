// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/strip_gains.h"

#include "common/dsp/fastmath.h"

void strip_gains_init(StripGains* gains) {
  *gains = (StripGains){.until_landing = 0};
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    gains->at[i] = gains->length[i] = 1.0f;
  }
}

/* Has all lanes on their targets whose next frame is the last of their move. */
static void land(StripGains* gains) {
  const float never = 16777216.0f;  // longer than any move
  float until = never;
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    const float left = gains->length[i] - gains->at[i];
    until = fast_min(left > 0.0f ? left : never, until);
  }
  gains->until_landing = until < never ? (uint32_t)until : 0;
  for (unsigned row = 0; row < STRIP_ROWS; ++row) {
    for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
      const int32_t landed = fast_mask(gains->at[i] >= gains->length[i]);
      gains->from[row][i] = fast_choose(landed, gains->target.gain[row][i], gains->from[row][i]);
      gains->step[row][i] = fast_choose(landed, 0.0f, gains->step[row][i]);
    }
  }
}

/* Which lanes set out, and whether any does. */
static int32_t find_changes(const StripTargets* old, const StripTargets* target, int32_t* sets_out) {
  int32_t any_sets_out = 0;
  for (unsigned row = 0; row < STRIP_ROWS; ++row) {
    for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
      sets_out[i] |= fast_mask(target->gain[row][i] != old->gain[row][i]);
      any_sets_out |= sets_out[i];
    }
  }
  return any_sets_out;
}

/* How long each lane would take; gives the least of those that set out. */
static float find_lengths(const StripTargets* old, const StripTargets* target, const int32_t* sets_out,
                          RampFrames frames, float* lengths) {
  const float fade = (float)(int32_t)frames.fade;
  const float level = (float)(int32_t)frames.level;
  float shortest = level;
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    const float from = old->gain[STRIP_LEFT][i] + old->gain[STRIP_RIGHT][i];
    const float to = target->gain[STRIP_LEFT][i] + target->gain[STRIP_RIGHT][i];
    lengths[i] = from * to > 0.0f ? level : fade;
  }
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    shortest = fast_min(fast_choose(sets_out[i], lengths[i], level), shortest);
  }
  return shortest;
}

/* From wherever the lanes are; of those that stay, nothing. */
static void set_out(StripGains* gains, StripRow row, const StripTargets* target, const int32_t* sets_out,
                    const float* per_frame) {
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    const float from = gains->from[row][i];
    const float step = gains->step[row][i];
    const float value = from + step * (gains->at[i] - 1.0f);
    gains->from[row][i] = fast_choose(sets_out[i], value, from);
    gains->step[row][i] = fast_choose(sets_out[i], (target->gain[row][i] - value) * per_frame[i], step);
  }
}

void strip_gains_set(StripGains* gains, const StripTargets* target, RampFrames frames) {
  int32_t sets_out[STRIP_GAINS_SIZE] = {0};
  float lengths[STRIP_GAINS_SIZE];
  float per_frame[STRIP_GAINS_SIZE];
  const RampFrames moves = frames.fade ? frames : (RampFrames){1, 1};  // what takes one frame lands at once
  const int32_t any_sets_out = find_changes(&gains->target, target, sets_out);
  const float shortest = find_lengths(&gains->target, target, sets_out, moves, lengths);
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    per_frame[i] = 1.0f / lengths[i];
  }
  for (unsigned row = 0; row < STRIP_ROWS; ++row) {
    set_out(gains, (StripRow)row, target, sets_out, per_frame);
  }
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    gains->length[i] = fast_choose(sets_out[i], lengths[i], gains->length[i]);
    gains->at[i] = fast_choose(sets_out[i], 1.0f, gains->at[i]);
  }
  gains->target = *target;
  if (shortest <= 1.0f) {
    land(gains);
  } else if (any_sets_out) {
    gains->until_landing = strip_gains_limit(gains, (uint32_t)shortest - 1);
  }
}

void strip_gains_advance(StripGains* gains, uint32_t n_frames) {
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    gains->at[i] = fast_min(gains->at[i] + (float)n_frames, gains->length[i]);
  }
  if (n_frames < gains->until_landing) {
    gains->until_landing -= n_frames;
  } else {
    land(gains);
  }
}

void strip_gains_levels(const StripGains* gains, float levels[STRIP_GAINS_SIZE]) {
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    levels[i] = gains->from[STRIP_LEVEL][i] + gains->step[STRIP_LEVEL][i] * (gains->at[i] - 1.0f);
  }
}
