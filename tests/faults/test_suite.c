// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Every row of the table of faults that is no matter of speed, over every variant. See test_threads, too. */

#include "tests/faults/rows.h"

#include <stdlib.h>

int main(void) {
  SuiteTest* tests = (SuiteTest*)calloc(n_fault_rows, sizeof(SuiteTest));
  size_t n_tests = 0;
  for (size_t i = 0; tests && i < n_fault_rows; ++i) {
    if (!fault_rows[i].is_timed && fault_rows[i].check != threads_check) {
      tests[n_tests++] = (SuiteTest){fault_rows[i].key, fault_rows[i].check};
    }
  }
  const int status = tests ? suite_run(tests, n_tests) : 2;
  free(tests);
  return status;
}
