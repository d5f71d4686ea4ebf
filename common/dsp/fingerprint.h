// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Duplicate detection: tells that signals are the same but for their gain, with the same or the opposite polarity.

   Of each signal one sample is taken every now and then; of all signals on the same frames, which lie
   at uneven distances so that no tone can hide between them. Of a stereo signal the sides take turns.
   FINGERPRINT_SAMPLES samples make a window of about FINGERPRINT_SECONDS. Taken as vectors, two windows of one signal
   point the same way, or opposite ways, whatever the gain; they match where the difference of their directions
   is within DUPLICATE_TOLERANCE.

   A pair of signals is the same when its windows have matched, at one gain to within DUPLICATE_GAIN_TOLERANCE, for
   DUPLICATE_SECONDS of sound, less the window that had begun before; so a pair is named within DUPLICATE_SECONDS. One
   window that does not match ends that, as does one in which one of them is silent though the other is loud enough to
   be heard in it. Other windows in which either is silent say nothing, but a second of them ends it, too. A copy that
   is compressed, filtered, reverberated or a frame late is not the same.

   Order of calls, for each chunk of an interval: if fingerprint_clock_frame() lies within the chunk, fingerprint_add()
   of each signal. After the last chunk of an interval, fingerprint_clock_step(); where that returns true,
   fingerprint_normalize() each fingerprint and duplicate_pair_compare() the pairs.

   Cost: a load per signal and interval; per window a dot product, which most pairs are spared. Verdicts fall on the
   same frames at any block size. */

#ifndef SIGNALBOX_FINGERPRINT_H
#define SIGNALBOX_FINGERPRINT_H

#include "common/dsp/chunk.h"

#include <stdbool.h>
#include <stdint.h>

#define DUPLICATE_SECONDS 1.0
#define FINGERPRINT_SECONDS 0.020
#define DUPLICATE_TOLERANCE 3e-3f  // -50 dB
#define DUPLICATE_GAIN_TOLERANCE 0.01f
#define FINGERPRINT_SILENCE 1e-4f  // RMS of a window, -80 dBFS

enum { FINGERPRINT_SAMPLES = 16 };

typedef enum { DUPLICATE_NONE, DUPLICATE_SAME, DUPLICATE_OPPOSITE } DuplicateVerdict;

/* When to take a sample: one of these for all signals. */
typedef struct {
  uint32_t interval_frames;
  uint32_t slot_intervals;   // in which one sample is taken
  uint32_t verdict_windows;  // whole ones, and samples of the next one, that match before a pair is named
  uint32_t verdict_sample;
  uint32_t interval;  // of the slot
  uint32_t sample;    // number of the next one within the window
  uint32_t at;        // frame of the next sample, from the start of the slot
  uint32_t seed;
} FingerprintClock;

/* One signal's window. */
typedef struct {
  float sample[FINGERPRINT_SAMPLES];  // once normalized: a vector of length 1
  float level;                        // once normalized: the length before that; 0 for silence
} Fingerprint;

/* Two signals. All 0: they do not match. */
typedef struct {
  uint32_t n_matching, n_silent;  // windows in a row; stop counting where they are enough
  float gain;                     // of the second signal against the first, when they began to match
} DuplicatePair;

/* Set-up. Any thread while it does not run; realtime-safe. */

/* Intervals have interval_frames frames. */
void fingerprint_clock_init(FingerprintClock* clock, double rate_hz, uint32_t interval_frames);
void fingerprint_clock_reset(FingerprintClock* clock);

/* Audio thread, realtime-safe. */

/* The frame of a chunk to take a sample of, of a chunk that starts chunk_at frames into its interval (see chunk.h);
   n_frames or more where there is none. */
static inline uint32_t fingerprint_clock_frame(const FingerprintClock* clock, uint32_t chunk_at) {
  return clock->at - (clock->interval * clock->interval_frames + chunk_at);
}

/* The side of a stereo signal to take it of: 0 or 1. */
static inline unsigned fingerprint_clock_side(const FingerprintClock* clock) {
  return clock->sample & 1u;
}

/* Adds a signal's sample; finite. */
static inline void fingerprint_add(Fingerprint* fingerprint, const FingerprintClock* clock, float sample) {
  fingerprint->sample[clock->sample] = sample;
}

/* Whether a window's samples, of which this is the sum of squares, are neither silent nor beyond all audio. */
bool fingerprint_is_audible(float square);

/* Ends an interval. True where that has completed a window. */
bool fingerprint_clock_step(FingerprintClock* clock);

/* Makes a vector of length 1 of a window's samples. A silent one gets a level of 0. */
void fingerprint_normalize(Fingerprint* fingerprint);

/* Compares the same window of both signals, normalized. */
void duplicate_pair_compare(DuplicatePair* pair, const FingerprintClock* clock, const Fingerprint* a,
                            const Fingerprint* b);

static inline DuplicateVerdict duplicate_pair_verdict(const DuplicatePair* pair, const FingerprintClock* clock) {
  const uint32_t windows = clock->verdict_windows + (clock->sample < clock->verdict_sample);
  return pair->n_matching < windows ? DUPLICATE_NONE : pair->gain > 0.0f ? DUPLICATE_SAME : DUPLICATE_OPPOSITE;
}

#endif
