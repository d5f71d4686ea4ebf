// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_splitter/parallel_splitter.h"

#include "plugins/parallel_splitter/splitter_branch.h"
#include "plugins/parallel_splitter/splitter_modes.h"

#include <stdlib.h>

static const Ramp unity = {.target = 1.0f};

struct ParallelSplitter {
  unsigned n_channels;
  uint32_t ramp_frames, interval_frames;
  float fall;
  bool moving;        // something may be: chunks have to end where it comes to rest
  unsigned n_copies;  // of the input, where nothing but gains that stand still makes branches of it; else 0
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
  splitter->interval_frames = chunk_long_interval(rate_hz);
  const double interval_rate_hz = chunk_interval_rate_hz(rate_hz, splitter->interval_frames);
  splitter->fall = meter_fall(interval_rate_hz);
  const size_t size = branch_memory(n_channels, rate_hz);
  splitter->memory = (float*)malloc(SPLITTER_BRANCHES * size * sizeof(float));
  if (!splitter->memory) {
    free(splitter);
    return NULL;
  }
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    branch_init(&splitter->branch[i], n_channels, rate_hz, splitter->memory + i * size);
  }
  splitter_modes_init(&splitter->modes, rate_hz);
  status_monitor_init(&splitter->monitor, interval_rate_hz);
  parallel_splitter_reset(splitter);
  return splitter;
}

void parallel_splitter_free(ParallelSplitter* splitter) {
  free(splitter->memory);
  free(splitter);
}

void parallel_splitter_reset(ParallelSplitter* splitter) {
  splitter->moving = true;
  splitter->n_copies = 0;
  splitter->clock = (ChunkClock){0};
  splitter_modes_reset(&splitter->modes);
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    branch_reset(&splitter->branch[i]);
  }
  status_monitor_reset(&splitter->monitor);
}

void parallel_splitter_set(ParallelSplitter* splitter, const SplitterParams* params) {
  const Routing routing = routing_of(params, splitter->n_channels);
  const RampFrames frames = chunk_ramp_frames(&splitter->clock, splitter->ramp_frames);
  bool solo = false;
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    solo |= params->branch[i].solo;
  }
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    const SplitterBranchParams* branch = &params->branch[i];
    branch_set(&splitter->branch[i], branch, branch->mute || (solo && !branch->solo), frames);
  }
  crossfader_set(&splitter->routing, routing, frames.fade);
  splitter_modes_set(&splitter->modes, params);
  ramp_set(&splitter->bypass, params->enabled ? 0.0f : 1.0f, frames.fade);
  splitter->moving = true;
  splitter->n_copies = 0;
}

/* Frames of the next chunk, which ends where anything comes to rest. */
static uint32_t next_chunk(const ParallelSplitter* splitter, uint32_t remaining) {
  uint32_t n = chunk_length_in(&splitter->clock, splitter->interval_frames, remaining);
  if (!splitter->moving) {
    return n;
  }
  n = crossfader_limit(&splitter->routing, n);
  n = ramp_limit(&splitter->bypass, n);
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    n = branch_limit(&splitter->branch[i], n);
  }
  return n;
}

static void note_in(ParallelSplitter* splitter, const AudioBlock* in) {
  status_monitor_add_in(&splitter->monitor, audio_block_peak(in));
  status_monitor_add_out(&splitter->monitor, fast_min(in->peak[0], 1.0f),
                         fast_min(in->peak[1], 1.0f));  // for its sides, not for clipping
}

/* Takes the input apart into what the branches are before delay and gain: see splitter_modes_run(). */
static void split(ParallelSplitter* splitter, const AudioBlock* in, AudioBlock scratch[SPLITTER_BRANCHES],
                  const AudioBlock* branches[SPLITTER_BRANCHES]) {
  const Crossfader* routing = &splitter->routing;
  splitter_modes_start(&splitter->modes, routing->to, routing->from);
  splitter_modes_run(&splitter->modes, routing->to, in, scratch, branches);
  if (!crossfader_is_moving(routing)) {
    return;
  }
  AudioBlock old_scratch[SPLITTER_BRANCHES];
  const AudioBlock* old[SPLITTER_BRANCHES];
  splitter_modes_run(&splitter->modes, routing->from, in, old_scratch, old);
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    if (!audio_block_is_alias(branches[i], old[i])) {
      audio_block_crossfade(&scratch[i], old[i], branches[i], &routing->weight);
      branches[i] = &scratch[i];
    }
  }
}

/* What a branch is while the plugin is off: the input on A, silence on the others. */
static const AudioBlock* bypass(AudioBlock* scratch, const AudioBlock* in, unsigned i) {
  if (i == 0) {
    return in;
  }
  audio_block_silence(scratch, in->n_channels, in->n_frames);
  return scratch;
}

static inline void write_branch(ParallelSplitter* splitter, unsigned i, const AudioBlock* block, const Ramp* gain,
                                float* const* out, uint32_t at) {
  const float peak = audio_block_write_scaled(block, gain, gain, out + i * block->n_channels, at);
  meter_add(&splitter->branch[i].meter, peak);
  status_monitor_add_other_out(&splitter->monitor, peak);
}

/* Takes a branch through delay, gain and the fade of bypass to its output. While bypass stands still the gain is
   applied on the way into the output, so that a copy of the input has no buffer in between. */
static void run_branch(ParallelSplitter* splitter, const AudioBlock* in, unsigned i, AudioBlock* scratch,
                       const AudioBlock* block, float* const* out, uint32_t at) {
  Branch* branch = &splitter->branch[i];
  const AudioBlock* delayed = branch_is_direct(branch) ? block : branch_delay(branch, scratch, block);
  if (!ramp_is_moving(&splitter->bypass)) {
    write_branch(splitter, i, delayed, &branch->gain, out, at);
    return;
  }
  AudioBlock silence;
  const AudioBlock* bypassed = bypass(&silence, in, i);
  audio_block_scale(scratch, delayed, &branch->gain, &branch->gain);
  if (!audio_block_is_alias(scratch, bypassed)) {
    audio_block_crossfade(scratch, scratch, bypassed, &splitter->bypass);
  }
  write_branch(splitter, i, scratch, &unity, out, at);
}

/* Off; all signal inside is forgotten. */
static void run_off(ParallelSplitter* splitter, const AudioBlock* in, float* const* out, uint32_t at) {
  splitter_modes_reset(&splitter->modes);
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    AudioBlock silence;
    branch_forget(&splitter->branch[i]);
    write_branch(splitter, i, bypass(&silence, in, i), &unity, out, at);
  }
}

static void run_chunk(ParallelSplitter* splitter, const float* const* in, float* const* out, uint32_t at,
                      uint32_t n_frames) {
  AudioBlock input;
  audio_block_read(&input, splitter->n_channels, n_frames, in, at);
  note_in(splitter, &input);
  if (ramp_is_settled_at(&splitter->bypass, 1.0f)) {
    run_off(splitter, &input, out, at);
    return;
  }
  AudioBlock scratch[SPLITTER_BRANCHES];
  const AudioBlock* branches[SPLITTER_BRANCHES];
  split(splitter, &input, scratch, branches);
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    run_branch(splitter, &input, i, &scratch[i], branches[i], out, at);
  }
}

/* A chunk of copies at rest. Run as other chunks are, it would take more than twice as long as the least that copies
   can take, which is what the bench holds them to (limit_copies of tests/bench). */
static void run_copies(ParallelSplitter* splitter, const float* const* in, float* const* out, uint32_t at,
                       uint32_t n_frames) {
  AudioBlock input, silence;
  audio_block_read(&input, splitter->n_channels, n_frames, in, at);
  audio_block_silence(&silence, splitter->n_channels, n_frames);
  note_in(splitter, &input);
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    write_branch(splitter, i, i < splitter->n_copies ? &input : &silence, &splitter->branch[i].gain, out, at);
  }
}

/* See n_copies, which holds until something is set. Copies need no mode to run. */
static unsigned copies_at_rest(ParallelSplitter* splitter) {
  unsigned n = ramp_is_settled_at(&splitter->bypass, 0.0f) ? routing_copies(splitter->routing.to) : 0;
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    n = branch_is_direct(&splitter->branch[i]) ? n : 0;
  }
  if (n) {
    splitter_modes_start(&splitter->modes, splitter->routing.to, splitter->routing.to);
  }
  return n;
}

static void advance(ParallelSplitter* splitter, uint32_t n_frames) {
  crossfader_advance(&splitter->routing, n_frames);
  ramp_advance(&splitter->bypass, n_frames);
  splitter->moving = crossfader_is_moving(&splitter->routing) || ramp_is_moving(&splitter->bypass);
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    splitter->moving |= branch_advance(&splitter->branch[i], n_frames);
  }
  splitter->n_copies = splitter->moving ? 0 : copies_at_rest(splitter);
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
    n = next_chunk(splitter, n_frames - at);
    (splitter->n_copies ? run_copies : run_chunk)(splitter, in, out, at, n);
    if (splitter->moving) {
      advance(splitter, n);
    }
    if (chunk_advance_in(&splitter->clock, splitter->interval_frames, n)) {
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
