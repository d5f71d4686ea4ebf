// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Candidates: plugins and limits, driven alike. */

#ifndef SIGNALBOX_BENCH_CANDIDATE_H
#define SIGNALBOX_BENCH_CANDIDATE_H

#include "tests/bench/limits.h"
#include "tests/bench/setup.h"
#include "tests/bench/signals.h"

/* Who does the work: either a plugin with its setup or a limit. */
typedef struct {
  const char* name;  // in tables
  const char* uri;
  const char* setup;  // what has two values stands still at the first but where candidates ramp
  const Limit* limit;
} CandidateSpec;

typedef struct Candidate Candidate;

/* NULL where the plugin is not there or does not take its setup. */
Candidate* candidate_new(Host* host, const CandidateSpec* spec, HostError* error);
void candidate_free(Candidate* candidate);

/* Whether it has anything that can ramp. */
bool candidate_can_ramp(const Candidate* candidate);

/* Starts anew, and settles to a signal: what follows noise has had the time to ring out. */
void candidate_settle(Candidate* candidate, const Signal* signal, const Signal* noise);

/* Makes the inputs what a signal holds from a frame on. */
void candidate_point(Candidate* candidate, const Signal* signal, uint32_t frame);

/* Runs blocks, all of the same input; where `ramping`, with new controls for each. Realtime-safe, as are limits. */
void candidate_run(Candidate* candidate, uint32_t block_frames, uint32_t n_blocks, bool ramping);

#endif
