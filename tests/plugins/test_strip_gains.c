// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The gains of strips against straight lines worked out apart for each, while moves set out, turn around and land at
   any time, and however the frames are cut. */

#include "plugins/bus_summer/strip_gains.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"
#include "tests/white_noise.h"

enum { LENGTH = 48, LONG = 3 * LENGTH, FRAMES = 400 * LENGTH };

static const RampFrames moves = {.fade = LENGTH, .level = LONG};

/* A gain's move, worked out from where it began. */
typedef struct {
  double from, to;
  unsigned length;
  unsigned began;  // the frame after which it set out
} Line;

static double line_at(const Line* line, unsigned frame) {
  const unsigned done = frame - line->began;
  return done >= line->length ? line->to : line->from + (line->to - line->from) * done / line->length;
}

/* Where a gain sets out from after a frame: one that has but the last frame to go has landed already. */
static double start_at(const Line* line, unsigned frame) {
  return frame - line->began >= line->length - 1 ? line->to : line_at(line, frame);
}

/* Strips change one, two, or all at once, in one of their gains or in all. */
static void change_some(StripTargets* target) {
  const int choice = rand();
  for (unsigned s = 0; s < STRIP_GAINS_SIZE; ++s) {
    for (unsigned row = 0; row < STRIP_ROWS; ++row) {
      if ((choice % 5 == 0 || s == (unsigned)choice % STRIP_GAINS_SIZE) && (choice % 3 != 0 || row == 1)) {
        target->gain[row][s] = white_noise();
      }
    }
  }
}

/* To, from and through silence is a fade; what becomes louder or quieter is a move of a level. */
static unsigned expected_length(const StripTargets* old, const StripTargets* target, unsigned s) {
  const float from = old->gain[STRIP_LEFT][s] + old->gain[STRIP_RIGHT][s];
  const float to = target->gain[STRIP_LEFT][s] + target->gain[STRIP_RIGHT][s];
  return (from > 0.0f && to > 0.0f) || (from < 0.0f && to < 0.0f) ? LONG : LENGTH;
}

static void set_lines(Line lines[STRIP_ROWS][STRIP_GAINS_SIZE], const StripTargets* old, const StripTargets* target,
                      unsigned frame) {
  for (unsigned s = 0; s < STRIP_GAINS_SIZE; ++s) {
    bool changes = false;
    for (unsigned row = 0; row < STRIP_ROWS; ++row) {
      changes |= target->gain[row][s] != old->gain[row][s];
    }
    for (unsigned row = 0; changes && row < STRIP_ROWS; ++row) {
      Line* line = &lines[row][s];
      *line = (Line){start_at(line, frame), (double)target->gain[row][s], expected_length(old, target, s), frame};
    }
  }
}

static void assert_on_lines(const StripGains* gains, Line lines[STRIP_ROWS][STRIP_GAINS_SIZE], unsigned frame,
                            unsigned n) {
  for (unsigned s = 0; s < STRIP_GAINS_SIZE; ++s) {
    for (unsigned row = 0; row < STRIP_ROWS; ++row) {
      for (unsigned i = 0; i < n; ++i) {
        const Line* line = &lines[row][s];
        const float gain = strip_gain_at(gains, (StripRow)row, s, i);
        assert_near(gain, line_at(line, frame + i + 1), 1e-6);
        if (frame + i + 1 - line->began >= line->length) {
          assert_true(gain == (float)line->to);
        }
      }
    }
  }
}

static void test_gains_move_on_straight_lines_and_land(void** state) {
  (void)state;
  srand(3);
  StripGains gains;
  Line lines[STRIP_ROWS][STRIP_GAINS_SIZE];
  for (unsigned i = 0; i < STRIP_ROWS * STRIP_GAINS_SIZE; ++i) {
    lines[i / STRIP_GAINS_SIZE][i % STRIP_GAINS_SIZE] = (Line){.length = 1};
  }
  StripTargets target = {{{0.0f}}};
  strip_gains_init(&gains);
  for (unsigned frame = 0; frame < FRAMES;) {
    const StripTargets old = target;
    if (frame >= LENGTH && rand() % 4 == 0) {
      change_some(&target);
      strip_gains_set(&gains, &target, moves);
      set_lines(lines, &old, &target, frame);
    }
    const unsigned n = strip_gains_limit(&gains, 1 + (unsigned)rand() % LENGTH);
    assert_in_range(n, 1, LENGTH);
    assert_on_lines(&gains, lines, frame, n);
    float levels[STRIP_GAINS_SIZE];
    strip_gains_levels(&gains, levels);
    for (unsigned s = 0; s < STRIP_GAINS_SIZE; ++s) {
      assert_near(levels[s], start_at(&lines[STRIP_LEVEL][s], frame), 1e-6);
    }
    strip_gains_advance(&gains, n);
    frame += n;
  }
}

/* What a strip that has nothing new to do is on its way to does not change, and neither does when it arrives. */
static void test_others_do_not_hold_a_move_up(void** state) {
  (void)state;
  StripGains gains;
  StripTargets target = {{{0.0f}}};
  strip_gains_init(&gains);
  target.gain[STRIP_LEFT][4] = 0.7f;
  strip_gains_set(&gains, &target, moves);
  for (unsigned frame = 0; frame < LENGTH - 1; ++frame) {
    target.gain[STRIP_RIGHT][5] = (float)frame;
    strip_gains_set(&gains, &target, moves);
    assert_true(strip_gains_are_moving(&gains));
    assert_near(strip_gain_at(&gains, STRIP_LEFT, 4, 0), 0.7 * (frame + 1) / LENGTH, 1e-6);
    strip_gains_advance(&gains, 1);
  }
  assert_true(strip_gain_at(&gains, STRIP_LEFT, 4, 0) == 0.7f);
}

static void test_gains_hold_at_once(void** state) {
  (void)state;
  for (uint32_t length = 1; length < 4; ++length) {
    StripGains gains;
    StripTargets target;
    strip_gains_init(&gains);
    assert_false(strip_gains_are_moving(&gains));
    for (unsigned s = 0; s < STRIP_GAINS_SIZE; ++s) {
      for (unsigned row = 0; row < STRIP_ROWS; ++row) {
        target.gain[row][s] = white_noise();
      }
    }
    strip_gains_set(&gains, &target, (RampFrames){0, 0});
    assert_false(strip_gains_are_moving(&gains));
    assert_memory_equal(gains.from, target.gain, sizeof(gains.from));
    strip_gains_set(&gains, &target, (RampFrames){length, length});
    assert_false(strip_gains_are_moving(&gains));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_gains_move_on_straight_lines_and_land),
    cmocka_unit_test(test_others_do_not_hold_a_move_up),
    cmocka_unit_test(test_gains_hold_at_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
