// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The row of the table of faults about threads, over every variant of the suite: a program of its own, for
   ThreadSanitizer. */

#include "tests/faults/rows.h"

int main(void) {
  const SuiteTest test = {"threads", threads_check};
  return suite_run(&test, 1);
}
