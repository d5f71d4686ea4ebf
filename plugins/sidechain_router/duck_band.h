// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Duck band: the part of the main signal of a sidechain router that is turned down. A crossover (crossover.h) parts the
   signal below, within and above the band, the gain acts on what lies within, and all of it is added up again: an
   all-pass of the signal where the gain is 1. Of a band that is open at one end there are two parts. A band that is
   open at both ends is the whole signal, with no filter in the path; into and out of that it cross-fades. Audio thread,
   realtime-safe, but for set-up. */

#ifndef SIGNALBOX_DUCK_BAND_H
#define SIGNALBOX_DUCK_BAND_H

#include "common/dsp/audio_block.h"
#include "common/dsp/crossfader.h"
#include "common/dsp/crossover.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum { BAND_WHOLE, BAND_ABOVE, BAND_BELOW, BAND_BETWEEN, BAND_SHAPES } BandShape;

typedef struct {
  Crossover crossover[BAND_SHAPES];  // of all shapes but BAND_WHOLE
  float split_hz[2];
  bool in_use[BAND_SHAPES];  // the crossover of the shape ran in the last chunk
  Crossfader shape;          // of BandShape
} DuckBand;

void duck_band_init(DuckBand* band, double rate_hz);

/* Forgets all signal. */
void duck_band_reset(DuckBand* band);

/* Moves to a band between two frequencies, in either order, over ramp_frames; with 0 it is there at once. 0 is open
   below, INFINITY open above. */
void duck_band_set(DuckBand* band, float low_hz, float high_hz, uint32_t ramp_frames);

/* At most n_frames: where a chunk has to end for the band's sake. */
static inline uint32_t duck_band_limit(const DuckBand* band, uint32_t n_frames) {
  return crossfader_limit(&band->shape, n_frames);
}

/* It is the whole signal, and settled. */
static inline bool duck_band_is_idle(const DuckBand* band) {
  return !crossfader_is_moving(&band->shape) && band->shape.to == BAND_WHOLE;
}

/* Turns down, in place, the band of a block that stands in its own samples, frame by frame. Measures it. n_frames of
   the block <= duck_band_limit(). */
void duck_band_run(DuckBand* band, AudioBlock* block, const float* gain);

/* Moves past a chunk, whether it was run or not. */
void duck_band_advance(DuckBand* band, uint32_t n_frames);

/* Ends an interval (see chunk.h). */
void duck_band_step(DuckBand* band);

#endif
