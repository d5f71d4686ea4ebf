// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/glide.h"

#include <math.h>

uint32_t glide_frames(double rate_hz) {
  const double frames = floor(GLIDE_SECONDS * rate_hz + 0.5);
  return frames < 1.0 ? 1 : (uint32_t)frames;
}

void glide_reset(Glide* glide, float value) {
  *glide = (Glide){.from = value, .target = value};
}

void glide_set(Glide* glide, float target, uint32_t n_frames) {
  if (target == glide->target) {
    return;
  }
  const float from = glide_value(glide);
  *glide = (Glide){.from = from, .step = (target - from) / (float)n_frames, .target = target, .length = n_frames};
}

void glide_move(Glide* glide, float target, bool at_once, uint32_t n_frames) {
  if (at_once) {
    glide_reset(glide, target);
  } else {
    glide_set(glide, target, n_frames);
  }
}

void glide_fill(const Glide* glide, float* values, uint32_t n_frames) {
  const uint32_t left = glide->length - glide->at;
  const uint32_t n_moving = n_frames < left ? n_frames : left;
  for (uint32_t i = 0; i < n_moving; ++i) {
    values[i] = glide->from + glide->step * (float)(int32_t)(glide->at + 1 + i);
  }
  for (uint32_t i = n_moving; i < n_frames; ++i) {
    values[i] = glide->target;
  }
  if (n_moving && n_moving == left) {
    values[n_moving - 1] = glide->target;
  }
}
