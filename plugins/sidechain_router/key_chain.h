// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Key chain: what the sidechain router makes of its two keys: levels -> sum -> source -> high-pass -> low-pass. */

#ifndef SIGNALBOX_KEY_CHAIN_H
#define SIGNALBOX_KEY_CHAIN_H

#include "common/dsp/audio_block.h"
#include "common/dsp/band_limit.h"
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

/* Sets what to move to; with 0 frames it is there at once. */
void key_chain_set(KeyChain* chain, const KeyChainParams* params, RampFrames frames);

/* At most n_frames: where a chunk has to end for the chain's sake. */
static inline uint32_t key_chain_limit(const KeyChain* chain, uint32_t n_frames) {
  return crossfader_limit(&chain->source, n_frames);
}

/* Makes the conditioned key, in a block's own samples and measured, of n_frames of the keys' buffers from frame `at`
   on: n_channels of key A, then of key B (NULL for silence). n_frames <= key_chain_limit() and CHUNK_FRAMES. */
void key_chain_run(KeyChain* chain, const float* const* in, uint32_t at, AudioBlock* key, uint32_t n_frames);

/* Ends a control interval (see chunk.h). */
void key_chain_step(KeyChain* chain);

#endif
