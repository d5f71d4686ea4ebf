// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A window with a made-up panel inside a host's window, on a screen of its own. */

#ifndef SIGNALBOX_TEST_WINDOW_FIXTURE_H
#define SIGNALBOX_TEST_WINDOW_FIXTURE_H

#include "common/window/window.h"
#include "tests/screen/screen.h"
#include "tests/window/made_up_panel.h"

/* Where the host's window is on the screen, and its size. */
enum { PARENT_X = 200, PARENT_Y = 100, PARENT_WIDTH = 1000, PARENT_HEIGHT = 600 };

typedef struct {
  xcb_window_t parent;
  Panel* panel;
  Window* window;
} Fixture;

/* Group set-up and tear-down, as cmocka has them: the screen. */
int fixture_start(void** state);
int fixture_stop(void** state);

/* scale 0: as the desktop says. */
Fixture fixture_open(double scale);
void fixture_close(Fixture* fixture);

/* Lets what has been done arrive: some idle calls, as a host makes them. */
void fixture_settle(const Fixture* fixture);

/* A host's window that has the keyboard, and wants keys. */
xcb_window_t fixture_focus_holder(void);

/* The kind of the next event of some kind that has come over our own connection, others being dropped; the event, to
   be freed, or NULL. */
xcb_generic_event_t* fixture_event(uint8_t type);

#endif
