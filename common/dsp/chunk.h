// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Chunks and control intervals.

   Every engine works on a chunk of at most CHUNK_FRAMES frames at a time, or of CHUNK_LONG_FRAMES where what comes with
   each chunk would cost more than its frames. It reads all its inputs of a chunk before it writes any output of it, so
   a host may alias buffers as it likes.

   A control interval is CHUNK_FRAMES frames, or CHUNK_LONG_FRAMES, counted from the reset and not from where a block
   begins. No chunk goes beyond the end of an interval. What happens once an interval (meters, detectors) thus falls on
   the same frames however the host cuts its blocks.

   Automation. Hosts set what is automated once a block. Where blocks are longer than a ramp, a fader would move by
   ramps with rests in between, which is heard as a buzz; so while controls change at regular distances, levels take as
   long to move as the distance is. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_CHUNK_H
#define SIGNALBOX_CHUNK_H

#include "common/dsp/ramp.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
  CHUNK_FRAMES = 64,
  CHUNK_LONG_FRAMES = 256,
  CHUNK_LONGEST_RAMPS = 10,  // ramps that controls may change apart, to be taken for automation
};

/* Starts as all zeros, and is set to that again by a reset. */
typedef struct {
  uint32_t at;            // frames since the last interval boundary
  bool started;           // a frame has run
  bool changed;           // controls have changed since the first frame
  uint32_t since_change;  // frames since they have; stops at the highest number
  uint32_t distance;      // between the last two changes, in frames; 0 before the second
  uint32_t level_frames;  // what a level has been given to move at the last change
} ChunkClock;

/* To be called where controls have changed, before the next frame: frames that it takes to get where they are set now.
   Before the first frame that is 0, at once, so that a plugin starts settled, with no fade-in. After that it is
   ramp_frames; but for levels, the distance of this change from the last one, where that is as long as the one before,
   longer than a ramp, and not longer than CHUNK_LONGEST_RAMPS. */
RampFrames chunk_ramp_frames(ChunkClock* clock, uint32_t ramp_frames);

/* Frames in the next chunk, given how many the block still has (>= 1) and how long an interval is. */
static inline uint32_t chunk_length_in(const ChunkClock* clock, uint32_t interval_frames, uint32_t remaining) {
  const uint32_t until_end = interval_frames - clock->at;
  return remaining < until_end ? remaining : until_end;
}

/* The same with intervals of CHUNK_FRAMES. */
static inline uint32_t chunk_length(const ChunkClock* clock, uint32_t remaining) {
  return chunk_length_in(clock, CHUNK_FRAMES, remaining);
}

/* Moves past a chunk of n_frames (>= 1); true when that completes an interval. */
static inline bool chunk_advance_in(ChunkClock* clock, uint32_t interval_frames, uint32_t n_frames) {
  clock->started = true;
  clock->since_change = n_frames < UINT32_MAX - clock->since_change ? clock->since_change + n_frames : UINT32_MAX;
  clock->at += n_frames;
  clock->at = clock->at < interval_frames ? clock->at : 0;
  return clock->at == 0;
}

/* The same with intervals of CHUNK_FRAMES. */
static inline bool chunk_advance(ChunkClock* clock, uint32_t n_frames) {
  return chunk_advance_in(clock, CHUNK_FRAMES, n_frames);
}

/* A time as intervals of CHUNK_FRAMES: the fewest that last as long. */
static inline uint32_t intervals_of_seconds(double seconds, double rate_hz) {
  return (uint32_t)ceil(seconds * rate_hz / CHUNK_FRAMES);
}

/* The interval of an engine with long ones: at rates so low that its meters would fall in steps one could see, it has
   short ones. */
uint32_t chunk_long_interval(double rate_hz);

/* What stands for the rate with those who count in intervals of CHUNK_FRAMES, where they are others: the rate at which
   CHUNK_FRAMES last as long. */
double chunk_interval_rate_hz(double rate_hz, uint32_t interval_frames);

/* Zeros for a chunk, long or short. */
extern const float chunk_silence[CHUNK_LONG_FRAMES];

/* What a buffer holds from a frame on, to be read within one chunk; NULL is silence. */
static inline const float* chunk_source(const float* buffer, uint32_t at) {
  return buffer ? buffer + at : chunk_silence;
}

/* Whether all outputs go somewhere, of which there are one or two, each to a buffer of its own that is no input: so
   they can be written while inputs are read. */
bool chunk_is_direct(const float* const* in, unsigned n_inputs, float* const* out, unsigned n_outputs);

/* Writes a chunk of n_frames to a buffer from a frame on; NULL goes nowhere. */
static inline void chunk_write(float* buffer, uint32_t at, const float* chunk, uint32_t n_frames) {
  if (buffer) {
    memcpy(buffer + at, chunk, n_frames * sizeof(float));
  }
}

#endif
