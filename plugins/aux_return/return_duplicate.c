// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/return_duplicate.h"

#include "common/dsp/cold.h"

COLD void return_duplicate_init(ReturnDuplicate* duplicate, double rate_hz, uint32_t interval_frames) {
  fingerprint_clock_init(&duplicate->clock, rate_hz, interval_frames);
}

COLD void return_duplicate_reset(ReturnDuplicate* duplicate) {
  fingerprint_clock_reset(&duplicate->clock);
  duplicate->pair = (DuplicatePair){0};
}

void return_duplicate_add(ReturnDuplicate* duplicate, const AudioBlock* dry, const AudioBlock* wet, uint32_t clock_at) {
  const uint32_t frame = fingerprint_clock_frame(&duplicate->clock, clock_at);
  if (frame < dry->n_frames) {
    const unsigned side = fingerprint_clock_side(&duplicate->clock) % dry->n_channels;
    fingerprint_add(&duplicate->dry, &duplicate->clock, dry->channel[side][frame]);
    fingerprint_add(&duplicate->wet, &duplicate->clock, wet->channel[side][frame]);
  }
}

void return_duplicate_step(ReturnDuplicate* duplicate, bool has_both) {
  if (!fingerprint_clock_step(&duplicate->clock)) {
    return;
  }
  fingerprint_normalize(&duplicate->dry);
  fingerprint_normalize(&duplicate->wet);
  if (has_both) {
    duplicate_pair_compare(&duplicate->pair, &duplicate->clock, &duplicate->dry, &duplicate->wet);
  } else {
    duplicate->pair = (DuplicatePair){0};
  }
}

COLD Status return_duplicate_status(const ReturnDuplicate* duplicate, bool inverted) {
  const DuplicateVerdict verdict = duplicate_pair_verdict(&duplicate->pair, &duplicate->clock);
  return verdict == DUPLICATE_NONE                     ? STATUS_OK
         : (verdict == DUPLICATE_OPPOSITE) != inverted ? STATUS_CANCELLING
                                                       : STATUS_DUPLICATE;
}
