// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/counts.h"

#include "tests/bench/candidate.h"
#include "tests/bench/workloads.h"
#include "tests/bench/works.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>
#include <valgrind/callgrind.h>

enum { NAME_SIZE = 128, WARM_BLOCKS = 4 };

static void count(Candidate* candidate, const Signal* noise, const char* name, bool ramping) {
  char dump[NAME_SIZE + 16];
  snprintf(dump, sizeof(dump), "%s %s", name, ramping ? "ramping" : "settled");
  candidate_settle(candidate, noise, noise);
  candidate_point(candidate, noise, 0);
  CALLGRIND_START_INSTRUMENTATION;
  candidate_run(candidate, COUNTS_BLOCK_FRAMES, WARM_BLOCKS, ramping);
  CALLGRIND_ZERO_STATS;
  candidate_run(candidate, COUNTS_BLOCK_FRAMES, COUNTS_FRAMES / COUNTS_BLOCK_FRAMES, ramping);
  CALLGRIND_DUMP_STATS_AT(dump);
  CALLGRIND_STOP_INSTRUMENTATION;
}

static bool run_workload(Host* host, const char* uri, const Workload* workload, const Signal* noise, HostError* error) {
  const CandidateSpec spec = {.name = uri, .uri = uri, .setup = workload->setup};
  Candidate* candidate = candidate_new(host, &spec, error);
  if (!candidate) {
    return false;
  }
  char name[NAME_SIZE];
  snprintf(name, sizeof(name), "%s %s", uri + strlen(SIGNALBOX_PREFIX), workload->name);
  count(candidate, noise, name, false);
  if (candidate_can_ramp(candidate)) {
    count(candidate, noise, name, true);
  }
  candidate_free(candidate);
  return true;
}

static bool run_variant(Host* host, const char* uri, const Signal* noise, HostError* error) {
  unsigned n = 0;
  for (unsigned i = 0; i < n_workloads; ++i) {
    if (!fnmatch(workloads[i].variants, uri + strlen(SIGNALBOX_PREFIX), 0)) {
      ++n;
      if (!run_workload(host, uri, &workloads[i], noise, error)) {
        return false;
      }
    }
  }
  return n || host_fail(error, "%s has no workload: give it one in tests/bench/workloads.c.", uri);
}

bool counts_run_workloads(Host* host, HostError* error) {
  Signal noise;
  const char* const* uris = host_plugins(host, SIGNALBOX_PREFIX);
  bool good = signal_init(&noise, SIGNAL_NOISE, error);
  for (unsigned i = 0; good && uris[i]; ++i) {
    good = run_variant(host, uris[i], &noise, error);
  }
  signal_free(&noise);
  return good;
}

static void run_candidate(Host* host, const Work* work, const CandidateSpec* spec, const Signal* noise) {
  char name[NAME_SIZE];
  snprintf(name, sizeof(name), "%s, %s", work->name, spec->name);
  Candidate* candidate = candidate_new(host, spec, NULL);
  if (candidate) {
    count(candidate, noise, name, false);
  }
  candidate_free(candidate);
}

bool counts_run_works(Host* host, HostError* error) {
  Signal noise;
  const bool good = signal_init(&noise, SIGNAL_NOISE, error);
  for (unsigned w = 0; good && w < n_works; ++w) {
    for (unsigned c = 0; c < WORK_MOST_CANDIDATES && works[w].candidates[c].name; ++c) {
      run_candidate(host, &works[w], &works[w].candidates[c], &noise);
    }
  }
  signal_free(&noise);
  return good;
}
