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
  float gains[CHUNK_LONG_FRAMES];
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
  float weights[CHUNK_LONG_FRAMES];
  ramp_fill(weight, weights, a->n_frames);
  for (unsigned c = 0; c < a->n_channels; ++c) {
    kernel_crossfade(out->own[c], a->channel[c], b->channel[c], weights, a->n_frames);
  }
  audio_block_begin(out, a->n_channels, a->n_frames);
  audio_block_measure(out);
}

float audio_block_write_at_gains(const AudioBlock* block, const Ramp* left, const Ramp* right, float* const* ports,
                                 uint32_t at) {
  const Ramp* const gain[AUDIO_BLOCK_CHANNELS] = {left, right};
  const Ramp* filled = NULL;  // what stands in `gains`: often both channels have one gain
  float gains[CHUNK_LONG_FRAMES];
  float nowhere[CHUNK_LONG_FRAMES];
  float peak = 0.0f;
  for (unsigned c = 0; c < block->n_channels; ++c) {
    const float* in = block->channel[c];
    if (in == chunk_silence) {
      chunk_write(ports[c], at, in, block->n_frames);
      peak = fast_max(peak, block->peak[c]);
      continue;
    }
    float* out = nowhere;
    if (ports[c]) {
      out = ports[c] + at;
    }
    if (ramp_is_moving(gain[c]) && filled != gain[c]) {
      ramp_fill(gain[c], gains, block->n_frames);
      filled = gain[c];
    }
    const float written = filled == gain[c] ? kernel_scale_moving(out, in, gains, block->n_frames)
                                            : kernel_scale(out, in, gain[c]->target, block->n_frames);
    peak = fast_max(peak, peak_is_finite(written) ? written : kernel_sanitize(out, out, block->n_frames));
  }
  return peak;
}
