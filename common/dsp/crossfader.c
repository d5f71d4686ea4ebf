// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/crossfader.h"

void crossfader_reset(Crossfader* choice, unsigned value) {
  choice->from = choice->to = choice->wanted = value;
  ramp_reset(&choice->weight, 1.0f);
}

static void begin(Crossfader* choice, uint32_t n_frames) {
  choice->from = choice->to;
  choice->to = choice->wanted;
  ramp_reset(&choice->weight, 0.0f);
  ramp_set(&choice->weight, 1.0f, n_frames);
}

void crossfader_set(Crossfader* choice, unsigned value, uint32_t n_frames) {
  if (n_frames == 0) {
    crossfader_reset(choice, value);
    return;
  }
  choice->wanted = value;
  if (!crossfader_is_moving(choice) && value != choice->to) {
    begin(choice, n_frames);
  }
}

void crossfader_advance(Crossfader* choice, uint32_t n_frames) {
  if (!crossfader_is_moving(choice)) {
    return;
  }
  ramp_advance(&choice->weight, n_frames);
  if (!crossfader_is_moving(choice)) {
    choice->from = choice->to;
    if (choice->wanted != choice->to) {
      begin(choice, choice->weight.length);
    }
  }
}
