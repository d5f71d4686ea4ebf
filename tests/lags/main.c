// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Says how far the lags that bus and return report can be trusted: plays late and healthy mixes, and prints tables. */

#include "tests/lags/tally.h"

#include <stdlib.h>

#define MINUTES 60.0  // of healthy mixes, each way

static const struct {
  ListenWay way;
  const char* title;
} ways[] = {
  {LISTEN_TO_REFERENCE, "Bus Summer, Lag against a reference"},
  {LISTEN_TO_STATUS, "Bus Summer, Late of any two strips"},
  {LISTEN_TO_RETURN, "Aux Return, Lag against the dry signal"},
};

enum { N_WAYS = sizeof(ways) / sizeof(ways[0]) };

static double percent(unsigned n, unsigned of) {
  return of ? 100.0 * n / of : 0.0;
}

static void play_late(Host* host, unsigned n_mixes, FILE* log) {
  printf("| late mixes, %u of a kind | found in 2 s | by an exhaustive search offline | the slowest | exact | within "
         "0.1 ms | polarity | ever wrong |\n"
         "|---|--:|--:|--:|--:|--:|--:|--:|\n",
         n_mixes);
  for (unsigned w = 0; w < N_WAYS; ++w) {
    for (unsigned k = 0; k < n_late_kinds; ++k) {
      LateTally tally = {.n_mixes = 0};
      for (unsigned i = 0; i < n_mixes; ++i) {
        late_tally_add(&tally, host, &late_kinds[k], ways[w].way, i, log);
      }
      printf("| %s: %s | %.1f %% | %.1f %% | %.2f s | %.1f %% | %.1f %% | %.1f %% | %.1f %% |\n", ways[w].title,
             late_kinds[k].name, percent(tally.n_found, n_mixes), percent(tally.n_findable, n_mixes),
             tally.slowest_seconds, percent(tally.n_exact, tally.n_found), percent(tally.n_close, tally.n_found),
             percent(tally.n_right_polarity, tally.n_found), percent(tally.n_wrong, n_mixes));
      fflush(stdout);
    }
  }
}

static void play_healthy(Host* host, double minutes, FILE* log) {
  printf("\n| healthy mixes, alarms in an hour | reference | status | return |\n|---|--:|--:|--:|\n");
  HealthyTally all[N_WAYS] = {{0.0, 0}};
  for (unsigned k = 0; k < n_healthy_kinds; ++k) {
    printf("| %s |", healthy_kinds[k].name);
    for (unsigned w = 0; w < N_WAYS; ++w) {
      HealthyTally tally = {0.0, 0};
      for (uint64_t i = 0; tally.hours * 60.0 < minutes / n_healthy_kinds; ++i) {
        healthy_tally_add(&tally, host, &healthy_kinds[k], ways[w].way, i, log);
      }
      all[w].hours += tally.hours;
      all[w].n_alarms += tally.n_alarms;
      printf(" %.1f |", tally.n_alarms / tally.hours);
      fflush(stdout);
    }
    printf("\n");
  }
  printf("| all, %.1f min each way |", 60.0 * all[0].hours);
  for (unsigned w = 0; w < N_WAYS; ++w) {
    printf(" %.1f |", all[w].n_alarms / all[w].hours);
  }
  printf("\n");
}

int main(int argc, char* argv[]) {
  const unsigned n_mixes = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 0;
  if (!n_mixes) {
    fprintf(stderr, "Say where the log is to go, and how many late mixes of each kind to play.\n");
    return 2;
  }
  FILE* log = fopen(argv[1], "w");
  HostError error;
  char bundle[4096];
  snprintf(bundle, sizeof(bundle), "%s/signalbox.lv2", getenv("SIGNALBOX_LV2_DIR"));
  Host* host = host_open(bundle, &error);
  if (!log || !host) {
    fprintf(stderr, "%s\n", host ? "The log cannot be written." : error.text);
    return 1;
  }
  loops_load();
  play_late(host, n_mixes, log);
  play_healthy(host, MINUTES, log);
  loops_free();
  host_close(host);
  return fclose(log) != 0;
}
