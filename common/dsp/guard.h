// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Guard: stops a return that feeds itself.

   A return is taken for a runaway, faded out and held out when either

   - it has been above full scale of late and is found to be what was put out a while ago, coming round louder each time
     (see feedback.h), or
   - it has grown beyond what healthy music reaches: it stays above GUARD_LOUD for GUARD_SECONDS, or comes above
     GUARD_CEILING for as long with short breaks. Nothing above the ceiling is let through at any time. Both count as
     it is heard: a return that is turned down may be louder by as much, but no louder than GUARD_LOUDEST, and one that
     is turned up, no less loud. What is muted does not count.

   It comes back, faded in, once the loop has been quiet for GUARD_QUIET_SECONDS. Quiet means that what the return would
   add is silent, or clearly weaker than what the dry signal has added of late: then it cannot be the dry signal coming
   round in a loop that would grow again.

   Loudness alone is no fault: up to GUARD_LOUD, hot music, steady tones and fade-ins pass bit for bit. So a loop that
   changes the waveform is let go on up to there.

   Verdicts fall on the same frames at any block size. Order of calls for each chunk: guard_run(), unless
   guard_is_idle(); then, once the chunk has been mixed, guard_listen(); after the last chunk of an interval
   guard_step(). */

#ifndef SIGNALBOX_GUARD_H
#define SIGNALBOX_GUARD_H

#include "common/dsp/fastmath.h"
#include "common/dsp/feedback.h"
#include "common/dsp/ramp.h"

#define GUARD_CEILING 4.0f  // +12 dBFS
#define GUARD_LOUD 2.1f     // +6.4 dBFS
#define GUARD_LOUDEST 8.0f  // +18 dBFS
#define GUARD_SECONDS 0.050
#define GUARD_QUIET_SECONDS 1.0

typedef struct {
  uint32_t ramp_frames;
  uint32_t verdict_intervals, quiet_intervals;  // of GUARD_SECONDS and GUARD_QUIET_SECONDS
  float fall;                                   // of the peaks that are held, per interval
  float heard;                                  // gain at which the return is heard, no more than 1
  bool on;
  bool holding;                   // a return out
  Ramp gain;                      // of the return
  float peak, wet, dry;           // this interval: of the return, of what it would add, of what the dry signal adds
  float recent_peak, recent_dry;  // the same, held and falling
  float n_over, n_loud;           // intervals above GUARD_CEILING and GUARD_LOUD, leaking away
  uint32_t n_quiet;               // intervals
  Feedback feedback;
} Guard;

/* Set-up. Any thread while it does not run; realtime-safe. */

/* Off, until set. */
void guard_init(Guard* guard, double rate_hz);

/* Forgets all signal and lets the return through; the next frame begins an interval. */
void guard_reset(Guard* guard);

/* Audio thread, realtime-safe. */

/* Off lets the return through, whatever it is. */
void guard_set(Guard* guard, bool on);

/* Says at which gain the return is heard, or will be, whichever is larger: linear, >= 0. 1 at first. */
static inline void guard_set_heard(Guard* guard, float gain) {
  guard->heard = fast_min(gain, 1.0f);
}

/* guard_run() would leave a chunk with this peak as it is. */
static inline bool guard_is_idle(const Guard* guard, float peak) {
  return guard->gain.target == 1.0f && !ramp_is_moving(&guard->gain) &&
         !(guard->on && peak * guard->heard > GUARD_CEILING);
}

/* Limits float[n_channels][n_frames] to -limit .. limit, in place; a NaN becomes -limit. */
void guard_limit(float* const* channels, unsigned n_channels, float limit, uint32_t n_frames);

/* Limits to GUARD_CEILING, as it is heard, while it is on, and fades: in place, float[n_channels][n_frames], n_frames
   <= CHUNK_FRAMES, any samples. */
void guard_run(Guard* guard, float* const* channels, unsigned n_channels, uint32_t n_frames);

/* Where the mix may write the levels that guard_listen() needs: see feedback_levels(). False while none are
   wanted. */
static inline bool guard_levels(Guard* guard, float** in, float** out) {
  return feedback_levels(&guard->feedback, in, out);
}

/* Listens to the same chunk once it has been mixed, within one interval. `peak`, linear, is that of the return before
   guard_run(), dry_peak that of what the dry signal has added to the output. */
void guard_listen(Guard* guard, const FeedbackAudio* audio, float peak, float dry_peak, uint32_t n_frames);

/* Ends an interval of CHUNK_FRAMES (see chunk.h). */
void guard_step(Guard* guard);

/* Whether it holds the return out, or is fading it out. */
static inline bool guard_is_holding(const Guard* guard) {
  return guard->holding;
}

#endif
