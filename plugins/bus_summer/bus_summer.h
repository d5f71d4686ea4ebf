// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Bus summer: N mono or stereo strips into one stereo bus.

   Each strip goes through its delay, width, polarity, pan and gain; strips are summed in their order; then width, mono
   and fader act on the sum. Every gain moves as common/dsp/ramp.h says; so do mute, solo, polarity, pan law and bypass,
   each of which is a change of a strip's gains into the bus. A new delay cross-fades (see common/dsp/delay.h). Delays
   are the user's, to line up late strips: they are no latency. Strips are compared to one another after delay and
   width; but their lags are measured as they arrive, and delays are counted in after that. A bus with one stereo strip
   in use, at its defaults, gives that strip back bit for bit. */

#ifndef SIGNALBOX_BUS_SUMMER_H
#define SIGNALBOX_BUS_SUMMER_H

#include "common/dsp/pan.h"
#include "common/dsp/status_monitor.h"

#include <stdbool.h>
#include <stdint.h>

enum { BUS_SUMMER_MAX_STRIPS = 16 };

#define BUS_SUMMER_LONGEST_DELAY_MS 50.0f

/* Those of strips are a lane for each strip. */
typedef struct {
  float gain[BUS_SUMMER_MAX_STRIPS];         // linear
  float pan[BUS_SUMMER_MAX_STRIPS];          // -1 .. 1
  float strip_width[BUS_SUMMER_MAX_STRIPS];  // 0 .. 2; a mono strip has none
  float delay_ms[BUS_SUMMER_MAX_STRIPS];     // 0 .. BUS_SUMMER_LONGEST_DELAY_MS
  bool mute[BUS_SUMMER_MAX_STRIPS], solo[BUS_SUMMER_MAX_STRIPS], invert[BUS_SUMMER_MAX_STRIPS];
  float fader;  // linear
  float width;  // 0 .. 2
  bool mono;
  PanLaw pan_law;      // of mono strips
  unsigned reference;  // the strip that lags are measured against, from 1; 0 for none
  bool enabled;        // off: all strips at unity, with no delay and no width
} BusSummerParams;

typedef struct {
  float strip_peak[BUS_SUMMER_MAX_STRIPS];  // linear, after gain and mute; 0 beyond the last strip
  float peak[2];                            // linear
  float lag_ms[BUS_SUMMER_MAX_STRIPS];      // how much later than on the reference the same sound arrives on each,
  float polarity[BUS_SUMMER_MAX_STRIPS];    // and as it is, 1, or inverted, -1; both 0 where unknown
  float correlation;                        // -1 .. 1
  float mono_loss_db;                       // 0 .. MONO_LOSS_CEILING_DB
  Status status;
  unsigned status_strip[2];  // the strips the status is about, from 1; 0 for none
  float status_lag_ms;       // how much later than the first the second has the same sound, after their delays, where
  float status_polarity;     // that is what the status is about; and as it is, 1, or inverted, -1; else both 0
} BusSummerMeters;

typedef struct BusSummer BusSummer;

/* n_strips 1 .. BUS_SUMMER_MAX_STRIPS; n_channels, 1 or 2, of each strip. rate_hz > 0. NULL where memory is short. It
   is to be set before it first runs. Not realtime-safe. */
BusSummer* bus_summer_new(unsigned n_strips, unsigned n_channels, double rate_hz);
void bus_summer_free(BusSummer* bus);

/* Forgets all signal, and has what is set next hold at once, as it does at first. Any thread but the audio thread, and
   not while it runs. */
void bus_summer_reset(BusSummer* bus);

/* Moves to other params, from the next frame on; to be called only where there are others, as levels take as long as
   these are apart (see common/dsp/chunk.h). They are to be finite, and within their ranges. Audio thread,
   realtime-safe. */
void bus_summer_set(BusSummer* bus, const BusSummerParams* params);

/* Runs any number of frames. in: n_strips * n_channels, strip by strip. out: left and right. There is no latency. Each
   is a buffer of n_frames, or NULL: silence, and nowhere. Any out may be any in. Samples that are not finite count as
   zero. Inputs that have all been alike since the start are one channel that a host has fanned out: it counts once, as
   that of the first strip. Audio thread, realtime-safe. */
void bus_summer_run(BusSummer* bus, const float* const* in, float* const* out, uint32_t n_frames);

/* Gives what has been found out up to the end of the last run. Peaks and correlation are those of common/dsp/meter.h.
   Audio thread, realtime-safe. */
void bus_summer_read(const BusSummer* bus, BusSummerMeters* meters);

#endif
