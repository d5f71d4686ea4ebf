// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_compressor/compression.h"

#include "common/dsp/kernels.h"

#include <math.h>
#include <string.h>

void compression_init(Compression* compression, unsigned n_channels, double rate_hz) {
  compression->n_channels = n_channels;
  filter_init(&compression->key_hpf, FILTER_HIGH_PASS, rate_hz);
  band_limit_init(&compression->wet_band_limit, rate_hz);
  dynamics_init(&compression->dynamics, rate_hz);
  compression->longest_delay_frames = (uint32_t)ceil((double)COMPRESSOR_LONGEST_LOOKAHEAD_MS * rate_hz / 1000.0);
}

void compression_reset(Compression* compression) {
  compression->key_is_filtered = false;
  filter_reset(&compression->key_hpf);
  band_limit_reset(&compression->wet_band_limit);
  dynamics_reset(&compression->dynamics);
  compression->alert_frames = compression->longest_delay_frames;
}

void compression_set(Compression* compression, const ParallelCompressorParams* params, uint32_t ramp_frames) {
  filter_set(&compression->key_hpf, params->key_hpf_hz, compression->key_is_filtered ? ramp_frames : 0);
  band_limit_set(&compression->wet_band_limit, params->wet_hpf_hz, params->wet_lpf_hz, ramp_frames);
  dynamics_set(&compression->dynamics, &params->dynamics, ramp_frames);
}

static void silence_the_absurd(float* row, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    row[i] = fabsf(row[i]) <= COMPRESSION_ABSURD_GAIN ? row[i] : 0.0f;
  }
}

/* The key as the dynamics hear it, where that is not the key itself. */
static void condition_key(Compression* compression, float* const* key, bool absurd, float* const* out,
                          uint32_t n_frames) {
  for (unsigned c = 0; c < compression->n_channels; ++c) {
    memcpy(out[c], key[c], n_frames * sizeof(float));
    if (absurd) {
      silence_the_absurd(out[c], n_frames);
    }
  }
  compression->key_is_filtered = true;
  filter_run(&compression->key_hpf, out, compression->n_channels, n_frames);
}

void compression_gains(Compression* compression, float* const* key, float key_peak, float* const* gains,
                       uint32_t n_frames) {
  const bool absurd = key_peak > COMPRESSION_ABSURD_GAIN;
  const bool as_it_is = !absurd && filter_is_idle(&compression->key_hpf);
  const float* const* heard = (const float* const*)(as_it_is ? key : gains);
  if (absurd) {
    compression->alert_frames = compression->longest_delay_frames + n_frames;
  }
  if (!as_it_is) {
    condition_key(compression, key, absurd, gains, n_frames);
  }
  if (compression->n_channels > 1) {
    dynamics_run_pair(&compression->dynamics, heard, gains, n_frames);
  } else {
    dynamics_run(&compression->dynamics, heard[0], gains[0], n_frames);
  }
}

void compression_run(Compression* compression, float* const* dry, float* const* wet, uint32_t n_frames) {
  for (unsigned c = 0; c < compression->n_channels; ++c) {
    kernel_scale_moving(wet[c], dry[c], wet[c], n_frames);
    if (compression->alert_frames) {
      silence_the_absurd(wet[c], n_frames);
    }
  }
  compression->alert_frames -= n_frames < compression->alert_frames ? n_frames : compression->alert_frames;
  band_limit_run(&compression->wet_band_limit, wet, compression->n_channels, n_frames);
}

void compression_step(Compression* compression) {
  dynamics_step(&compression->dynamics);
}
