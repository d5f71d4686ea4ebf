// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/limits.h"

#include "common/host/buffer.h"

static bool vectors_are_forbidden;

void* limit_new(const Limit* limit) {
  void* state = limit->size ? buffer_new(limit->size) : NULL;  // where it lies must not matter
  if (state && limit->init) {
    limit->init(state);
  }
  return state;
}

bool limit_has_vectors(void) {
#if defined(__x86_64__)
  return !vectors_are_forbidden && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
  return false;
#endif
}

void limit_forbid_vectors(bool forbidden) {
  vectors_are_forbidden = forbidden;
}
