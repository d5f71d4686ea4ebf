// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Sidechain router: mixes two keys, conditions the mix, hands it on, and ducks, gates or pulses the main signal with
   it.

   Key path: levels -> sum -> source -> high-pass -> low-pass -> detector, key out and listen. With look-ahead the main
   signal, the key out, listen and the CV outs all come that much later, so that they stay aligned; the gain that is
   worked out of the key is not delayed. A router that only routes gives the main signal back bit for bit. */

#ifndef SIGNALBOX_SIDECHAIN_ROUTER_H
#define SIGNALBOX_SIDECHAIN_ROUTER_H

#include "common/dsp/dynamics.h"
#include "common/dsp/status_monitor.h"
#include "plugins/sidechain_router/key_chain.h"

#include <stdbool.h>
#include <stdint.h>

#define ROUTER_LONGEST_LOOKAHEAD_MS 20.0f

typedef enum { ROUTER_ROUTE, ROUTER_DUCK, ROUTER_GATE, ROUTER_PULSE, ROUTER_ACTIONS } RouterAction;

typedef struct {
  KeyChainParams key;
  float key_out_gain;  // linear
  bool listen;         // the conditioned key on the main out
  RouterAction action;
  DynamicsParams dynamics;          // but for the action; a key below its floor counts as silence
  bool relative;                    // the threshold counts from the key's own recent peak
  float duck_low_hz, duck_high_hz;  // what of the main signal is turned down; open at 0, and at INFINITY
  float lookahead_ms;
  bool enabled;
} SidechainRouterParams;

typedef struct {
  float key_peak, peak[2];  // linear
  float reduction_db;       // <= 0
  Status status;
  uint32_t latency_frames;
} SidechainRouterMeters;

typedef struct SidechainRouter SidechainRouter;

/* n_channels, 1 or 2, of the main signal and of each key; has_cv: it has two CV outputs. rate_hz > 0. NULL where memory
   is short. It is to be set before it first runs. Not realtime-safe. */
SidechainRouter* sidechain_router_new(unsigned n_channels, bool has_cv, double rate_hz);
void sidechain_router_free(SidechainRouter* router);

/* Forgets all signal, and has what is set next hold at once, as it does at first. Any thread but the audio thread, and
   not while it runs. */
void sidechain_router_reset(SidechainRouter* router);

/* Moves to other params, from the next frame on; to be called only where there are others, as levels take as long as
   these are apart (see common/dsp/chunk.h). They are to be finite, and within their ranges. Audio thread,
   realtime-safe. */
void sidechain_router_set(SidechainRouter* router, const SidechainRouterParams* params);

/* Runs any number of frames. in: n_channels of the main signal, of key A and of key B. out: n_channels of the main out
   and of the key out, then, where it has_cv, one each of the level of the conditioned key and of the gain that acts on
   the main signal, both 0 .. 1 linear. The latency of all outs is the look-ahead. Each is a buffer of n_frames, or
   NULL: silence, and nowhere. Any out may be any in. Samples that are not finite count as 0. Audio thread,
   realtime-safe. */
void sidechain_router_run(SidechainRouter* router, const float* const* in, float* const* out, uint32_t n_frames);

/* Gives what has been found out up to the end of the last run. Peaks are those of common/dsp/meter.h; that of the key
   is of the louder side. Audio thread, realtime-safe. */
void sidechain_router_read(const SidechainRouter* router, SidechainRouterMeters* meters);

#endif
