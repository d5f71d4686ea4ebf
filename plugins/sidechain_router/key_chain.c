// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/sidechain_router/key_chain.h"

#include "common/dsp/kernels.h"

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

void key_chain_set(KeyChain* chain, const KeyChainParams* params, uint32_t ramp_frames) {
  for (unsigned k = 0; k < ROUTER_KEYS; ++k) {
    ramp_set(&chain->gain[k], params->gain[k], ramp_frames);
  }
  chain->wanted = params->source;
  choose_source(chain, ramp_frames);
  band_limit_set(&chain->band_limit, params->hpf_hz, params->lpf_hz, ramp_frames);
}

/* Whether a key is heard. */
static bool is_audible(const Ramp* gain) {
  return ramp_is_moving(gain) || gain->target != 0.0f;
}

/* Writes a key that stands alone, at a gain at rest. */
static void take_key(const KeyChain* chain, float gain, const float* const in[2], uint32_t at,
                     float key[2][CHUNK_FRAMES], uint32_t n_frames) {
  for (unsigned c = 0; c < chain->n_channels; ++c) {
    kernel_sanitize_scaled(key[c], chunk_source(in[c], at), gain, n_frames);
  }
}

static void add_key(const KeyChain* chain, Ramp* gain, const float* const in[2], uint32_t at,
                    float key[2][CHUNK_FRAMES], uint32_t n_frames) {
  const bool moving = ramp_is_moving(gain);
  float gains[CHUNK_FRAMES];
  if (moving) {
    ramp_fill(gain, gains, n_frames);
    ramp_advance(gain, n_frames);
  }
  for (unsigned c = 0; c < chain->n_channels; ++c) {
    float added[CHUNK_FRAMES];
    kernel_sanitize(added, chunk_source(in[c], at), n_frames);
    if (moving) {
      kernel_scale_moving(added, added, gains, n_frames);
    } else {
      kernel_scale(added, added, gain->target, n_frames);
    }
    kernel_add(key[c], added, n_frames);
  }
}

/* Adds up the keys. */
static void mix_keys(KeyChain* chain, const float* const in[ROUTER_KEYS][2], uint32_t at, float key[2][CHUNK_FRAMES],
                     uint32_t n_frames) {
  unsigned first = 0;
  if (is_audible(&chain->gain[0]) && !ramp_is_moving(&chain->gain[0])) {
    take_key(chain, chain->gain[0].target, in[0], at, key, n_frames);
    first = 1;
  } else {
    memset(key[0], 0, n_frames * sizeof(float));
    memset(key[1], 0, n_frames * sizeof(float));
  }
  for (unsigned k = first; k < ROUTER_KEYS; ++k) {
    if (is_audible(&chain->gain[k])) {
      add_key(chain, &chain->gain[k], in[k], at, key, n_frames);
    }
  }
}

/* What a source makes of a stereo key: out = a left + b right, for each side. */
static void pick(KeySource source, const float key[2][CHUNK_FRAMES], float out[2][CHUNK_FRAMES], uint32_t n_frames) {
  static const float weights[][2][2] = {
    [KEY_STEREO] = {{1.0f, 0.0f}, {0.0f, 1.0f}}, [KEY_MONO] = {{0.5f, 0.5f}, {0.5f, 0.5f}},
    [KEY_SIDE] = {{0.5f, -0.5f}, {0.5f, -0.5f}}, [KEY_LEFT] = {{1.0f, 0.0f}, {1.0f, 0.0f}},
    [KEY_RIGHT] = {{0.0f, 1.0f}, {0.0f, 1.0f}},
  };
  for (unsigned side = 0; side < 2; ++side) {
    const float a = weights[source][side][0];
    const float b = weights[source][side][1];
    for (uint32_t i = 0; i < n_frames; ++i) {
      out[side][i] = key[0][i] * a + key[1][i] * b;
    }
  }
}

static void apply_source(KeyChain* chain, float key[2][CHUNK_FRAMES], uint32_t n_frames) {
  const Crossfader* source = &chain->source;
  float picked[2][CHUNK_FRAMES];
  pick((KeySource)source->to, (const float(*)[CHUNK_FRAMES])key, picked, n_frames);
  if (crossfader_is_moving(source)) {
    float old[2][CHUNK_FRAMES];
    float weight[CHUNK_FRAMES];
    pick((KeySource)source->from, (const float(*)[CHUNK_FRAMES])key, old, n_frames);
    ramp_fill(&source->weight, weight, n_frames);
    kernel_crossfade(picked[0], old[0], picked[0], weight, n_frames);
    kernel_crossfade(picked[1], old[1], picked[1], weight, n_frames);
  }
  memcpy(key[0], picked[0], n_frames * sizeof(float));
  memcpy(key[1], picked[1], n_frames * sizeof(float));
}

/* Gives the peak of a mono key. What a gain has pushed beyond all numbers becomes 0, each sample for itself, here and
   below; nothing after this can do that. */
static float read_mono(float* key, uint32_t n_frames) {
  const float peak = kernel_peak(key, n_frames);
  return peak_is_finite(peak) ? peak : kernel_sanitize(key, key, n_frames);
}

/* Turns a stereo key into what is listened to; gives its peak. */
static float run_source(KeyChain* chain, float key[2][CHUNK_FRAMES], uint32_t n_frames) {
  StereoMeasure measure;
  kernel_measure(&measure, key[0], key[1], n_frames);
  if (!peak_is_finite(measure.peak[0]) || !peak_is_finite(measure.peak[1])) {
    kernel_sanitize(key[0], key[0], n_frames);
    kernel_sanitize(key[1], key[1], n_frames);
    kernel_measure(&measure, key[0], key[1], n_frames);
  }
  correlation_add(&chain->power, &measure.products);
  if (!crossfader_is_moving(&chain->source) && chain->source.to == KEY_STEREO) {
    return peak_larger(measure.peak[0], measure.peak[1]);
  }
  apply_source(chain, key, n_frames);
  crossfader_advance(&chain->source, n_frames);
  return peak_larger(kernel_peak(key[0], n_frames), kernel_peak(key[1], n_frames));
}

/* Gives the peak of what is left of a key with a peak. */
static float run_filters(KeyChain* chain, float key[2][CHUNK_FRAMES], float peak, uint32_t n_frames) {
  const bool idle = band_limit_is_idle(&chain->band_limit);
  float* const channels[2] = {key[0], key[1]};
  band_limit_run(&chain->band_limit, channels, chain->n_channels, n_frames);
  if (idle) {
    return peak;
  }
  const float left = kernel_peak(key[0], n_frames);
  return chain->n_channels > 1 ? peak_larger(left, kernel_peak(key[1], n_frames)) : left;
}

float key_chain_run(KeyChain* chain, const float* const in[ROUTER_KEYS][2], uint32_t at, float key[2][CHUNK_FRAMES],
                    uint32_t n_frames) {
  mix_keys(chain, in, at, key, n_frames);
  const float whole = chain->n_channels > 1 ? run_source(chain, key, n_frames) : read_mono(key[0], n_frames);
  return run_filters(chain, key, whole, n_frames);
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
