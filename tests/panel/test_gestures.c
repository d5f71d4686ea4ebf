// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The table of gestures, a test for each. */

#include "common/panel/control.h"
#include "common/panel/layout.h"
#include "common/panel/menu.h"
#include "common/panel/segments.h"
#include "tests/panel/panel_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/near.h"

static double position(const Fixture* fixture, const char* symbol) {
  const unsigned port = fixture_port(fixture, symbol);
  return control_position(panel_spec(fixture->panel, port), (double)panel_port_value(fixture->panel, port));
}

/* From where it was taken, wherever on the widget the hand is. */
static void test_drag_is_relative(void** state) {
  Fixture fixture;
  (void)state;
  fixture_begin(&fixture, "bus-summer-mono-8");
  const Widget* fader = fixture_face(&fixture, "gain_3");
  const double from = position(&fixture, "gain_3");
  fixture_drag(&fixture, fader, 0.0, 40.0, 0);
  assert_near(position(&fixture, "gain_3"), from - 40.0 / fader->travel_y, 0.002);
  assert_true(fixture_writes(&fixture, "gain_3") > 1);
  assert_int_equal(fixture_count(&fixture, CALL_GRAB), 1);
  assert_int_equal(fixture.calls[0].kind, CALL_GRAB);
  assert_int_equal(fixture.calls[fixture.n_calls - 1].kind, CALL_RELEASE);
  fixture_end(&fixture);
}

/* With Ctrl or Shift, pressed at any time, a tenth as far. */
static void test_drag_is_fine(void** state) {
  (void)state;
  const unsigned modifiers[] = {POINTER_CTRL, POINTER_SHIFT};
  for (unsigned i = 0; i < 2; ++i) {
    Fixture fixture;
    fixture_begin(&fixture, "bus-summer-mono-8");
    const Widget* fader = fixture_face(&fixture, "gain_1");
    const double from = position(&fixture, "gain_1");
    fixture_drag(&fixture, fader, 0.0, 100.0, modifiers[i]);
    assert_near(position(&fixture, "gain_1"), from - 10.0 / fader->travel_y, 0.003);
    double x, y;
    fixture_middle(&fixture, fader, &x, &y);
    const double begin = position(&fixture, "gain_1");
    fixture_press(&fixture, x, y, POINTER_LEFT, 0);
    fixture_move(&fixture, x, y + 20.0, 0);
    fixture_move(&fixture, x, y + 40.0, modifiers[i]);
    fixture_let_go(&fixture, x, y + 40.0, POINTER_LEFT, modifiers[i]);
    assert_near(position(&fixture, "gain_1"), begin - 22.0 / fader->travel_y, 0.003);
    fixture_end(&fixture);
  }
}

static void test_shift_click_is_default(void** state) {
  Fixture fixture;
  (void)state;
  fixture_begin(&fixture, "parallel-compressor-stereo");
  panel_port_event(fixture.panel, fixture_port(&fixture, "threshold"), -50.0f);
  fixture_click(&fixture, fixture_face(&fixture, "threshold"), POINTER_LEFT, POINTER_SHIFT);
  assert_near(fixture_value(&fixture, "threshold"), -24.0f, 0.0);
  assert_int_equal(fixture.n_calls, 3);
  panel_port_event(fixture.panel, fixture_port(&fixture, "auto_level"), 0.0f);
  fixture_click(&fixture, fixture_face(&fixture, "auto_level"), POINTER_LEFT, POINTER_SHIFT);
  assert_near(fixture_value(&fixture, "auto_level"), 1.0f, 0.0);
  fixture_end(&fixture);
}

static void test_double_click_types(void** state) {
  Fixture fixture;
  (void)state;
  fixture_begin(&fixture, "bus-summer-stereo-4");
  fixture_double_click(&fixture, fixture_face(&fixture, "gain_2"));
  assert_true(fixture.has_keyboard);
  assert_int_equal(fixture.n_calls, 0);
  fixture_type(&fixture, "-12.5 dB");
  fixture_key(&fixture, PANEL_KEY_ENTER);
  assert_false(fixture.has_keyboard);
  assert_near(fixture_value(&fixture, "gain_2"), -12.5f, 0.0);
  assert_int_equal(fixture.n_calls, 3);
  fixture_end(&fixture);
}

static void test_wheel_steps(void** state) {
  static const struct {
    const char* symbol;
    double steps;
    unsigned modifiers;
    float from, to;
  } rows[] = {
    {"threshold", 1.0, 0, -30.0f, -29.0f},
    {"threshold", -1.0, POINTER_CTRL, -30.0f, -30.1f},
    {"key_hpf", 12.0, 0, 100.0f, 200.0f},
    {"key_hpf", 48.0, POINTER_CTRL, 100.0f, 200.0f},
    {"hold", 1.0, 0, 10.0f, 11.0f},
    {"hold", 1.0, POINTER_CTRL, 10.0f, 10.1f},
    {"key_a_level", 1.0, 0, -90.0f, -60.0f},
    {"key_a_level", -1.0, 0, -60.0f, -90.0f},
    {"action", 1.0, 0, 1.0f, 2.0f},
    {"action", 1.0, 0, 3.0f, 3.0f},
    {"duck_high", 5.0, 0, 22000.0f, 22000.0f},
  };
  Fixture fixture;
  (void)state;
  fixture_begin(&fixture, "sidechain-router-stereo");
  for (unsigned i = 0; i < sizeof rows / sizeof *rows; ++i) {
    double x, y;
    panel_port_event(fixture.panel, fixture_port(&fixture, "action"), 1.0f);
    panel_port_event(fixture.panel, fixture_port(&fixture, rows[i].symbol), rows[i].from);
    fixture_forget(&fixture);
    fixture_middle(&fixture, fixture_face(&fixture, rows[i].symbol), &x, &y);
    fixture_wheel(&fixture, x, y, rows[i].steps, rows[i].modifiers);
    assert_near(fixture_value(&fixture, rows[i].symbol), rows[i].to, fabs((double)rows[i].to) * 0.006);
    assert_int_equal(fixture.n_calls, rows[i].from == rows[i].to ? 0 : 3);
  }
  fixture_end(&fixture);
}

static void test_middle_click_jumps(void** state) {
  Fixture fixture;
  (void)state;
  fixture_begin(&fixture, "bus-summer-mono-8");
  const Widget* fader = fixture_face(&fixture, "gain_5");
  const double x = fader->area.x + fader->area.width / 2.0;
  fixture_press(&fixture, x, fader->area.y + 1.0, POINTER_MIDDLE, 0);
  fixture_let_go(&fixture, x, fader->area.y + 1.0, POINTER_MIDDLE, 0);
  assert_near(fixture_value(&fixture, "gain_5"), 12.0f, 0.0);
  const Widget* pan = fixture_face(&fixture, "pan_5");
  fixture_press(&fixture, pan->area.x + 1.0, pan->area.y + 20.0, POINTER_MIDDLE, 0);
  assert_near(fixture_value(&fixture, "pan_5"), -1.0f, 0.0);
  assert_int_equal(fixture.n_calls, 6);
  fixture_end(&fixture);
}

/* Default, typing, and each scale point. */
static void test_right_click_menu(void** state) {
  Fixture fixture;
  (void)state;
  fixture_begin(&fixture, "bus-summer-mono-8");
  const Widget* fader = fixture_face(&fixture, "gain_4");
  const float expected[] = {0.0f, -20.0f, -90.0f};
  for (unsigned entry = 0; entry < 3; ++entry) {
    panel_port_event(fixture.panel, fixture_port(&fixture, "gain_4"), -20.0f);
    fixture_forget(&fixture);
    fixture_click(&fixture, fader, POINTER_RIGHT, 0);
    assert_true(fixture.panel->menu.is_open);
    assert_int_equal(fixture.panel->menu.n_entries, 3);
    const PanelRect area = menu_entry_area(fixture.panel, entry);
    fixture_move(&fixture, area.x + 20.0, area.y + 10.0, 0);
    assert_int_equal(fixture.panel->menu.hovered, entry);
    fixture_press(&fixture, area.x + 20.0, area.y + 10.0, POINTER_LEFT, 0);
    fixture_let_go(&fixture, area.x + 20.0, area.y + 10.0, POINTER_LEFT, 0);
    assert_false(fixture.panel->menu.is_open);
    assert_near(fixture_value(&fixture, "gain_4"), expected[entry], 0.0);
    assert_true(fixture.has_keyboard == (entry == 1));
    fixture_key(&fixture, PANEL_KEY_ESCAPE);
  }
  fixture_click(&fixture, fader, POINTER_RIGHT, 0);
  fixture_forget(&fixture);
  fixture_press(&fixture, 1.0, 1.0, POINTER_LEFT, 0);
  assert_false(fixture.panel->menu.is_open);
  assert_int_equal(fixture.n_calls, 0);
  fixture_end(&fixture);
}

static void test_stroke_paints(void** state) {
  Fixture fixture;
  (void)state;
  fixture_begin(&fixture, "bus-summer-mono-8");
  panel_port_event(fixture.panel, fixture_port(&fixture, "mute_3"), 1.0f);
  double x, y;
  fixture_middle(&fixture, fixture_face(&fixture, "mute_2"), &x, &y);
  fixture_press(&fixture, x, y, POINTER_LEFT, 0);
  for (unsigned i = 0; i < 30; ++i) {
    x += 8.0;
    fixture_move(&fixture, x, y, 0);
  }
  fixture_let_go(&fixture, x, y, POINTER_LEFT, 0);
  const float expected[] = {0.0f, 1.0f, 1.0f, 1.0f, 1.0f, 1.0f, 0.0f, 0.0f};
  for (unsigned i = 0; i < 8; ++i) {
    const char mute[] = {'m', 'u', 't', 'e', '_', (char)('1' + (char)i), '\0'};
    const char solo[] = {'s', 'o', 'l', 'o', '_', (char)('1' + (char)i), '\0'};
    assert_near(fixture_value(&fixture, mute), expected[i], 0.0);
    assert_near(fixture_value(&fixture, solo), 0.0f, 0.0);
  }
  assert_int_equal(fixture_writes(&fixture, "mute_3"), 0);
  fixture_end(&fixture);
}

/* A click latches; held for longer than 300 ms it lasts as long. */
static void test_listen_latches_or_holds(void** state) {
  Fixture fixture;
  double x, y;
  (void)state;
  fixture_begin(&fixture, "sidechain-router-mono");
  const Widget* listen = fixture_face(&fixture, "listen");
  fixture_middle(&fixture, listen, &x, &y);
  fixture_click(&fixture, listen, POINTER_LEFT, 0);
  assert_near(fixture_value(&fixture, "listen"), 1.0f, 0.0);
  fixture_click(&fixture, listen, POINTER_LEFT, 0);
  assert_near(fixture_value(&fixture, "listen"), 0.0f, 0.0);
  fixture_forget(&fixture);
  fixture_press(&fixture, x, y, POINTER_LEFT, 0);
  assert_near(fixture_value(&fixture, "listen"), 1.0f, 0.0);
  fixture.now_ms += 400;
  fixture_let_go(&fixture, x, y, POINTER_LEFT, 0);
  assert_near(fixture_value(&fixture, "listen"), 0.0f, 0.0);
  assert_int_equal(fixture.n_calls, 4);  // one touch for both writes
  fixture_end(&fixture);
}

/* A handle in a picture moves what its number shows, and follows the hand. */
static void test_grips_follow_the_hand(void** state) {
  static const struct {
    const char *variant, *symbol, *mode;
    float mode_value;
    double right, down;
  } rows[] = {
    {"parallel-compressor-stereo", "threshold", NULL, 0.0f, -30.0, 0.0},
    {"parallel-splitter-stereo", "split_1", "mode", 1.0f, 60.0, 0.0},
    {"parallel-splitter-mono", "threshold", "mode", 5.0f, 0.0, 30.0},
    {"sidechain-router-cv", "key_lpf", NULL, 0.0f, -70.0, 0.0},
    {"sidechain-router-mono", "attack", "action", 1.0f, 8.0, 0.0},
    {"sidechain-router-mono", "depth", "action", 1.0f, 0.0, 25.0},
    {"aux-return-mono", "dry_delay", NULL, 0.0f, 90.0, 0.0},
    {"aux-return-stereo", "duck_threshold", "duck_depth", 12.0f, 20.0, 0.0},
  };
  (void)state;
  for (unsigned i = 0; i < sizeof rows / sizeof *rows; ++i) {
    Fixture fixture;
    double x, y, x1, y1;
    fixture_begin(&fixture, rows[i].variant);
    if (rows[i].mode) {
      panel_port_event(fixture.panel, fixture_port(&fixture, rows[i].mode), rows[i].mode_value);
    }
    const Widget* grip = fixture_grip(&fixture, rows[i].symbol);
    assert_non_null(grip);
    const float from = fixture_value(&fixture, rows[i].symbol);
    fixture_middle(&fixture, grip, &x, &y);
    fixture_drag(&fixture, grip, rows[i].right, rows[i].down, 0);
    fixture_middle(&fixture, grip, &x1, &y1);
    assert_true(fixture_value(&fixture, rows[i].symbol) != from);
    assert_near(rows[i].right != 0.0 ? x1 - x : y1 - y, rows[i].right != 0.0 ? rows[i].right : rows[i].down, 7.5);
    fixture_end(&fixture);
  }
}

/* Dragging a hook from one rail to the other taps a send elsewhere. */
static void test_send_is_dragged_between_rails(void** state) {
  Fixture fixture;
  (void)state;
  fixture_begin(&fixture, "aux-send-stereo-4");
  assert_near(fixture_value(&fixture, "send_tap_2"), 1.0f, 0.0);
  fixture_drag(&fixture, fixture_grip(&fixture, "send_tap_2"), 0.0, -400.0, 0);
  assert_near(fixture_value(&fixture, "send_tap_2"), 0.0f, 0.0);
  fixture_drag(&fixture, fixture_grip(&fixture, "send_tap_2"), 0.0, 400.0, 0);
  assert_near(fixture_value(&fixture, "send_tap_2"), 1.0f, 0.0);
  fixture_end(&fixture);
}

static void test_choices_are_chosen(void** state) {
  Fixture fixture;
  (void)state;
  fixture_begin(&fixture, "parallel-splitter-mono");
  const Widget* tabs = fixture_face(&fixture, "mode");
  assert_int_equal(segments_count(fixture.panel, tabs), 4);  // none of those that need two sides
  const PanelRect last = segment_area(fixture.panel, tabs, 3);
  fixture_press(&fixture, last.x + 10.0, last.y + 10.0, POINTER_LEFT, 0);
  fixture_let_go(&fixture, last.x + 10.0, last.y + 10.0, POINTER_LEFT, 0);
  assert_near(fixture_value(&fixture, "mode"), 5.0f, 0.0);
  fixture_end(&fixture);
  fixture_begin(&fixture, "bus-summer-mono-8");
  fixture_click(&fixture, fixture_face(&fixture, "pan_law"), POINTER_LEFT, 0);
  assert_true(fixture.panel->menu.is_list);
  const PanelRect entry = menu_entry_area(fixture.panel, 2);
  fixture_press(&fixture, entry.x + 10.0, entry.y + 10.0, POINTER_LEFT, 0);
  assert_near(fixture_value(&fixture, "pan_law"), 2.0f, 0.0);
  fixture_end(&fixture);
}

/* What the host echoes, or automates, is ignored for what is in hand, and only for that; nothing is written for it. */
static void test_hand_wins_over_host(void** state) {
  Fixture fixture;
  double x, y;
  (void)state;
  fixture_begin(&fixture, "bus-summer-mono-8");
  fixture_middle(&fixture, fixture_face(&fixture, "gain_1"), &x, &y);
  fixture_press(&fixture, x, y, POINTER_LEFT, 0);
  fixture_move(&fixture, x, y + 30.0, 0);
  const float set = fixture_value(&fixture, "gain_1");
  const unsigned n = fixture.n_calls;
  panel_port_event(fixture.panel, fixture_port(&fixture, "gain_1"), 6.0f);
  panel_port_event(fixture.panel, fixture_port(&fixture, "gain_2"), 6.0f);
  assert_near(fixture_value(&fixture, "gain_1"), set, 0.0);
  assert_near(fixture_value(&fixture, "gain_2"), 6.0f, 0.0);
  assert_int_equal(fixture.n_calls, n);
  panel_cancel(fixture.panel);  // the window is hidden in the middle of it
  assert_false(fixture.grabbed[fixture_port(&fixture, "gain_1")]);
  fixture_end(&fixture);
}

/* Presses alone, and what is no button of ours, do nothing. */
static void test_click_writes_nothing(void** state) {
  Fixture fixture;
  (void)state;
  fixture_begin(&fixture, "bus-summer-mono-8");
  fixture_click(&fixture, fixture_face(&fixture, "gain_1"), POINTER_LEFT, 0);
  fixture_click(&fixture, fixture_face(&fixture, "gain_1"), 8, 0);
  assert_int_equal(fixture.n_calls, 0);
  assert_false(fixture.has_keyboard);
  assert_false(panel_key(fixture.panel, &(PanelKey){PANEL_KEY_TEXT, " "}));
  fixture_end(&fixture);
}

static void test_line_up(void** state) {
  Fixture fixture;
  (void)state;
  fixture_begin(&fixture, "bus-summer-stereo-4");
  const struct {
    const char* symbol;
    float value;
  } values[] = {{"status", 8.0f}, {"status_a", 2.0f}, {"status_b", 3.0f}, {"status_lag", 4.0f}, {"delay_3", 1.5f}};
  for (unsigned i = 0; i < 5; ++i) {
    panel_port_event(fixture.panel, fixture_port(&fixture, values[i].symbol), values[i].value);
  }
  for (unsigned i = 0; i < fixture.panel->n_widgets; ++i) {
    if (fixture.panel->widgets[i].kind == WIDGET_ACTION) {
      fixture_click(&fixture, &fixture.panel->widgets[i], POINTER_LEFT, 0);
    }
  }
  assert_near(fixture_value(&fixture, "delay_3"), 0.0f, 0.0);
  assert_near(fixture_value(&fixture, "delay_2"), 2.5f, 0.0);
  assert_int_equal(fixture.n_calls, 6);
  fixture_end(&fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_drag_is_relative),
    cmocka_unit_test(test_drag_is_fine),
    cmocka_unit_test(test_shift_click_is_default),
    cmocka_unit_test(test_double_click_types),
    cmocka_unit_test(test_wheel_steps),
    cmocka_unit_test(test_middle_click_jumps),
    cmocka_unit_test(test_right_click_menu),
    cmocka_unit_test(test_stroke_paints),
    cmocka_unit_test(test_listen_latches_or_holds),
    cmocka_unit_test(test_grips_follow_the_hand),
    cmocka_unit_test(test_send_is_dragged_between_rails),
    cmocka_unit_test(test_choices_are_chosen),
    cmocka_unit_test(test_hand_wins_over_host),
    cmocka_unit_test(test_click_writes_nothing),
    cmocka_unit_test(test_line_up),
  };
  return cmocka_run_group_tests_name("gestures", tests, NULL, NULL);
}
