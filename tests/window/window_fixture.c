// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/window/window_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

int fixture_start(void** state) {
  (void)state;
  screen_start();
  return 0;
}

int fixture_stop(void** state) {
  (void)state;
  screen_stop();
  return 0;
}

Fixture fixture_open(double scale) {
  Fixture fixture = {
    .parent = screen_window(PARENT_X, PARENT_Y, PARENT_WIDTH, PARENT_HEIGHT,
                            XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE),
    .panel = panel_new(NULL, NULL, NULL, THEME_DARK),
  };
  screen_move(5, 5);
  fixture.window = window_new(fixture.panel, &(WindowSettings){fixture.parent, scale, "Test"});
  assert_non_null(fixture.window);
  fixture_settle(&fixture);
  return fixture;
}

void fixture_close(Fixture* fixture) {
  window_free(fixture->window);
  panel_free(fixture->panel);
  xcb_destroy_window(screen_connection(), fixture->parent);
  screen_sync();
}

void fixture_settle(const Fixture* fixture) {
  enum { CALLS = 6, PAUSE_NS = 8000000 };
  screen_sync();
  for (int i = 0; i < CALLS; ++i) {
    window_idle(fixture->window);
    nanosleep(&(struct timespec){0, PAUSE_NS}, NULL);
  }
  screen_sync();
}

xcb_window_t fixture_focus_holder(void) {
  const xcb_window_t holder = screen_window(
    0, 900, 50, 50, XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE | XCB_EVENT_MASK_FOCUS_CHANGE);
  screen_set_focus(holder);
  assert_int_equal(screen_focus(), holder);
  return holder;
}

xcb_generic_event_t* fixture_event(uint8_t type) {
  xcb_generic_event_t* event = NULL;
  screen_sync();
  while ((event = screen_event()) && (event->response_type & 0x7f) != type) {
    free(event);
  }
  return event;
}
