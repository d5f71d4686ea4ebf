// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/fingerprint.h"

#include "common/dsp/cold.h"
#include "common/dsp/lcg.h"

#include <math.h>

/* Draws the frame of the next sample. */
static void choose_frame(FingerprintClock* clock) {
  clock->seed = lcg_next(clock->seed);
  clock->at = (uint32_t)(((uint64_t)clock->seed * (clock->slot_intervals * clock->interval_frames)) >> 32);
}

COLD void fingerprint_clock_init(FingerprintClock* clock, double rate_hz, uint32_t interval_frames) {
  const double intervals = floor(FINGERPRINT_SECONDS * rate_hz / (FINGERPRINT_SAMPLES * interval_frames) + 0.5);
  clock->interval_frames = interval_frames;
  clock->slot_intervals = intervals < 1.0 ? 1 : (uint32_t)intervals;
  const double samples = floor(DUPLICATE_SECONDS * rate_hz / (clock->slot_intervals * interval_frames));
  const uint32_t verdict_samples = (uint32_t)fmax(samples - FINGERPRINT_SAMPLES, FINGERPRINT_SAMPLES);
  clock->verdict_windows = verdict_samples / FINGERPRINT_SAMPLES;
  clock->verdict_sample = verdict_samples % FINGERPRINT_SAMPLES;
  fingerprint_clock_reset(clock);
}

void fingerprint_clock_reset(FingerprintClock* clock) {
  clock->interval = clock->sample = clock->seed = 0;
  choose_frame(clock);
}

bool fingerprint_clock_step(FingerprintClock* clock) {
  clock->interval = (clock->interval + 1) % clock->slot_intervals;
  if (clock->interval) {
    return false;
  }
  choose_frame(clock);
  clock->sample = (clock->sample + 1) % FINGERPRINT_SAMPLES;
  return clock->sample == 0;
}

bool fingerprint_is_audible(float square) {
  return square > FINGERPRINT_SILENCE * FINGERPRINT_SILENCE * (float)FINGERPRINT_SAMPLES && square < INFINITY;
}

void fingerprint_normalize(Fingerprint* fingerprint) {
  float square = 0.0f;
  for (unsigned i = 0; i < FINGERPRINT_SAMPLES; ++i) {
    square += fingerprint->sample[i] * fingerprint->sample[i];
  }
  if (!fingerprint_is_audible(square)) {
    fingerprint->level = 0.0f;
    return;
  }
  fingerprint->level = sqrtf(square);
  const float scale = 1.0f / fingerprint->level;
  for (unsigned i = 0; i < FINGERPRINT_SAMPLES; ++i) {
    fingerprint->sample[i] *= scale;
  }
}

/* Gain of b against a where both point the same way or opposite ways, else 0. Of vectors so much alike, each component
   is: looking at one of them settles most cases. */
static float common_gain(const Fingerprint* a, const Fingerprint* b) {
  const float least_cosine = 1.0f - DUPLICATE_TOLERANCE * DUPLICATE_TOLERANCE / 2.0f;
  if (fabsf(fabsf(a->sample[0]) - fabsf(b->sample[0])) > DUPLICATE_TOLERANCE) {
    return 0.0f;
  }
  float cosine = 0.0f;
  for (unsigned i = 0; i < FINGERPRINT_SAMPLES; ++i) {
    cosine += a->sample[i] * b->sample[i];
  }
  return fabsf(cosine) < least_cosine ? 0.0f : copysignf(b->level / a->level, cosine);
}

/* Whether one is silent that would not be, were they still the same. */
static bool one_has_gone(const DuplicatePair* pair, const Fingerprint* a, const Fingerprint* b) {
  const float audible = 2.0f * FINGERPRINT_SILENCE * sqrtf((float)FINGERPRINT_SAMPLES);
  const float gain = fabsf(pair->gain);
  return (a->level == 0.0f && b->level > audible * gain) || (b->level == 0.0f && a->level * gain > audible);
}

void duplicate_pair_compare(DuplicatePair* pair, const FingerprintClock* clock, const Fingerprint* a,
                            const Fingerprint* b) {
  if (a->level == 0.0f || b->level == 0.0f) {
    pair->n_silent += pair->n_silent < clock->verdict_windows;
    pair->n_matching += pair->n_matching == clock->verdict_windows;  // named in this window, it remains so
    if (pair->n_silent == clock->verdict_windows || one_has_gone(pair, a, b)) {
      pair->n_matching = 0;
    }
    return;
  }
  const float gain = common_gain(a, b);
  const bool goes_on = pair->n_matching && fabsf(gain - pair->gain) <= DUPLICATE_GAIN_TOLERANCE * fabsf(pair->gain);
  pair->n_silent = 0;
  if (goes_on) {
    pair->n_matching += pair->n_matching <= clock->verdict_windows;
  } else {
    pair->n_matching = gain != 0.0f;
    pair->gain = gain;
  }
}
