// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_splitter/parallel_splitter.h"

#include "common/dsp/fan.h"
#include "plugins/parallel_splitter/splitter_branch.h"
#include "plugins/parallel_splitter/splitter_modes.h"

#include <stdlib.h>

struct ParallelSplitter {
  unsigned n_channels;
  uint32_t ramp_frames;
  float fall;
  bool resting;  // nothing moves
  bool copying;  // ... and branches are nothing but copies, at a gain
  ChunkClock clock;
  Crossfader routing;
  SplitterModes modes;
  Branch branch[SPLITTER_BRANCHES];
  float* memory;  // of the delays
  Ramp bypass;    // 0 enabled .. 1 off
  StatusMonitor monitor;
};

ParallelSplitter* parallel_splitter_new(unsigned n_channels, double rate_hz) {
  ParallelSplitter* splitter = (ParallelSplitter*)calloc(1, sizeof(ParallelSplitter));
  if (!splitter) {
    return NULL;
  }
  splitter->n_channels = n_channels;
  splitter->ramp_frames = ramp_frames(rate_hz);
  splitter->fall = meter_fall(rate_hz);
  const size_t size = branch_memory(n_channels, rate_hz);
  splitter->memory = (float*)calloc(SPLITTER_BRANCHES * size, sizeof(float));
  if (!splitter->memory) {
    free(splitter);
    return NULL;
  }
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    branch_init(&splitter->branch[i], n_channels, rate_hz, splitter->memory + i * size);
  }
  splitter_modes_init(&splitter->modes, rate_hz);
  status_monitor_init(&splitter->monitor, rate_hz);
  parallel_splitter_reset(splitter);
  return splitter;
}

void parallel_splitter_free(ParallelSplitter* splitter) {
  free(splitter->memory);
  free(splitter);
}

void parallel_splitter_reset(ParallelSplitter* splitter) {
  splitter->resting = splitter->copying = false;
  splitter->clock = (ChunkClock){0};
  splitter_modes_reset(&splitter->modes);
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    branch_reset(&splitter->branch[i]);
  }
  status_monitor_reset(&splitter->monitor);
}

void parallel_splitter_set(ParallelSplitter* splitter, const SplitterParams* params) {
  const Routing routing = routing_of(params, splitter->n_channels);
  const uint32_t ramp_frames = chunk_ramp_frames(&splitter->clock, splitter->ramp_frames);
  bool solo = false;
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    solo |= params->branch[i].solo;
  }
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    const SplitterBranchParams* branch = &params->branch[i];
    branch_set(&splitter->branch[i], branch, branch->mute || (solo && !branch->solo), ramp_frames);
  }
  crossfader_set(&splitter->routing, routing, ramp_frames);
  splitter_modes_set(&splitter->modes, params);
  ramp_set(&splitter->bypass, params->enabled ? 0.0f : 1.0f, ramp_frames);
  splitter->resting = splitter->copying = false;
}

/* Frames of the next chunk, which ends where anything comes to rest, as another path is taken from there. */
static uint32_t part_length(const ParallelSplitter* splitter, uint32_t remaining) {
  uint32_t n = chunk_length(&splitter->clock, remaining);
  if (splitter->resting) {
    return n;
  }
  n = crossfader_limit(&splitter->routing, n);
  n = ramp_limit(&splitter->bypass, n);
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    n = branch_limit(&splitter->branch[i], n);
  }
  return n;
}

static void note_in(ParallelSplitter* splitter, float peak_l, float peak_r) {
  status_monitor_add_in(&splitter->monitor, fast_max(peak_l, peak_r));
  status_monitor_add_out(&splitter->monitor, fast_min(peak_l, 1.0f),
                         fast_min(peak_r, 1.0f));  // for its sides, not for clipping
}

/* Goes from `old` to what it is, by weight; nothing where they are the same. */
static void fade(const ParallelSplitter* splitter, Signal* signal, const Signal* old, const Ramp* weight,
                 uint32_t n_frames) {
  if (signal->side[0] != old->side[0] || signal->side[1] != old->side[1]) {
    signal_crossfade(signal, old, signal, weight, splitter->n_channels, n_frames);
  }
}

/* Takes the input apart into what the branches are before delay and gain. */
static void split(ParallelSplitter* splitter, const Signal* in, Signal branches[SPLITTER_BRANCHES], uint32_t n_frames) {
  const Crossfader* routing = &splitter->routing;
  splitter_modes_start(&splitter->modes, routing->to, routing->from);
  splitter_modes_run(&splitter->modes, routing->to, in, branches, n_frames);
  if (crossfader_is_moving(routing)) {
    Signal old[SPLITTER_BRANCHES];
    splitter_modes_run(&splitter->modes, routing->from, in, old, n_frames);
    for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
      fade(splitter, &branches[i], &old[i], &routing->weight, n_frames);
    }
  }
}

static void note_out(ParallelSplitter* splitter, unsigned i, float peak) {
  meter_add(&splitter->branch[i].meter, peak);
  status_monitor_add_other_out(&splitter->monitor, peak);
}

static void write_out(ParallelSplitter* splitter, unsigned i, const Signal* signal, float* const* out, uint32_t at,
                      uint32_t n_frames) {
  const unsigned n_channels = splitter->n_channels;
  note_out(splitter, i, signal_peak(signal, n_channels));
  signal_write(signal, out + i * n_channels, at, n_channels, n_frames);
}

/* What a branch is while the plugin is off. */
static void bypass(Signal* signal, unsigned i, const Signal* in) {
  if (i == 0) {
    signal_be(signal, in);
  } else {
    signal_be_silent(signal);
  }
}

static void run_part(ParallelSplitter* splitter, const Signal* in, float* const* out, uint32_t at, uint32_t n_frames) {
  Signal branches[SPLITTER_BRANCHES];
  split(splitter, in, branches, n_frames);
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    Signal* signal = &branches[i];
    branch_run(&splitter->branch[i], signal, n_frames);
    if (ramp_is_moving(&splitter->bypass)) {
      Signal bypassed;
      bypass(&bypassed, i, in);
      fade(splitter, &bypassed, signal, &splitter->bypass, n_frames);
      write_out(splitter, i, &bypassed, out, at, n_frames);
    } else {
      write_out(splitter, i, signal, out, at, n_frames);
    }
  }
}

/* The input on A and silence on the others; all signal inside is forgotten. */
static void run_off(ParallelSplitter* splitter, const Signal* in, float* const* out, uint32_t at, uint32_t n_frames) {
  splitter_modes_reset(&splitter->modes);
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    branch_forget(&splitter->branch[i]);
    Signal bypassed;
    bypass(&bypassed, i, in);
    write_out(splitter, i, &bypassed, out, at, n_frames);
  }
}

/* The short way, to be taken while branches are nothing but copies. */
static void run_copies(ParallelSplitter* splitter, const float* const* in, float* const* out, uint32_t at,
                       uint32_t n_frames) {
  const unsigned n_channels = splitter->n_channels;
  const unsigned n_copies = copies_of(splitter->routing.to);
  FanSignal signal[2];
  for (unsigned c = 0; c < n_channels; ++c) {
    fan_read(&signal[c], in[c], at, n_frames);
  }
  note_in(splitter, signal[0].peak, signal[n_channels - 1].peak);
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    const float gain = i < n_copies ? splitter->branch[i].gain.target : 0.0f;
    float peak = 0.0f;
    for (unsigned c = 0; c < n_channels; ++c) {
      float* port = out[i * n_channels + c];
      if (gain != 0.0f) {
        peak = fast_max(peak, fan_write(&signal[c], gain, port, at, n_frames));
      } else {
        chunk_write(port, at, chunk_silence, n_frames);
      }
    }
    note_out(splitter, i, peak);
  }
}

/* Whether nothing but copying is left to do, and what went on before has been forgotten. */
static bool is_copying(const ParallelSplitter* splitter) {
  const Routing routing = splitter->routing.to;
  const SplitterModes* modes = &splitter->modes;
  bool copying = splitter->resting && copies_of(routing) && splitter->bypass.target == 0.0f &&
                 modes->running[0] == routing && modes->running[1] == routing;
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    copying = copying && branch_is_direct(&splitter->branch[i]);
  }
  return copying;
}

static void advance(ParallelSplitter* splitter, uint32_t n_frames) {
  crossfader_advance(&splitter->routing, n_frames);
  ramp_advance(&splitter->bypass, n_frames);
  splitter->resting = !crossfader_is_moving(&splitter->routing) && !ramp_is_moving(&splitter->bypass);
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    splitter->resting &= branch_advance(&splitter->branch[i], n_frames);
  }
}

/* The way through all there is. */
static void run_whole(ParallelSplitter* splitter, const float* const* in, float* const* out, uint32_t at,
                      uint32_t n_frames) {
  Signal signal;
  signal_read(&signal, in, at, splitter->n_channels, n_frames);
  note_in(splitter, signal.peak[0], signal.peak[1]);
  if (ramp_is_settled_at(&splitter->bypass, 1.0f)) {
    run_off(splitter, &signal, out, at, n_frames);
  } else {
    run_part(splitter, &signal, out, at, n_frames);
  }
  if (!splitter->resting) {
    advance(splitter, n_frames);
  }
  splitter->copying = is_copying(splitter);
}

static void end_interval(ParallelSplitter* splitter) {
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    meter_step(&splitter->branch[i].meter, splitter->fall);
  }
  splitter_modes_step(&splitter->modes);
  status_monitor_step(&splitter->monitor);
}

void parallel_splitter_run(ParallelSplitter* splitter, const float* const* in, float* const* out, uint32_t n_frames) {
  uint32_t n = 0;
  for (uint32_t at = 0; at < n_frames; at += n) {
    n = part_length(splitter, n_frames - at);
    if (splitter->copying) {
      run_copies(splitter, in, out, at, n);
    } else {
      run_whole(splitter, in, out, at, n);
    }
    if (chunk_advance(&splitter->clock, n)) {
      end_interval(splitter);
    }
  }
}

void parallel_splitter_read(const ParallelSplitter* splitter, SplitterMeters* meters) {
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    meters->branch_peak[i] = meter_peak(&splitter->branch[i].meter);
  }
  meters->status = status_monitor_status(&splitter->monitor);
}
