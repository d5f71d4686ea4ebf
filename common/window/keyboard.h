// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the keys of a keyboard mean to a panel, by the server's table of key symbols. One thread; not realtime-safe. */

#ifndef SIGNALBOX_WINDOW_KEYBOARD_H
#define SIGNALBOX_WINDOW_KEYBOARD_H

#include "common/panel/panel.h"

#include <stdbool.h>
#include <xcb/xcb.h>

enum { KEYBOARD_KEYS = 256 };

typedef struct {
  xcb_get_keyboard_mapping_reply_t* mapping;  // NULL where there is none
  xcb_keycode_t first;                        // that it begins with
  bool is_held[KEYBOARD_KEYS];                // keys that a panel has taken, until they are let go
} Keyboard;

/* Reads the server's table, at first (`keyboard` is all 0 then) and whenever it has changed. */
void keyboard_read(Keyboard* keyboard, xcb_connection_t* connection);
void keyboard_clear(Keyboard* keyboard);

/* What a key means with some modifiers held (`state` of its event). False where it is nothing that is typed. */
bool keyboard_find(const Keyboard* keyboard, xcb_keycode_t code, unsigned state, PanelKey* key);

/* What a key symbol of X means; see keyboard_find(). */
bool keyboard_symbol_key(xcb_keysym_t symbol, PanelKey* key);

#endif
