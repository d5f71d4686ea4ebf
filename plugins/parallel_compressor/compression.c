// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_compressor/compression.h"

#include "common/dsp/sample_kernels.h"

#include <math.h>
#include <string.h>

void compression_init(Compression* compression, double rate_hz) {
  filter_init(&compression->key_hpf, FILTER_HIGH_PASS, rate_hz);
  band_limit_init(&compression->wet_band_limit, rate_hz);
  dynamics_init(&compression->dynamics, rate_hz);
  compression->longest_delay_frames = (uint32_t)ceil((double)COMPRESSOR_LONGEST_LOOKAHEAD_MS * rate_hz / 1000.0);
}

void compression_reset(Compression* compression) {
  filter_reset(&compression->key_hpf);
  band_limit_reset(&compression->wet_band_limit);
  dynamics_reset(&compression->dynamics);
  compression->alert_frames = compression->longest_delay_frames;
}

void compression_set(Compression* compression, const ParallelCompressorParams* params, uint32_t ramp_frames) {
  filter_set(&compression->key_hpf, params->key_hpf_hz, ramp_frames);
  band_limit_set(&compression->wet_band_limit, params->wet_hpf_hz, params->wet_lpf_hz, ramp_frames);
  dynamics_set(&compression->dynamics, &params->dynamics, ramp_frames);
}

static void silence_broken(float* row, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    row[i] = fabsf(row[i]) <= COMPRESSION_CEILING_GAIN ? row[i] : 0.0f;
  }
}

/* The key as the dynamics hear it, where that is not the key itself. */
static void condition_key(Compression* compression, const AudioBlock* key, bool broken, float* const* out) {
  for (unsigned c = 0; c < key->n_channels; ++c) {
    memcpy(out[c], key->channel[c], key->n_frames * sizeof(float));
    if (broken) {
      silence_broken(out[c], key->n_frames);
    }
  }
  filter_run(&compression->key_hpf, out, key->n_channels, key->n_frames);
}

void compression_gains(Compression* compression, const AudioBlock* dry, const AudioBlock* key, AudioBlock* gains) {
  const bool broken = audio_block_peak(key) > COMPRESSION_CEILING_GAIN;
  const bool as_it_is = !broken && filter_is_idle(&compression->key_hpf);
  float* const own[] = {gains->own[0], gains->own[1]};
  audio_block_begin(gains, key->n_channels, key->n_frames);
  if (audio_block_peak(dry) > COMPRESSION_CEILING_GAIN) {
    compression->alert_frames = compression->longest_delay_frames + key->n_frames;
  }
  if (!as_it_is) {
    condition_key(compression, key, broken, own);
  }
  const float* const* heard = as_it_is ? key->channel : gains->channel;
  if (key->n_channels > 1) {
    dynamics_run_pair(&compression->dynamics, heard, own, key->n_frames);
  } else {
    dynamics_run(&compression->dynamics, heard[0], own[0], key->n_frames);
  }
}

void compression_run(Compression* compression, const AudioBlock* dry, AudioBlock* gains) {
  const uint32_t n_frames = dry->n_frames;
  float* const wet[] = {gains->own[0], gains->own[1]};
  for (unsigned c = 0; c < dry->n_channels; ++c) {
    kernel_scale_moving(wet[c], dry->channel[c], wet[c], n_frames);
    if (compression->alert_frames) {
      silence_broken(wet[c], n_frames);
    }
  }
  compression->alert_frames -= n_frames < compression->alert_frames ? n_frames : compression->alert_frames;
  band_limit_run(&compression->wet_band_limit, wet, dry->n_channels, n_frames);
}

void compression_step(Compression* compression) {
  dynamics_step(&compression->dynamics);
}
