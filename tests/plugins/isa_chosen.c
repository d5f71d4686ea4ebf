// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The kernels as the plugins have them. */

#include "tests/plugins/isa_exercise.h"

void isa_run_chosen(IsaRecord* record, const IsaInput* input) {
  isa_exercise(record, input);
}
