// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Chunks and control intervals.

   Every engine works on a chunk of at most CHUNK_FRAMES frames at a time. It reads all its inputs of a chunk before it
   writes any output of it, so a host may alias buffers as it likes.

   A control interval is CHUNK_FRAMES frames, counted from the reset and not from where a block begins. No chunk goes
   beyond the end of an interval. What happens once an interval (meters, detectors) thus falls on the same frames
   however the host cuts its blocks. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_CHUNK_H
#define SIGNALBOX_CHUNK_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
  CHUNK_FRAMES = 64,
  CHUNK_LONG_FRAMES = 256,  // chunk and interval of an engine for which intervals of 64 would cost more than the frames
};

/* Starts as all zeros, and is set to that again by a reset. */
typedef struct {
  uint32_t at;   // frames since the last interval boundary
  bool started;  // a frame has run
} ChunkClock;

/* Frames that what is set now takes to get there: ramp_frames, but 0, which means at once, before the first frame. So a
   plugin starts settled, with no fade-in. */
static inline uint32_t chunk_ramp_frames(const ChunkClock* clock, uint32_t ramp_frames) {
  return clock->started ? ramp_frames : 0;
}

/* Frames in the next chunk, given how many the block still has (>= 1) and how long an interval is. */
static inline uint32_t chunk_length_in(const ChunkClock* clock, uint32_t interval_frames, uint32_t remaining) {
  const uint32_t until_end = interval_frames - clock->at;
  return remaining < until_end ? remaining : until_end;
}

static inline uint32_t chunk_length(const ChunkClock* clock, uint32_t remaining) {
  return chunk_length_in(clock, CHUNK_FRAMES, remaining);
}

/* Moves past a chunk of n_frames (>= 1); true when that completes an interval. */
static inline bool chunk_advance_in(ChunkClock* clock, uint32_t interval_frames, uint32_t n_frames) {
  clock->started = true;
  clock->at += n_frames;
  clock->at = clock->at < interval_frames ? clock->at : 0;
  return clock->at == 0;
}

static inline bool chunk_advance(ChunkClock* clock, uint32_t n_frames) {
  return chunk_advance_in(clock, CHUNK_FRAMES, n_frames);
}

/* A time as intervals of CHUNK_FRAMES: the fewest that last as long. */
static inline uint32_t intervals_of_seconds(double seconds, double rate_hz) {
  return (uint32_t)ceil(seconds * rate_hz / CHUNK_FRAMES);
}

/* Zeros for a chunk of any kind. */
extern const float chunk_silence[CHUNK_LONG_FRAMES];

/* What a buffer holds from a frame on, to be read within one chunk; NULL is silence. */
static inline const float* chunk_source(const float* buffer, uint32_t at) {
  return buffer ? buffer + at : chunk_silence;
}

/* Writes a chunk of n_frames to a buffer from a frame on; NULL goes nowhere. */
static inline void chunk_write(float* buffer, uint32_t at, const float* chunk, uint32_t n_frames) {
  if (buffer) {
    memcpy(buffer + at, chunk, n_frames * sizeof(float));
  }
}

#endif
