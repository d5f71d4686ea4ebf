// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_splitter/splitter_modes.h"

#include <math.h>
#include <string.h>

enum { N_CROSSOVERS = SPLITTER_BRANCHES - SPLITTER_MIN_BRANCHES + 1 };

static Routing routing(SplitterMode mode, unsigned n_branches) {
  return (Routing)mode * (SPLITTER_BRANCHES + 1) + n_branches;
}

static SplitterMode mode_of(Routing routing) {
  return (SplitterMode)(routing / (SPLITTER_BRANCHES + 1));
}

static unsigned n_branches_of(Routing routing) {
  return routing % (SPLITTER_BRANCHES + 1);
}

Routing routing_of(const SplitterParams* params, unsigned n_channels) {
  const bool needs_sides = params->mode == SPLITTER_MID_SIDE || params->mode == SPLITTER_LEFT_RIGHT;
  const SplitterMode mode = needs_sides && n_channels < 2 ? SPLITTER_COPY : params->mode;
  const bool has_number = mode == SPLITTER_COPY || mode == SPLITTER_BANDS;
  return routing(mode, has_number ? params->n_branches : SPLITTER_MIN_BRANCHES);
}

unsigned routing_copies(Routing routing) {
  return mode_of(routing) == SPLITTER_COPY ? n_branches_of(routing) : 0;
}

static Crossover* crossover_of(SplitterModes* modes, Routing routing) {
  return &modes->crossover[n_branches_of(routing) - SPLITTER_MIN_BRANCHES];
}

void splitter_modes_init(SplitterModes* modes, double rate_hz) {
  modes->ramp_frames = ramp_frames(rate_hz);
  for (unsigned i = 0; i < N_CROSSOVERS; ++i) {
    crossover_init(&modes->crossover[i], rate_hz, i + SPLITTER_MIN_BRANCHES);
  }
  transient_init(&modes->transient, rate_hz);
  level_split_init(&modes->level_split, rate_hz);
  splitter_modes_reset(modes);
}

void splitter_modes_reset(SplitterModes* modes) {
  modes->running[0] = modes->running[1] = ROUTING_NONE;
}

/* Passes the controls of a mode on to what takes it apart. */
static void control(SplitterModes* modes, Routing routing, uint32_t ramp_frames) {
  switch (mode_of(routing)) {
    case SPLITTER_BANDS:
      crossover_set(crossover_of(modes, routing), modes->split_hz, ramp_frames);
      break;
    case SPLITTER_TRANSIENT:
      transient_set(&modes->transient, modes->sensitivity, ramp_frames);
      break;
    case SPLITTER_LOUD:
      level_split_set(&modes->level_split, modes->threshold, ramp_frames);
      break;
    case SPLITTER_COPY:
    case SPLITTER_MID_SIDE:
    case SPLITTER_LEFT_RIGHT:
      break;
  }
}

static void forget(SplitterModes* modes, Routing routing) {
  switch (mode_of(routing)) {
    case SPLITTER_BANDS:
      crossover_reset(crossover_of(modes, routing));
      break;
    case SPLITTER_TRANSIENT:
      transient_reset(&modes->transient);
      break;
    case SPLITTER_LOUD:
      level_split_reset(&modes->level_split);
      break;
    case SPLITTER_COPY:
    case SPLITTER_MID_SIDE:
    case SPLITTER_LEFT_RIGHT:
      break;
  }
}

void splitter_modes_set(SplitterModes* modes, const SplitterParams* params) {
  memcpy(modes->split_hz, params->split_hz, sizeof(modes->split_hz));
  modes->sensitivity = params->sensitivity;
  modes->threshold = params->threshold;
  for (unsigned i = 0; i < 2; ++i) {
    if (modes->running[i] != ROUTING_NONE) {
      control(modes, modes->running[i], modes->ramp_frames);
    }
  }
}

void splitter_modes_start(SplitterModes* modes, Routing a, Routing b) {
  const Routing wanted[2] = {a, b};
  if (a == modes->running[0] && b == modes->running[1]) {
    return;
  }
  for (unsigned i = 0; i < 2; ++i) {
    if (wanted[i] != modes->running[0] && wanted[i] != modes->running[1]) {
      forget(modes, wanted[i]);
      control(modes, wanted[i], 0);
    }
  }
  modes->running[0] = a;
  modes->running[1] = b;
}

static void run_bands(Crossover* crossover, const AudioBlock* in, AudioBlock* scratch) {
  float* bands[CROSSOVER_MAX_ROWS];
  float peaks[CROSSOVER_MAX_ROWS];
  for (unsigned i = 0; i < crossover->n_bands; ++i) {
    audio_block_begin(&scratch[i], in->n_channels, in->n_frames);
    bands[2 * i] = scratch[i].own[0];
    bands[2 * i + 1] = scratch[i].own[1];
  }
  crossover_run(crossover, in->channel, bands, peaks, in->n_frames);
  for (unsigned i = 0; i < crossover->n_bands; ++i) {
    audio_block_set_peaks(&scratch[i], &peaks[2 * i]);
  }
}

static void run_mid_side(const AudioBlock* in, AudioBlock* mid, AudioBlock* side) {
  audio_block_begin(mid, 2, in->n_frames);
  audio_block_begin(side, 2, in->n_frames);
  for (uint32_t i = 0; i < in->n_frames; ++i) {
    const float half_l = 0.5f * in->channel[0][i];
    const float half_r = 0.5f * in->channel[1][i];
    mid->own[0][i] = mid->own[1][i] = half_l + half_r;
    side->own[0][i] = half_l - half_r;
    side->own[1][i] = half_r - half_l;
  }
  audio_block_measure(mid);
  audio_block_measure(side);
}

static void run_left_right(const AudioBlock* in, AudioBlock* scratch) {
  for (unsigned c = 0; c < 2; ++c) {
    audio_block_silence(&scratch[c], 2, in->n_frames);
    scratch[c].channel[c] = in->channel[c];
    scratch[c].peak[c] = in->peak[c];
  }
}

/* The larger side, rectified. */
static void rectify(const AudioBlock* in, float* level) {
  for (uint32_t i = 0; i < in->n_frames; ++i) {
    level[i] = fast_max(fabsf(in->channel[0][i]), fabsf(in->channel[1][i]));
  }
}

/* What a gain lets through, and the rest. */
static void part(const AudioBlock* in, const float* gain, AudioBlock* through, AudioBlock* rest) {
  audio_block_begin(through, in->n_channels, in->n_frames);
  audio_block_begin(rest, in->n_channels, in->n_frames);
  for (unsigned c = 0; c < in->n_channels; ++c) {
    const float* x = in->channel[c];
    for (uint32_t i = 0; i < in->n_frames; ++i) {
      through->own[c][i] = gain[i] * x[i];
      rest->own[c][i] = x[i] - through->own[c][i];
    }
  }
  audio_block_measure(through);
  audio_block_measure(rest);
}

void splitter_modes_run(SplitterModes* modes, Routing routing, const AudioBlock* in,
                        AudioBlock scratch[SPLITTER_BRANCHES], const AudioBlock* branches[SPLITTER_BRANCHES]) {
  const unsigned n_branches = n_branches_of(routing);
  float gain[CHUNK_LONG_FRAMES];
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    branches[i] = &scratch[i];
  }
  for (unsigned i = n_branches; i < SPLITTER_BRANCHES; ++i) {
    audio_block_silence(&scratch[i], in->n_channels, in->n_frames);
  }
  switch (mode_of(routing)) {
    case SPLITTER_COPY:
      for (unsigned i = 0; i < n_branches; ++i) {
        branches[i] = in;
      }
      break;
    case SPLITTER_BANDS:
      run_bands(crossover_of(modes, routing), in, scratch);
      break;
    case SPLITTER_MID_SIDE:
      run_mid_side(in, &scratch[0], &scratch[1]);
      break;
    case SPLITTER_LEFT_RIGHT:
      run_left_right(in, scratch);
      break;
    case SPLITTER_TRANSIENT:
      rectify(in, gain);
      transient_run(&modes->transient, gain, gain, in->n_frames);
      part(in, gain, &scratch[0], &scratch[1]);
      break;
    case SPLITTER_LOUD:
      rectify(in, gain);
      level_split_run(&modes->level_split, gain, gain, in->n_frames);
      part(in, gain, &scratch[0], &scratch[1]);
      break;
  }
}

void splitter_modes_step(SplitterModes* modes) {
  for (unsigned i = 0; i < 2; ++i) {
    if (modes->running[i] != ROUTING_NONE && mode_of(modes->running[i]) == SPLITTER_BANDS) {
      crossover_step(crossover_of(modes, modes->running[i]));
    }
  }
}
