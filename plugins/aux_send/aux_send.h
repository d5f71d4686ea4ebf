// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Aux send: a through path with a fader, and up to four sends of it to elsewhere.

   A pre-fader send takes the input, a post-fader send the through path after fader, pan and mute. What it takes goes
   through polarity, high-pass, low-pass, pan and level, in this order, to an output of its own. Gains move as
   common/dsp/ramp.h says, so do pan, mute and polarity; the tap and bypass cross-fade. The through path, and a send at
   unity with its filters off, give back their source bit for bit. */

#ifndef SIGNALBOX_AUX_SEND_H
#define SIGNALBOX_AUX_SEND_H

#include "common/dsp/filter.h"
#include "common/dsp/status_monitor.h"

#include <stdbool.h>
#include <stdint.h>

enum { AUX_SEND_MAX_SENDS = 4 };

typedef enum { TAP_PRE_FADER, TAP_POST_FADER } SendTap;

typedef struct {
  float level;           // linear
  float pan;             // -1 .. 1, the balance law; ignored where the sends are mono
  float hpf_hz, lpf_hz;  // high-pass out of the path at 0, low-pass at INFINITY
  SendTap tap;
  bool mute, invert;
} SendParams;

typedef struct {
  float fader;  // linear
  float pan;    // like a send's
  bool mute;
  bool enabled;  // off: the input passes as it is, the sends are silent
  SendParams send[AUX_SEND_MAX_SENDS];
} AuxSendParams;

typedef struct {
  float peak[2];                        // of the main out, linear
  float send_peak[AUX_SEND_MAX_SENDS];  // of the louder side of a send's out, linear
  Status status;
} AuxSendMeters;

typedef struct AuxSend AuxSend;

/* n_sends 1 .. AUX_SEND_MAX_SENDS; n_channels, 1 or 2, of the main signal and of each send. rate_hz > 0. NULL where
   memory is short. It is to be set before it first runs. Not realtime-safe. */
AuxSend* aux_send_new(unsigned n_sends, unsigned n_channels, double rate_hz);
void aux_send_free(AuxSend* aux);

/* Forgets all signal, and has what is set next hold at once, as it does at first. Any thread but the audio thread, and
   not while it runs. */
void aux_send_reset(AuxSend* aux);

/* Moves to other params, from the next frame on; to be called only where there are others, as levels take as long as
   these are apart (see common/dsp/chunk.h). They are to be finite, and within their ranges. Audio thread,
   realtime-safe. */
void aux_send_set(AuxSend* aux, const AuxSendParams* params);

/* Runs any number of frames. in: n_channels. out: n_channels of the main out, then of each send. There is no latency.
   Each is a buffer of n_frames, or NULL: silence, and nowhere. Any out may be any in. Samples that are not finite count
   as 0. Audio thread, realtime-safe. */
void aux_send_run(AuxSend* aux, const float* const* in, float* const* out, uint32_t n_frames);

/* Gives what has been found out up to the end of the last run. Peaks are those of common/dsp/meter.h. Audio thread,
   realtime-safe. */
void aux_send_read(const AuxSend* aux, AuxSendMeters* meters);

#endif
