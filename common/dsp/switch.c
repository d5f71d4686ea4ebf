// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/switch.h"

void switch_reset(Switch* choice, unsigned value) {
  choice->from = choice->to = choice->wanted = value;
  glide_reset(&choice->weight, 1.0f);
}

static void begin(Switch* choice, uint32_t n_frames) {
  choice->from = choice->to;
  choice->to = choice->wanted;
  glide_reset(&choice->weight, 0.0f);
  glide_set(&choice->weight, 1.0f, n_frames);
}

void switch_set(Switch* choice, unsigned value, uint32_t n_frames) {
  choice->wanted = value;
  if (!switch_is_moving(choice) && value != choice->to) {
    begin(choice, n_frames);
  }
}

void switch_advance(Switch* choice, uint32_t n_frames) {
  if (!switch_is_moving(choice)) {
    return;
  }
  glide_advance(&choice->weight, n_frames);
  if (!switch_is_moving(choice)) {
    choice->from = choice->to;
    if (choice->wanted != choice->to) {
      begin(choice, choice->weight.length);
    }
  }
}
