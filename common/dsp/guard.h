// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Guard: stops a return that feeds itself.

   A return is taken for a runaway, faded out and held out when either

   - it has been above full scale of late and is found to be what was put out a while ago, coming round louder each time
     (see feedback.h), or
   - it stays above GUARD_CEILING; nothing above that is let through.

   It comes back, faded in, once the loop has been quiet for GUARD_QUIET_SECONDS: all the while, what the return would
   add was silent, or clearly weaker than the dry signal, so that it cannot be the dry signal coming round in a loop that
   would grow again.

   Loudness alone is no fault: up to the ceiling, music, steady tones and fade-ins pass bit for bit.
   Verdicts fall on the same frames at any block size. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_GUARD_H
#define SIGNALBOX_GUARD_H

#include "common/dsp/feedback.h"
#include "common/dsp/glide.h"

#define GUARD_CEILING 4.0f  // +12 dBFS
#define GUARD_CEILING_SECONDS 0.050
#define GUARD_QUIET_SECONDS 1.0

typedef struct {
  uint32_t glide_frames;
  uint32_t ceiling_cells, quiet_cells;  // of GUARD_CEILING_SECONDS and GUARD_QUIET_SECONDS
  float fall;                           // of held peaks, per cell
  bool on;
  bool holding;  // a return out
  Glide gain;    // of the return
  Feedback feedback;
  float peak;      // of the return, this cell
  float recent;    // the same, held and falling
  float wet, dry;  // what return and dry signal would put out, this cell
  float recent_dry;
  float over;      // cells above the ceiling, leaking
  uint32_t quiet;  // cells
} Guard;

void guard_init(Guard* guard, double rate_hz);

/* Forgets all signal; the return is let through. */
void guard_reset(Guard* guard);

/* Off lets the return through, whatever it is. */
void guard_set(Guard* guard, bool on);

/* Whether guard_run() would leave a chunk with this peak alone. */
static inline bool guard_is_idle(const Guard* guard, float peak) {
  return guard->gain.target == 1.0f && !glide_is_moving(&guard->gain) && !(guard->on && peak > GUARD_CEILING);
}

/* In place, on n_channels buffers of n_frames <= CHUNK_FRAMES. `peak` is the largest |x|. */
void guard_run(Guard* guard, float* const* channels, unsigned n_channels, float peak, uint32_t n_frames);

/* Listens to the same chunk, after it has been mixed. `peak` is the one before guard_run(); dry_peak is what the dry
   signal has added to the output. */
void guard_listen(Guard* guard, const FeedbackAudio* audio, float peak, float dry_peak, uint32_t n_frames);

/* Ends a cell of CHUNK_FRAMES (see chunk.h). */
void guard_step(Guard* guard);

#endif
