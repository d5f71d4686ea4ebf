// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Return duplicate: tells whether a return, before its duck, is the dry signal once more (common/dsp/fingerprint.h).
   Realtime-safe. */

#ifndef SIGNALBOX_RETURN_DUPLICATE_H
#define SIGNALBOX_RETURN_DUPLICATE_H

#include "common/dsp/audio_block.h"
#include "common/dsp/fingerprint.h"
#include "common/dsp/status_monitor.h"

typedef struct {
  FingerprintClock clock;
  Fingerprint dry, wet;
  DuplicatePair pair;
} ReturnDuplicate;

/* Set-up. Any thread while it does not run. */

/* Control intervals have interval_frames (see chunk.h). */
void return_duplicate_init(ReturnDuplicate* duplicate, double rate_hz, uint32_t interval_frames);
void return_duplicate_reset(ReturnDuplicate* duplicate);

/* Audio thread. */

/* Takes in both signals, finite, of a chunk that begins clock_at frames into its interval. */
void return_duplicate_add(ReturnDuplicate* duplicate, const AudioBlock* dry, const AudioBlock* wet, uint32_t clock_at);

/* Ends a control interval, at the end of which both are heard, or else cannot double one another. */
void return_duplicate_step(ReturnDuplicate* duplicate, bool has_both);

/* STATUS_DUPLICATE, STATUS_CANCELLING or STATUS_OK, of a return that is mixed inverted or as it is. */
Status return_duplicate_status(const ReturnDuplicate* duplicate, bool inverted);

#endif
