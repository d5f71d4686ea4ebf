// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Window: a panel on the screen, inside a window of the host's. It draws only what is damaged, at most 60 times a
   second, leaves the keyboard to the host but while a value is typed, and outlives the host's window without harm.

   Several can live in one process: each has a connection to the X server of its own, and nothing is shared. One thread
   for each at a time; not realtime-safe. */

#ifndef SIGNALBOX_WINDOW_H
#define SIGNALBOX_WINDOW_H

#include "common/panel/panel.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Window Window;

typedef struct {
  uint32_t parent;    // the host's window as X numbers it; 0: none, and a window manager puts a frame around ours
  double scale;       // pixels per unit of the panel; 0: as the user has asked the desktop for
  const char* title;  // for a window manager
} WindowSettings;

/* Shows a panel, which stays the caller's and must live as long; the window is there when this returns. NULL, after
   saying why on stderr, where it cannot be shown. */
Window* window_new(Panel* panel, const WindowSettings* settings);

/* Gives the keyboard back where it has it. Writes nothing and touches nothing: panel_free() comes after it. NULL is
   nothing. */
void window_free(Window* window);

/* As X numbers it. */
uint32_t window_id(const Window* window);

/* In pixels. */
void window_size(const Window* window, int* width, int* height);

/* Any size will do: the panel is as large as fits. */
void window_resize(Window* window, int width, int height);

/* Hands what has happened to the panel, lets time pass and draws. Does nothing once the window or the connection is
   gone. To be called some 30 times a second or more often. */
void window_idle(Window* window);

/* While a value is typed the keyboard is ours; after it, whoever had it before has it again. */
void window_want_keyboard(Window* window, bool wanted);

#endif
