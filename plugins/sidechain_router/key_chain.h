// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Key chain: what the sidechain router makes of its two keys: levels -> sum -> source -> high-pass -> low-pass. */

#ifndef SIGNALBOX_KEY_CHAIN_H
#define SIGNALBOX_KEY_CHAIN_H

#include "common/dsp/band_limit.h"
#include "common/dsp/chunk.h"
#include "common/dsp/crossfader.h"
#include "common/dsp/meter.h"

#include <stdbool.h>
#include <stdint.h>

enum { ROUTER_KEYS = 2 };

/* What of a stereo key is listened to, on both sides except for KEY_STEREO. A mono key is always itself. */
typedef enum {
  KEY_STEREO,
  KEY_MONO,  // (L + R) / 2
  KEY_SIDE,  // (L - R) / 2
  KEY_LEFT,
  KEY_RIGHT,
  KEY_LOUDER,  // whichever side has had more power of late
} KeySource;

typedef struct {
  float gain[ROUTER_KEYS];  // linear
  KeySource source;
  float hpf_hz, lpf_hz;  // high-pass out of the path at 0, low-pass at INFINITY
} KeyChainParams;

typedef struct {
  unsigned n_channels;
  uint32_t ramp_frames;
  KeySource wanted;
  Ramp gain[ROUTER_KEYS];
  Crossfader source;  // of KeySource, KEY_LOUDER resolved
  bool right_is_louder;
  Correlation power;  // of the sides of the key
  BandLimit band_limit;
} KeyChain;

/* n_channels 1 or 2. Any thread. */
void key_chain_init(KeyChain* chain, unsigned n_channels, double rate_hz);

/* Audio thread, realtime-safe, all of these. */
void key_chain_reset(KeyChain* chain);

/* Sets what to move to over ramp_frames; with 0 it is there at once. */
void key_chain_set(KeyChain* chain, const KeyChainParams* params, uint32_t ramp_frames);

/* At most n_frames: where a chunk has to end for the chain's sake. */
static inline uint32_t key_chain_limit(const KeyChain* chain, uint32_t n_frames) {
  return crossfader_limit(&chain->source, n_frames);
}

/* Takes a chunk of the keys' ports (NULL for silence), from frame `at` on, to the conditioned key, which is finite.
   n_frames <= key_chain_limit(). Returns the peak of the conditioned key. */
float key_chain_run(KeyChain* chain, const float* const in[ROUTER_KEYS][2], uint32_t at, float key[2][CHUNK_FRAMES],
                    uint32_t n_frames);

/* Ends a interval (see chunk.h). */
void key_chain_step(KeyChain* chain);

#endif
