// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What a window tells its host: a touch before what a hand sets and after it, and nothing that it was told. */

#include "tests/ui/hand.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static OwnHost own_host;
static OwnHost* const host = &own_host;

static void check_silence(const PanelType* type, const PortVariant* variant) {
  static const float values[] = {0.0f, 1.0f, -1e30f, 1e30f, (float)NAN, (float)INFINITY, (float)-INFINITY, 0.5f};
  open_usual(host, type, variant);
  for (unsigned i = 0; i < sizeof(values) / sizeof(values[0]); ++i) {
    for (unsigned port = 0; port < host->n_ports + 3; ++port) {
      own_host_tell(host, port, values[i]);
    }
    own_host_tell(host, UINT32_MAX, values[i]);
    own_host_settle(host);
  }
  const double no_float = 1.0;
  host->descriptor->port_event(host->ui, 0, sizeof(no_float), 0, &no_float);
  host->descriptor->port_event(host->ui, 0, sizeof(float), 17, &no_float);
  host->descriptor->port_event(host->ui, 0, sizeof(float), 0, NULL);
  own_host_settle(host);
  assert_int_equal(host->n_writes, 0);
  assert_int_equal(host->n_touches[1], 0);
  own_host_close(host);
}

static void test_values_from_the_host_are_never_written_back(void** state) {
  (void)state;
  for_each_variant(check_silence);
}

static void check_drag(const PanelType* type, const PortVariant* variant) {
  open_usual(host, type, variant);
  Panel* twin = twin_new(host);
  const HostTarget target = own_host_target(host, twin, 1.0, HOST_X, HOST_Y);
  panel_free(twin);
  drag_up(host, target, 8);
  assert_int_equal(host->n_touches[1], 1);
  assert_true(host->is_touched[target.port]);
  assert_true(host->n_writes > 0);
  for (unsigned i = 0; i < host->n_writes; ++i) {
    assert_int_equal(host->writes[i].port, target.port);
  }
  assert_int_equal(host->n_touches[0], 0);
  screen_button(1, false);
  own_host_settle(host);
  assert_int_equal(host->n_touched, 0);
  own_host_close(host);
}

static void test_a_drag_is_one_touch(void** state) {
  (void)state;
  for_each_variant(check_drag);
}

static unsigned drag_kind(HostKind kind, HostWrite* last) {
  const HostTarget target = open_summer(host, kind);
  drag_up(host, target, 12);
  screen_button(1, false);
  own_host_settle(host);
  const unsigned n = host->n_writes;
  assert_in_range(n, 1, HOST_MAX_WRITES);
  *last = host->writes[n - 1];
  own_host_close(host);
  return n;
}

/* Some hosts give back each write, late: the hand must not feel it. */
static void test_an_echo_moves_nothing(void** state) {
  (void)state;
  HostWrite plain, echoed;
  assert_true(drag_kind(usual_host, &plain) > 5);
  assert_true(drag_kind((HostKind){.scale = 1.0f, .echoes = true}, &echoed) > 5);
  assert_int_equal(plain.port, echoed.port);
  assert_true(plain.value == echoed.value);
}

static void test_a_host_without_touch_gets_writes(void** state) {
  (void)state;
  HostWrite last;
  assert_true(drag_kind((HostKind){.scale = 1.0f, .lacks_touch = true}, &last) > 5);
}

static void test_a_wheel_step_is_a_touch(void** state) {
  (void)state;
  const HostTarget target = open_summer(host, usual_host);
  screen_move(target.x, target.y);
  for (unsigned i = 0; i < 2; ++i) {
    screen_button(4 + i, true);
    screen_button(4 + i, false);
    own_host_settle(host);
    assert_int_equal(host->n_writes, i + 1);
    assert_int_equal(host->n_touches[1], i + 1);
    assert_int_equal(host->n_touched, 0);
  }
  assert_true(host->writes[0].value != host->writes[1].value);
  own_host_close(host);
}

static void test_a_typed_value_is_a_touch(void** state) {
  (void)state;
  static const xcb_keysym_t ends[] = {KEY_ENTER, KEY_TAB};
  const HostTarget target = open_summer(host, usual_host);
  const xcb_window_t holder = screen_window(0, 2000, 9, 9, 0);
  for (unsigned i = 0; i < 2; ++i) {
    screen_set_focus(holder);
    double_click(host, target);
    assert_int_equal(screen_focus(), host->child);
    screen_type(i ? "-7" : "-6.5");
    press_key(host, ends[i]);
    assert_int_equal(host->n_writes, i + 1);
    assert_int_equal(host->writes[i].port, target.port);
    assert_true(host->writes[i].value == (i ? -7.0f : -6.5f));
    assert_int_equal(host->n_touches[1], i + 1);
    assert_int_equal(host->n_touched, 0);
    if (ends[i] == KEY_ENTER) {
      assert_int_equal(screen_focus(), holder);
    }
  }
  own_host_close(host);
  assert_int_equal(screen_focus(), holder);
}

static void test_escape_drops_what_was_typed(void** state) {
  (void)state;
  const HostTarget target = open_summer(host, usual_host);
  const xcb_window_t holder = screen_window(0, 2000, 9, 9, 0);
  screen_set_focus(holder);
  double_click(host, target);
  screen_type("-6.5");
  press_key(host, KEY_ESCAPE);
  assert_int_equal(host->n_writes, 0);
  assert_int_equal(screen_focus(), holder);
  own_host_close(host);
}

static void test_a_click_elsewhere_commits(void** state) {
  (void)state;
  for (unsigned outside = 0; outside < 2; ++outside) {
    const HostTarget target = open_summer(host, usual_host);
    const xcb_window_t holder = screen_window(0, 2000, 9, 9, 0);
    screen_set_focus(holder);
    double_click(host, target);
    screen_type("-6.5");
    if (outside) {
      screen_set_focus(screen_root());
    } else {
      screen_click(HOST_X + 4, HOST_Y + 4, 1);
    }
    own_host_settle(host);
    assert_int_equal(host->n_writes, 1);
    assert_true(host->writes[0].value == -6.5f);
    assert_int_equal(screen_focus(), outside ? screen_root() : holder);
    own_host_close(host);
  }
}

static void test_clicks_leave_the_keyboard_to_the_host(void** state) {
  (void)state;
  const HostTarget target = open_summer(host, usual_host);
  const xcb_window_t holder = screen_window(0, 2000, 9, 9, 0);
  screen_set_focus(holder);
  for (unsigned button = 1; button <= 3; ++button) {
    screen_click(target.x, target.y, button);
    own_host_settle(host);
    assert_int_equal(screen_focus(), holder);
  }
  own_host_close(host);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_values_from_the_host_are_never_written_back),
    cmocka_unit_test(test_a_drag_is_one_touch),
    cmocka_unit_test(test_an_echo_moves_nothing),
    cmocka_unit_test(test_a_host_without_touch_gets_writes),
    cmocka_unit_test(test_a_wheel_step_is_a_touch),
    cmocka_unit_test(test_a_typed_value_is_a_touch),
    cmocka_unit_test(test_escape_drops_what_was_typed),
    cmocka_unit_test(test_a_click_elsewhere_commits),
    cmocka_unit_test(test_clicks_leave_the_keyboard_to_the_host),
  };
  return cmocka_run_group_tests_name("gestures", tests, own_host_start, own_host_stop);
}
