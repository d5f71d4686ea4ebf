// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/sidechain_router/duck_band.h"

#include "common/dsp/sample_kernels.h"

#include <math.h>
#include <string.h>

/* How many bands each shape parts the signal into, and which of them is turned down. */
static const struct {
  unsigned n_bands, band;
} parts[BAND_SHAPES] = {[BAND_WHOLE] = {1, 0}, [BAND_ABOVE] = {2, 1}, [BAND_BELOW] = {2, 0}, [BAND_BETWEEN] = {3, 1}};

void duck_band_init(DuckBand* band, double rate_hz) {
  for (unsigned shape = BAND_ABOVE; shape < BAND_SHAPES; ++shape) {
    crossover_init(&band->crossover[shape], rate_hz, parts[shape].n_bands);
  }
  duck_band_reset(band);
}

void duck_band_reset(DuckBand* band) {
  memset(band->in_use, 0, sizeof(band->in_use));
}

static BandShape shape_of(float low_hz, float high_hz) {
  if (isinf(high_hz)) {
    return low_hz > 0.0f ? BAND_ABOVE : BAND_WHOLE;
  }
  return low_hz > 0.0f ? BAND_BETWEEN : BAND_BELOW;
}

/* Passes the ends of the band on to the crossover of a shape that needs them. */
static void set_splits(DuckBand* band, unsigned shape, uint32_t ramp_frames) {
  const unsigned first = shape == BAND_BELOW ? 1 : 0;
  crossover_set(&band->crossover[shape], &band->split_hz[first], ramp_frames);
}

void duck_band_set(DuckBand* band, float low_hz, float high_hz, uint32_t ramp_frames) {
  /* An end that is open keeps its split, for the crossover that fades out. */
  band->split_hz[0] = low_hz > 0.0f ? low_hz : band->split_hz[0];
  band->split_hz[1] = isinf(high_hz) ? band->split_hz[1] : high_hz;
  crossfader_set(&band->shape, shape_of(low_hz, high_hz), ramp_frames);
  for (unsigned shape = BAND_ABOVE; shape < BAND_SHAPES; ++shape) {
    if (band->in_use[shape]) {
      set_splits(band, shape, ramp_frames);
    }
  }
}

/* Adds up what a shape makes of the signal. */
static void run_shape(DuckBand* band, unsigned shape, const AudioBlock* in, const float* gain, float* const* out) {
  float room[CROSSOVER_MAX_ROWS][CHUNK_FRAMES];
  float* rows[CROSSOVER_MAX_ROWS];
  float peaks[CROSSOVER_MAX_ROWS];
  Crossover* crossover = &band->crossover[shape];
  if (!band->in_use[shape]) {
    crossover_reset(crossover);
    set_splits(band, shape, 0);
  }
  for (unsigned row = 0; row < CROSSOVER_MAX_ROWS; ++row) {
    rows[row] = room[row];
  }
  crossover_run(crossover, in->channel, rows, peaks, in->n_frames);
  for (unsigned c = 0; c < in->n_channels; ++c) {
    kernel_scale_moving(out[c], rows[2 * parts[shape].band + c], gain, in->n_frames);
    for (unsigned i = 0; i < parts[shape].n_bands; ++i) {
      if (i != parts[shape].band) {
        kernel_add(out[c], rows[2 * i + c], in->n_frames);
      }
    }
  }
}

static void run_either(DuckBand* band, unsigned shape, const AudioBlock* in, const float* gain, AudioBlock* out) {
  float* const own[] = {out->own[0], out->own[1]};
  audio_block_begin(out, in->n_channels, in->n_frames);
  if (shape != BAND_WHOLE) {
    run_shape(band, shape, in, gain, own);
    return;
  }
  for (unsigned c = 0; c < in->n_channels; ++c) {
    kernel_scale_moving(own[c], in->channel[c], gain, in->n_frames);
  }
}

void duck_band_run(DuckBand* band, AudioBlock* block, const float* gain) {
  AudioBlock to;
  run_either(band, band->shape.to, block, gain, &to);
  if (crossfader_is_moving(&band->shape)) {
    AudioBlock from;
    run_either(band, band->shape.from, block, gain, &from);
    audio_block_crossfade(block, &from, &to, &band->shape.weight);
  } else {
    audio_block_alias(block, &to);
    audio_block_own(block);
    audio_block_measure(block);
  }
}

void duck_band_advance(DuckBand* band, uint32_t n_frames) {
  for (unsigned shape = 0; shape < BAND_SHAPES; ++shape) {
    band->in_use[shape] = shape == band->shape.to || shape == band->shape.from;
  }
  crossfader_advance(&band->shape, n_frames);
}

void duck_band_step(DuckBand* band) {
  for (unsigned shape = BAND_ABOVE; shape < BAND_SHAPES; ++shape) {
    if (band->in_use[shape]) {
      crossover_step(&band->crossover[shape]);
    }
  }
}
