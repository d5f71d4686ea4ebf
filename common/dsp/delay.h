// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Delay line of whole frames, one channel. A new delay cross-fades from the old tap to the new one. With no delay the
   output is the input bit for bit. */

#ifndef SIGNALBOX_DELAY_H
#define SIGNALBOX_DELAY_H

#include "common/dsp/crossfader.h"

#include <math.h>

typedef struct {
  float* buffer;
  uint32_t mask;         // of positions in the buffer, whose size is a power of two
  uint32_t write;        // position of the next frame
  uint32_t held;         // frames of signal in the buffer; at first, of silence
  uint32_t n_written;    // frames that have been written to it since the reset; no more than its size
  Crossfader tap;        // delay in frames
  uint32_t wanted;       // where the tap is to go as soon as so many frames are held
  uint32_t fade_frames;  // in which it goes there
} Delay;

/* Set-up, not for the audio thread but where it is said. */

/* The whole frames nearest to a time. Any thread, realtime-safe. */
static inline uint32_t delay_frames_of_ms(double rate_hz, float ms) {
  return (uint32_t)lround((double)ms * 0.001 * rate_hz);
}

/* How many floats a buffer needs to delay by up to longest_frames: a power of two. */
uint32_t delay_buffer_frames(uint32_t longest_frames);

/* The caller owns `buffer`, of delay_buffer_frames(longest_frames), for as long as the delay is used. Starts with no
   delay. It does not matter what is in the buffer, and it is not touched: of a long one most pages may never be needed.
 */
void delay_init(Delay* delay, float* buffer, uint32_t longest_frames);

/* Forgets all signal and settles on a delay (<= longest_frames). */
void delay_reset(Delay* delay, uint32_t delay_frames);

/* Audio thread, realtime-safe. */

/* Fades to a delay (<= longest_frames) over fade_frames; with 0 it is there at once. Either way it waits until it holds
   that much signal: see delay_forget(). */
void delay_set(Delay* delay, uint32_t delay_frames, uint32_t fade_frames);

/* float[n_frames] each, n_frames <= CHUNK_FRAMES, finite; `out` may be `in`. Fades begin and end within a run. */
void delay_run(Delay* delay, float* out, const float* in, uint32_t n_frames);

/* The delay is 0, with no fade under way. An idle delay gives back its input, so it need not run. But one that has not
   run must be made to forget: it then fades to a new delay only once it holds that much signal again. */
static inline bool delay_is_idle(const Delay* delay) {
  return !crossfader_is_moving(&delay->tap) && delay->tap.to == 0 && delay->wanted == 0;
}

/* Forgets all signal at once. Then it gives back its input, until it holds enough signal to fade to its delay, over
   fade_frames. */
void delay_forget(Delay* delay, uint32_t fade_frames);

static inline bool delay_holds_signal(const Delay* delay) {
  return delay->held > 0;
}

/* Neither fades nor waits for signal. */
static inline bool delay_is_settled(const Delay* delay) {
  return !crossfader_is_moving(&delay->tap) && delay->tap.to == delay->wanted;
}

/* At most n_frames, and no further than where a delay may become idle. */
static inline uint32_t delay_limit(const Delay* delay, uint32_t n_frames) {
  return crossfader_limit(&delay->tap, n_frames);
}

#endif
