// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Channel delays: the same delay on each channel of a signal, in milliseconds. See delay.h for what one of them does.
 */

#ifndef SIGNALBOX_CHANNEL_DELAYS_H
#define SIGNALBOX_CHANNEL_DELAYS_H

#include "common/dsp/delay.h"

#include <stddef.h>

enum { CHANNEL_DELAYS_MAX = 2 };

typedef struct {
  unsigned n_channels;
  double rate_hz;
  uint32_t frames;  // of the delay that was set last
  Delay delay[CHANNEL_DELAYS_MAX];
} ChannelDelays;

/* Set-up, not for the audio thread. */

/* How many floats of memory they need: n_channels 1 or 2, longest_ms >= 0. */
size_t channel_delays_floats(unsigned n_channels, double rate_hz, float longest_ms);

/* No delay, until set. The caller owns `memory`, of as many floats, for as long as the delays are used. */
void channel_delays_init(ChannelDelays* delays, unsigned n_channels, double rate_hz, float longest_ms, float* memory);

/* Forgets all signal, and goes back to no delay. */
void channel_delays_reset(ChannelDelays* delays);

/* Audio thread, realtime-safe. */

/* Fades to a delay (0 .. longest_ms), rounded to whole frames, over fade_frames; with 0 frames it is there at once. */
void channel_delays_set(ChannelDelays* delays, float delay_ms, uint32_t fade_frames);

/* The delay is 0, with no fade under way: the output is the input, and the delays need not run. What does not run has
   to forget. */
static inline bool channel_delays_are_idle(const ChannelDelays* delays) {
  return delay_is_idle(&delays->delay[0]);
}

/* Forgets all signal at once. The input is passed on until there is enough of it to fade to the delay, over
   fade_frames. Cheap where there is nothing to forget. */
void channel_delays_forget(ChannelDelays* delays, uint32_t fade_frames);

static inline bool channel_delays_hold_signal(const ChannelDelays* delays) {
  return delay_holds_signal(&delays->delay[0]);
}

/* Neither fades nor waits for signal. */
static inline bool channel_delays_are_settled(const ChannelDelays* delays) {
  return delay_is_settled(&delays->delay[0]);
}

/* At most n_frames, and no further than to where the delays may become idle. */
static inline uint32_t channel_delays_limit(const ChannelDelays* delays, uint32_t n_frames) {
  return delay_limit(&delays->delay[0], n_frames);
}

/* float[n_channels][n_frames] each. Any `out` may be its `in`. */
void channel_delays_run(ChannelDelays* delays, float* const* out, const float* const* in, uint32_t n_frames);

#endif
