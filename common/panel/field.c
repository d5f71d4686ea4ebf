// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/field.h"

#include "common/panel/damage.h"
#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/panel/menu.h"
#include "common/panel/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FIELD_WIDTH 96.0
#define FIELD_HEIGHT 24.0
#define PAD 8.0

static void damage(Panel* panel) {
  panel_damage(panel, panel->field.area);
  panel_damage(panel, footer_area(panel));
}

void field_open(Panel* panel, unsigned port, PanelRect near) {
  Field* field = &panel->field;
  char text[PANEL_TEXT_SIZE];
  value_full(panel, panel_spec(panel, port), panel_port_value(panel, port), text);
  const double x = near.x + near.width / 2.0 - FIELD_WIDTH / 2.0;
  const double y = near.y + near.height / 2.0 - FIELD_HEIGHT / 2.0;
  *field = (Field){.is_open = true, .port = port, .is_replaced = true};
  field->area = (PanelRect){fmin(fmax(x, 4.0), panel->width - FIELD_WIDTH - 4.0), y, FIELD_WIDTH, FIELD_HEIGHT};
  snprintf(field->text, sizeof field->text, "%.*s", (int)sizeof field->text - 1, text);
  field->cursor = (unsigned)strlen(field->text);
  damage(panel);
  panel->host.want_keyboard(panel->host.handle, true);
}

/* Before its write: after it the window may be gone. */
void field_close(Panel* panel) {
  if (panel->field.is_open) {
    damage(panel);
    panel->field.is_open = false;
    panel->host.want_keyboard(panel->host.handle, false);
  }
}

bool field_commit(Panel* panel) {
  Field* field = &panel->field;
  const unsigned port = field->port;
  float value = panel_port_value(panel, port);
  const bool is_empty = field->text[strspn(field->text, " ")] == '\0';
  if (!is_empty && !field->is_replaced && !value_parse(panel, panel_spec(panel, port), field->text, &value)) {
    field->is_wrong = true;
    damage(panel);
    return false;
  }
  field_close(panel);
  panel_set(panel, port, value);
  return true;
}

static bool is_middle_of_character(char c) {
  return ((unsigned char)c & 0xC0U) == 0x80U;
}

static unsigned before(const Field* field) {
  unsigned at = field->cursor;
  while (at && is_middle_of_character(field->text[--at])) {
  }
  return at;
}

static unsigned behind(const Field* field) {
  unsigned at = field->cursor;
  if (field->text[at]) {
    do {
      ++at;
    } while (is_middle_of_character(field->text[at]));
  }
  return at;
}

static void cut(Field* field, unsigned begin, unsigned end) {
  memmove(field->text + begin, field->text + end, strlen(field->text + end) + 1);
  field->cursor = begin;
}

static void put(Field* field, const char* text) {
  const size_t length = strlen(text);
  const size_t n = strlen(field->text);
  if ((unsigned char)*text >= 32 && n + length < sizeof field->text) {
    memmove(field->text + field->cursor + length, field->text + field->cursor, n - field->cursor + 1);
    memcpy(field->text + field->cursor, text, length);
    field->cursor += (unsigned)length;
  }
}

/* The first change replaces the value that the field opened with. */
static void change(Field* field, const PanelKey* key) {
  if (field->is_replaced) {
    cut(field, 0, (unsigned)strlen(field->text));
  }
  if (key->kind == PANEL_KEY_TEXT) {
    put(field, key->text);
  } else if (key->kind == PANEL_KEY_BACKSPACE) {
    cut(field, before(field), field->cursor);
  } else {
    cut(field, field->cursor, behind(field));
  }
  field->is_replaced = false;
  field->is_wrong = false;
}

bool field_key(Panel* panel, const PanelKey* key) {
  Field* field = &panel->field;
  switch (key->kind) {
    case PANEL_KEY_ENTER:
    case PANEL_KEY_TAB:
      field_commit(panel);
      return true;
    case PANEL_KEY_ESCAPE:
      field_close(panel);
      return true;
    case PANEL_KEY_TEXT:
    case PANEL_KEY_BACKSPACE:
    case PANEL_KEY_DELETE:
      change(field, key);
      break;
    case PANEL_KEY_LEFT:
      field->cursor = before(field);
      field->is_replaced = false;
      break;
    case PANEL_KEY_RIGHT:
      field->cursor = behind(field);
      field->is_replaced = false;
      break;
    case PANEL_KEY_HOME:
      field->cursor = 0;
      field->is_replaced = false;
      break;
    case PANEL_KEY_END:
      field->cursor = (unsigned)strlen(field->text);
      field->is_replaced = false;
      break;
  }
  damage(panel);
  return true;
}

bool panel_key(Panel* panel, const PanelKey* key) {
  if (panel->field.is_open) {
    return field_key(panel, key);
  }
  if (panel->menu.is_open && key->kind == PANEL_KEY_ESCAPE) {
    menu_close(panel);
    return true;
  }
  return false;
}

void field_draw(const Panel* panel, cairo_t* cr) {
  const Field* field = &panel->field;
  const PanelRect area = field->area;
  char left[64];
  snprintf(left, sizeof left, "%.*s", (int)field->cursor, field->text);
  const double room = area.width - 2.0 * PAD;
  const double to_cursor = text_width(cr, TEXT_VALUE, left);
  const double shift = fmax(to_cursor - room, 0.0);
  cairo_save(cr);
  round_rectangle(cr, area.x + 1.0, area.y + 1.0, area.width - 2.0, area.height - 2.0, 4.0);
  ink_set(cr, INK_CARD, 1.0);
  cairo_fill_preserve(cr);
  ink_set(cr, field->is_wrong ? INK_CLIP : INK_ACCENT, 1.0);
  cairo_set_line_width(cr, 2.0);
  cairo_stroke(cr);
  cairo_rectangle(cr, area.x + PAD - 1.0, area.y, room + 2.0, area.height);
  cairo_clip(cr);
  const double width = text_width(cr, TEXT_VALUE, field->text);
  if (field->is_replaced) {
    cairo_rectangle(cr, area.x + PAD - 1.0, area.y + 4.0, width + 2.0, area.height - 8.0);
    ink_set(cr, INK_ACCENT, 0.3);
    cairo_fill(cr);
  }
  text_draw(cr, TEXT_VALUE, INK_TEXT, ALIGN_LEFT, field->text, area.x + PAD - shift, width + 1.0, area.y + 17.0);
  cairo_rectangle(cr, area.x + PAD - shift + to_cursor, area.y + 4.0, 1.0, area.height - 8.0);
  ink_set(cr, INK_TEXT, 1.0);
  cairo_fill(cr);
  cairo_restore(cr);
}
