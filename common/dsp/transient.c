// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/transient.h"

#include "common/dsp/chunk.h"
#include "common/dsp/decibel.h"
#include "common/dsp/follower.h"
#include "common/dsp/level_kernels.h"
#include "common/dsp/one_pole.h"

void transient_init(Transient* transient, double rate_hz) {
  *transient = (Transient){.decay = follower_decay(rate_hz),
                           .weight = (float)one_pole_weight(rate_hz, TRANSIENT_TRAIL_MS),
                           .smoothing = (float)one_pole_weight(rate_hz, TRANSIENT_SMOOTHING_MS),
                           .up = slew_step(rate_hz, TRANSIENT_UP_MS),
                           .down = slew_step(rate_hz, TRANSIENT_DOWN_MS)};
  transient_reset(transient);
}

void transient_reset(Transient* transient) {
  ramp_settle(&transient->threshold);
  transient->level = transient->trail = FOLLOWER_FLOOR;
  transient->slewed = transient->place = 0.0f;
}

void transient_set(Transient* transient, float sensitivity, uint32_t n_frames) {
  const float threshold_db = TRANSIENT_COARSEST_DB * powf(TRANSIENT_FINEST_DB / TRANSIENT_COARSEST_DB, sensitivity);
  const float threshold = threshold_db / DB_PER_OCTAVE_OF_GAIN;
  ramp_set(&transient->threshold, threshold, n_frames);
}

/* Writes the ratio of the level to the one that trails it. */
static void follow(Transient* transient, const float* level, float* ratio, uint32_t n_frames) {
  float now = transient->level;
  float trail = transient->trail;
  for (uint32_t i = 0; i < n_frames; ++i) {
    now = follower_next(now, transient->decay, level[i]);
    trail = follower_trail(trail, transient->weight, now);
    ratio[i] = now / trail;
  }
  transient->level = now;
  transient->trail = trail;
}

/* Turns ratios in octaves into places between sustain and attack, 0 .. 1. */
static void find_places(const Transient* transient, float* ratios, uint32_t n_frames) {
  const float half_width = TRANSIENT_HALF_WIDTH_DB / DB_PER_OCTAVE_OF_GAIN;
  float thresholds[CHUNK_LONG_FRAMES];
  ramp_fill(&transient->threshold, thresholds, n_frames);
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float place = 0.5f + (ratios[i] - thresholds[i]) / (2.0f * half_width);
    const float above = place > 0.0f ? place : 0.0f;
    ratios[i] = above < 1.0f ? above : 1.0f;
  }
}

void transient_run(Transient* transient, const float* level, float* gain, uint32_t n_frames) {
  follow(transient, level, gain, n_frames);
  kernel_log2(gain, gain, n_frames);
  find_places(transient, gain, n_frames);
  float slewed = transient->slewed;
  float place = transient->place;
  for (uint32_t i = 0; i < n_frames; ++i) {
    slewed = slew_next(slewed, transient->up, transient->down, gain[i]);
    place += transient->smoothing * (slewed - place);
    gain[i] = smoothstep(place);
  }
  transient->slewed = slewed;
  transient->place = place;
  ramp_advance(&transient->threshold, n_frames);
}
