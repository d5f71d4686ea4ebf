// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Crossover: one or two channels into two, three or four bands that add up to an all-pass of the input, flat at every
   frequency. Linkwitz-Riley, 4th order: 24 dB/octave, each band 6 dB down at its split, all bands in phase. With
   w = tan(pi f / rate) / tan(pi split / rate), which is f / split but for the bilinear transform, a split has

     |low-pass| = 1 / (1 + w^4)     |high-pass| = w^4 / (1 + w^4)

   The bands are a tree: the root parts at the middle one of three splits, or the upper one of two, and each half parts
   again at the split on its side, if there is one. So band A of four is what two low-passes leave, B a low-pass and a
   high-pass, and so on. For the sum to be in phase each half also passes the all-pass of the other half's split.

   Splits may come in any order and are sorted. Between two that are equal the band does not vanish: it keeps a narrow
   hump, 12 dB down at its top. A split beyond CROSSOVER_HIGHEST of the sample rate is taken for that, which leaves
   next to nothing above it.

   A new split is ramped to. What comes out does not depend on how the frames are cut into runs, bit for bit. Samples
   are expected to be finite; all that is in the filters is dropped at the end of an interval in which a band went
   beyond CROSSOVER_LARGEST, so that a broken sample of any size is soon forgotten.

   A split is two sections of the state-variable kind (see svf.h), which stay quiet while the split moves. The first
   gives low-pass and all-pass; the second, a low-pass behind it, completes the low band, and the high band is the
   all-pass minus that. Sides and halves lie side by side in the lanes of vectors. States are double: they hold a 20 Hz
   split at 768 kHz to the last bits of a float, and in four lanes cost what floats do. */

#ifndef SIGNALBOX_CROSSOVER_H
#define SIGNALBOX_CROSSOVER_H

#include "common/dsp/ramp.h"

#include <stdbool.h>

#define CROSSOVER_DAMPING 1.4142135623730951  // of a Butterworth section, two of which make a Linkwitz-Riley filter
#define CROSSOVER_HIGHEST 0.49                // of the sample rate
#define CROSSOVER_LARGEST 1e6f                // +120 dBFS

enum { CROSSOVER_MAX_BANDS = 4, CROSSOVER_MAX_ROWS = 2 * CROSSOVER_MAX_BANDS };

/* Places of splits in the tree, from the lowest up. Two bands have only the root, three no upper leaf. */
enum { CROSSOVER_LOWER, CROSSOVER_ROOT, CROSSOVER_UPPER, CROSSOVER_SPLITS };

/* The states of a section in each lane: see crossover_kernels.c. Lanes of the root: left and right, and two that are
   not used. Of all that follows: left and right of the lower half, left and right of the upper half. */
typedef struct {
  double k_ic1eq[4], ic2eq[4];
} SectionState;

typedef struct {
  SectionState root[2], compensation, leaf[2];
} CrossoverState;

typedef struct {
  unsigned n_bands;
  double rate_hz;
  Ramp g[CROSSOVER_SPLITS];  // of the integrators: see svf.h
  CrossoverState state;
  float loudest;  // of all bands in this interval
} Crossover;

/* What the low side, or the high side, of a split does to the amplitude at a frequency, for pictures: of the analogue
   prototype, which is the formula above with w = hz / split_hz. Any thread. */
static inline double crossover_magnitude(bool is_high, double split_hz, double hz) {
  const double w = is_high ? split_hz / hz : hz / split_hz;
  return 1.0 / (1.0 + w * w * w * w);
}

/* Set-up. Any thread while it does not run; realtime-safe. */

/* n_bands: 2 .. CROSSOVER_MAX_BANDS. To be set before it runs. */
void crossover_init(Crossover* crossover, double rate_hz, unsigned n_bands);

/* Forgets all signal and settles on what was set last. */
void crossover_reset(Crossover* crossover);

/* Audio thread, realtime-safe. */

/* Moves to n_bands - 1 splits (finite, > 0) over n_frames; with 0 they are there at once. */
void crossover_set(Crossover* crossover, const float* splits_hz, uint32_t n_frames);

/* Writes the bands, the lowest first, and the peak of each: bands[2 * band + side], n_frames <= CHUNK_LONG_FRAMES, none
   overlapping another or `in`. A mono input stands on both sides. A peak is not finite if the output was not. */
void crossover_run(Crossover* crossover, const float* const in[2], float* const* bands, float* peaks,
                   uint32_t n_frames);

/* Ends an interval, short or long (see chunk.h). */
void crossover_step(Crossover* crossover);

#endif
