// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/return_chunk.h"

void return_chunk_borrow(ReturnChunk* chunk, unsigned n_channels, uint32_t n_frames, const float* const* in,
                         uint32_t at) {
  audio_block_borrow(&chunk->dry, n_channels, n_frames, in, at);
  audio_block_borrow(&chunk->raw, n_channels, n_frames, in + n_channels, at);
  chunk->wet.n_channels = n_channels;
  chunk->wet.n_frames = n_frames;
  chunk->wet.channel[0] = chunk->raw.channel[0];
  chunk->wet.channel[1] = chunk->raw.channel[1];
}

void return_chunk_shorten(ReturnChunk* chunk, uint32_t n_frames) {
  chunk->dry.n_frames = chunk->raw.n_frames = chunk->wet.n_frames = n_frames;
}

bool return_chunk_take_peaks(ReturnChunk* chunk) {
  const BlendPeaks* part = chunk->mix.blend.part;
  BlendPeaks most = part[0];
  for (uint32_t at = CHUNK_FRAMES; at < chunk->dry.n_frames; at += CHUNK_FRAMES) {
    ++part;
    most = (BlendPeaks){.a = peak_larger(most.a, part->a),
                        .b = peak_larger(most.b, part->b),
                        .added_a = peak_larger(most.added_a, part->added_a),
                        .added_b = peak_larger(most.added_b, part->added_b),
                        .out = peak_larger(most.out, part->out)};
  }
  chunk->added = most;
  chunk->return_peak = chunk->wet_peak = most.b;
  chunk->dry_peak = most.a;
  return peak_is_finite(most.a) && peak_is_finite(most.b) && peak_is_finite(most.out);
}

void return_chunk_measure_lag(const ReturnChunk* chunk, ReturnLag* lag) {
  const uint32_t n_frames = chunk->dry.n_frames;
  if (return_lag_passes(lag, (n_frames - 1) / CHUNK_FRAMES)) {
    return;
  }
  for (uint32_t at = 0; at < n_frames; at += CHUNK_FRAMES) {
    const bool is_last = n_frames - at <= CHUNK_FRAMES;
    return_lag_add(lag, chunk->dry.channel, chunk->raw.channel, at, is_last ? n_frames - at : CHUNK_FRAMES);
    if (!is_last) {
      return_lag_work(lag);
    }
  }
}
