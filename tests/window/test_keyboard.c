// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Whose the keyboard is: the host's, but for as long as a value is typed; and what the keys mean. */

#include "common/window/keyboard.h"
#include "tests/window/window_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ENTER = 0xff0d, ESCAPE = 0xff1b, TAB = 0xff09, BACKSPACE = 0xff08, SHIFT = 0xffe1, CTRL = 0xffe3, F5 = 0xffc2 };

/* A window in which a value is being typed, with a panel that takes the keys or not. */
static Fixture typing_open(bool takes_keys) {
  const Fixture fixture = fixture_open(1.0);
  fixture_focus_holder();
  fixture.panel->takes_keys = takes_keys;
  window_want_keyboard(fixture.window, true);
  fixture_settle(&fixture);
  return fixture;
}

static void test_a_click_leaves_the_keyboard_alone(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  const xcb_window_t holder = fixture_focus_holder();
  screen_click(PARENT_X + 20, PARENT_Y + 20, 1);
  fixture_settle(&fixture);
  assert_int_equal(screen_focus(), holder);
  screen_type(" ");
  xcb_generic_event_t* event = fixture_event(XCB_KEY_PRESS);
  assert_non_null(event);
  assert_int_equal(event->response_type, XCB_KEY_PRESS);  // as the server made it
  assert_int_equal(((xcb_key_press_event_t*)event)->event, holder);
  free(event);
  fixture_settle(&fixture);
  assert_int_equal(fixture.panel->n_keys, 0);
  fixture_close(&fixture);
}

/* The host's own window has the keyboard, and the pointer is over ours: the key is still the host's, as it was. */
static void test_keys_under_the_pointer_go_to_the_host(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  screen_set_focus(fixture.parent);
  screen_move(PARENT_X + 20, PARENT_Y + 20);
  fixture_settle(&fixture);
  screen_type(" ");
  xcb_generic_event_t* event = fixture_event(XCB_KEY_PRESS);
  assert_non_null(event);
  assert_int_equal(event->response_type, XCB_KEY_PRESS);
  assert_int_equal(((xcb_key_press_event_t*)event)->event, fixture.parent);
  free(event);
  fixture_settle(&fixture);
  assert_int_equal(fixture.panel->n_keys, 0);
  fixture_close(&fixture);
}

static void test_typing_takes_the_keyboard_and_gives_it_back(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  const xcb_window_t holder = fixture_focus_holder();
  fixture.panel->takes_keys = true;
  for (unsigned round = 0; round < 3; ++round) {
    fixture.panel->n_keys = 0;
    window_want_keyboard(fixture.window, true);
    fixture_settle(&fixture);
    assert_int_equal(screen_focus(), window_id(fixture.window));
    screen_type("-3.5");
    fixture_settle(&fixture);
    assert_int_equal(fixture.panel->n_keys, 4);
    window_want_keyboard(fixture.window, false);
    fixture_settle(&fixture);
    assert_int_equal(screen_focus(), holder);
    screen_type("7");
    fixture_settle(&fixture);
    assert_int_equal(fixture.panel->n_keys, 4);
  }
  xcb_generic_event_t* event = fixture_event(XCB_KEY_PRESS);
  assert_non_null(event);
  assert_int_equal(((xcb_key_press_event_t*)event)->detail, screen_keycode('7'));
  free(event);
  fixture_close(&fixture);
}

/* A host may have given us the keyboard by itself: then it stays here, and is not taken from everybody. */
static void test_what_was_not_taken_is_not_given_back(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  fixture.panel->takes_keys = true;
  screen_set_focus(window_id(fixture.window));
  fixture_settle(&fixture);
  window_want_keyboard(fixture.window, true);
  screen_type("7");
  fixture_settle(&fixture);
  assert_int_equal(fixture.panel->n_keys, 1);
  window_want_keyboard(fixture.window, false);
  fixture_settle(&fixture);
  assert_int_equal(screen_focus(), window_id(fixture.window));
  fixture_close(&fixture);
}

static void test_quick_changes_of_mind_commit_nothing(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  fixture_focus_holder();
  fixture.panel->takes_keys = true;
  for (unsigned i = 0; i < 5; ++i) {
    window_want_keyboard(fixture.window, i % 2 == 0);
  }
  fixture_settle(&fixture);
  assert_int_equal(fixture.panel->n_keys, 0);
  assert_int_equal(screen_focus(), window_id(fixture.window));
  screen_type("4");
  fixture_settle(&fixture);
  assert_int_equal(fixture.panel->n_keys, 1);
  fixture_close(&fixture);
}

static void test_the_keyboard_is_given_back_when_the_window_closes(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  const xcb_window_t holder = fixture_focus_holder();
  window_want_keyboard(fixture.window, true);
  fixture_settle(&fixture);
  fixture_close(&fixture);
  assert_int_equal(screen_focus(), holder);
}

/* A click elsewhere: the window it went to keeps it, and what was typed is meant; also after so much has been drawn
   that the numbers of requests, which are of 16 bits, have begun anew. */
static void test_losing_the_keyboard_is_enter(void** state) {
  (void)state;
  Fixture fixture = typing_open(true);
  for (unsigned i = 0; i < 20000; ++i) {
    window_resize(fixture.window, MADE_UP_WIDTH, MADE_UP_HEIGHT);
    window_resize(fixture.window, MADE_UP_WIDTH, MADE_UP_HEIGHT);
  }
  const xcb_window_t other = fixture_focus_holder();
  fixture_settle(&fixture);
  assert_int_equal(fixture.panel->n_keys, 1);
  assert_int_equal(fixture.panel->keys[0].kind, PANEL_KEY_ENTER);
  window_want_keyboard(fixture.window, false);
  fixture_settle(&fixture);
  assert_int_equal(screen_focus(), other);
  fixture_close(&fixture);
}

static void test_its_former_holder_may_be_gone(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  const xcb_window_t holder = fixture_focus_holder();
  window_want_keyboard(fixture.window, true);
  fixture_settle(&fixture);
  xcb_destroy_window(screen_connection(), holder);
  fixture_settle(&fixture);
  window_want_keyboard(fixture.window, false);
  fixture_settle(&fixture);
  window_want_keyboard(fixture.window, true);
  fixture_settle(&fixture);
  fixture_close(&fixture);
}

static void test_keys_that_are_not_ours_go_to_the_host(void** state) {
  (void)state;
  Fixture fixture = typing_open(false);
  free(fixture_event(0));
  static const xcb_keysym_t symbols[] = {F5, 'z'};
  for (unsigned i = 0; i < 2; ++i) {
    for (unsigned is_down = 2; is_down-- > 0;) {
      screen_key(symbols[i], is_down);
      fixture_settle(&fixture);
      xcb_generic_event_t* event = fixture_event(is_down ? XCB_KEY_PRESS : XCB_KEY_RELEASE);
      assert_non_null(event);
      assert_int_equal(((xcb_key_press_event_t*)event)->event, fixture.parent);
      assert_int_equal(((xcb_key_press_event_t*)event)->detail, screen_keycode(symbols[i]));
      free(event);
    }
  }
  assert_int_equal(fixture.panel->n_keys, 1);  // z was offered, F5 is nothing that is typed
  fixture_close(&fixture);
}

/* Shortcuts of the host's, such as Ctrl-Z, are not typed. */
static void test_keys_with_ctrl_go_to_the_host(void** state) {
  (void)state;
  Fixture fixture = typing_open(true);
  screen_key(CTRL, true);
  screen_type("z");
  screen_key(CTRL, false);
  fixture_settle(&fixture);
  assert_int_equal(fixture.panel->n_keys, 0);
  fixture_close(&fixture);
}

static void test_the_release_of_our_key_is_ours(void** state) {
  (void)state;
  Fixture fixture = typing_open(true);
  free(fixture_event(0));
  screen_key('4', true);
  fixture_settle(&fixture);
  fixture.panel->takes_keys = false;
  screen_key('4', false);
  fixture_settle(&fixture);
  assert_null(fixture_event(XCB_KEY_RELEASE));
  fixture_close(&fixture);
}

/* Some hosts send us the keys that come to them: what is not ours must not go back. */
static void test_sent_keys_are_taken_and_never_sent_back(void** state) {
  (void)state;
  Fixture fixture = fixture_open(1.0);
  fixture_focus_holder();
  for (unsigned takes = 0; takes < 2; ++takes) {
    fixture.panel->takes_keys = takes;
    fixture.panel->n_keys = 0;
    free(fixture_event(0));
    for (unsigned is_down = 2; is_down-- > 0;) {
      const xcb_key_press_event_t key = {
        .response_type = is_down ? XCB_KEY_PRESS : XCB_KEY_RELEASE,
        .detail = screen_keycode('5'),
        .root = screen_root(),
        .event = window_id(fixture.window),
        .same_screen = 1,
      };
      xcb_send_event(screen_connection(), false, window_id(fixture.window), 0, (const char*)&key);
    }
    fixture_settle(&fixture);
    assert_int_equal(fixture.panel->n_keys, 1);
    assert_string_equal(fixture.panel->keys[0].text, "5");
    assert_null(fixture_event(XCB_KEY_PRESS));
    assert_null(fixture_event(XCB_KEY_RELEASE));
  }
  fixture_close(&fixture);
}

static void test_keys_are_what_they_say(void** state) {
  (void)state;
  static const struct {
    xcb_keysym_t symbol;
    PanelKeyKind kind;
    const char* text;
  } cases[] = {
    {ENTER, PANEL_KEY_ENTER, ""},         {ESCAPE, PANEL_KEY_ESCAPE, ""}, {TAB, PANEL_KEY_TAB, ""},
    {BACKSPACE, PANEL_KEY_BACKSPACE, ""}, {'7', PANEL_KEY_TEXT, "7"},     {'.', PANEL_KEY_TEXT, "."},
    {' ', PANEL_KEY_TEXT, " "},           {'k', PANEL_KEY_TEXT, "k"},     {0xff51, PANEL_KEY_LEFT, ""},
    {0xff53, PANEL_KEY_RIGHT, ""},        {0xff50, PANEL_KEY_HOME, ""},   {0xff57, PANEL_KEY_END, ""},
    {0xffff, PANEL_KEY_DELETE, ""},
  };
  Fixture fixture = typing_open(true);
  for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    screen_key(cases[i].symbol, true);
    screen_key(cases[i].symbol, false);
    fixture_settle(&fixture);
    assert_int_equal(fixture.panel->n_keys, i + 1);
    assert_int_equal(fixture.panel->keys[i].kind, cases[i].kind);
    assert_string_equal(fixture.panel->keys[i].text, cases[i].text);
  }
  fixture.panel->n_keys = 0;
  screen_key(SHIFT, true);
  screen_type("k5");
  screen_key(SHIFT, false);
  fixture_settle(&fixture);
  assert_int_equal(fixture.panel->n_keys, 2);
  assert_string_equal(fixture.panel->keys[0].text, "K");
  assert_string_equal(fixture.panel->keys[1].text, "%");
  fixture_close(&fixture);
}

/* Symbols that the keyboard of a test may lack. */
static void test_symbols_are_characters(void** state) {
  (void)state;
  static const struct {
    xcb_keysym_t symbol;
    const char* text;
  } cases[] = {
    {0xffb7, "7"},
    {0xffae, "."},
    {0xffac, ","},
    {0xffad, "-"},
    {0xffab, "+"},
    {0xd6, "\xc3\x96"},
    {0xb0, "\xc2\xb0"},
    {0x010003a9, "\xce\xa9"},
    {0x010020ac, "\xe2\x82\xac"},
    {0x0101f39a, "\xf0\x9f\x8e\x9a"},
  };
  PanelKey key;
  for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    assert_true(keyboard_symbol_key(cases[i].symbol, &key));
    assert_int_equal(key.kind, PANEL_KEY_TEXT);
    assert_string_equal(key.text, cases[i].text);
  }
  static const xcb_keysym_t nothing[] = {0, 0x1f, 0x7f, 0x9f, SHIFT, F5, 0xffbe, 0x01000000, 0x01110000, 0xffffffff};
  for (unsigned i = 0; i < sizeof(nothing) / sizeof(nothing[0]); ++i) {
    assert_false(keyboard_symbol_key(nothing[i], &key));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_a_click_leaves_the_keyboard_alone),
    cmocka_unit_test(test_keys_under_the_pointer_go_to_the_host),
    cmocka_unit_test(test_typing_takes_the_keyboard_and_gives_it_back),
    cmocka_unit_test(test_what_was_not_taken_is_not_given_back),
    cmocka_unit_test(test_quick_changes_of_mind_commit_nothing),
    cmocka_unit_test(test_the_keyboard_is_given_back_when_the_window_closes),
    cmocka_unit_test(test_losing_the_keyboard_is_enter),
    cmocka_unit_test(test_its_former_holder_may_be_gone),
    cmocka_unit_test(test_keys_that_are_not_ours_go_to_the_host),
    cmocka_unit_test(test_keys_with_ctrl_go_to_the_host),
    cmocka_unit_test(test_the_release_of_our_key_is_ours),
    cmocka_unit_test(test_sent_keys_are_taken_and_never_sent_back),
    cmocka_unit_test(test_keys_are_what_they_say),
    cmocka_unit_test(test_symbols_are_characters),
  };
  return cmocka_run_group_tests_name("keyboard", tests, fixture_start, fixture_stop);
}
