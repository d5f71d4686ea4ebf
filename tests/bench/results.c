// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/results.h"

#include "tests/bench/workloads.h"

#include <assert.h>
#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096, LINE_SIZE = 512 };

/* The value of a line of /proc/cpuinfo; empty where there is none. */
static void cpu_fact(const char* key, char* value, size_t size) {
  FILE* file = fopen("/proc/cpuinfo", "r");
  char line[LINE_SIZE];
  value[0] = '\0';
  while (file && !value[0] && fgets(line, sizeof(line), file)) {
    const char* colon = strstr(line, ": ");
    if (!strncmp(line, key, strlen(key)) && colon) {
      snprintf(value, size, "%.*s", (int)strcspn(colon + 2, "\n"), colon + 2);
    }
  }
  if (file) {
    fclose(file);
  }
}

static void name_machine(Results* results) {
  char model[LINE_SIZE], family[LINE_SIZE];
  cpu_fact("model name", model, sizeof(model));
  cpu_fact("cpu family", family, sizeof(family));
  snprintf(results->machine, sizeof(results->machine), "%.100s%s%.20s%s", model[0] ? model : "an unknown processor",
           family[0] ? ", family " : "", family, limit_has_vectors() ? ", AVX2" : ", no AVX2");
}

static void measure_upkeep(Results* results, Host* host) {
  for (unsigned w = 0; w < n_works; ++w) {
    for (unsigned c = 0; c < WORK_MOST_CANDIDATES; ++c) {
      const char* uri = works[w].candidates[c].uri;
      results->upkeep[w][c] = uri ? upkeep_measure(host, uri) : (Upkeep){(double)NAN, (double)NAN, (double)NAN};
    }
  }
  const char* const* uris = host_plugins(host, SIGNALBOX_PREFIX);
  for (unsigned i = 0; i < RESULTS_MOST_VARIANTS && uris[i]; ++i) {
    VariantResult* variant = &results->variants[results->n_variants++];
    snprintf(variant->name, sizeof(variant->name), "%s", uris[i] + strlen(SIGNALBOX_PREFIX));
    variant->upkeep = upkeep_measure(host, uris[i]);
  }
}

static void weigh_objects(Results* results, const char* folder) {
  char pattern[PATH_SIZE];
  glob_t found;
  snprintf(pattern, sizeof(pattern), "%s/stripped/*.so", folder);
  if (glob(pattern, 0, NULL, &found)) {
    return;
  }
  for (size_t i = 0; i < found.gl_pathc && i < RESULTS_MOST_OBJECTS; ++i) {
    ObjectResult* object = &results->objects[results->n_objects++];
    snprintf(object->name, sizeof(object->name), "%s", strrchr(found.gl_pathv[i], '/') + 1);
    object->kb = upkeep_file_kb(found.gl_pathv[i]);
  }
  globfree(&found);
}

/* What stands in a table of counts for a candidate; NaN where nothing does. */
static double read_count(FILE* table, const char* name) {
  char line[LINE_SIZE];
  rewind(table);
  while (fgets(line, sizeof(line), table)) {
    if (!strncmp(line, name, strlen(name))) {
      return strtod(line + strlen(name), NULL);
    }
  }
  return (double)NAN;
}

static void read_counts(Results* results, const char* folder) {
  char path[PATH_SIZE];
  snprintf(path, sizeof(path), "%s/instructions.txt", folder);
  FILE* table = fopen(path, "r");
  for (unsigned w = 0; w < n_works; ++w) {
    for (unsigned c = 0; c < WORK_MOST_CANDIDATES; ++c) {
      char name[LINE_SIZE];
      const char* candidate = works[w].candidates[c].name;
      snprintf(name, sizeof(name), "%s, %s settled", works[w].name, candidate ? candidate : "");
      results->instructions[w][c] = table && candidate ? read_count(table, name) : (double)NAN;
    }
  }
  if (table) {
    fclose(table);
  }
}

/* What a signal costs against noise, of every work's plugin of ours. */
static bool compare_signal(PairResult* compared, Host* host, const Signal* signals, SignalKind kind, HostError* error) {
  bool good = true;
  for (unsigned w = 0; good && w < n_works; ++w) {
    const CandidateSpec* ours = &works[w].candidates[0];
    const Pair pair = {
      works[w].name, {ours->uri, ours->setup, kind, false}, {ours->uri, ours->setup, SIGNAL_NOISE, false}};
    good = pair_measure(host, &pair, signals, &compared[w], error);
  }
  return good;
}

static bool compare_states(Results* results, Host* host, const Signal* signals, HostError* error) {
  static const char* const bus = SIGNALBOX_PREFIX "bus-summer-stereo-16";
  static const char* const aux = SIGNALBOX_PREFIX "aux-return-stereo";
  const Pair ramping = {"ramping", {bus, SETUP_STRIPS, SIGNAL_NOISE, true}, {bus, SETUP_STRIPS, SIGNAL_NOISE, false}};
  const Pair heard = {
    "heard", {aux, SETUP_HEARD_RETURN, SIGNAL_NOISE, false}, {aux, SETUP_QUIET_RETURN, SIGNAL_NOISE, false}};
  return pair_measure(host, &ramping, signals, &results->ramping, error) &&
         pair_measure(host, &heard, signals, &results->heard, error) &&
         compare_signal(results->silence, host, signals, SIGNAL_SILENCE, error) &&
         compare_signal(results->denormals, host, signals, SIGNAL_DENORMALS, error);
}

static bool measure_times(Results* results, Host* host, HostError* error) {
  Signal signals[N_SIGNALS] = {{0}};
  bool good = true;
  for (unsigned kind = 0; good && kind < N_SIGNALS; ++kind) {
    good = signal_init(&signals[kind], (SignalKind)kind, error);
  }
  good = good && compare_states(results, host, signals, error) &&
         times_measure(host, signals, results->times, results->missing, sizeof(results->missing), error);
  for (unsigned kind = 0; kind < N_SIGNALS; ++kind) {
    signal_free(&signals[kind]);
  }
  return good;
}

static bool measure(Results* results, const char* bundle, const char* folder, HostError* error) {
  Host* host = host_open_with_system(bundle, error);
  if (!host) {
    return false;
  }
  name_machine(results);
  times_pin();
  measure_upkeep(results, host);
  results->manifest_ms = upkeep_scan_ms(bundle, false);
  results->scan_ms = upkeep_scan_ms(bundle, true);
  weigh_objects(results, folder);
  read_counts(results, folder);
  results->lags = lags_measure();
  const bool good = session_measure(host, &results->session, error) && measure_times(results, host, error);
  host_close(host);
  return good;
}

Results* results_new(const char* bundle, const char* folder, HostError* error) {
  Results* results = (Results*)calloc(1, sizeof(Results));
  if (results) {
    results->times = (Times(*)[WORK_MOST_CANDIDATES])calloc(n_works, sizeof(*results->times));
    results->upkeep = (Upkeep(*)[WORK_MOST_CANDIDATES])calloc(n_works, sizeof(*results->upkeep));
    results->silence = (PairResult*)calloc(n_works, sizeof(PairResult));
    results->denormals = (PairResult*)calloc(n_works, sizeof(PairResult));
    results->instructions = (double(*)[WORK_MOST_CANDIDATES])calloc(n_works, sizeof(*results->instructions));
  }
  const bool has_room = results && results->times && results->upkeep && results->silence && results->denormals &&
                        results->instructions;
  if (!has_room) {
    host_fail(error, "There is not enough memory for the results.");
  }
  if (!has_room || !measure(results, bundle, folder, error)) {
    results_free(results);
    return NULL;
  }
  return results;
}

void results_free(Results* results) {
  if (results) {
    free(results->times);
    free(results->upkeep);
    free(results->silence);
    free(results->denormals);
    free(results->instructions);
    free(results);
  }
}

const Times* results_times(const Results* results, const char* work, const char* candidate) {
  for (unsigned w = 0; w < n_works; ++w) {
    for (unsigned c = 0; !strcmp(works[w].name, work) && c < WORK_MOST_CANDIDATES && works[w].candidates[c].name; ++c) {
      if (!strcmp(works[w].candidates[c].name, candidate)) {
        return &results->times[w][c];
      }
    }
  }
  assert(false);
  return NULL;
}
