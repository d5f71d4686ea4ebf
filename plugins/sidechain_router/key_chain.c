// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/sidechain_router/key_chain.h"

#include "common/dsp/sample_kernels.h"
#include "common/dsp/stereo_kernels.h"

#include <string.h>

#define LOUDER_MARGIN 1.26f  // in power, 1 dB: how much louder the other side must be before it is listened to

void key_chain_init(KeyChain* chain, unsigned n_channels, double rate_hz) {
  chain->n_channels = n_channels;
  chain->ramp_frames = ramp_frames(rate_hz);
  band_limit_init(&chain->band_limit, rate_hz);
  correlation_init(&chain->power, rate_hz);
  key_chain_reset(chain);
}

void key_chain_reset(KeyChain* chain) {
  chain->right_is_louder = false;
  correlation_reset(&chain->power);
  band_limit_reset(&chain->band_limit);
}

static void choose_source(KeyChain* chain, uint32_t ramp_frames) {
  KeySource source = chain->wanted;
  if (source == KEY_LOUDER) {
    source = chain->right_is_louder ? KEY_RIGHT : KEY_LEFT;
  }
  crossfader_set(&chain->source, source, ramp_frames);
}

void key_chain_set(KeyChain* chain, const KeyChainParams* params, RampFrames frames) {
  for (unsigned k = 0; k < ROUTER_KEYS; ++k) {
    ramp_set_gain(&chain->gain[k], params->gain[k], frames);
  }
  chain->wanted = params->source;
  choose_source(chain, frames.fade);
  band_limit_set(&chain->band_limit, params->hpf_hz, params->lpf_hz, frames.fade);
}

/* Whether a key is heard. */
static bool is_audible(const Ramp* gain) {
  return ramp_is_moving(gain) || gain->target != 0.0f;
}

/* Writes a key that stands alone, at a gain at rest. */
static void take_key(float gain, const float* const* in, uint32_t at, AudioBlock* key) {
  for (unsigned c = 0; c < key->n_channels; ++c) {
    kernel_sanitize_scaled(key->own[c], chunk_source(in[c], at), gain, key->n_frames);
  }
}

static void add_key(Ramp* gain, const float* const* in, uint32_t at, AudioBlock* key) {
  for (unsigned c = 0; c < key->n_channels; ++c) {
    float added[CHUNK_FRAMES];
    kernel_sanitize(added, chunk_source(in[c], at), key->n_frames);
    audio_block_scale_channel(added, added, gain, key->n_frames);
    kernel_add(key->own[c], added, key->n_frames);
  }
  ramp_advance(gain, key->n_frames);
}

/* Adds up the keys. */
static void mix_keys(KeyChain* chain, const float* const* in, uint32_t at, AudioBlock* key) {
  unsigned first = 0;
  if (is_audible(&chain->gain[0]) && !ramp_is_moving(&chain->gain[0])) {
    take_key(chain->gain[0].target, in, at, key);
    first = 1;
  } else {
    memset(key->own[0], 0, key->n_frames * sizeof(float));
    memset(key->own[1], 0, key->n_frames * sizeof(float));
  }
  for (unsigned k = first; k < ROUTER_KEYS; ++k) {
    if (is_audible(&chain->gain[k])) {
      add_key(&chain->gain[k], in + k * chain->n_channels, at, key);
    }
  }
}

/* What a source makes of a stereo key: for each side, a left + b right. */
static void pick(KeySource source, const AudioBlock* key, AudioBlock* picked) {
  static const float weights[][2][2] = {
    [KEY_STEREO] = {{1.0f, 0.0f}, {0.0f, 1.0f}}, [KEY_MONO] = {{0.5f, 0.5f}, {0.5f, 0.5f}},
    [KEY_SIDE] = {{0.5f, -0.5f}, {0.5f, -0.5f}}, [KEY_LEFT] = {{1.0f, 0.0f}, {1.0f, 0.0f}},
    [KEY_RIGHT] = {{0.0f, 1.0f}, {0.0f, 1.0f}},
  };
  audio_block_begin(picked, 2, key->n_frames);
  for (unsigned side = 0; side < 2; ++side) {
    const float a = weights[source][side][0];
    const float b = weights[source][side][1];
    for (uint32_t i = 0; i < key->n_frames; ++i) {
      picked->own[side][i] = key->own[0][i] * a + key->own[1][i] * b;
    }
  }
}

/* Turns a stereo key into what is listened to. */
static void apply_source(const Crossfader* source, AudioBlock* key) {
  AudioBlock picked;
  AudioBlock old;
  pick((KeySource)source->to, key, &picked);
  if (crossfader_is_moving(source)) {
    pick((KeySource)source->from, key, &old);
    audio_block_crossfade(key, &old, &picked, &source->weight);
  } else {
    audio_block_alias(key, &picked);
    audio_block_own(key);
    audio_block_measure(key);
  }
}

/* Measures a stereo key, also the power of its sides, and turns it into what is listened to. */
static void run_source(KeyChain* chain, AudioBlock* key) {
  StereoMeasure measure;
  kernel_measure(&measure, key->own[0], key->own[1], key->n_frames);
  if (!peak_is_finite(measure.peak[0]) || !peak_is_finite(measure.peak[1])) {
    audio_block_measure(key);
    kernel_measure(&measure, key->own[0], key->own[1], key->n_frames);
  }
  key->peak[0] = measure.peak[0];
  key->peak[1] = measure.peak[1];
  correlation_add(&chain->power, &measure.products);
  if (crossfader_is_moving(&chain->source) || chain->source.to != KEY_STEREO) {
    apply_source(&chain->source, key);
    crossfader_advance(&chain->source, key->n_frames);
  }
}

static void run_filters(KeyChain* chain, AudioBlock* key) {
  if (!band_limit_is_idle(&chain->band_limit)) {
    float* const channels[2] = {key->own[0], key->own[1]};
    band_limit_run(&chain->band_limit, channels, key->n_channels, key->n_frames);
    audio_block_measure(key);
  }
}

void key_chain_run(KeyChain* chain, const float* const* in, uint32_t at, AudioBlock* key, uint32_t n_frames) {
  audio_block_begin(key, chain->n_channels, n_frames);
  mix_keys(chain, in, at, key);
  if (chain->n_channels > 1) {
    run_source(chain, key);
  } else {
    audio_block_measure(key);
  }
  run_filters(chain, key);
}

/* Follows the louder side of the key, with a margin so that equal sides do not take turns. */
void key_chain_step(KeyChain* chain) {
  correlation_step(&chain->power);
  const StereoProducts* power = &chain->power.mean;
  const float current = chain->right_is_louder ? power->rr : power->ll;
  const float other = chain->right_is_louder ? power->ll : power->rr;
  if (other > LOUDER_MARGIN * current) {
    chain->right_is_louder = !chain->right_is_louder;
    choose_source(chain, chain->ramp_frames);
  }
}
