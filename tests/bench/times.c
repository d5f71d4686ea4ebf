// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#define _GNU_SOURCE  // NOLINT: sched_setaffinity()

#include "tests/bench/times.h"

#include "tests/bench/clock.h"

#include <math.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SLICE_NS 60000.0

enum { TRIAL_BLOCKS = 8, MOST_BLOCKS = 20000, FITTED_FROM = 64, ODD_FRAMES = 33 };

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

static double run_ns(Candidate* candidate, uint32_t block_frames, uint32_t n_blocks, bool ramping) {
  const double start = clock_ns();
  candidate_run(candidate, block_frames, n_blocks, ramping);
  return clock_ns() - start;
}

static uint32_t blocks_in_slice(Candidate* candidate, uint32_t block_frames, bool ramping) {
  candidate_run(candidate, block_frames, 1, ramping);
  const double ns = run_ns(candidate, block_frames, TRIAL_BLOCKS, ramping) / TRIAL_BLOCKS;
  return (uint32_t)fmin(fmax(SLICE_NS / ns, 1.0), MOST_BLOCKS);
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
        n_blocks[c] = blocks_in_slice(candidate, block_frames, ramping);
      }
      candidate_run(candidate, block_frames, 1, ramping);
      const double ns = run_ns(candidate, block_frames, n_blocks[c], ramping);
      times[c].slice[kind][block][mode][pass * TIMES_ROUNDS + round] = (float)(ns / n_blocks[c] / block_frames);
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
        qsort(slices, TIMES_SLICES, sizeof(float), compare_floats);
        const bool measured = is_measured(times, (SignalKind)kind, (TimesMode)mode);
        times->least[kind][block][mode] = measured ? slices[0] : NAN;
        times->median[kind][block][mode] = measured ? slices[TIMES_SLICES / 2] : NAN;
      }
    }
  }
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

static void measure_all(Field* fields, Times (*times)[WORK_MOST_CANDIDATES], const Signal* signals) {
  for (unsigned pass = 0; pass < TIMES_PASSES; ++pass) {
    for (unsigned w = 0; w < n_works; ++w) {
      if (isatty(STDERR_FILENO)) {
        fprintf(stderr, "\r\x1b[KTiming, %u of %d: %s", pass + 1, TIMES_PASSES, works[w].title);
      }
      measure_work(&fields[w], times[w], signals, pass);
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

bool times_measure(Host* host, Times (*times)[WORK_MOST_CANDIDATES], char* missing, size_t missing_size,
                   HostError* error) {
  Signal signals[N_SIGNALS] = {{0}};
  Field* fields = (Field*)calloc(n_works, sizeof(Field));
  bool good = fields || host_fail(error, "There is not enough memory for the candidates.");
  for (unsigned kind = 0; good && kind < N_SIGNALS; ++kind) {
    good = signal_init(&signals[kind], (SignalKind)kind, error);
  }
  for (unsigned w = 0; good && w < n_works; ++w) {
    good = open_field(host, &works[w], &fields[w], times[w], missing, missing_size, error);
  }
  if (good) {
    measure_all(fields, times, signals);
  }
  if (fields) {
    close_fields(fields);
  }
  for (unsigned kind = 0; kind < N_SIGNALS; ++kind) {
    signal_free(&signals[kind]);
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
