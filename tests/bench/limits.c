// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/limits.h"

#include <stdlib.h>
#include <string.h>

static bool vectors_are_forbidden;

void* limit_new(const Limit* limit) {
  void* state = limit->size ? calloc(1, limit->size) : NULL;
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

static void copy_run(const float* const* in, float* const* out, unsigned n_copies, uint32_t n_frames) {
  for (unsigned i = 0; i < 2 * n_copies; ++i) {
    memcpy(out[i], in[i % 2], n_frames * sizeof(float));
  }
}

static void copy_run_2(void* state, const float* const* in, float* const* out, uint32_t n_frames) {
  (void)state;
  copy_run(in, out, 2, n_frames);
}

static void copy_run_4(void* state, const float* const* in, float* const* out, uint32_t n_frames) {
  (void)state;
  copy_run(in, out, 4, n_frames);
}

const Limit limit_copy_2 = {.name = "copy to two", .n_inputs = 2, .n_outputs = 4, .run = copy_run_2};
const Limit limit_copy_4 = {.name = "copy to four", .n_inputs = 2, .n_outputs = 8, .run = copy_run_4};

static void add(const float* restrict a, const float* restrict b, float* restrict sum, uint32_t n_frames) {
  for (uint32_t i = 0; i < n_frames; ++i) {
    sum[i] = a[i] + b[i];
  }
}

static void sum_run(void* state, const float* const* in, float* const* out, uint32_t n_frames) {
  (void)state;
  add(in[0], in[2], out[0], n_frames);
  add(in[1], in[3], out[1], n_frames);
}

const Limit limit_sum = {.name = "sum of two", .n_inputs = 4, .n_outputs = 2, .run = sum_run};
