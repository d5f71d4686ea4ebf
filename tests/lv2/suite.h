// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Suite: runs checks over every variant of every family, through the built bundle.

   A check is one test of one plugin. It runs in a process of its own whose time is limited, so that a crash or a hang
   is a failure of that check alone, and says in its failure what it was doing. A plugin that is added to the families
   is covered by every suite at once. */

#ifndef SIGNALBOX_TEST_SUITE_H
#define SIGNALBOX_TEST_SUITE_H

#include "common/host/instance.h"
#include "tests/lv2/subject.h"

typedef struct {
  const char* name;
  void (*check)(const Subject* subject);
} SuiteTest;

enum { SUITE_TEXT_SIZE = 1024 };

typedef enum { SUITE_PASSED, SUITE_FAILED, SUITE_SKIPPED } SuiteVerdict;

/* Runs one check in a process of its own, which is stopped after as many seconds of a processor. Text receives a
   sentence, without its subject, on why the plugin failed or what it cannot be asked for. */
SuiteVerdict suite_try(const Subject* subject, void (*check)(const Subject* subject), unsigned seconds,
                       char text[SUITE_TEXT_SIZE]);

/* Runs every test on every variant and reports through cmocka. Returns what main() shall. */
int suite_run(const SuiteTest* tests, size_t n_tests);

/* The built bundle, and a file of the source tree or of what is built from it; names are relative. Ends the program
   with a sentence where the environment does not say. */
const char* suite_bundle(void);
void suite_source(const char* file, char path[4096]);
void suite_built(const char* file, char path[4096]);

#if defined(__GNUC__)
#define SUITE_FORMAT __attribute__((format(printf, 1, 2)))
#else
#define SUITE_FORMAT
#endif

/* An instance of a plugin; fails the check where there can be none. */
Instance* suite_instance(const Subject* subject, double rate_hz, uint32_t max_frames);

/* How much to do where more finds more: rounds where 1 is what every test run has time for. A number in the environment
   (SIGNALBOX_EFFORT) multiplies them. */
unsigned suite_rounds(unsigned rounds);

/* Notes what a check is about to do, for the case that it crashes; kept until the next note. */
SUITE_FORMAT void suite_note(const char* format, ...);

/* Ends a check as failed. The sentence follows the name of the plugin; the last note stands in front of it. */
SUITE_FORMAT _Noreturn void suite_fail(const char* format, ...);

/* Ends a check as one that the plugin cannot be asked for, with a sentence that follows its name. */
SUITE_FORMAT _Noreturn void suite_skip(const char* format, ...);

/* Fails a check where a condition does not hold, with a sentence as for printf(). */
#define CHECK(CONDITION, ...)  \
  do {                         \
    if (!(CONDITION)) {        \
      suite_fail(__VA_ARGS__); \
    }                          \
  } while (0)

#endif
