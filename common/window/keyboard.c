// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/window/keyboard.h"

#include <stdlib.h>
#include <string.h>

/* Of the symbols of X (X11/keysymdef.h), those that are typed. */
enum {
  SYMBOL_LEFT_TAB = 0xfe20,
  SYMBOL_KEYPAD_FIRST = 0xff80,
  SYMBOL_KEYPAD_LAST = 0xffbd,
  SYMBOL_KEYPAD_CHARACTERS = 0xff80,  // and an ASCII character above
  SYMBOL_UNICODE = 0x01000000,
  LATIN_FIRST = 0xa0,
  LATIN_LAST = 0xff,
  UNICODE_LAST = 0x10ffff
};

static const struct {
  xcb_keysym_t symbol;
  PanelKeyKind kind;
} named_keys[] = {
  {0xff08, PANEL_KEY_BACKSPACE}, {0xff09, PANEL_KEY_TAB},    {SYMBOL_LEFT_TAB, PANEL_KEY_TAB},
  {0xff0d, PANEL_KEY_ENTER},     {0xff8d, PANEL_KEY_ENTER},  {0xff1b, PANEL_KEY_ESCAPE},
  {0xffff, PANEL_KEY_DELETE},    {0xff9f, PANEL_KEY_DELETE}, {0xff50, PANEL_KEY_HOME},
  {0xff95, PANEL_KEY_HOME},      {0xff51, PANEL_KEY_LEFT},   {0xff96, PANEL_KEY_LEFT},
  {0xff53, PANEL_KEY_RIGHT},     {0xff98, PANEL_KEY_RIGHT},  {0xff57, PANEL_KEY_END},
  {0xff9c, PANEL_KEY_END},
};

void keyboard_read(Keyboard* keyboard, xcb_connection_t* connection) {
  const xcb_setup_t* setup = xcb_get_setup(connection);
  const uint8_t n_keys = (uint8_t)(setup->max_keycode - setup->min_keycode + 1);
  free(keyboard->mapping);
  keyboard->first = setup->min_keycode;
  keyboard->mapping = xcb_get_keyboard_mapping_reply(
    connection, xcb_get_keyboard_mapping(connection, setup->min_keycode, n_keys), NULL);
}

void keyboard_clear(Keyboard* keyboard) {
  free(keyboard->mapping);
  keyboard->mapping = NULL;
}

static bool is_keypad(xcb_keysym_t symbol) {
  return symbol >= SYMBOL_KEYPAD_FIRST && symbol <= SYMBOL_KEYPAD_LAST;
}

static bool is_letter(xcb_keysym_t symbol) {
  return symbol >= 'a' && symbol <= 'z';
}

/* The table has a row for each key: two symbols, plain and with Shift, for each layout that is switched between. */
static xcb_keysym_t find_symbol(const Keyboard* keyboard, xcb_keycode_t code, unsigned state) {
  enum { LAYOUT_SHIFT = 13, LAYOUT_MASK = 3, NUM_LOCK = XCB_MOD_MASK_2 };
  const unsigned width = keyboard->mapping ? keyboard->mapping->keysyms_per_keycode : 0;
  if (!width || code < keyboard->first) {
    return 0;
  }
  const xcb_keysym_t* row = xcb_get_keyboard_mapping_keysyms(keyboard->mapping) + (code - keyboard->first) * width;
  unsigned layout = 2 * (state >> LAYOUT_SHIFT & LAYOUT_MASK);
  if (layout + 1 >= width || !row[layout]) {
    layout = 0;
  }
  const xcb_keysym_t plain = row[layout];
  const xcb_keysym_t shifted = layout + 1 < width && row[layout + 1] ? row[layout + 1] : plain;
  bool shift = state & XCB_MOD_MASK_SHIFT;
  if (is_keypad(shifted)) {
    shift = shift != ((state & NUM_LOCK) != 0);
  } else if (is_letter(plain)) {
    shift = shift != ((state & XCB_MOD_MASK_LOCK) != 0);
  }
  return shift ? shifted : plain;
}

/* The character of a symbol, 0 for none. */
static unsigned find_character(xcb_keysym_t symbol) {
  if ((symbol >= ' ' && symbol <= '~') || (symbol >= LATIN_FIRST && symbol <= LATIN_LAST)) {
    return symbol;
  }
  if (symbol > SYMBOL_UNICODE + LATIN_LAST && symbol <= SYMBOL_UNICODE + UNICODE_LAST) {
    return symbol - SYMBOL_UNICODE;
  }
  const unsigned character = symbol - SYMBOL_KEYPAD_CHARACTERS;
  return is_keypad(symbol) && character >= '*' && character <= '9' ? character : 0;
}

static void write_utf8(unsigned character, char out[8]) {
  enum { TWO_BYTES = 0x80, THREE_BYTES = 0x800, FOUR_BYTES = 0x10000, TAIL = 0x80, TAIL_BITS = 6, TAIL_MASK = 0x3f };
  static const unsigned char heads[] = {0, 0, 0xc0, 0xe0, 0xf0};
  const int n = character < TWO_BYTES ? 1 : character < THREE_BYTES ? 2 : character < FOUR_BYTES ? 3 : 4;
  memset(out, 0, 8);
  for (int i = n - 1; i > 0; --i, character >>= TAIL_BITS) {
    out[i] = (char)(TAIL | (character & TAIL_MASK));
  }
  out[0] = (char)(heads[n > 1 ? n : 0] | character);
}

bool keyboard_symbol_key(xcb_keysym_t symbol, PanelKey* key) {
  memset(key, 0, sizeof(*key));
  for (size_t i = 0; i < sizeof(named_keys) / sizeof(named_keys[0]); ++i) {
    if (named_keys[i].symbol == symbol) {
      key->kind = named_keys[i].kind;
      return true;
    }
  }
  const unsigned character = find_character(symbol);
  if (character) {
    key->kind = PANEL_KEY_TEXT;
    write_utf8(character, key->text);
  }
  return character != 0;
}

bool keyboard_find(const Keyboard* keyboard, xcb_keycode_t code, unsigned state, PanelKey* key) {
  const unsigned commands = XCB_MOD_MASK_CONTROL | XCB_MOD_MASK_1 | XCB_MOD_MASK_4;
  return !(state & commands) && keyboard_symbol_key(find_symbol(keyboard, code, state), key);
}
