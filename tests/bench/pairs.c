// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/pairs.h"

#include "tests/bench/slice.h"

#include <math.h>

#define STEADY 0.01  // a change of a ratio that is none

enum { LEAST_PASSES = 4, MOST_PASSES = 16, ROUNDS = 40, STATE = 0, BASE = 1 };

const uint32_t pair_blocks[N_PAIR_BLOCKS] = {1024, 256, 64};

typedef struct {
  const PairState* state[2];
  CandidateSpec spec[2];
  Candidate* candidate[2];
  double least[N_PAIR_BLOCKS][2];  // ns per frame
} Contest;

static void measure_block(Contest* contest, const Signal* signals, unsigned block, unsigned pass) {
  uint32_t length[2];
  for (unsigned round = 0; round < ROUNDS; ++round) {
    const uint32_t frame = (pass * ROUNDS + round) * 5077 % SIGNAL_FRAMES;
    for (unsigned turn = 0; turn < 2; ++turn) {
      const unsigned side = (turn + round) % 2;
      const PairState* state = contest->state[side];
      Candidate* candidate = contest->candidate[side];
      candidate_point(candidate, &signals[state->signal], frame);
      if (round == 0) {
        length[side] = slice_length(candidate, pair_blocks[block], state->ramping);
      }
      const double ns = slice_time(candidate, pair_blocks[block], length[side], state->ramping);
      contest->least[block][side] = fmin(contest->least[block][side], ns);
    }
  }
}

static bool measure_pass(Host* host, Contest* contest, const Signal* signals, unsigned pass, HostError* error) {
  bool good = true;
  for (unsigned turn = 0; turn < 2; ++turn) {
    const unsigned side = (turn + pass) % 2;
    contest->candidate[side] = good ? candidate_new(host, &contest->spec[side], error) : NULL;
    good = contest->candidate[side] != NULL;
    if (good) {
      candidate_settle(contest->candidate[side], &signals[contest->state[side]->signal], &signals[SIGNAL_NOISE]);
    }
  }
  for (unsigned block = 0; good && block < N_PAIR_BLOCKS; ++block) {
    measure_block(contest, signals, block, pass);
  }
  candidate_free(contest->candidate[STATE]);
  candidate_free(contest->candidate[BASE]);
  return good;
}

/* Whether the ratios are what they were before. */
static bool update(const Contest* contest, PairResult* result) {
  bool steady = true;
  for (unsigned block = 0; block < N_PAIR_BLOCKS; ++block) {
    const double ratio = contest->least[block][STATE] / contest->least[block][BASE];
    steady = steady && fabs(ratio - result->ratio[block]) <= STEADY * ratio;
    result->ratio[block] = ratio;
  }
  return steady;
}

bool pair_measure(Host* host, const Pair* pair, const Signal* signals, PairResult* result, HostError* error) {
  Contest contest = {.state = {&pair->state, &pair->base}};
  for (unsigned side = 0; side < 2; ++side) {
    const PairState* state = contest.state[side];
    contest.spec[side] = (CandidateSpec){.name = pair->name, .uri = state->uri, .setup = state->setup};
  }
  for (unsigned block = 0; block < N_PAIR_BLOCKS; ++block) {
    contest.least[block][STATE] = contest.least[block][BASE] = (double)INFINITY;
    result->ratio[block] = (double)NAN;
  }
  unsigned n_steady = 0;  // passes in a row
  for (unsigned pass = 0; pass < MOST_PASSES && (pass < LEAST_PASSES || n_steady < 2); ++pass) {
    if (!measure_pass(host, &contest, signals, pass, error)) {
      return false;
    }
    n_steady = update(&contest, result) ? n_steady + 1 : 0;
  }
  return true;
}
