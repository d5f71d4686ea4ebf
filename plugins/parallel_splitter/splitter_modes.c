// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_splitter/splitter_modes.h"

#include "common/dsp/kernels.h"

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

unsigned copies_of(Routing routing) {
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
  level_split_init(&modes->gate, rate_hz);
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
      level_split_set(&modes->gate, modes->threshold, ramp_frames);
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
      level_split_reset(&modes->gate);
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
  for (unsigned i = 0; i < 2; ++i) {
    if (wanted[i] != modes->running[0] && wanted[i] != modes->running[1]) {
      forget(modes, wanted[i]);
      control(modes, wanted[i], 0);
    }
  }
  modes->running[0] = a;
  modes->running[1] = b;
}

static void run_bands(Crossover* crossover, const Signal* in, Signal* branches, uint32_t n_frames) {
  float* bands[CROSSOVER_MAX_ROWS];
  float peaks[CROSSOVER_MAX_ROWS];
  for (unsigned i = 0; i < crossover->n_bands; ++i) {
    bands[2 * i] = branches[i].own[0];
    bands[2 * i + 1] = branches[i].own[1];
  }
  crossover_run(crossover, in->side, bands, peaks, n_frames);
  for (unsigned i = 0; i < crossover->n_bands; ++i) {
    signal_hold(&branches[i], 0, peaks[2 * i], n_frames);
    signal_hold(&branches[i], 1, peaks[2 * i + 1], n_frames);
  }
}

static void run_mid_side(const Signal* in, Signal* branches, uint32_t n_frames) {
  const float* l = in->side[0];
  const float* r = in->side[1];
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float half_l = 0.5f * l[i];
    const float half_r = 0.5f * r[i];
    branches[0].own[0][i] = half_l + half_r;
    branches[1].own[0][i] = half_l - half_r;
    branches[1].own[1][i] = half_r - half_l;
  }
  memcpy(branches[0].own[1], branches[0].own[0], n_frames * sizeof(float));
  signal_hold_all(&branches[0], 2, n_frames);
  signal_hold_all(&branches[1], 2, n_frames);
}

static void run_left_right(const Signal* in, Signal* branches) {
  for (unsigned c = 0; c < 2; ++c) {
    signal_be_silent(&branches[c]);
    branches[c].side[c] = in->side[c];
    branches[c].peak[c] = in->peak[c];
  }
}

/* The larger side, rectified. */
static void rectify(const Signal* in, float* level, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    const float l = fabsf(in->side[0][i]);
    const float r = fabsf(in->side[1][i]);
    level[i] = l > r ? l : r;
  }
}

/* What a gain lets through, and what it leaves. */
static void part(const Signal* in, const float* gain, Signal* branches, uint32_t n_frames) {
  for (unsigned c = 0; c < 2; ++c) {
    const float* x = in->side[c];
    float* through = branches[0].own[c];
    float* left = branches[1].own[c];
    for (uint32_t i = 0; i < n_frames; ++i) {
      through[i] = gain[i] * x[i];
      left[i] = x[i] - through[i];
    }
  }
  signal_hold_all(&branches[0], 2, n_frames);
  signal_hold_all(&branches[1], 2, n_frames);
}

void splitter_modes_run(SplitterModes* modes, Routing routing, const Signal* in, Signal branches[SPLITTER_BRANCHES],
                        uint32_t n_frames) {
  float gain[CHUNK_FRAMES];
  const unsigned n_branches = n_branches_of(routing);
  for (unsigned i = n_branches; i < SPLITTER_BRANCHES; ++i) {
    signal_be_silent(&branches[i]);
  }
  switch (mode_of(routing)) {
    case SPLITTER_COPY:
      for (unsigned i = 0; i < n_branches; ++i) {
        signal_be(&branches[i], in);
      }
      break;
    case SPLITTER_BANDS:
      run_bands(crossover_of(modes, routing), in, branches, n_frames);
      break;
    case SPLITTER_MID_SIDE:
      run_mid_side(in, branches, n_frames);
      break;
    case SPLITTER_LEFT_RIGHT:
      run_left_right(in, branches);
      break;
    case SPLITTER_TRANSIENT:
      rectify(in, gain, n_frames);
      transient_run(&modes->transient, gain, gain, n_frames);
      part(in, gain, branches, n_frames);
      break;
    case SPLITTER_LOUD:
      rectify(in, gain, n_frames);
      level_split_run(&modes->gate, gain, gain, n_frames);
      part(in, gain, branches, n_frames);
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
