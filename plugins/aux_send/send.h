// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Send: one send of an aux send, from its tap to its output: tap -> high-pass -> low-pass -> gain of each side ->
   meter. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_SEND_H
#define SIGNALBOX_SEND_H

#include "common/dsp/fan.h"
#include "common/dsp/meter.h"
#include "common/dsp/signal.h"
#include "plugins/aux_send/aux_send.h"

typedef struct {
  unsigned n_channels;
  Ramp tap;  // 0 pre-fader .. 1 post-fader
  Filter hpf, lpf;
  Ramp gain[2];  // of each side: level, pan, polarity, mute and bypass
  bool asleep;   // silent and settled: nothing of it runs
  Meter meter;   // of the louder side; whoever owns the send steps it
} Send;

/* n_channels 1 or 2. */
void send_init(Send* send, unsigned n_channels, double rate_hz);

/* Forgets all signal. */
void send_reset(Send* send);

/* Moves to other settings over ramp_frames; with 0 they are there at once. A send of a plugin that is not enabled is
 * silent. */
void send_set(Send* send, const SendParams* params, bool enabled, uint32_t ramp_frames);

/* At most n_frames, and no further than to where the send has faded out, as it is left out from then on. */
static inline uint32_t send_limit(const Send* send, uint32_t n_frames) {
  return ramp_limit(&send->gain[1], ramp_limit(&send->gain[0], n_frames));
}

/* Puts out what is sent of a signal before and after the fader, n_frames <= send_limit(), to n_channels ports from
   frame `at` on (NULL is nowhere). Returns the peak of the louder side, which it has metered. */
float send_run(Send* send, const Signal* pre, const Signal* post, float* const* out, uint32_t at, uint32_t n_frames);

/* Moves on by n_frames. */
static inline void send_advance(Send* send, uint32_t n_frames) {
  ramp_advance(&send->gain[0], n_frames);
  ramp_advance(&send->gain[1], n_frames);
  ramp_advance(&send->tap, n_frames);
}

/* Nothing moves, and no filter is in the path. */
bool send_is_resting(const Send* send);

/* The short way of send_run(), for a send that is resting. `pre` and `post` have n_channels. */
static inline float send_run_resting(Send* send, const FanSignal* const* pre, const FanSignal* const* post,
                                     float* const* out, uint32_t at, uint32_t n_frames) {
  const FanSignal* const* tapped = send->tap.target > 0.0f ? post : pre;
  float peak = 0.0f;
  for (unsigned c = 0; c < send->n_channels; ++c) {
    if (send->asleep) {
      chunk_write(out[c], at, chunk_silence, n_frames);
    } else {
      peak = fast_max(peak, fan_write(tapped[c], send->gain[c].target, out[c], at, n_frames));
    }
  }
  meter_add(&send->meter, peak);
  return peak;
}

#endif
