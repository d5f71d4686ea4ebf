// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Every row of the table of faults, over every variant of the suite. */

#include "tests/faults/rows.h"

#include <stdlib.h>

int main(void) {
  SuiteTest* tests = (SuiteTest*)calloc(n_fault_rows, sizeof(SuiteTest));
  for (size_t i = 0; tests && i < n_fault_rows; ++i) {
    tests[i] = (SuiteTest){fault_rows[i].key, fault_rows[i].check};
  }
  const int status = tests ? suite_run(tests, n_fault_rows) : 2;
  free(tests);
  return status;
}
