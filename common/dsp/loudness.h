// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Loudness: the gain that makes a blend of a dry signal and a wet one made of it as loud as the dry one alone.

   Both are K-weighted as in ITU-R BS.1770-4, annex 1, and their powers and their product, summed over the channels, are
   averaged over about LOUDNESS_SECONDS, the length of that standard's short-term loudness. From these three the loudness
   of any blend follows at once, so the gain is right as soon as the levels of a blend change, and moves slowly with the
   music. Cells below the standard's absolute gate do not count: in silence the gain stands still. Until anything has
   counted, the wet signal is taken for a copy of the dry one.

   Audio thread, realtime-safe. */

#ifndef SIGNALBOX_LOUDNESS_H
#define SIGNALBOX_LOUDNESS_H

#include <stdint.h>

#define LOUDNESS_SECONDS 3.0
#define LOUDNESS_GATE_LKFS (-70.0)
#define LOUDNESS_MAX_GAIN 63.095734f  // 36 dB

enum { LOUDNESS_LANES = 4 };  // dry and wet of two channels, side by side

/* A state-variable filter with trapezoidal integrators. */
typedef struct {
  double a1, a2, a3;  // of the integrators
  double m0, m1, m2;  // weights of input, band-pass and low-pass in the output
} LoudnessFilter;

typedef struct {
  double band[LOUDNESS_LANES], low[LOUDNESS_LANES];
} LoudnessState;

/* Sums or means over frames, and over channels. */
typedef struct {
  double dry, wet, product;
} LoudnessPowers;

typedef struct {
  LoudnessFilter shelf, high_pass;
  LoudnessState shelf_state, high_pass_state;
  LoudnessPowers cell, mean;
  double mean_weight, settle_weight;  // of a new cell in the mean, and of the mean in the two below
  double gate;                        // the lowest power of a cell that counts
  double wet, product;                // of dry's power, as they are used
} Loudness;

void loudness_init(Loudness* loudness, double rate_hz);
void loudness_reset(Loudness* loudness);

/* Takes in both signals: n_channels (1 or 2) buffers of n_frames <= CHUNK_FRAMES, finite. */
void loudness_add(Loudness* loudness, const float* const* dry, const float* const* wet, unsigned n_channels,
                  uint32_t n_frames);

/* Ends a cell of CHUNK_FRAMES (see chunk.h). */
void loudness_step(Loudness* loudness);

/* The gain for dry_gain * dry + wet_gain * wet, LOUDNESS_MAX_GAIN at most. */
float loudness_match(const Loudness* loudness, float dry_gain, float wet_gain);

#endif
