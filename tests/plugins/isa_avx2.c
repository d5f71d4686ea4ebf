// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The kernels for processors with AVX2. */

#define ISA avx2

#if defined(__x86_64__) || defined(__i386__)
#define KERNEL __attribute__((target("avx2")))
#else
#define KERNEL
#endif

#include "tests/plugins/isa_kernels.h"

#include "tests/plugins/isa_exercise.h"

bool isa_has_avx2(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2");
#else
  return false;
#endif
}

void isa_run_avx2(IsaRecord* record, const IsaInput* input) {
  isa_exercise(record, input);
}
