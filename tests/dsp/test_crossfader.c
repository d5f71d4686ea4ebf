// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/crossfader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/near.h"

enum { FADE = 100 };

/* Runs a switch as users do, cut into steps, over n_frames; what each choice weighs ends up in `weights`, a row per
   frame and a column per choice. */
static void run(Crossfader* choice, uint32_t n_frames, uint32_t step, double weights[][3]) {
  uint32_t n = 0;
  for (uint32_t at = 0; at < n_frames; at += n) {
    n = crossfader_limit(choice, n_frames - at < step ? n_frames - at : step);
    assert_true(n > 0);
    float line[FADE];
    assert_true(n <= FADE);
    ramp_fill(&choice->weight, line, n);
    for (uint32_t i = 0; i < n; ++i) {
      weights[at + i][0] = weights[at + i][1] = weights[at + i][2] = 0.0;
      weights[at + i][choice->from] += 1.0 - (double)line[i];
      weights[at + i][choice->to] += (double)line[i];
    }
    crossfader_advance(choice, n);
  }
}

static void assert_all_of(double weights[][3], uint32_t from, uint32_t to, unsigned value) {
  for (uint32_t i = from; i < to; ++i) {
    for (unsigned v = 0; v < 3; ++v) {
      assert_true(weights[i][v] == (v == value ? 1.0 : 0.0));
    }
  }
}

/* A fade is a straight line that lands on its last frame. */
static void assert_fade(double weights[][3], uint32_t at, unsigned old, unsigned new) {
  for (uint32_t i = 0; i < FADE; ++i) {
    assert_near(weights[at + i][new], (i + 1.0) / FADE, 1e-6);
    assert_near(weights[at + i][old], 1.0 - (i + 1.0) / FADE, 1e-6);
  }
  assert_true(weights[at + FADE - 1][new] == 1.0);
}

static void test_stays_where_it_is_reset_to(void** state) {
  (void)state;
  double weights[200][3];
  Crossfader choice;
  crossfader_reset(&choice, 2);
  assert_false(crossfader_is_moving(&choice));
  crossfader_set(&choice, 2, FADE);
  assert_false(crossfader_is_moving(&choice));
  run(&choice, 200, 64, weights);
  assert_all_of(weights, 0, 200, 2);
}

static void test_fades_in_a_line(void** state) {
  (void)state;
  double weights[300][3];
  for (uint32_t step = 1; step <= FADE; step += 11) {
    Crossfader choice;
    crossfader_reset(&choice, 0);
    run(&choice, 50, step, weights);
    crossfader_set(&choice, 1, FADE);
    assert_true(crossfader_is_moving(&choice));
    run(&choice, 250, step, weights + 50);
    assert_all_of(weights, 0, 50, 0);
    assert_fade(weights, 50, 0, 1);
    assert_all_of(weights, 150, 300, 1);
    assert_false(crossfader_is_moving(&choice));
  }
}

static void test_a_choice_made_meanwhile_waits(void** state) {
  (void)state;
  double weights[400][3];
  for (uint32_t step = 1; step <= FADE; step += 11) {
    Crossfader choice;
    crossfader_reset(&choice, 0);
    crossfader_set(&choice, 1, FADE);
    run(&choice, 30, step, weights);
    crossfader_set(&choice, 0, FADE);
    crossfader_set(&choice, 2, FADE);
    run(&choice, 370, step, weights + 30);
    assert_fade(weights, 0, 0, 1);
    assert_fade(weights, FADE, 1, 2);
    assert_all_of(weights, 2 * FADE, 400, 2);
  }
}

static void test_a_choice_taken_back_meanwhile(void** state) {
  (void)state;
  double weights[400][3];
  Crossfader choice;
  crossfader_reset(&choice, 0);
  crossfader_set(&choice, 1, FADE);
  run(&choice, 30, 64, weights);
  crossfader_set(&choice, 2, FADE);
  crossfader_set(&choice, 1, FADE);
  run(&choice, 370, 64, weights + 30);
  assert_fade(weights, 0, 0, 1);
  assert_all_of(weights, FADE, 400, 1);
}

static void test_a_fade_of_one_frame(void** state) {
  (void)state;
  double weights[10][3];
  Crossfader choice;
  crossfader_reset(&choice, 0);
  crossfader_set(&choice, 1, 1);
  crossfader_set(&choice, 2, 1);
  run(&choice, 10, 10, weights);
  assert_all_of(weights, 0, 1, 1);
  assert_all_of(weights, 1, 10, 2);
}

static void test_no_frames_are_at_once(void** state) {
  (void)state;
  double weights[10][3];
  Crossfader choice;
  crossfader_reset(&choice, 0);
  crossfader_set(&choice, 1, FADE);
  run(&choice, 5, 5, weights);
  crossfader_set(&choice, 0, FADE);
  crossfader_set(&choice, 2, 0);  // ends the fade, and what waits for its end
  assert_false(crossfader_is_moving(&choice));
  run(&choice, 10, 10, weights);
  assert_all_of(weights, 0, 10, 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_stays_where_it_is_reset_to),    cmocka_unit_test(test_fades_in_a_line),
    cmocka_unit_test(test_a_choice_made_meanwhile_waits), cmocka_unit_test(test_a_choice_taken_back_meanwhile),
    cmocka_unit_test(test_a_fade_of_one_frame),           cmocka_unit_test(test_no_frames_are_at_once),
  };
  return cmocka_run_group_tests_name("switch", tests, NULL, NULL);
}
