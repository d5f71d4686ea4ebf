// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Times: how long candidates take for a frame. Those of one work take turns in short slices, A B C A B C, on one
   processor, and all works are gone through several times, so that what else the machine does hits all of them alike;
   the least of many slices is what the work costs when nothing comes in between. A work is measured until what its
   candidates take at blocks of 64 frames and more stands still, within bounds. Not realtime-safe. */

#ifndef SIGNALBOX_BENCH_TIMES_H
#define SIGNALBOX_BENCH_TIMES_H

#include "tests/bench/works.h"

enum {
  N_BLOCKS = 6,
  TIMES_LEAST_PASSES = 4,
  TIMES_MOST_PASSES = 10,
  TIMES_ROUNDS = 48,
  TIMES_MOST_SLICES = TIMES_MOST_PASSES * TIMES_ROUNDS,
};

extern const uint32_t times_blocks[N_BLOCKS];  // frames, in rising order

/* Off intervals, noise only: after a block of an odd length, as hosts run one at a point of automation. Plugins that
   count in powers of two then have to cut each block. */
typedef enum {
  TIMES_SETTLED,
  TIMES_RAMPING,  // controls change with every block
  TIMES_OFF_INTERVALS,
  N_TIMES_MODES
} TimesMode;

/* ns per frame. */
typedef struct {
  float slice[N_SIGNALS][N_BLOCKS][N_TIMES_MODES][TIMES_MOST_SLICES];
  unsigned n_slices;
  float least[N_SIGNALS][N_BLOCKS][N_TIMES_MODES];
  float median[N_SIGNALS][N_BLOCKS][N_TIMES_MODES];
  bool present, ramps;
} Times;

/* Keeps this process on the processor that it is on. */
void times_pin(void);

/* Fills a row per work, with signals of every kind. Plugins that are not there are named in `missing`. */
bool times_measure(Host* host, const Signal* signals, Times (*times)[WORK_MOST_CANDIDATES], char* missing,
                   size_t missing_size, HostError* error);

/* Of our plugin or the n-th other candidate; NaN where it was not there. */
double times_least(const Times* times, SignalKind signal, uint32_t block_frames, TimesMode mode);
double times_median(const Times* times, SignalKind signal, uint32_t block_frames, TimesMode mode);

/* What a run costs whatever its length, in ns: the line through runs of 64 frames and more that misses none by much of
   its own length. Below 0 where it is no line. */
double times_fixed_ns(const Times* times);

#endif
