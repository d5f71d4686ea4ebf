// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Likeness: tells that signals are the same but for their gain, with the same or the opposite polarity.

   Of each signal one sample is kept every now and then, a probe; all signals are probed on the same frames, which lie
   at uneven distances so that no tone can hide between them. Of a stereo signal the sides take turns. LIKENESS_PROBES
   probes make a window of about LIKENESS_WINDOW_SECONDS. Taken as vectors, two windows of one signal point the same
   way, or opposite ways, whatever the gain; they count as alike where the difference of their directions is within
   LIKENESS_TOLERANCE.

   A pair of signals is the same when its windows have been alike, at one gain to within LIKENESS_GAIN_TOLERANCE, for
   LIKENESS_SECONDS of sound. One unlike window ends that. Windows in which either is silent say nothing, but a second
   of them ends it, too. A copy that is compressed, filtered, reverberated or a frame late is not the same.

   Cost: a load per signal and cell; per window a dot product, which most pairs are spared. Verdicts fall on the same
   frames at any block size. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_LIKENESS_H
#define SIGNALBOX_LIKENESS_H

#include "common/dsp/chunk.h"

#include <stdbool.h>
#include <stdint.h>

#define LIKENESS_SECONDS 1.0
#define LIKENESS_WINDOW_SECONDS 0.020
#define LIKENESS_TOLERANCE 3e-3f  // -50 dB
#define LIKENESS_GAIN_TOLERANCE 0.01f
#define LIKENESS_SILENCE 1e-4f  // RMS of a window, -80 dBFS

enum { LIKENESS_PROBES = 16 };

typedef enum { LIKENESS_NONE, LIKENESS_SAME, LIKENESS_OPPOSITE } LikenessVerdict;

/* When to probe: one of these for all signals. */
typedef struct {
  uint32_t cell_frames;
  uint32_t slot_cells;       // in which one frame is probed
  uint32_t verdict_windows;  // of LIKENESS_SECONDS
  uint32_t cell;             // of the slot
  uint32_t probe;            // number within the window
  uint32_t at;               // frame to probe, from the start of the slot
  uint32_t seed;
} LikenessClock;

/* One signal's window. */
typedef struct {
  float probe[LIKENESS_PROBES];  // once closed: of length 1 in all
  float level;                   // once closed: length before that; 0 for silence
} LikenessTrace;

/* Two signals. All 0: not alike. */
typedef struct {
  uint32_t n_alike, n_silent;  // windows
  float gain;                  // of the second signal against the first, when they began to be alike
} LikenessPair;

/* Cells have cell_frames frames. */
void likeness_init(LikenessClock* clock, double rate_hz, uint32_t cell_frames);
void likeness_reset(LikenessClock* clock);

/* Which frame of a chunk to probe, of a chunk that starts chunk_at frames into its cell (see chunk.h); n_frames or more
   where none is to be. */
static inline uint32_t likeness_frame(const LikenessClock* clock, uint32_t chunk_at) {
  return clock->at - (clock->cell * clock->cell_frames + chunk_at);
}

/* Which side of a stereo signal to probe. */
static inline unsigned likeness_side(const LikenessClock* clock) {
  return clock->probe & 1u;
}

/* Takes in a signal's probe; finite. */
static inline void likeness_probe(LikenessTrace* trace, const LikenessClock* clock, float sample) {
  trace->probe[clock->probe] = sample;
}

/* Whether a window's probes, of which this is the sum of squares, are neither silent nor beyond all audio. */
bool likeness_is_sound(float square);

/* Ends a cell. True where it has completed a window: traces are then to be closed, and pairs of them compared. */
bool likeness_step(LikenessClock* clock);
void likeness_close(LikenessTrace* trace);
void likeness_compare(LikenessPair* pair, const LikenessClock* clock, const LikenessTrace* a, const LikenessTrace* b);

static inline LikenessVerdict likeness_verdict(const LikenessPair* pair, const LikenessClock* clock) {
  return pair->n_alike < clock->verdict_windows ? LIKENESS_NONE : pair->gain > 0.0f ? LIKENESS_SAME : LIKENESS_OPPOSITE;
}

#endif
