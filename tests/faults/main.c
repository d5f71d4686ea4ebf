// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Asks one plugin for rows of the table of faults, or lists the rows and the suite's own plugins. What it prints is for
   scripts: a line per row or plugin, with tabs between its parts. */

#include "tests/faults/rows.h"

#include <stdio.h>
#include <string.h>

enum { SECONDS = 600 };

static int list(Host* host) {
  for (size_t i = 0; i < n_fault_rows; ++i) {
    printf("row\t%s\t%s\t%s\n", fault_rows[i].key, fault_rows[i].fault, fault_rows[i].promise);
  }
  for (const char* const* uri = host_plugins(host, ""); *uri; ++uri) {
    printf("plugin\t%s\n", *uri);
  }
  return 0;
}

static void ask(const Subject* subject, const FaultRow* row) {
  static const char* const verdicts[] = {[SUITE_PASSED] = "passed", [SUITE_FAILED] = "failed", [SUITE_SKIPPED] = "-"};
  char text[SUITE_TEXT_SIZE];
  const SuiteVerdict verdict = suite_try(subject, row->check, SECONDS, text);
  printf("%s\t%s\t%s\n", row->key, verdicts[verdict], text);
  fflush(stdout);
}

/* All rows, or those with the keys given. */
static int ask_all(Host* host, const char* uri, char* const* keys, int n_keys) {
  HostError error;
  if (!host_plugin(host, uri, &error)) {
    fprintf(stderr, "%s\n", error.text);
    return 1;
  }
  const Subject subject = subject_of(host, uri);
  for (size_t i = 0; !n_keys && i < n_fault_rows; ++i) {
    ask(&subject, &fault_rows[i]);
  }
  for (int i = 0; i < n_keys; ++i) {
    const FaultRow* row = fault_row(keys[i]);
    if (!row) {
      fprintf(stderr, "There is no row %s; --list lists them.\n", keys[i]);
      return 1;
    }
    ask(&subject, row);
  }
  return 0;
}

int main(int argc, char* argv[]) {
  if (argc < 2) {
    fprintf(stderr, "Say which plugin to test by its URI, then, if not in all, in which rows; or say --list.\n");
    return 2;
  }
  const bool is_list = !strcmp(argv[1], "--list");
  HostError error;
  Host* host = host_open(suite_bundle(), &error);
  if (host && !is_list && !host_plugin(host, argv[1], NULL)) {  // of others, which take long to read
    host_close(host);
    host = host_open_with_system(suite_bundle(), &error);
  }
  if (!host) {
    fprintf(stderr, "%s\n", error.text);
    return 2;
  }
  const int status = is_list ? list(host) : ask_all(host, argv[1], argv + 2, argc - 2);
  host_close(host);
  return status;
}
