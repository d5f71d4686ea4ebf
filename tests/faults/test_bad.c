// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The rows of the table of faults catch what they are there to catch: each finds a plugin that does just that, and none
   blames one that does nothing bad. */

#include "tests/faults/calls.h"
#include "tests/faults/rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define BAD_URI "urn:signalbox-test:bad:"

enum { SECONDS = 60 };

/* A plugin by the end of its URI, the row that catches it, and words that its sentence must have. */
typedef struct {
  const char* plugin;
  const char* row;
  const char* words;
} Catch;

static const Catch catches[] = {
  {"cuts", "cuts", "output 0 is not the same"},
  {"empty", "empty", "output 0 is not the same"},
  {"empty-write", "empty", "crashed"},
  {"rates", "rates", "at 384000 Hz: output 0 is nan"},
  {"no-rate", "no-rate", "at 0 Hz: gives an instance"},
  {"unconnected", "unconnected", "output 0 is not the same"},
  {"unconnected-crash", "unconnected", "crashed"},
  {"in-place", "in-place", "output 0 on input 0: output 0 is not the same"},
  {"in-place", "one-buffer", "holds none of the outputs"},
  {"pages-write", "pages", "crashed"},
  {"pages-past", "pages", "crashed"},
  {"not-finite", "not-finite", "in input 0: output 0 is nan"},
  {"huge", "huge", "still off"},
  {"subnormal", "subnormal", "subnormal samples"},
  {"value", "value", "gain at nan and back: output 0 is nan"},
  {"value", "values", "out is"},
  {"mode-load", "mode-load", "loading leaves the mode"},
  {"mode-run", "mode-run", "run() leaves the mode"},
  {"heap", "heap", "calls malloc()"},
  {"locks", "locks", "calls pthread_mutex_lock()"},
  {"files", "files", "calls fflush()"},
  {"system", "system", "makes the system call"},
  {"latency", "latency", "is late by 0 frames and reports 10"},
  {"threads", "threads", "output 0 is not the same"},
  {"state", "state", "output 0 is not the same"},
  {"leaks", "leaks", "blocks of memory after"},
  {"no-memory", "no-memory", "allocation 1 fails: crashed"},
  {"no-memory-leak", "no-memory", "allocation 2 fails: leaves 1 blocks"},
  {"no-memory-instance", "no-memory", "allocation 2 fails: gives an instance"},
  {"symbols", "symbols", "shows 1 more symbols than lv2_descriptor, such as more_than_lv2_descriptor"},
  {"soak", "soak", "still off"},
  {"soak-leak", "soak", "more blocks of memory"},
  {"crash", "rates", "crashed"},
};

enum { N_CATCHES = sizeof(catches) / sizeof(catches[0]) };

static Subject subject_by(Host* host, const char* name, char uri[256]) {
  snprintf(uri, 256, BAD_URI "%s", name);
  return subject_of(host, uri);
}

/* Tools that stand before the allocator hide what some rows look at, and say in their own words what they find. */
static void test_catches(void** state) {
  Host* host = (Host*)*state;
  unsigned n_caught = 0;
  for (size_t i = 0; i < N_CATCHES; ++i) {
    char uri[256], text[SUITE_TEXT_SIZE];
    const Subject subject = subject_by(host, catches[i].plugin, uri);
    const SuiteVerdict verdict = suite_try(&subject, fault_row(catches[i].row)->check, SECONDS, text);
    const bool is_caught = verdict == SUITE_FAILED && strstr(text, catches[i].words);
    if (is_caught || (verdict != SUITE_PASSED && !calls_are_seen())) {
      ++n_caught;
    } else {
      print_message("# The row \"%s\" says of \"%s\" that it %s \"%s\", not \"%s\".\n", catches[i].row,
                    catches[i].plugin, verdict == SUITE_PASSED ? "is good:" : "is bad:", text, catches[i].words);
    }
  }
  print_message("# The rows catch %u of %u bad plugins.\n", n_caught, (unsigned)N_CATCHES);
  assert_int_equal(n_caught, N_CATCHES);
}

static void test_every_row_catches_something(void** state) {
  (void)state;
  for (size_t r = 0; r < n_fault_rows; ++r) {
    bool has_caught = fault_rows[r].is_timed;
    for (size_t i = 0; i < N_CATCHES; ++i) {
      has_caught |= !strcmp(catches[i].row, fault_rows[r].key);
    }
    if (!has_caught) {
      fail_msg("no bad plugin is there for the row \"%s\"", fault_rows[r].key);
    }
  }
}

static void test_a_good_plugin_is_not_blamed(void** state) {
  Host* host = (Host*)*state;
  char uri[256], text[SUITE_TEXT_SIZE];
  const Subject subject = subject_by(host, "nothing", uri);
  for (size_t r = 0; r < n_fault_rows; ++r) {
    if (!fault_rows[r].is_timed && suite_try(&subject, fault_rows[r].check, SECONDS, text) == SUITE_FAILED) {
      fail_msg("the row \"%s\" says of a good plugin: %s", fault_rows[r].key, text);
    }
  }
}

static void test_a_hang_comes_to_an_end(void** state) {
  char uri[256], text[SUITE_TEXT_SIZE];
  const Subject subject = subject_by((Host*)*state, "hang", uri);
  assert_int_equal(suite_try(&subject, rates_check_any, 1, text), SUITE_FAILED);
  assert_non_null(strstr(text, "did not come to an end"));
}

static int open_host(void** state) {
  char path[4096];
  HostError error;
  suite_built("tests/faults/bad.lv2", path);
  Host* host = host_open(path, &error);
  if (!host) {
    print_error("%s\n", error.text);
  }
  *state = host;
  return host ? 0 : 1;
}

static int close_host(void** state) {
  host_close((Host*)*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_catches),
    cmocka_unit_test(test_every_row_catches_something),
    cmocka_unit_test(test_a_good_plugin_is_not_blamed),
    cmocka_unit_test(test_a_hang_comes_to_an_end),
  };
  return cmocka_run_group_tests_name("bad plugins", tests, open_host, close_host);
}
