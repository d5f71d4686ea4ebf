// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The kernels for any processor that the compiler's target takes in. */

#define ISA baseline
#define KERNEL

#include "tests/plugins/isa_kernels.h"

#include "tests/plugins/isa_exercise.h"

void isa_run_baseline(IsaRecord* record, const IsaInput* input) {
  isa_exercise(record, input);
}
