// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Every kernel gives the same bits in every variant: at every length, for noise, for samples of any size, and, where
   they read what a host hands over, for samples that are no numbers; with subnormals and without. */

#include "common/dsp/fastmath.h"
#include "common/lv2/fpu.h"
#include "tests/plugins/isa.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef enum { NOISE, ANY_SIZE, ANY_BITS, KINDS } Kind;

static float between(float low, float high) {
  return low + (high - low) * ((float)rand() / (float)RAND_MAX);
}

static float any_size(void) {
  const float mantissa = between(-1.0f, 1.0f);
  return ldexpf(mantissa, rand() % 60 - 40);
}

static float any_bits(void) {
  const uint32_t high = (uint32_t)rand() << 16;
  return float_from_bits((int32_t)(high ^ (uint32_t)rand()));
}

static float sample(Kind kind) {
  switch (kind) {
    case NOISE:
      return between(-1.0f, 1.0f);
    case ANY_SIZE:
      return any_size();
    default:
      return any_bits();
  }
}

static void fill(IsaInput* input, Kind kind, uint32_t n_frames) {
  input->sound = kind != ANY_BITS;
  input->n_frames = n_frames;
  for (unsigned i = 0; i < CHUNK_FRAMES; ++i) {
    for (unsigned row = 0; row < ISA_ROWS; ++row) {
      input->rows[row][i] = rand() % 50 ? sample(kind) : -0.0f;
    }
    input->weights[0][i] = between(0.0f, 1.0f);
    input->weights[1][i] = between(0.0f, 1.0f);
    input->levels[i] = ldexpf(between(0.0f, 1.0f), rand() % 16 - 8);
  }
  for (unsigned i = 0; i < 4; ++i) {
    input->gains[i] = between(-2.0f, 2.0f);
  }
}

static void assert_same(const IsaRecord* a, const IsaRecord* b, uint32_t n_frames) {
  assert_int_equal(a->n_digests, b->n_digests);
  for (unsigned i = 0; i < a->n_digests; ++i) {
    if (a->digests[i].digest != b->digests[i].digest) {
      fail_msg("kernel_%s differs over %u frames", a->digests[i].kernel, (unsigned)n_frames);
    }
  }
}

static void compare(void (*run_a)(IsaRecord*, const IsaInput*), void (*run_b)(IsaRecord*, const IsaInput*)) {
  srand(1);
  for (unsigned round = 0; round < 20; ++round) {
    for (uint32_t n_frames = 0; n_frames <= CHUNK_FRAMES; ++n_frames) {
      IsaInput input;
      IsaRecord a, b;
      fill(&input, (Kind)(round % KINDS), n_frames);
      const uint64_t host_state = round % 2 ? fpu_enter() : 0;
      run_a(&a, &input);
      run_b(&b, &input);
      if (round % 2) {
        fpu_leave(host_state);
      }
      assert_same(&a, &b, n_frames);
    }
  }
}

static void test_chosen_kernels_equal_those_for_any_processor(void** state) {
  (void)state;
  compare(isa_run_chosen, isa_run_baseline);
}

#if defined(__x86_64__) || defined(__i386__)
enum { IS_X86 = 1 };
#else
enum { IS_X86 = 0 };
#endif

/* Linux lists what a processor has: that of the machine, also where another one is emulated. */
static bool is_listed(const char* flag) {
  char line[8192];
  bool listed = false;
  FILE* file = fopen("/proc/cpuinfo", "r");
  while (file && !listed && fgets(line, sizeof(line), file)) {
    listed = strncmp(line, "flags", 5) == 0 && strstr(line, flag);
  }
  if (file) {
    fclose(file);
  }
  return listed;
}

static void test_avx2_is_found_where_it_is(void** state) {
  (void)state;
  if (!IS_X86 || !is_listed(" sse2 ")) {
    print_message("this is another kind of processor, or not Linux\n");
    skip();
  }
  assert_true(isa_has_avx2() == is_listed(" avx2 "));
}

static void test_avx2_kernels_equal_those_for_any_processor(void** state) {
  (void)state;
  if (!isa_has_avx2()) {
    print_message("this processor has no AVX2\n");
    skip();
  }
  compare(isa_run_avx2, isa_run_baseline);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_chosen_kernels_equal_those_for_any_processor),
    cmocka_unit_test(test_avx2_is_found_where_it_is),
    cmocka_unit_test(test_avx2_kernels_equal_those_for_any_processor),
  };
  return cmocka_run_group_tests_name("isa", tests, NULL, NULL);
}
