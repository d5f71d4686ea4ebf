// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Asks one plugin for every row of the table of faults, or lists the rows and the suite's own plugins. What it prints is
   for common/waf/faults.py: a line per row or plugin, with tabs between its parts. */

#include "tests/faults/rows.h"

#include <stdio.h>
#include <string.h>

enum { SECONDS = 600 };

static int list(Host* host) {
  for (size_t i = 0; i < n_fault_rows; ++i) {
    printf("row\t%s\t%s\t%s\n", fault_rows[i].key, fault_rows[i].fault, fault_rows[i].promise);
  }
  for (const char* const* uri = host_plugins(host, SIGNALBOX_URI); *uri; ++uri) {
    printf("plugin\t%s\n", *uri);
  }
  return 0;
}

static int ask(Host* host, const char* uri) {
  static const char* const verdicts[] = {[SUITE_PASSED] = "passed", [SUITE_FAILED] = "failed", [SUITE_SKIPPED] = "-"};
  HostError error;
  if (!host_plugin(host, uri, &error)) {
    fprintf(stderr, "%s\n", error.text);
    return 1;
  }
  const Subject subject = subject_of(host, uri);
  for (size_t i = 0; i < n_fault_rows; ++i) {
    char text[SUITE_TEXT_SIZE];
    const SuiteVerdict verdict = suite_try(&subject, fault_rows[i].check, SECONDS, text);
    printf("%s\t%s\t%s\n", fault_rows[i].key, verdicts[verdict], text);
    fflush(stdout);
  }
  return 0;
}

int main(int argc, char* argv[]) {
  if (argc != 2) {
    fprintf(stderr, "Say which plugin to test by its URI, or --list.\n");
    return 2;
  }
  const bool is_list = !strcmp(argv[1], "--list");
  HostError error;
  Host* host = is_list ? host_open(suite_bundle(), &error) : host_open_with_system(suite_bundle(), &error);
  if (!host) {
    fprintf(stderr, "%s\n", error.text);
    return 2;
  }
  const int status = is_list ? list(host) : ask(host, argv[1]);
  host_close(host);
  return status;
}
