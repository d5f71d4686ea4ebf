// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The mouse over a window: the panel is told where, in units, with what and when, and that a gesture is over however it
   ends. */

#include "tests/window/window_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

enum { SHIFT = 0xffe1, CTRL = 0xffe3 };

static void forget(Fixture* fixture) {
  fixture_settle(fixture);
  fixture->panel->n_pointers = fixture->panel->n_cancels = 0;
}

static void assert_pointer(const Fixture* fixture, unsigned i, PointerKind kind, double x, double y) {
  assert_true(i < fixture->panel->n_pointers);
  const PanelPointer* pointer = &fixture->panel->pointers[i];
  assert_int_equal(pointer->kind, kind);
  assert_true(fabs(pointer->x - x) < 1e-9);
  assert_true(fabs(pointer->y - y) < 1e-9);
}

static void test_clicks_arrive_in_units(void** state) {
  (void)state;
  Fixture fixture = fixture_open(2.0);
  forget(&fixture);
  for (unsigned button = 1; button <= 3; ++button) {
    fixture.panel->n_pointers = 0;
    screen_move(PARENT_X + 30 + 2 * (int)button, PARENT_Y + 50);
    screen_button(button, true);
    screen_button(button, false);
    fixture_settle(&fixture);
    const double x = 15.0 + button;
    assert_int_equal(fixture.panel->n_pointers, 3);
    assert_pointer(&fixture, 0, POINTER_MOVE, x, 25.0);
    assert_pointer(&fixture, 1, POINTER_PRESS, x, 25.0);
    assert_pointer(&fixture, 2, POINTER_RELEASE, x, 25.0);
    assert_int_equal(fixture.panel->pointers[1].button, button);
    assert_int_equal(fixture.panel->pointers[2].button, button);
  }
  fixture_close(&fixture);
}

/* In a window of another shape the panel has a margin. */
static void test_margins_are_taken_off(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  window_resize(fixture.window, 900, 400);  // scale 2, 50 pixels left and right
  forget(&fixture);
  screen_click(PARENT_X + 50, PARENT_Y, 1);
  fixture_settle(&fixture);
  assert_pointer(&fixture, 1, POINTER_PRESS, 0.0, 0.0);
  screen_click(PARENT_X + 10, PARENT_Y + 20, 1);
  fixture_settle(&fixture);
  assert_pointer(&fixture, 4, POINTER_PRESS, -20.0, 10.0);
  fixture_close(&fixture);
}

static void test_wheel_steps_arrive(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  screen_move(PARENT_X + 10, PARENT_Y + 20);
  forget(&fixture);
  static const unsigned buttons[] = {4, 5, 5, 6, 7, 8};
  for (unsigned i = 0; i < 6; ++i) {
    screen_button(buttons[i], true);
    screen_button(buttons[i], false);
  }
  fixture_settle(&fixture);
  assert_int_equal(fixture.panel->n_pointers, 3);
  for (unsigned i = 0; i < 3; ++i) {
    assert_pointer(&fixture, i, POINTER_WHEEL, 10.0, 20.0);
    assert_true(fixture.panel->pointers[i].wheel == (i == 0 ? 1.0 : -1.0));
  }
  fixture_close(&fixture);
}

static void test_shift_and_ctrl_are_told(void** state) {
  (void)state;
  static const struct {
    xcb_keysym_t key;
    unsigned modifiers;
  } cases[] = {{SHIFT, POINTER_SHIFT}, {CTRL, POINTER_CTRL}};
  Fixture fixture = fixture_open(1.0);
  for (unsigned i = 0; i < 2; ++i) {
    forget(&fixture);
    screen_key(cases[i].key, true);
    screen_click(PARENT_X + 20 + (int)i, PARENT_Y + 20, 1);
    screen_button(4, true);
    screen_button(4, false);
    screen_key(cases[i].key, false);
    screen_move(PARENT_X + 30 + (int)i, PARENT_Y + 20);
    fixture_settle(&fixture);
    assert_int_equal(fixture.panel->n_pointers, 5);
    for (unsigned k = 0; k < 5; ++k) {
      assert_int_equal(fixture.panel->pointers[k].modifiers, k < 4 ? cases[i].modifiers : 0);
    }
  }
  fixture_close(&fixture);
}

/* Of many motions between two calls the last counts; but none of them moves past a press. */
static void test_motions_are_put_together(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  forget(&fixture);
  for (int i = 1; i <= 40; ++i) {
    screen_move(PARENT_X + i, PARENT_Y + 10);
  }
  screen_button(1, true);
  for (int i = 40; i <= 80; ++i) {
    screen_move(PARENT_X + i, PARENT_Y + 10);
  }
  screen_button(1, false);
  window_idle(fixture.window);
  assert_int_equal(fixture.panel->n_pointers, 4);
  assert_pointer(&fixture, 0, POINTER_MOVE, 40.0, 10.0);
  assert_pointer(&fixture, 1, POINTER_PRESS, 40.0, 10.0);
  assert_pointer(&fixture, 2, POINTER_MOVE, 80.0, 10.0);
  assert_pointer(&fixture, 3, POINTER_RELEASE, 80.0, 10.0);
  fixture_close(&fixture);
}

static void test_a_drag_goes_on_outside(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  forget(&fixture);
  screen_move(PARENT_X + 10, PARENT_Y + 10);
  screen_button(1, true);
  screen_move(PARENT_X - 100, PARENT_Y - 90);
  fixture_settle(&fixture);
  screen_button(1, false);
  fixture_settle(&fixture);
  assert_int_equal(fixture.panel->n_cancels, 0);
  assert_pointer(&fixture, 2, POINTER_MOVE, -100.0, -90.0);
  assert_pointer(&fixture, 3, POINTER_RELEASE, -100.0, -90.0);
  assert_int_equal(fixture.panel->pointers[fixture.panel->n_pointers - 1].kind, POINTER_LEAVE);
  fixture_close(&fixture);
}

static void test_leaving_is_told(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  screen_move(PARENT_X + 10, PARENT_Y + 10);
  forget(&fixture);
  screen_move(PARENT_X - 50, PARENT_Y - 50);
  fixture_settle(&fixture);
  assert_int_equal(fixture.panel->n_pointers, 1);
  assert_int_equal(fixture.panel->pointers[0].kind, POINTER_LEAVE);
  fixture_close(&fixture);
}

static uint32_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint32_t)((uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000);
}

/* By the clock that panel_tick() goes by, and as far apart as they happened, however late they are read. */
static void test_times_are_those_of_the_hand(void** state) {
  (void)state;
  enum { APART_MS = 150, SLACK_MS = 250 };
  Fixture fixture = fixture_open(1.0);
  screen_move(PARENT_X + 10, PARENT_Y + 10);
  forget(&fixture);
  const uint32_t start_ms = now_ms();
  screen_button(1, true);
  nanosleep(&(struct timespec){0, APART_MS * 1000000}, NULL);
  screen_button(1, false);
  nanosleep(&(struct timespec){0, APART_MS * 1000000}, NULL);
  window_idle(fixture.window);
  const uint32_t all_ms = now_ms() - start_ms;  // more on a busy machine
  assert_int_equal(fixture.panel->n_pointers, 2);
  const uint32_t press_ms = fixture.panel->pointers[0].time_ms - start_ms;
  const uint32_t release_ms = fixture.panel->pointers[1].time_ms - start_ms;
  assert_in_range(press_ms + SLACK_MS, 0, all_ms - 2 * APART_MS + 2 * SLACK_MS);
  assert_in_range(release_ms - press_ms, APART_MS - 2, all_ms - APART_MS + 2);
  fixture_close(&fixture);
}

static void test_hiding_ends_a_gesture(void** state) {
  (void)state;
  for (unsigned whose = 0; whose < 2; ++whose) {
    Fixture fixture = fixture_open(1.0);
    screen_move(PARENT_X + 10, PARENT_Y + 10);
    screen_button(1, true);
    forget(&fixture);
    xcb_unmap_window(screen_connection(), whose ? fixture.parent : window_id(fixture.window));
    fixture_settle(&fixture);
    assert_int_equal(fixture.panel->n_cancels, 1);
    screen_button(1, false);
    fixture_close(&fixture);
  }
}

/* A button that was let go where we did not see it: the next motion comes without it. */
static void test_a_lost_release_ends_a_gesture(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  screen_move(PARENT_X + 10, PARENT_Y + 10);
  screen_button(1, true);
  forget(&fixture);
  const xcb_motion_notify_event_t motion = {
    .response_type = XCB_MOTION_NOTIFY, .root = screen_root(), .event = window_id(fixture.window), .same_screen = 1};
  for (unsigned i = 0; i < 3; ++i) {
    xcb_send_event(screen_connection(), false, window_id(fixture.window), 0, (const char*)&motion);
    fixture_settle(&fixture);
    assert_int_equal(fixture.panel->n_cancels, 1);
  }
  screen_button(1, false);
  fixture_close(&fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_clicks_arrive_in_units),   cmocka_unit_test(test_margins_are_taken_off),
    cmocka_unit_test(test_wheel_steps_arrive),       cmocka_unit_test(test_shift_and_ctrl_are_told),
    cmocka_unit_test(test_motions_are_put_together), cmocka_unit_test(test_a_drag_goes_on_outside),
    cmocka_unit_test(test_leaving_is_told),          cmocka_unit_test(test_times_are_those_of_the_hand),
    cmocka_unit_test(test_hiding_ends_a_gesture),    cmocka_unit_test(test_a_lost_release_ends_a_gesture),
  };
  return cmocka_run_group_tests_name("hand", tests, fixture_start, fixture_stop);
}
