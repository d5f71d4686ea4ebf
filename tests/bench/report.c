// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/report.h"

#include "tests/bench/chart.h"
#include "tests/bench/targets.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PATH_SIZE = 4096, CELL_SIZE = 32, NUMBER_DIGITS = 2 };

/* A number in a cell; "–" where it was not measured. */
static const char* number(double value, int digits, char cell[CELL_SIZE]) {
  if (isnan(value)) {
    snprintf(cell, CELL_SIZE, "–");
  } else {
    snprintf(cell, CELL_SIZE, "%.*f", digits, value);
  }
  return cell;
}

static void put_number(FILE* file, double value, int digits) {
  char cell[CELL_SIZE];
  fprintf(file, " %s |", number(value, digits, cell));
}

/* What a run costs whatever its length, for each of so many. */
static void put_fixed(FILE* file, const Times* times, unsigned n, int digits) {
  const double fixed_ns = times_fixed_ns(times);
  put_number(file, fixed_ns >= 0.0 ? fixed_ns / n : (double)NAN, digits);
}

static const char* word_of(const Target* target) {
  return isnan(target->value) ? "not measured" : target_is_met(target) ? "met" : "**not met**";
}

static void put_targets(FILE* file, const Results* results) {
  Target targets[TARGETS_MOST];
  const unsigned n = targets_list(results, targets);
  fprintf(file, "## Targets\n\nBlocks of 256 frames where nothing else is said; of several, the worst.\n\n"
                "| what | measured | target | |\n|---|---:|---:|---|\n");
  for (unsigned i = 0; i < n; ++i) {
    const Target* target = &targets[i];
    char cell[CELL_SIZE];
    fprintf(file, "| %s%s%s%s | %s %s | %s %g | %s |\n", target->what, target->worst[0] ? " (" : "", target->worst,
            target->worst[0] ? ")" : "", number(target->value, NUMBER_DIGITS, cell), target->unit,
            target->at_least ? "≥" : "≤", target->goal, word_of(target));
  }
}

static void put_candidate(FILE* file, const Results* results, unsigned w, unsigned c) {
  const Times* times = &results->times[w][c];
  const double ns = times_least(times, SIGNAL_NOISE, 256, TIMES_SETTLED);
  fprintf(file, "| %s |", works[w].candidates[c].name);
  for (unsigned i = 0; i < N_BLOCKS; ++i) {
    put_number(file, times_least(times, SIGNAL_NOISE, times_blocks[i], TIMES_SETTLED), NUMBER_DIGITS);
  }
  put_number(file, ns / times_least(&results->times[w][0], SIGNAL_NOISE, 256, TIMES_SETTLED), NUMBER_DIGITS);
  put_number(file, ns / (works[w].n_paths * works[w].n_channels), 3);
  put_number(file, times_median(times, SIGNAL_NOISE, 256, TIMES_SETTLED), NUMBER_DIGITS);
  put_number(file, times_least(times, SIGNAL_NOISE, 256, TIMES_RAMPING), NUMBER_DIGITS);
  put_number(file, times_least(times, SIGNAL_NOISE, 256, TIMES_OFF_INTERVALS), NUMBER_DIGITS);
  for (unsigned signal = SIGNAL_MUSIC; signal < N_SIGNALS; ++signal) {
    put_number(file, times_least(times, (SignalKind)signal, 256, TIMES_SETTLED), NUMBER_DIGITS);
  }
  put_fixed(file, times, 1, 0);
  put_number(file, results->instructions[w][c], 1);
  put_number(file, results->upkeep[w][c].first_ms, NUMBER_DIGITS);
  put_number(file, results->upkeep[w][c].heap_kb, 0);
  fprintf(file, "\n");
}

static void put_works(FILE* file, const Results* results) {
  fprintf(
    file,
    "\n## Work by work\n\n"
    "Nanoseconds per frame, the least of %d slices or more, of noise with all controls at rest, by the length of "
    "blocks; "
    "then at blocks of 256: ratio to Signalbox, ns per frame and channel, median instead of least, with controls "
    "that change in every block, after a block of an odd length (which cuts all later ones for those who count in "
    "powers of two), and of music, silence and subnormal numbers (the host's flush-to-zero off); what a run costs "
    "whatever its length, in ns, where longer runs cost as much more as they are longer; instructions per frame; "
    "time to load and make the first instance, in ms; heap of an instance, in kB. Others do more or less than "
    "Signalbox does: a ratio is a price, and no verdict.\n",
    TIMES_LEAST_PASSES * TIMES_ROUNDS);
  for (unsigned w = 0; w < n_works; ++w) {
    fprintf(file, "\n### %s\n\n| |", works[w].title);
    for (unsigned i = 0; i < N_BLOCKS; ++i) {
      fprintf(file, " %u |", times_blocks[i]);
    }
    fprintf(file, " ratio | per channel | median | ramping | after odd | music | silence | subnormal | per run | "
                  "instructions | first | heap |\n|---|");
    for (unsigned i = 0; i < N_BLOCKS + 12; ++i) {
      fprintf(file, "---:|");
    }
    fprintf(file, "\n");
    for (unsigned c = 0; c < WORK_MOST_CANDIDATES && works[w].candidates[c].name; ++c) {
      if (results->times[w][c].present) {
        put_candidate(file, results, w, c);
      }
    }
  }
}

/* What each strip costs as there are more of them. */
static void put_strips(FILE* file, const Results* results) {
  fprintf(file,
          "\n## Cost against the number of strips\n\n"
          "Nanoseconds per frame and strip, by the length of blocks; and of a run whatever its length, per strip.\n\n"
          "| |");
  for (unsigned i = 0; i < N_BLOCKS; ++i) {
    fprintf(file, " %u |", times_blocks[i]);
  }
  fprintf(file, " per run |\n|---|---:|---:|---:|---:|---:|---:|---:|\n");
  for (unsigned w = 0; w < n_works; ++w) {
    for (unsigned c = 0; !strncmp(works[w].name, "bus", 3) && c < WORK_MOST_CANDIDATES; ++c) {
      const Times* times = &results->times[w][c];
      if (!times->present) {
        continue;
      }
      fprintf(file, "| %s: %s |", works[w].title, works[w].candidates[c].name);
      for (unsigned i = 0; i < N_BLOCKS; ++i) {
        put_number(file, times_least(times, SIGNAL_NOISE, times_blocks[i], TIMES_SETTLED) / works[w].n_paths, 3);
      }
      put_fixed(file, times, works[w].n_paths, 1);
      fprintf(file, "\n");
    }
  }
}

/* One sentence. */
static void put_session_figures(FILE* file, const SessionResult* session) {
  fprintf(file, "A session of ");
  for (unsigned p = 0; p < N_SESSION_PARTS; ++p) {
    fprintf(file, "%s%u %s",
            p == 0                    ? ""
            : p + 1 < N_SESSION_PARTS ? ", "
                                      : " and ",
            session_parts[p].n, session_parts[p].title);
  }
  fprintf(
    file,
    ", at 48 kHz in blocks of %d frames: %.1f %% of one core, %.2f times the sum of its parts measured alone, %.1f "
    "MB of heap, %.0f ms to load.\n",
    SESSION_BLOCK_FRAMES, 100.0 * session_share(session), session->ratio, session->heap_kb / 1000.0, session->load_ms);
}

static void put_session(FILE* file, const SessionResult* session) {
  fprintf(file, "\n## A session\n\n");
  put_session_figures(file, session);
  fprintf(file, "\nµs per block, the least: of all, one after another as in a host, and of each part, every instance "
                "alone and again and again.\n\n"
                "| | µs | per instance |\n|---|---:|---:|\n| the session |");
  put_number(file, session->block_ns / 1e3, NUMBER_DIGITS);
  fprintf(file, " |\n");
  for (unsigned p = 0; p < N_SESSION_PARTS; ++p) {
    fprintf(file, "| %u %s |", session_parts[p].n, session_parts[p].title);
    put_number(file, session->part_ns[p] / 1e3, NUMBER_DIGITS);
    put_number(file, session->part_ns[p] / 1e3 / session_parts[p].n, 3);
    fprintf(file, "\n");
  }
}

static void put_upkeep(FILE* file, const Results* results) {
  fprintf(file, "\n## Upkeep\n\n| variant | first instance, ms | heap, kB | without what grows with the rate, kB |\n"
                "|---|---:|---:|---:|\n");
  for (unsigned i = 0; i < results->n_variants; ++i) {
    const VariantResult* variant = &results->variants[i];
    fprintf(file, "| %s |", variant->name);
    put_number(file, variant->upkeep.first_ms, NUMBER_DIGITS);
    put_number(file, variant->upkeep.heap_kb, 1);
    put_number(file, variant->upkeep.heap_fixed_kb, 1);
    fprintf(file, "\n");
  }
  fprintf(file, "\n| shared object | stripped, kB |\n|---|---:|\n");
  for (unsigned i = 0; i < results->n_objects; ++i) {
    fprintf(file, "| %s |", results->objects[i].name);
    put_number(file, results->objects[i].kb, 1);
    fprintf(file, "\n");
  }
  fprintf(file, "\nA host learns which plugins are in the bundle in %.1f ms, and all about them in %.1f ms.\n",
          results->manifest_ms, results->scan_ms);
}

static void put_short(FILE* file, const Results* results) {
  fprintf(file, "| ns per frame at blocks of 256 | Signalbox | limit | others |\n|---|---:|---:|---|\n");
  for (unsigned w = 0; w < n_works; ++w) {
    double limit = (double)NAN;
    char others[512] = "";
    for (unsigned c = 1; c < WORK_MOST_CANDIDATES && works[w].candidates[c].name; ++c) {
      const double ns = times_least(&results->times[w][c], SIGNAL_NOISE, 256, TIMES_SETTLED);
      const size_t length = strlen(others);
      if (!strcmp(works[w].candidates[c].name, "limit")) {
        limit = ns;
      } else if (!isnan(ns)) {
        snprintf(others + length, sizeof(others) - length, "%s%s %.1f", length ? ", " : "", works[w].candidates[c].name,
                 ns);
      }
    }
    if (!isnan(limit) || others[0]) {
      char cells[2][CELL_SIZE];
      fprintf(file, "| %s | %s | %s | %s |\n", works[w].title,
              number(times_least(&results->times[w][0], SIGNAL_NOISE, 256, TIMES_SETTLED), 1, cells[0]),
              number(limit, 1, cells[1]), others);
    }
  }
}

static void put_report(FILE* file, const Results* results) {
  fprintf(file, "# The speed of Signalbox\n\nOne core of %s, 48 kHz.%s%s%s\n\n![Nanoseconds per frame](bench.png)\n\n",
          results->machine, results->missing[0] ? " Not on this machine: " : "", results->missing,
          results->missing[0] ? "." : "");
  put_targets(file, results);
  put_works(file, results);
  put_strips(file, results);
  put_session(file, &results->session);
  put_upkeep(file, results);
}

static void print_summary(const Results* results) {
  printf("One core of %s.\n", results->machine);
  if (results->missing[0]) {
    printf("Not on this machine, and so left out: %s.\n", results->missing);
  }
  printf("\n");
  put_short(stdout, results);
  printf("\n");
  put_session_figures(stdout, &results->session);
  printf("\n");
  put_targets(stdout, results);
}

bool report_make(const char* bundle, const char* folder, HostError* error) {
  Results* results = results_new(bundle, folder, error);
  if (!results) {
    return false;
  }
  char path[PATH_SIZE];
  snprintf(path, sizeof(path), "%s/bench.png", folder);
  bool good = chart_save(results, path, error);
  snprintf(path, sizeof(path), "%s/bench.md", folder);
  FILE* file = good ? fopen(path, "w") : NULL;
  if (file) {
    put_report(file, results);
  }
  good = good && file && !fclose(file);
  if (!good && !error->text[0]) {
    host_fail(error, "Cannot write the report %s: is there space left?", path);
  }
  print_summary(results);
  results_free(results);
  return good;
}
