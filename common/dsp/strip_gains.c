// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/strip_gains.h"

#include "common/dsp/fastmath.h"

void strip_gains_init(StripGains* gains, uint32_t n_frames) {
  *gains = (StripGains){.length = (float)n_frames};
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    gains->at[i] = gains->length;
  }
}

/* Has all lanes on their targets whose next frame is the last of their move. */
static void land(StripGains* gains) {
  float until = gains->length;
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    const float left = gains->length - gains->at[i];
    until = fast_min(left > 0.0f ? left : gains->length, until);
  }
  gains->until_landing = until < gains->length ? (uint32_t)until : 0;
  for (unsigned row = 0; row < STRIP_ROWS; ++row) {
    for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
      const int32_t landed = fast_mask(gains->at[i] >= gains->length);
      gains->from[row][i] = fast_choose(landed, gains->target.gain[row][i], gains->from[row][i]);
      gains->step[row][i] = fast_choose(landed, 0.0f, gains->step[row][i]);
    }
  }
}

/* From wherever the lanes are; of those that stay, nothing. */
static void set_out(StripGains* gains, StripRow row, const StripTargets* target, const int32_t* sets_out) {
  const float per_frame = 1.0f / gains->length;
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    const float from = gains->from[row][i];
    const float step = gains->step[row][i];
    const float value = from + step * (gains->at[i] - 1.0f);
    gains->from[row][i] = fast_choose(sets_out[i], value, from);
    gains->step[row][i] = fast_choose(sets_out[i], (target->gain[row][i] - value) * per_frame, step);
  }
}

void strip_gains_set(StripGains* gains, const StripTargets* target, uint32_t ramp_frames) {
  int32_t sets_out[STRIP_GAINS_SIZE] = {0};
  int32_t any_sets_out = 0;
  for (unsigned row = 0; row < STRIP_ROWS; ++row) {
    for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
      sets_out[i] |= fast_mask(target->gain[row][i] != gains->target.gain[row][i]);
      any_sets_out |= sets_out[i];
    }
  }
  for (unsigned row = 0; row < STRIP_ROWS; ++row) {
    set_out(gains, (StripRow)row, target, sets_out);
  }
  const float start = ramp_frames ? 1.0f : gains->length;
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    gains->at[i] = fast_choose(sets_out[i], start, gains->at[i]);
  }
  gains->target = *target;
  if (start == gains->length) {
    land(gains);
  } else if (any_sets_out) {
    gains->until_landing = strip_gains_limit(gains, (uint32_t)gains->length - 1);
  }
}

void strip_gains_advance(StripGains* gains, uint32_t n_frames) {
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    gains->at[i] = fast_min(gains->at[i] + (float)n_frames, gains->length);
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
