// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Aux return: brings an effect back beside a dry signal, blended with it, or instead of it.

   dry -> dry delay -> level; return -> high-pass -> low-pass -> delay -> duck -> guard -> width -> pan, polarity, mute
   and level. The dry delay is the latency. The duck listens to the dry signal as it comes in, with a ratio of
   RETURN_DUCK_RATIO and a knee of RETURN_DUCK_KNEE_DB. With a silent return and nothing touched the dry signal comes
   back bit for bit.

   A match is one more gain of the return: what makes it, as it comes out of its delay, as loud as the dry signal
   (common/dsp/loudness.h). So it neither undoes the duck nor what width, pan and level are set to. */

#ifndef SIGNALBOX_AUX_RETURN_H
#define SIGNALBOX_AUX_RETURN_H

#include "common/dsp/filter.h"
#include "common/dsp/status_monitor.h"

#include <stdbool.h>
#include <stdint.h>

#define RETURN_LONGEST_DRY_DELAY_MS 100.0f
#define RETURN_LONGEST_DELAY_MS 500.0f
#define RETURN_LONGEST_LAG_MS 500.0f
#define RETURN_DEEPEST_DUCK_DB 48.0f
#define RETURN_DUCK_RATIO 100.0f
#define RETURN_DUCK_KNEE_DB 0.0f

typedef enum { RETURN_ADD, RETURN_BLENDED, RETURN_WET_ONLY } AuxReturnMode;

typedef struct {
  AuxReturnMode mode;
  float dry_gain, return_gain;  // linear
  float mix;                    // 0 dry .. 1 return, in mode RETURN_BLENDED
  float dry_delay_ms;
  float pan;    // -1 .. 1, of stereo returns
  float width;  // 0 .. 2, of stereo returns
  bool mute, invert;
  float hpf_hz, lpf_hz;  // high-pass out of the path at 0, low-pass at INFINITY
  float delay_ms;
  float duck_depth_db;  // 0: off
  float duck_threshold_db, duck_attack_ms, duck_release_ms;
  bool match, guard, enabled;
} AuxReturnParams;

typedef struct {
  float dry_peak, return_peak;  // linear, as they are in the main out; the louder side
  float peak[2];                // linear, of the main out
  float reduction_db;           // <= 0, of the duck
  float lag_ms, polarity;       // how much later than the dry signal the same sound comes back; as it is, 1, or
                                // inverted, -1; both 0 where unknown
  float mono_loss_db;           // 0 .. MONO_LOSS_CEILING_DB, of a stereo main out
  Status status;
  uint32_t latency_frames;
} AuxReturnMeters;

typedef struct AuxReturn AuxReturn;

/* n_channels, 1 or 2, of the dry signal, the return and the out. rate_hz > 0. NULL where memory is short. It is to be
   set before it first runs. Not realtime-safe. */
AuxReturn* aux_return_new(unsigned n_channels, double rate_hz);
void aux_return_free(AuxReturn* aux);

/* Forgets all signal, and has what is set next hold at once, as it does at first. Any thread but the audio thread, and
   not while it runs. */
void aux_return_reset(AuxReturn* aux);

/* Moves to other params, from the next frame on; to be called only where there are others, as levels take as long as
   these are apart (see common/dsp/chunk.h). They are to be finite, and within their ranges. Audio thread,
   realtime-safe. */
void aux_return_set(AuxReturn* aux, const AuxReturnParams* params);

/* Runs any number of frames. in: n_channels of the dry signal, then of the return. out: n_channels. The latency is the
   dry delay. Each is a buffer of n_frames, or NULL: silence, and nowhere. Any out may be any in. Samples that are not
   finite count as 0. Audio thread, realtime-safe. */
void aux_return_run(AuxReturn* aux, const float* const* in, float* const* out, uint32_t n_frames);

/* Gives what has been found out up to the end of the last run. Peaks are those of common/dsp/meter.h. Audio thread,
   realtime-safe. */
void aux_return_read(const AuxReturn* aux, AuxReturnMeters* meters);

#endif
