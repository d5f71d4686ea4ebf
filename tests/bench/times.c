// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#define _GNU_SOURCE  // NOLINT: sched_setaffinity()

#include "tests/bench/times.h"

#include "tests/bench/slice.h"

#include <math.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STEADY 0.01f  // a change of a time that is none

enum { FITTED_FROM = 64, ODD_FRAMES = 33 };

const uint32_t times_blocks[N_BLOCKS] = {1, 7, 33, 64, 256, 1024};

typedef struct {
  Candidate* candidate[WORK_MOST_CANDIDATES];
} Field;

void times_pin(void) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET((size_t)sched_getcpu(), &set);
  sched_setaffinity(0, sizeof(set), &set);
}

static bool is_asked(SignalKind kind, TimesMode mode) {
  return mode != TIMES_OFF_INTERVALS || kind == SIGNAL_NOISE;
}

static bool is_measured(const Times* times, SignalKind kind, TimesMode mode) {
  return times->present && (mode != TIMES_RAMPING || times->ramps) && is_asked(kind, mode);
}

/* One round after another, each candidate in turn. */
static void measure(Field* field, Times* times, const Signal* signal, SignalKind kind, unsigned block, TimesMode mode,
                    unsigned pass) {
  const bool ramping = mode == TIMES_RAMPING;
  const uint32_t block_frames = times_blocks[block];
  uint32_t n_blocks[WORK_MOST_CANDIDATES];
  for (unsigned round = 0; round < TIMES_ROUNDS; ++round) {
    const uint32_t frame = (pass * TIMES_ROUNDS + round) * 5077 % SIGNAL_FRAMES;
    for (unsigned c = 0; c < WORK_MOST_CANDIDATES; ++c) {
      Candidate* candidate = field->candidate[c];
      if (!is_measured(&times[c], kind, mode)) {
        continue;
      }
      candidate_point(candidate, signal, frame);
      if (round == 0) {
        candidate_run(candidate, ODD_FRAMES, mode == TIMES_OFF_INTERVALS ? 1 : 0, false);
        n_blocks[c] = slice_length(candidate, block_frames, ramping);
      }
      times[c].slice[kind][block][mode][pass * TIMES_ROUNDS + round] = (float)slice_time(candidate, block_frames,
                                                                                         n_blocks[c], ramping);
    }
  }
}

static void settle(Field* field, const Signal* signal, const Signal* noise) {
  for (unsigned c = 0; c < WORK_MOST_CANDIDATES; ++c) {
    if (field->candidate[c]) {
      candidate_settle(field->candidate[c], signal, noise);
    }
  }
}

/* The longest blocks first: whoever counts frames in powers of two finds blocks of 64 and more where they are in hosts,
   and not where odd blocks before them have left off. */
static void measure_work(Field* field, Times* times, const Signal* signals, unsigned pass) {
  for (unsigned kind = 0; kind < N_SIGNALS; ++kind) {
    for (unsigned mode = 0; mode < N_TIMES_MODES; ++mode) {
      if (!is_asked((SignalKind)kind, (TimesMode)mode)) {
        continue;
      }
      settle(field, &signals[kind], &signals[SIGNAL_NOISE]);
      for (unsigned block = N_BLOCKS; block-- > 0;) {
        measure(field, times, &signals[kind], (SignalKind)kind, block, (TimesMode)mode, pass);
      }
    }
  }
}

static int compare_floats(const void* a, const void* b) {
  const float x = *(const float*)a;
  const float y = *(const float*)b;
  return x < y ? -1 : x > y;
}

static void sum_up(Times* times) {
  for (unsigned kind = 0; kind < N_SIGNALS; ++kind) {
    for (unsigned block = 0; block < N_BLOCKS; ++block) {
      for (unsigned mode = 0; mode < N_TIMES_MODES; ++mode) {
        float* slices = times->slice[kind][block][mode];
        qsort(slices, times->n_slices, sizeof(float), compare_floats);
        const bool measured = is_measured(times, (SignalKind)kind, (TimesMode)mode);
        times->least[kind][block][mode] = measured ? slices[0] : NAN;
        times->median[kind][block][mode] = measured ? slices[times->n_slices / 2] : NAN;
      }
    }
  }
}

/* Takes a pass in; whether it has found nothing that is faster than before. */
static bool end_pass(Times* times) {
  bool steady = true;
  for (unsigned block = 0; times->present && block < N_BLOCKS; ++block) {
    float least = INFINITY;
    for (unsigned round = 0; round < TIMES_ROUNDS; ++round) {
      least = fminf(least, times->slice[SIGNAL_NOISE][block][TIMES_SETTLED][times->n_slices + round]);
    }
    float* known = &times->least[SIGNAL_NOISE][block][TIMES_SETTLED];
    steady = steady && (times_blocks[block] < FITTED_FROM || least >= *known * (1.0f - STEADY));
    *known = times->n_slices ? fminf(*known, least) : least;
  }
  times->n_slices += TIMES_ROUNDS;
  return steady;
}

/* Opens what is there; what is not is named. False where ours are missing. */
static bool open_field(Host* host, const Work* work, Field* field, Times* times, char* missing, size_t missing_size,
                       HostError* error) {
  for (unsigned c = 0; c < WORK_MOST_CANDIDATES && work->candidates[c].name; ++c) {
    const CandidateSpec* spec = &work->candidates[c];
    field->candidate[c] = candidate_new(host, spec, error);
    times[c].present = field->candidate[c] != NULL;
    times[c].ramps = times[c].present && candidate_can_ramp(field->candidate[c]);
    if (!times[c].present && (c == 0 || spec->limit)) {
      return false;
    }
    if (!times[c].present) {
      const size_t length = strlen(missing);
      snprintf(missing + length, missing_size - length, "%s%s", length ? ", " : "", spec->name);
    }
  }
  return true;
}

static void close_fields(Field* fields) {
  for (unsigned w = 0; w < n_works; ++w) {
    for (unsigned c = 0; c < WORK_MOST_CANDIDATES; ++c) {
      candidate_free(fields[w].candidate[c]);
    }
  }
  free(fields);
}

/* All candidates of a work; whether they were steady. */
static bool end_work_pass(Times* times) {
  bool steady = true;
  for (unsigned c = 0; c < WORK_MOST_CANDIDATES; ++c) {
    steady = end_pass(&times[c]) && steady;
  }
  return steady;
}

static void measure_all(Field* fields, Times (*times)[WORK_MOST_CANDIDATES], const Signal* signals) {
  bool is_done[WORKS_MOST] = {false};
  for (unsigned pass = 0; pass < TIMES_MOST_PASSES; ++pass) {
    for (unsigned w = 0; w < n_works; ++w) {
      if (is_done[w]) {
        continue;
      }
      if (isatty(STDERR_FILENO)) {
        fprintf(stderr, "\r\x1b[KTiming, %u of %d to %d: %s", pass + 1, TIMES_LEAST_PASSES, TIMES_MOST_PASSES,
                works[w].title);
      }
      measure_work(&fields[w], times[w], signals, pass);
      is_done[w] = end_work_pass(times[w]) && pass + 1 >= TIMES_LEAST_PASSES;
    }
  }
  if (isatty(STDERR_FILENO)) {
    fprintf(stderr, "\r\x1b[K");
  }
  for (unsigned w = 0; w < n_works; ++w) {
    for (unsigned c = 0; c < WORK_MOST_CANDIDATES; ++c) {
      sum_up(&times[w][c]);
    }
  }
}

bool times_measure(Host* host, const Signal* signals, Times (*times)[WORK_MOST_CANDIDATES], char* missing,
                   size_t missing_size, HostError* error) {
  Field* fields = (Field*)calloc(n_works, sizeof(Field));
  bool good = fields || host_fail(error, "There is not enough memory for the candidates.");
  for (unsigned w = 0; good && w < n_works; ++w) {
    good = open_field(host, &works[w], &fields[w], times[w], missing, missing_size, error);
  }
  if (good) {
    measure_all(fields, times, signals);
  }
  if (fields) {
    close_fields(fields);
  }
  return good;
}

static unsigned block_number(uint32_t block_frames) {
  unsigned i = 0;
  while (times_blocks[i] != block_frames) {
    ++i;
  }
  return i;
}

double times_least(const Times* times, SignalKind signal, uint32_t block_frames, TimesMode mode) {
  return (double)times->least[signal][block_number(block_frames)][mode];
}

double times_median(const Times* times, SignalKind signal, uint32_t block_frames, TimesMode mode) {
  return (double)times->median[signal][block_number(block_frames)][mode];
}

/* Least squares of (a + b n - t) / t. */
double times_fixed_ns(const Times* times) {
  double w = 0.0, wn = 0.0, wnn = 0.0, wt = 0.0, wnt = 0.0;
  for (unsigned i = 0; i < N_BLOCKS; ++i) {
    const double n = (double)times_blocks[i];
    const double t = n * (double)times->least[SIGNAL_NOISE][i][TIMES_SETTLED];
    if (times_blocks[i] >= FITTED_FROM) {
      const double weight = 1.0 / (t * t);
      w += weight;
      wn += weight * n;
      wnn += weight * n * n;
      wt += weight * t;
      wnt += weight * n * t;
    }
  }
  return (wnn * wt - wn * wnt) / (w * wnn - wn * wn);
}
