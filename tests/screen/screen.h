// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A screen of our own that nobody sees, and a hand on its mouse and keyboard: what a test of a window needs around it.
   There is no window manager. What goes wrong here ends the program with a sentence. */

#ifndef SIGNALBOX_TEST_SCREEN_H
#define SIGNALBOX_TEST_SCREEN_H

#include <stdbool.h>
#include <stdint.h>
#include <xcb/xcb.h>

enum { SCREEN_WIDTH = 3840, SCREEN_HEIGHT = 2160 };

/* Starts an X server; the environment names it from then on. */
void screen_start(void);
void screen_stop(void);

/* After a fork, in the child: a connection of its own to the same server. */
void screen_join(void);

/* Our own connection to it, as a client among others; screen_sync() returns when the server has done all that was
   asked for over it. */
xcb_connection_t* screen_connection(void);
xcb_window_t screen_root(void);
void screen_sync(void);

/* Whether anything has come over it, and whether that was an error; NULL for none. To be freed. */
xcb_generic_event_t* screen_event(void);

/* A window as hosts make one for a plugin, on the screen, with the events it wants. */
xcb_window_t screen_window(int x, int y, int width, int height, uint32_t event_mask);

/* The only child of a window; 0 where it has none. */
xcb_window_t screen_child(xcb_window_t window);
bool screen_is_viewable(xcb_window_t window);

/* The hand: moves to a place of the screen, presses (1 left, 2 middle, 3 right, 4 and 5 the wheel) and types. */
void screen_move(int x, int y);
void screen_button(unsigned button, bool is_down);
void screen_click(int x, int y, unsigned button);
void screen_key(xcb_keysym_t symbol, bool is_down);
void screen_type(const char* ascii);
xcb_keycode_t screen_keycode(xcb_keysym_t symbol);

xcb_window_t screen_focus(void);
void screen_set_focus(xcb_window_t window);

/* What is seen of a window: width * height pixels, 0xRRGGBB. */
void screen_read(xcb_window_t window, int width, int height, uint32_t* pixels);

/* The X resources of the desktop; "" for none. */
void screen_set_resources(const char* text);

#endif
