// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A matrix that moves, against two straight lines; at rest, against its formula. */

#include "common/dsp/chunk.h"
#include "common/dsp/matrix_ramp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

enum { FRAMES = 3000, RAMP_FRAMES = 441 };

static float in[2][FRAMES];
static float out[2][FRAMES];

static void fill(void) {
  srand(6);
  for (unsigned i = 0; i < FRAMES; ++i) {
    in[0][i] = (float)rand() / (float)RAND_MAX - 0.5f;
    in[1][i] = (float)rand() / (float)RAND_MAX - 0.5f;
  }
  memcpy(out, in, sizeof(out));
}

static void run(MatrixRamp* matrix, uint32_t from, uint32_t to, uint32_t longest) {
  uint32_t n = 0;
  for (uint32_t at = from; at < to; at += n) {
    n = 1 + (uint32_t)rand() % longest;
    n = n < to - at ? n : to - at;
    matrix_ramp_run(matrix, out[0] + at, out[1] + at, n);
    matrix_ramp_advance(matrix, n);
  }
}

static void test_moves_on_straight_lines(void** state) {
  (void)state;
  static const StereoMatrix from = {1.25f, -0.25f};
  static const StereoMatrix to = {0.5f, 0.5f};
  for (uint32_t longest = 1; longest <= CHUNK_LONG_FRAMES; longest += 51) {
    MatrixRamp matrix;
    fill();
    matrix_ramp_set(&matrix, from, 0);
    run(&matrix, 0, 1000, longest);
    matrix_ramp_set(&matrix, to, RAMP_FRAMES);
    assert_false(matrix_ramp_is_idle(&matrix));
    run(&matrix, 1000, FRAMES, longest);
    for (uint32_t i = 0; i < FRAMES; ++i) {
      const double done = i < 1000 ? 0.0 : i >= 1000 + RAMP_FRAMES ? 1.0 : (i - 1000 + 1.0) / RAMP_FRAMES;
      const double same = 1.25 + done * (0.5 - 1.25);
      const double cross = -0.25 + done * (0.5 + 0.25);
      assert_near(out[0][i], same * (double)in[0][i] + cross * (double)in[1][i], 1e-6);
      assert_near(out[1][i], same * (double)in[1][i] + cross * (double)in[0][i], 1e-6);
    }
  }
}

/* Width 1 leaves the sides alone, to the last bit, and so does every frame after coming back to it. */
static void test_idle_is_exact(void** state) {
  (void)state;
  MatrixRamp matrix;
  fill();
  matrix_ramp_set(&matrix, stereo_matrix(1.0f, false), 0);
  assert_true(matrix_ramp_is_idle(&matrix));
  run(&matrix, 0, 500, 64);
  assert_memory_equal(out[0], in[0], 500 * sizeof(float));
  matrix_ramp_set(&matrix, stereo_matrix(0.0f, false), RAMP_FRAMES);
  run(&matrix, 500, 1200, 64);
  assert_true(out[0][1199] == out[1][1199]);
  matrix_ramp_set(&matrix, stereo_matrix(1.0f, false), RAMP_FRAMES);
  run(&matrix, 1200, 1200 + RAMP_FRAMES - 1, 64);
  assert_false(matrix_ramp_is_idle(&matrix));
  run(&matrix, 1200 + RAMP_FRAMES - 1, FRAMES, 64);
  assert_true(matrix_ramp_is_idle(&matrix));
  assert_memory_equal(out[1] + 1200 + RAMP_FRAMES, in[1] + 1200 + RAMP_FRAMES,
                      (FRAMES - 1200 - RAMP_FRAMES) * sizeof(float));
}

/* A chunk that is run again without moving on comes out the same. */
static void test_running_does_not_move_on(void** state) {
  (void)state;
  MatrixRamp matrix;
  float again[2][50];
  fill();
  memcpy(again[0], in[0], sizeof(again[0]));
  memcpy(again[1], in[1], sizeof(again[1]));
  matrix_ramp_set(&matrix, stereo_matrix(2.0f, false), 0);
  matrix_ramp_set(&matrix, stereo_matrix(0.5f, false), RAMP_FRAMES);
  matrix_ramp_run(&matrix, out[0], out[1], 50);
  matrix_ramp_run(&matrix, again[0], again[1], 50);
  assert_memory_equal(again[0], out[0], sizeof(again[0]));
  assert_memory_equal(again[1], out[1], sizeof(again[1]));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_moves_on_straight_lines),
    cmocka_unit_test(test_idle_is_exact),
    cmocka_unit_test(test_running_does_not_move_on),
  };
  return cmocka_run_group_tests_name("matrix ramp", tests, NULL, NULL);
}
