// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/likeness.h"

#include <math.h>

/* Draws the place of the next probe (a linear congruential generator; its upper bits are the better ones). */
static void choose_frame(LikenessClock* clock) {
  clock->seed = clock->seed * 1664525u + 1013904223u;
  clock->at = (uint32_t)(((uint64_t)clock->seed * (clock->slot_cells * clock->cell_frames)) >> 32);
}

void likeness_init(LikenessClock* clock, double rate_hz, uint32_t cell_frames) {
  const double cells = floor(LIKENESS_WINDOW_SECONDS * rate_hz / (LIKENESS_PROBES * cell_frames) + 0.5);
  clock->cell_frames = cell_frames;
  clock->slot_cells = cells < 1.0 ? 1 : (uint32_t)cells;
  clock->verdict_windows = (uint32_t)ceil(LIKENESS_SECONDS * rate_hz /
                                          (clock->slot_cells * LIKENESS_PROBES * cell_frames));
  likeness_reset(clock);
}

void likeness_reset(LikenessClock* clock) {
  clock->cell = clock->probe = clock->seed = 0;
  choose_frame(clock);
}

bool likeness_step(LikenessClock* clock) {
  clock->cell = (clock->cell + 1) % clock->slot_cells;
  if (clock->cell) {
    return false;
  }
  choose_frame(clock);
  clock->probe = (clock->probe + 1) % LIKENESS_PROBES;
  return clock->probe == 0;
}

bool likeness_is_sound(float square) {
  return square > LIKENESS_SILENCE * LIKENESS_SILENCE * (float)LIKENESS_PROBES && square < INFINITY;
}

void likeness_close(LikenessTrace* trace) {
  float square = 0.0f;
  for (unsigned i = 0; i < LIKENESS_PROBES; ++i) {
    square += trace->probe[i] * trace->probe[i];
  }
  if (!likeness_is_sound(square)) {
    trace->level = 0.0f;
    return;
  }
  trace->level = sqrtf(square);
  const float scale = 1.0f / trace->level;
  for (unsigned i = 0; i < LIKENESS_PROBES; ++i) {
    trace->probe[i] *= scale;
  }
}

/* Gain of b against a where both point the same way or opposite ways, else 0. Of vectors so much alike, each component
   is: looking at one of them settles most cases. */
static float common_gain(const LikenessTrace* a, const LikenessTrace* b) {
  const float least_cosine = 1.0f - LIKENESS_TOLERANCE * LIKENESS_TOLERANCE / 2.0f;
  if (fabsf(fabsf(a->probe[0]) - fabsf(b->probe[0])) > LIKENESS_TOLERANCE) {
    return 0.0f;
  }
  float cosine = 0.0f;
  for (unsigned i = 0; i < LIKENESS_PROBES; ++i) {
    cosine += a->probe[i] * b->probe[i];
  }
  return fabsf(cosine) < least_cosine ? 0.0f : copysignf(b->level / a->level, cosine);
}

void likeness_compare(LikenessPair* pair, const LikenessClock* clock, const LikenessTrace* a, const LikenessTrace* b) {
  if (a->level == 0.0f || b->level == 0.0f) {
    pair->n_silent += pair->n_silent < clock->verdict_windows;
    pair->n_alike = pair->n_silent < clock->verdict_windows ? pair->n_alike : 0;
    return;
  }
  const float gain = common_gain(a, b);
  const bool goes_on = pair->n_alike && fabsf(gain - pair->gain) <= LIKENESS_GAIN_TOLERANCE * fabsf(pair->gain);
  pair->n_silent = 0;
  if (goes_on) {
    pair->n_alike += pair->n_alike < clock->verdict_windows;
  } else {
    pair->n_alike = gain != 0.0f;
    pair->gain = gain;
  }
}
