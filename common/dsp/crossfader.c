// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/crossfader.h"

void crossfader_reset(Crossfader* crossfader, unsigned value) {
  crossfader->from = crossfader->to = crossfader->wanted = value;
  ramp_reset(&crossfader->weight, 1.0f);
}

static void begin(Crossfader* crossfader, uint32_t n_frames) {
  crossfader->from = crossfader->to;
  crossfader->to = crossfader->wanted;
  ramp_reset(&crossfader->weight, 0.0f);
  ramp_set(&crossfader->weight, 1.0f, n_frames);
}

void crossfader_set(Crossfader* crossfader, unsigned value, uint32_t n_frames) {
  if (n_frames == 0) {
    crossfader_reset(crossfader, value);
    return;
  }
  crossfader->wanted = value;
  if (!crossfader_is_moving(crossfader) && value != crossfader->to) {
    begin(crossfader, n_frames);
  }
}

void crossfader_advance(Crossfader* crossfader, uint32_t n_frames) {
  if (!crossfader_is_moving(crossfader)) {
    return;
  }
  ramp_advance(&crossfader->weight, n_frames);
  if (!crossfader_is_moving(crossfader)) {
    crossfader->from = crossfader->to;
    if (crossfader->wanted != crossfader->to) {
      begin(crossfader, crossfader->weight.length);
    }
  }
}
