// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Parallel splitter: one mono or stereo signal into up to four branches, as copies or by a mode that takes it apart.

   The branches of every mode but copies add up to the input: exactly, but for rounding, or in bands to its all-pass.
   Each branch then has a delay and a gain of its own. Gains, solo, mute and polarity move as common/dsp/ramp.h says;
   modes, the number of branches and bypass cross-fade in the same time. A new delay does so too, but where a branch had
   none it waits until it holds enough signal. At its defaults branches A and B are the input bit for bit. */

#ifndef SIGNALBOX_PARALLEL_SPLITTER_H
#define SIGNALBOX_PARALLEL_SPLITTER_H

#include "common/dsp/crossover.h"
#include "common/dsp/status_monitor.h"

#include <stdbool.h>
#include <stdint.h>

#define SPLITTER_LONGEST_DELAY_MS 100.0f

enum { SPLITTER_MIN_BRANCHES = 2, SPLITTER_BRANCHES = CROSSOVER_MAX_BANDS, SPLITTER_SPLITS = SPLITTER_BRANCHES - 1 };

typedef enum {
  SPLITTER_COPY,        // every branch in use is the input
  SPLITTER_BANDS,       // see common/dsp/crossover.h
  SPLITTER_MID_SIDE,    // A = (M, M), B = (S, -S), with M = (L + R) / 2 and S = (L - R) / 2
  SPLITTER_LEFT_RIGHT,  // A = (L, 0), B = (0, R)
  SPLITTER_TRANSIENT,   // A = g x, B = x - A, with g of common/dsp/transient.h
  SPLITTER_LOUD,        // A = g x, B = x - A, with g of common/dsp/level_split.h
} SplitterMode;

typedef struct {
  float gain;      // linear
  float delay_ms;  // 0 .. SPLITTER_LONGEST_DELAY_MS
  bool mute, solo, invert;
} SplitterBranchParams;

typedef struct {
  SplitterBranchParams branch[SPLITTER_BRANCHES];
  SplitterMode mode;                // a mono splitter takes the two that need sides for copies
  unsigned n_branches;              // of copies and bands; the other modes have two
  float split_hz[SPLITTER_SPLITS];  // in any order; n_branches - 1 of them are used
  float sensitivity;                // to transients, 0 .. 1
  float threshold;                  // of loudness, as a gain above 0
  bool enabled;                     // off: the input on A, silence on the others
} SplitterParams;

typedef struct {
  float branch_peak[SPLITTER_BRANCHES];  // linear, at the outputs; the louder side
  Status status;                         // One-sided tells of the input: branches are one-sided by design
} SplitterMeters;

typedef struct ParallelSplitter ParallelSplitter;

/* n_channels, 1 or 2, of the input and of each branch. rate_hz > 0. NULL where memory is short. It is to be set before
   it first runs. Not realtime-safe. */
ParallelSplitter* parallel_splitter_new(unsigned n_channels, double rate_hz);
void parallel_splitter_free(ParallelSplitter* splitter);

/* Forgets all signal, and has what is set next hold at once, as it does at first. Any thread but the audio thread, and
   not while it runs. */
void parallel_splitter_reset(ParallelSplitter* splitter);

/* Moves to other params, from the next frame on; to be called only where there are others, as levels take as long as
   these are apart (see common/dsp/chunk.h). They are to be finite, and within their ranges. Audio thread,
   realtime-safe. */
void parallel_splitter_set(ParallelSplitter* splitter, const SplitterParams* params);

/* Runs any number of frames. in: n_channels. out: SPLITTER_BRANCHES * n_channels, branch by branch. There is no
   latency. Each is a buffer of n_frames, or NULL: silence, and nowhere. Any out may be any in. Samples that are not
   finite count as 0. Audio thread, realtime-safe. */
void parallel_splitter_run(ParallelSplitter* splitter, const float* const* in, float* const* out, uint32_t n_frames);

/* Gives what has been found out up to the end of the last run. Peaks are those of common/dsp/meter.h. Audio thread,
   realtime-safe. */
void parallel_splitter_read(const ParallelSplitter* splitter, SplitterMeters* meters);

#endif
