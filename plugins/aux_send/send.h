// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Send: one send of an aux send, from its tap to its output: tap -> high-pass -> low-pass -> gain of each side ->
   meter. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_SEND_H
#define SIGNALBOX_SEND_H

#include "common/dsp/audio_block.h"
#include "common/dsp/band_limit.h"
#include "common/dsp/meter.h"
#include "plugins/aux_send/aux_send.h"

typedef struct {
  unsigned n_channels;
  Ramp tap;  // 0 pre-fader .. 1 post-fader
  BandLimit band_limit;
  Ramp gain[2];  // of each side: level, pan, polarity, mute and bypass
  bool idle;     // silent and settled: nothing of it runs, and its filters hold nothing
  Meter meter;   // of the louder side; whoever owns the send steps it
} Send;

/* n_channels 1 or 2. */
void send_init(Send* send, unsigned n_channels, double rate_hz);

/* Forgets all signal. */
void send_reset(Send* send);

/* Moves to other settings; with 0 frames they are there at once. A send of a plugin that is not enabled is silent. */
void send_set(Send* send, const SendParams* params, bool enabled, RampFrames frames);

/* At most n_frames, and no further than to where the send has faded out, as it is left out from then on. */
static inline uint32_t send_limit(const Send* send, uint32_t n_frames) {
  return ramp_limit(&send->gain[1], ramp_limit(&send->gain[0], n_frames));
}

/* Puts out what is sent of the signal before and after the fader, no longer than send_limit(), to n_channels ports from
   frame `at` on (NULL is nowhere). Neither block may stand in those. Returns the peak of the louder side, which it has
   metered. */
float send_run(Send* send, const AudioBlock* pre, const AudioBlock* post, float* const* out, uint32_t at);

/* Moves on by n_frames; true where anything moves still. */
static inline bool send_advance(Send* send, uint32_t n_frames) {
  ramp_advance(&send->gain[0], n_frames);
  ramp_advance(&send->gain[1], n_frames);
  ramp_advance(&send->tap, n_frames);
  return ramp_is_moving(&send->gain[0]) || ramp_is_moving(&send->gain[1]) || ramp_is_moving(&send->tap);
}

#endif
