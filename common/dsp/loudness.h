// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Loudness: the gain that makes a blend of a dry signal and a wet one made of it as loud as the dry one alone.

   Loud is what ITU-R BS.1770-4 says: the power after K-weighting, in blocks of 400 ms that begin every 100 ms, averaged
   over the blocks that lie above -70 LKFS and no more than 10 dB below the average. What was heard last counts most:
   in the average after which blocks are left out, that of the last 3 s or so, in the others, that of the last 10 s. So
   the gain moves slowly; in silence it stands still. But what has begun to be more than 20 dB louder than the average
   is a new piece, and what was heard before it, noise most likely, is forgotten.

   The power of dry, that of wet and the product of both are averaged apart. From these the loudness of any blend
   follows, so the gain is right at once when the levels in the blend change. Until the first 100 ms are full, whatever
   there is counts; before that, wet is taken for a copy of dry.

   Gains do not depend on how frames are cut into runs, bit for bit. Order of calls: loudness_add() for each chunk of an
   interval, then loudness_step(); loudness_match() at any time. */

#ifndef SIGNALBOX_LOUDNESS_H
#define SIGNALBOX_LOUDNESS_H

#include "common/dsp/svf.h"

#include <stdint.h>

#define LOUDNESS_MAX_GAIN 63.095734f  // 36 dB

/* Signals that are weighted side by side, and steps of 100 ms in a block. */
enum { LOUDNESS_DRY_L, LOUDNESS_DRY_R, LOUDNESS_WET_L, LOUDNESS_WET_R, LOUDNESS_LANES, LOUDNESS_STEPS = 4 };

/* A state-variable filter (see svf.h) in all lanes. Its output is the input times v0_gain, plus ic1eq before and after
   the step times ic1eq_gain, plus ic2eq before and after it times ic2eq_gain. */
typedef struct {
  SvfStep step;
  double v0_gain, ic1eq_gain, ic2eq_gain;
  double ic1eq[LOUDNESS_LANES], ic2eq[LOUDNESS_LANES];
} LoudnessFilter;

/* What kernel_loudness() works on. */
typedef struct {
  LoudnessFilter shelf, high_pass;
  double power[LOUDNESS_LANES];    // sum of squares, after both filters
  double product[LOUDNESS_LANES];  // in the lanes of wet, sum of dry * wet
} LoudnessLanes;

/* Over both channels. */
typedef struct {
  double dry, wet, product;
} LoudnessPowers;

typedef struct {
  LoudnessPowers powers;
  double n_blocks;  // that it is made of
} LoudnessMean;

typedef struct {
  LoudnessLanes lanes;                   // with the sums of the step under way
  uint32_t step_intervals, n_intervals;  // intervals in a step, and in the one under way
  uint32_t holdoff_intervals;            // still to be left out, after what was louder than any audio
  LoudnessPowers steps[LOUDNESS_STEPS];  // sums of the last ones
  uint32_t n_steps;                      // so far
  LoudnessMean heard;                    // of the blocks above the absolute gate
  LoudnessMean dry, blend;               // of those that also pass the relative gate, of dry and of the blend
} Loudness;

/* Set-up. Any thread while it does not run; realtime-safe. */

void loudness_init(Loudness* loudness, double rate_hz);
void loudness_reset(Loudness* loudness);

/* Audio thread, realtime-safe. */

/* Wet is going to be made in another way: what was heard shall soon count for less. */
void loudness_shorten_memory(Loudness* loudness);

/* Takes in both signals: float[n_channels][n_frames], n_channels 1 or 2, n_frames <= CHUNK_FRAMES, all finite. What is
   louder than any audio is left out, with the second after it. */
void loudness_add(Loudness* loudness, const float* const* dry, const float* const* wet, unsigned n_channels,
                  uint32_t n_frames);

/* Ends an interval of CHUNK_FRAMES (see chunk.h), given the linear gains of both in the blend. Returns how many frames
   to take in moving to a new match, or 0 where there is none. */
uint32_t loudness_step(Loudness* loudness, float dry_gain, float wet_gain);

/* Frames in which to move to a new match, given what loudness_step() has returned, how long any gain takes to move, and
   how long one that is under way still takes: never less than a gain takes by itself, and else together with what is
   under way. */
static inline uint32_t loudness_ramp_frames(uint32_t n_frames, uint32_t ramp_frames, uint32_t under_way) {
  return n_frames < ramp_frames ? ramp_frames : under_way ? under_way : n_frames;
}

/* The linear gain that makes dry_gain * dry + wet_gain * wet as loud as dry: LOUDNESS_MAX_GAIN at most. */
float loudness_match(const Loudness* loudness, float dry_gain, float wet_gain);

#endif
