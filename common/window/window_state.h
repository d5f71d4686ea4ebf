// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What a window is made of: for window.c and window_events.c alone. */

#ifndef SIGNALBOX_WINDOW_STATE_H
#define SIGNALBOX_WINDOW_STATE_H

#include "common/window/canvas.h"
#include "common/window/display.h"
#include "common/window/keyboard.h"
#include "common/window/window.h"

struct Window {
  Panel* panel;
  Display display;
  Canvas canvas;
  Keyboard keyboard;
  xcb_window_t id, parent;  // parent: the root where the host has none
  xcb_gcontext_t gc;
  xcb_window_t focus_before;  // that had the keyboard before a value was typed
  uint8_t focus_revert;       // and where it was to go from there
  uint16_t focus_request;     // the number of the request that brought the keyboard here
  bool took_keyboard;         // from there, and not by a way of the host's
  bool awaits_keyboard;       // it has not come yet: what is told of it is older
  bool types;                 // a value is being typed
  bool is_mapped;
  bool is_gone;           // destroyed by someone else
  unsigned held_buttons;  // a bit each, as in the state of X's events
  PanelPointer motion;    // the last of those that have come, not yet handed on
  bool has_motion;
  int width, height;    // that the server says it has
  uint64_t due_us;      // when it may be drawn again
  uint32_t time_ahead;  // by how much our clock is ahead of the server's, in ms
  bool knows_time;
};

/* Hands one event to the panel, or does what it asks of the window. */
void window_handle(Window* window, const xcb_generic_event_t* event);

/* Hands on a motion that waits for those after it. */
void window_flush_motion(Window* window);

/* Which events a window gets; keys only while it `has_keyboard`, so that the host's windows get them as they come. */
uint32_t window_event_mask(bool has_keyboard);

#endif
