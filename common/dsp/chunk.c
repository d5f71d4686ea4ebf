// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/chunk.h"

const float chunk_silence[CHUNK_LONG_FRAMES] = {0.0f};

uint32_t chunk_long_interval(double rate_hz) {
  const double long_interval_hz = 100.0;
  return rate_hz >= long_interval_hz * CHUNK_LONG_FRAMES ? CHUNK_LONG_FRAMES : CHUNK_FRAMES;
}

double chunk_interval_rate_hz(double rate_hz, uint32_t interval_frames) {
  return rate_hz * CHUNK_FRAMES / interval_frames;
}

RampFrames chunk_ramp_frames(ChunkClock* clock, uint32_t ramp_frames) {
  if (!clock->started) {
    return (RampFrames){0, 0};
  }
  if (!clock->changed || clock->since_change) {  // else it is another part of the last change
    const uint32_t distance = clock->changed ? clock->since_change : 0;
    const bool regular = distance == clock->distance && distance > ramp_frames &&
                         (uint64_t)distance <= (uint64_t)CHUNK_LONGEST_RAMPS * ramp_frames;
    clock->level_frames = regular ? distance : ramp_frames;
    clock->distance = distance;
    clock->since_change = 0;
    clock->changed = true;
  }
  return (RampFrames){.fade = ramp_frames, .level = clock->level_frames};
}

bool chunk_is_direct(const float* const* in, unsigned n_inputs, float* const* out, unsigned n_outputs) {
  const float* first = out[0];
  const float* last = out[n_outputs - 1];
  bool meets = !first || !last || (first == last && n_outputs > 1);
  for (unsigned i = 0; i < n_inputs; ++i) {
    meets |= (in[i] == first) | (in[i] == last);
  }
  return !meets;
}
