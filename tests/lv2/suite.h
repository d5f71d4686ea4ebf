// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Suite: runs checks over every variant of every family, through the built bundle.

   A check is one test of one variant. It runs in a process of its own with an alarm, so that a crash or a hang is a
   failure of that check alone, and says in its failure which variant and what it was doing. A plugin that is added to
   the families is covered by every suite at once. */

#ifndef SIGNALBOX_TEST_SUITE_H
#define SIGNALBOX_TEST_SUITE_H

#include "common/lv2/ports.h"
#include "tests/host/host.h"

#include <stddef.h>

/* One variant: its table, and what the host finds in the bundle (plugin may be NULL). */
typedef struct {
  const char* name;  // its URI without SIGNALBOX_URI
  const PortFamily* family;
  const PortVariant* variant;
  Port* ports;  // by index
  unsigned n_ports;
  Host* host;
  const LilvPlugin* plugin;
} Subject;

typedef struct {
  const char* name;
  void (*check)(const Subject* subject);
} SuiteTest;

/* Runs every test on every variant and reports through cmocka. Returns what main() shall. */
int suite_run(const SuiteTest* tests, size_t n_tests);

/* The built bundle, and a file of the source tree; FILE names are relative. Ends the program with a sentence where the
   environment does not say. */
const char* suite_bundle(void);
void suite_source(const char* file, char path[4096]);

#if defined(__GNUC__)
#define SUITE_FORMAT __attribute__((format(printf, 1, 2)))
#else
#define SUITE_FORMAT
#endif

/* Notes what a check is about to do, for the case that it crashes; kept until the next note. */
SUITE_FORMAT void suite_note(const char* format, ...);

/* Ends a check as failed. The sentence follows the name of the variant; the last note stands in front of it. */
SUITE_FORMAT _Noreturn void suite_fail(const char* format, ...);

/* Fails a check where a condition does not hold, with a sentence as for printf(). */
#define CHECK(CONDITION, ...)  \
  do {                         \
    if (!(CONDITION)) {        \
      suite_fail(__VA_ARGS__); \
    }                          \
  } while (0)

#endif
