// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/gate.h"

#include "common/dsp/chunk.h"
#include "common/dsp/decibel.h"
#include "common/dsp/follower.h"

void gate_init(Gate* gate, double rate_hz) {
  *gate = (Gate){.stay = gain_from_db(-GATE_HYSTERESIS_DB),
                 .keep = follower_keep(rate_hz),
                 .up = slew_step(rate_hz, GATE_UP_MS),
                 .down = slew_step(rate_hz, GATE_DOWN_MS)};
  gate_reset(gate);
}

void gate_reset(Gate* gate) {
  gate->fresh = true;
  gate->level = FOLLOWER_FLOOR;
  gate->opened = 0.0f;
  gate->open = false;
}

void gate_set(Gate* gate, float threshold, uint32_t n_frames) {
  glide_move(&gate->threshold, threshold, gate->fresh, n_frames);
}

void gate_run(Gate* gate, const float* level, float* gain, uint32_t n_frames) {
  const float closed_or_open[] = {1.0f, gate->stay};
  float thresholds[CHUNK_FRAMES];
  float now = gate->level;
  float opened = gate->opened;
  bool open = gate->open;
  glide_fill(&gate->threshold, thresholds, n_frames);
  for (uint32_t i = 0; i < n_frames; ++i) {
    now = follower_next(now, gate->keep, level[i]);
    open = now >= thresholds[i] * closed_or_open[open];
    opened = slew_next(opened, gate->up, gate->down, open ? 1.0f : 0.0f);
    gain[i] = bend(opened);
  }
  gate->level = now;
  gate->opened = opened;
  gate->open = open;
  glide_advance(&gate->threshold, n_frames);
  gate->fresh = gate->fresh && !n_frames;
}
