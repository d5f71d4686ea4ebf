// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Audio block: up to CHUNK_LONG_FRAMES frames of a mono or stereo signal on their way through an engine.

   A channel need not be copied to be part of a block. It stands where `channel` points: in the block's own samples, in
   a host's buffer, in another block (an alias, which lasts as long as that block is unchanged), or in chunk_silence. A
   stage that leaves the signal alone leaves it where it is; one that changes it writes to `own`.

   n_channels is 1 or 2. The second channel of a mono block is an alias of the first, so that what wants two sides may
   read both. Of a block that has been read or measured, all samples and peaks are finite. Audio thread,
   realtime-safe. */

#ifndef SIGNALBOX_AUDIO_BLOCK_H
#define SIGNALBOX_AUDIO_BLOCK_H

#include "common/dsp/chunk.h"
#include "common/dsp/ramp.h"
#include "common/dsp/sample_kernels.h"

#include <stddef.h>

enum { AUDIO_BLOCK_CHANNELS = 2 };

typedef struct {
  unsigned n_channels;
  uint32_t n_frames;                           // <= CHUNK_LONG_FRAMES
  const float* channel[AUDIO_BLOCK_CHANNELS];  // n_frames samples each
  float peak[AUDIO_BLOCK_CHANNELS];            // the largest |sample| of each channel, linear
  _Alignas(64) float own[AUDIO_BLOCK_CHANNELS][CHUNK_LONG_FRAMES];
} AudioBlock;

/* Has the second channel of a mono block be the first; for those who write the first alone. */
static inline void audio_block_mirror(AudioBlock* block) {
  const unsigned last = block->n_channels - 1;
  block->channel[1] = block->channel[last];
  block->peak[1] = block->peak[last];
}

/* Has it stand in its own samples, which are to be written, and then measured. */
static inline void audio_block_begin(AudioBlock* block, unsigned n_channels, uint32_t n_frames) {
  block->n_channels = n_channels;
  block->n_frames = n_frames;
  block->channel[0] = block->own[0];
  block->channel[1] = block->own[n_channels - 1];
}

/* Copies n_channels host buffers from frame `at` on (NULL is silence). What is not finite, or subnormal, becomes 0. */
static inline void audio_block_read(AudioBlock* block, unsigned n_channels, uint32_t n_frames,
                                    const float* const* ports, uint32_t at) {
  block->n_channels = n_channels;
  block->n_frames = n_frames;
  for (unsigned c = 0; c < n_channels; ++c) {
    block->peak[c] = kernel_sanitize(block->own[c], chunk_source(ports[c], at), n_frames);
    block->channel[c] = block->own[c];
  }
  audio_block_mirror(block);
}

/* The same without a copy, and without a look at the samples: no peaks, and finite only after audio_block_measure(). */
static inline void audio_block_borrow(AudioBlock* block, unsigned n_channels, uint32_t n_frames,
                                      const float* const* ports, uint32_t at) {
  block->n_channels = n_channels;
  block->n_frames = n_frames;
  block->channel[0] = chunk_source(ports[0], at);
  block->channel[1] = chunk_source(ports[n_channels - 1], at);
}

static inline void audio_block_silence(AudioBlock* block, unsigned n_channels, uint32_t n_frames) {
  block->n_channels = n_channels;
  block->n_frames = n_frames;
  block->channel[0] = block->channel[1] = chunk_silence;
  block->peak[0] = block->peak[1] = 0.0f;
}

/* `block` is `other`, in whose samples it stands. */
static inline void audio_block_alias(AudioBlock* block, const AudioBlock* other) {
  block->n_channels = other->n_channels;
  block->n_frames = other->n_frames;
  for (unsigned c = 0; c < AUDIO_BLOCK_CHANNELS; ++c) {
    block->channel[c] = other->channel[c];
    block->peak[c] = other->peak[c];
  }
}

/* Whether both stand in the same samples, without a look at them. */
static inline bool audio_block_is_alias(const AudioBlock* block, const AudioBlock* other) {
  return block->channel[0] == other->channel[0] && block->channel[1] == other->channel[1];
}

/* Of the louder channel. */
static inline float audio_block_peak(const AudioBlock* block) {
  return fast_max(block->peak[0], block->peak[block->n_channels - 1]);
}

/* Has the block stand in its own samples, to which what it holds is copied if it stood elsewhere. The peaks stay. */
void audio_block_own(AudioBlock* block);

/* Takes the peaks. What is not finite becomes 0, for which that channel moves to the block's own samples. */
void audio_block_measure(AudioBlock* block);

/* The same for those who know the peak of each channel already. */
static inline void audio_block_set_peaks(AudioBlock* block, const float peaks[AUDIO_BLOCK_CHANNELS]) {
  const unsigned last = block->n_channels - 1;
  block->peak[0] = peaks[0];
  block->peak[1] = peaks[last];
  if (!peak_is_finite(peaks[0]) || !peak_is_finite(peaks[last])) {
    audio_block_measure(block);
  }
}

/* out = in * gain, frame by frame, while that moves; see audio_block_scale_channel(). */
float audio_block_scale_ramping(float* out, const float* in, const Ramp* gain, uint32_t n_frames);

/* Writes n_frames of one channel at a gain; what overflows becomes 0. Returns the peak of what is written. `out` may be
   `in`. */
static inline float audio_block_scale_channel(float* out, const float* in, const Ramp* gain, uint32_t n_frames) {
  const float peak = ramp_is_moving(gain) ? audio_block_scale_ramping(out, in, gain, n_frames)
                                          : kernel_scale(out, in, gain->target, n_frames);
  return peak_is_finite(peak) ? peak : kernel_sanitize(out, out, n_frames);
}

/* `out` becomes `in`, which it may be, at a gain of each channel's own; of a mono block, the left one counts. What
   overflows becomes 0. */
void audio_block_scale(AudioBlock* out, const AudioBlock* in, const Ramp* left, const Ramp* right);

/* `out` goes from `a` to `b`, by weight; it may be either. All peaks are measured. */
void audio_block_crossfade(AudioBlock* out, const AudioBlock* a, const AudioBlock* b, const Ramp* weight);

/* Copies the block to n_channels host buffers from frame `at` on (NULL is nowhere). */
static inline void audio_block_write(const AudioBlock* block, float* const* ports, uint32_t at) {
  const unsigned n_channels = block->n_channels;
  const uint32_t n_frames = block->n_frames;
  for (unsigned c = 0; c < n_channels; ++c) {
    chunk_write(ports[c], at, block->channel[c], n_frames);
  }
}

/* The same at a gain of each channel's own that is not 1; see audio_block_write_scaled(). */
float audio_block_write_at_gains(const AudioBlock* block, const Ramp* left, const Ramp* right, float* const* ports,
                                 uint32_t at);

/* The same at a gain of each channel's own, without a copy in between: audio_block_scale() and audio_block_write() in
   one. No port may overlap the samples in which the block stands. Returns the peak of the louder channel written. */
static inline float audio_block_write_scaled(const AudioBlock* block, const Ramp* left, const Ramp* right,
                                             float* const* ports, uint32_t at) {
  if (!ramp_is_settled_at(left, 1.0f) || !ramp_is_settled_at(right, 1.0f)) {
    return audio_block_write_at_gains(block, left, right, ports, at);
  }
  audio_block_write(block, ports, at);
  return audio_block_peak(block);
}

#endif
