// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/menu.h"

#include "common/panel/chrome.h"
#include "common/panel/damage.h"
#include "common/panel/field.h"
#include "common/panel/look.h"
#include "common/panel/segments.h"
#include "common/panel/words.h"

#include <math.h>
#include <stdio.h>

#define ENTRY 24.0
#define PAD 6.0
#define TEXT_X 26.0
#define LIST_LEAST 112.0
#define MENU_WIDTH 248.0

enum { ENTRY_DEFAULT, ENTRY_TYPE, N_COMMANDS };

static unsigned n_commands(const Menu* menu) {
  return menu->is_list ? 0 : N_COMMANDS;
}

/* Copies the comment; how many lines it takes in the menu. */
static unsigned comment_lines(const Panel* panel, char out[PORTS_TEXT_SIZE]) {
  say_port_comment(panel, panel->menu.port, out);
  return panel->menu.is_list ? 0 : lines_count(TEXT_LABEL, out, MENU_WIDTH - 4.0 * PAD);
}

/* The menu's head: what it is of, and what that is for. */
static double head_height(const Panel* panel) {
  char comment[PORTS_TEXT_SIZE];
  const unsigned lines = comment_lines(panel, comment);
  return panel->menu.is_list ? 0.0 : ENTRY + lines * text_line(TEXT_LABEL) + 2.0 * PAD;
}

static double list_width(const Panel* panel, double least) {
  double width = fmax(least, LIST_LEAST);
  cairo_surface_t* surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t* cr = cairo_create(surface);
  for (unsigned i = 0; i < entries_count(panel, panel->menu.port); ++i) {
    const char* entry = say_point(panel, panel_spec(panel, panel->menu.port), entry_at(panel, panel->menu.port, i));
    width = fmax(width, text_width(cr, TEXT_VALUE, entry) + TEXT_X + 2.0 * PAD);
  }
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
  return ceil(width);
}

void menu_open(Panel* panel, unsigned port, PanelRect near, bool is_list) {
  Menu* menu = &panel->menu;
  *menu = (Menu){.is_open = true, .is_list = is_list, .port = port, .hovered = -1};
  menu->n_entries = n_commands(menu) + entries_count(panel, port);
  const double width = is_list ? list_width(panel, near.width) : MENU_WIDTH;
  const double height = head_height(panel) + menu->n_entries * ENTRY + 2.0 * PAD;
  const double below = near.y + near.height + 2.0;
  const double y = below + height <= panel->height - 4.0 ? below : near.y - height - 2.0;
  menu->area = (PanelRect){fmax(fmin(near.x, panel->width - width - 4.0), 4.0),
                           fmax(fmin(y, panel->height - height - 4.0), 4.0), width, height};
  panel_damage(panel, menu->area);
}

void menu_close(Panel* panel) {
  if (panel->menu.is_open) {
    panel->menu.is_open = false;
    panel_damage(panel, panel->menu.area);
  }
}

PanelRect menu_entry_area(const Panel* panel, unsigned entry) {
  const Menu* menu = &panel->menu;
  return (PanelRect){menu->area.x + PAD, menu->area.y + PAD + head_height(panel) + entry * ENTRY,
                     menu->area.width - 2.0 * PAD, ENTRY};
}

static int entry_find(const Panel* panel, double x, double y) {
  for (unsigned i = 0; i < panel->menu.n_entries; ++i) {
    if (rect_contains(menu_entry_area(panel, i), x, y)) {
      return (int)i;
    }
  }
  return -1;
}

void menu_hover(Panel* panel, double x, double y) {
  const int entry = entry_find(panel, x, y);
  if (entry != panel->menu.hovered) {
    panel->menu.hovered = entry;
    panel_damage(panel, panel->menu.area);
  }
}

void menu_choose(Panel* panel, double x, double y) {
  const Menu menu = panel->menu;
  const int entry = entry_find(panel, x, y);
  menu_close(panel);
  if (entry < 0) {
    return;
  }
  const unsigned at = (unsigned)entry;
  if (at >= n_commands(&menu)) {
    panel_set(panel, menu.port, entry_at(panel, menu.port, at - n_commands(&menu))->value);
  } else if (at == ENTRY_DEFAULT) {
    panel_set(panel, menu.port, panel_spec(panel, menu.port)->initial);
  } else {
    field_open(panel, menu.port, (PanelRect){menu.area.x, menu.area.y, 0.0, 24.0});
  }
}

static void entry_text(const Panel* panel, unsigned entry, char out[PANEL_TEXT_SIZE]) {
  const Menu* menu = &panel->menu;
  const PortSpec* spec = panel_spec(panel, menu->port);
  char value[PANEL_TEXT_SIZE];
  if (entry >= n_commands(menu)) {
    value_long(panel, spec, entry_at(panel, menu->port, entry - n_commands(menu))->value, out);
  } else if (entry == ENTRY_DEFAULT) {
    value_long(panel, spec, spec->initial, value);
    snprintf(out, PANEL_TEXT_SIZE, say(panel, "Default: %s"), value);
  } else {
    snprintf(out, PANEL_TEXT_SIZE, "%s", say(panel, "Type a value"));
  }
}

/* A dot marks the value that is set. */
static void entry_draw(const Panel* panel, cairo_t* cr, unsigned entry) {
  const Menu* menu = &panel->menu;
  const PanelRect area = menu_entry_area(panel, entry);
  char text[PANEL_TEXT_SIZE];
  const bool is_hovered = menu->hovered == (int)entry;
  if (is_hovered) {
    round_rectangle(cr, area.x, area.y, area.width, area.height, 4.0);
    ink_set(cr, INK_ACCENT, 1.0);
    cairo_fill(cr);
  }
  const Ink ink = is_hovered ? INK_CARD : INK_TEXT;
  if (entry >= n_commands(menu) &&
      entry_at(panel, menu->port, entry - n_commands(menu))->value == panel_port_value(panel, menu->port)) {
    cairo_new_sub_path(cr);
    cairo_arc(cr, area.x + 11.0, area.y + ENTRY / 2.0, 3.0, 0.0, 6.2831853);
    ink_set(cr, ink, 1.0);
    cairo_fill(cr);
  }
  entry_text(panel, entry, text);
  text_draw(cr, TEXT_VALUE, ink, ALIGN_LEFT, text, area.x + TEXT_X - PAD, area.width - TEXT_X + PAD, area.y + 17.0);
}

void menu_draw(const Panel* panel, cairo_t* cr) {
  const Menu* menu = &panel->menu;
  popup_draw(cr, menu->area);
  if (!menu->is_list) {
    char text[PORTS_TEXT_SIZE];
    const PanelRect lines = {menu->area.x + 2.0 * PAD, menu->area.y + ENTRY + PAD + 10.0, MENU_WIDTH - 4.0 * PAD, 0.0};
    say_port_name(panel, menu->port, text);
    text_draw(cr, TEXT_HEADING, INK_TEXT, ALIGN_LEFT, text, lines.x, lines.width, menu->area.y + PAD + 15.0);
    const unsigned n = comment_lines(panel, text);
    lines_draw(cr, TEXT_LABEL, INK_QUIET, text, lines, n);
    cairo_rectangle(cr, lines.x, menu->area.y + head_height(panel) + 1.0, lines.width, 1.0);
    ink_set(cr, INK_RULE, 1.0);
    cairo_fill(cr);
  }
  for (unsigned i = 0; i < menu->n_entries; ++i) {
    entry_draw(panel, cr, i);
  }
}
