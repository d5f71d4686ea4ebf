// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* `bench measure FOLDER` measures and writes its report there; `bench compiler` says what has built this, and `bench
   count workloads|works BUNDLE` is for valgrind, see instructions.py. */

#include "tests/bench/counts.h"
#include "tests/bench/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the instructions of this build depend on. */
static const char* compiler(void) {
#if defined(__clang__)
  return "clang " __clang_version__;
#elif defined(__AVX__) || !defined(__x86_64__)
  return "gcc " __VERSION__ " for another processor than x86-64's baseline";
#else
  return "gcc " __VERSION__;
#endif
}

static bool count(const char* what, const char* bundle, HostError* error) {
  const bool works = !strcmp(what, "works");
  Host* host = works ? host_open_with_system(bundle, error) : host_open(bundle, error);
  if (!host) {
    return false;
  }
  printf("%d\n", COUNTS_FRAMES);
  const bool good = works ? counts_run_works(host, error) : counts_run_workloads(host, error);
  host_close(host);
  return good;
}

static bool bench(const char* folder, HostError* error) {
  const char* lv2_dir = getenv("SIGNALBOX_LV2_DIR");
  if (!lv2_dir) {
    return host_fail(error, "SIGNALBOX_LV2_DIR is not set; run this with ./waf bench.");
  }
  char bundle[4096];
  snprintf(bundle, sizeof(bundle), "%s/signalbox.lv2", lv2_dir);
  return report_make(bundle, folder, error);
}

int main(int argc, char** argv) {
  HostError error = {"Run ./waf bench, which runs this."};
  bool good = false;
  if (argc == 2 && !strcmp(argv[1], "compiler")) {
    good = puts(compiler()) >= 0;
  } else if (argc == 3 && !strcmp(argv[1], "measure")) {
    good = bench(argv[2], &error);
  } else if (argc == 4 && !strcmp(argv[1], "count")) {
    good = count(argv[2], argv[3], &error);
  }
  if (!good) {
    fprintf(stderr, "%s\n", error.text);
  }
  return good ? 0 : 1;
}
