// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/audio_block.h"

void audio_block_own(AudioBlock* block) {
  for (unsigned c = 0; c < block->n_channels; ++c) {
    if (block->channel[c] != block->own[c]) {
      memcpy(block->own[c], block->channel[c], block->n_frames * sizeof(float));
    }
  }
  audio_block_begin(block, block->n_channels, block->n_frames);
}

void audio_block_measure(AudioBlock* block) {
  for (unsigned c = 0; c < block->n_channels; ++c) {
    block->peak[c] = kernel_peak(block->channel[c], block->n_frames);
    if (!peak_is_finite(block->peak[c])) {
      block->peak[c] = kernel_sanitize(block->own[c], block->channel[c], block->n_frames);
      block->channel[c] = block->own[c];
    }
  }
  audio_block_mirror(block);
}

float audio_block_scale_ramping(float* out, const float* in, const Ramp* gain, uint32_t n_frames) {
  float gains[CHUNK_FRAMES];
  ramp_fill(gain, gains, n_frames);
  return kernel_scale_moving(out, in, gains, n_frames);
}

void audio_block_scale(AudioBlock* out, const AudioBlock* in, const Ramp* left, const Ramp* right) {
  const Ramp* const gain[AUDIO_BLOCK_CHANNELS] = {left, right};
  out->n_channels = in->n_channels;
  out->n_frames = in->n_frames;
  for (unsigned c = 0; c < in->n_channels; ++c) {
    if (ramp_is_settled_at(gain[c], 1.0f)) {
      out->channel[c] = in->channel[c];
      out->peak[c] = in->peak[c];
    } else {
      out->peak[c] = audio_block_scale_channel(out->own[c], in->channel[c], gain[c], in->n_frames);
      out->channel[c] = out->own[c];
    }
  }
  audio_block_mirror(out);
}

void audio_block_crossfade(AudioBlock* out, const AudioBlock* a, const AudioBlock* b, const Ramp* weight) {
  float weights[CHUNK_FRAMES];
  ramp_fill(weight, weights, a->n_frames);
  for (unsigned c = 0; c < a->n_channels; ++c) {
    kernel_crossfade(out->own[c], a->channel[c], b->channel[c], weights, a->n_frames);
  }
  audio_block_begin(out, a->n_channels, a->n_frames);
  audio_block_measure(out);
}
