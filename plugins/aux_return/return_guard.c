// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/return_guard.h"

void return_guard_limit(const Guard* guard, AudioBlock* raw) {
  if (guard->on && audio_block_peak(raw) > RETURN_GUARD_LIMIT) {
    float* const channels[] = {raw->own[0], raw->own[1]};
    audio_block_own(raw);
    guard_limit(channels, raw->n_channels, RETURN_GUARD_LIMIT, raw->n_frames);
    audio_block_measure(raw);
  }
}

void return_guard_run(Guard* guard, ReturnChunk* chunk) {
  AudioBlock* wet = &chunk->wet;
  if (wet->channel[0] == wet->own[0]) {
    audio_block_measure(wet);
  }
  chunk->wet_peak = audio_block_peak(wet);
  if (!guard_is_idle(guard, chunk->wet_peak)) {
    float* const channels[] = {wet->own[0], wet->own[1]};
    audio_block_own(wet);
    guard_run(guard, channels, wet->n_channels, wet->n_frames);
  }
}

void return_guard_ask_for_levels(Guard* guard, ReturnChunk* chunk, bool idle) {
  Blend* blend = &chunk->mix.blend;
  float *levels_in, *levels_out;
  chunk->audio.has_levels = idle && !chunk->mix.moving && guard_levels(guard, &levels_in, &levels_out);
  blend->levels_b = chunk->audio.has_levels ? levels_in : NULL;
  blend->levels_out = chunk->audio.has_levels ? levels_out : NULL;
}

/* Listens to n_frames of a mixed chunk, which lie within one interval, with these peaks of the return as it comes in
   and before the guard. */
static void listen(Guard* guard, ReturnChunk* chunk, uint32_t clock_at, uint32_t at, uint32_t n_frames,
                   const float peaks[2]) {
  const BlendPeaks* part = &chunk->mix.blend.part[at / CHUNK_FRAMES];
  chunk->audio.at = at;
  chunk->audio.peak_in = peaks[0];
  chunk->audio.peak_out = part->out;
  guard_listen(guard, &chunk->audio, peaks[1], part->added_a, n_frames);
  if ((clock_at + at + n_frames) % CHUNK_FRAMES == 0) {
    guard_step(guard);
  }
}

void return_guard_listen(Guard* guard, ReturnChunk* chunk, uint32_t clock_at) {
  const float peaks[] = {chunk->return_peak, chunk->wet_peak};
  listen(guard, chunk, clock_at, 0, chunk->dry.n_frames, peaks);
}

uint32_t return_guard_listen_to_all(Guard* guard, ReturnChunk* chunk, uint32_t clock_at) {
  const uint32_t n_frames = chunk->dry.n_frames;
  uint32_t at = 0;
  while (at < n_frames && !guard_is_holding(guard)) {
    const uint32_t n = n_frames - at < CHUNK_FRAMES ? n_frames - at : CHUNK_FRAMES;
    const float peak = chunk->mix.blend.part[at / CHUNK_FRAMES].b;
    listen(guard, chunk, clock_at, at, n, (const float[]){peak, peak});
    at += n;
  }
  return at;
}
