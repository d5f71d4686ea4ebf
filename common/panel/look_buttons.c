// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/look_parts.h"
#include "common/panel/segments.h"
#include "common/panel/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TURN 6.28318530717958647692
#define PILL_WIDTH 28.0
#define PILL_HEIGHT 16.0

bool is_hot(const Panel* panel, const Widget* widget) {
  const unsigned at = (unsigned)(widget - panel->widgets);
  const bool in_hand = panel->gesture.kind != GESTURE_NONE && panel->gesture.kind != GESTURE_MENU;
  return in_hand ? panel->gesture.widget == at : panel->hovered == (int)at;
}

static void outline(cairo_t* cr, PanelRect area, double radius, Ink ink) {
  round_rectangle(cr, area.x + 0.5, area.y + 0.5, area.width - 1.0, area.height - 1.0, radius);
  ink_set(cr, ink, 1.0);
  cairo_set_line_width(cr, 1.0);
  cairo_stroke(cr);
}

static void fill(cairo_t* cr, PanelRect area, double radius, Ink ink) {
  round_rectangle(cr, area.x, area.y, area.width, area.height, radius);
  ink_set(cr, ink, 1.0);
  cairo_fill(cr);
}

static double baseline_in(PanelRect area, TextStyle style) {
  return area.y + (area.height + text_capital(style)) / 2.0;
}

/* Mute and Listen take something away and so are warm; polarity is dark, all else blue. */
static Ink toggle_ink(const Widget* widget) {
  return strcmp(widget->label, "M") == 0 || widget->momentary ? INK_HOT
         : strcmp(widget->label, LOOK_POLARITY) == 0          ? INK_TEXT
                                                              : INK_ACCENT;
}

void toggle_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const bool on = panel_port_value(panel, widget->port) > 0.0f;
  const bool off = port_is_unused(panel, widget->port);
  const Ink ground = off ? INK_QUIET : toggle_ink(widget);
  if (on) {
    fill(cr, widget->area, 4.0, ground);
  } else {
    fill(cr, widget->area, 4.0, INK_CARD);
    outline(cr, widget->area, 4.0, is_hot(panel, widget) ? INK_ACCENT : INK_EDGE);
  }
  const Ink ink = on ? ground == INK_HOT ? INK_ON_HOT : INK_CARD : INK_QUIET;
  char label[PORTS_TEXT_SIZE];
  say_label(panel, widget, label);
  text_draw(cr, TEXT_STRONG, ink, ALIGN_CENTRE, label, widget->area.x, widget->area.width,
            baseline_in(widget->area, TEXT_STRONG));
}

void switch_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const PanelRect area = widget->area;
  const bool on = panel_port_value(panel, widget->port) > 0.0f;
  const bool off = port_is_unused(panel, widget->port);
  const PanelRect pill = {area.x + area.width - PILL_WIDTH, area.y + (area.height - PILL_HEIGHT) / 2.0, PILL_WIDTH,
                          PILL_HEIGHT};
  char label[PORTS_TEXT_SIZE];
  say_label(panel, widget, label);
  text_draw(cr, TEXT_LABEL, on && !off ? INK_TEXT : INK_QUIET, ALIGN_LEFT, label, area.x, area.width - PILL_WIDTH - 4.0,
            baseline_in(area, TEXT_LABEL));
  fill(cr, pill, PILL_HEIGHT / 2.0, on ? off ? INK_QUIET : INK_ACCENT : INK_CARD);
  outline(cr, pill, PILL_HEIGHT / 2.0, is_hot(panel, widget) ? INK_ACCENT : on ? INK_EDGE : INK_QUIET);
  cairo_new_sub_path(cr);
  cairo_arc(cr, pill.x + (on ? PILL_WIDTH - 8.0 : 8.0), pill.y + PILL_HEIGHT / 2.0, 5.0, 0.0, TURN);
  ink_set(cr, on ? INK_CARD : INK_QUIET, 1.0);
  cairo_fill(cr);
}

static void segment_draw(const Panel* panel, const Widget* widget, cairo_t* cr, unsigned entry, bool off) {
  const PanelRect area = segment_area(panel, widget, entry);
  const float value = segments_value(panel, widget, entry);
  const bool on = value == panel_port_value(panel, widget->port);
  const ScalePoint* point = entry_at(panel, widget->port, entry);
  char text[PANEL_LABEL_SIZE];
  snprintf(text, sizeof text, "%.0f", (double)value);
  if (on) {
    fill(cr, (PanelRect){area.x + 1.0, area.y + 1.0, area.width - 2.0, area.height - 2.0}, 4.0,
         off ? INK_QUIET : INK_ACCENT);
  }
  text_draw(cr, on ? TEXT_STRONG : TEXT_LABEL,
            on    ? INK_CARD
            : off ? INK_QUIET
                  : INK_TEXT,
            ALIGN_CENTRE, point ? say_point(panel, panel_spec(panel, widget->port), point) : text, area.x + 2.0,
            area.width - 4.0, baseline_in(area, TEXT_LABEL));
}

void segments_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const bool off = port_is_unused(panel, widget->port);
  fill(cr, widget->area, 5.0, INK_CARD);
  outline(cr, widget->area, 5.0, is_hot(panel, widget) ? INK_ACCENT : INK_EDGE);
  for (unsigned i = 0; i < segments_count(panel, widget); ++i) {
    segment_draw(panel, widget, cr, i, off);
  }
}

static void chevron_draw(cairo_t* cr, double x, double y, Ink ink) {
  cairo_move_to(cr, x - 4.0, y - 2.0);
  cairo_line_to(cr, x, y + 2.0);
  cairo_line_to(cr, x + 4.0, y - 2.0);
  ink_set(cr, ink, 1.0);
  cairo_set_line_width(cr, 1.5);
  cairo_stroke(cr);
}

/* With a label the box takes what the label leaves. */
void list_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const bool off = port_is_unused(panel, widget->port);
  char label[PORTS_TEXT_SIZE];
  say_label(panel, widget, label);
  const double left = label[0] ? text_width(cr, TEXT_LABEL, label) + 8.0 : 0.0;
  const PanelRect box = {widget->area.x + left, widget->area.y, widget->area.width - left, widget->area.height};
  char text[PANEL_TEXT_SIZE];
  value_full(panel, panel_spec(panel, widget->port), panel_port_value(panel, widget->port), text);
  text_draw(cr, TEXT_LABEL, INK_QUIET, ALIGN_LEFT, label, widget->area.x, left, baseline_in(box, TEXT_LABEL));
  fill(cr, box, 4.0, INK_CARD);
  outline(cr, box, 4.0, is_hot(panel, widget) ? INK_ACCENT : INK_EDGE);
  text_draw(cr, TEXT_LABEL, off ? INK_QUIET : INK_TEXT, ALIGN_LEFT, text, box.x + 8.0, box.width - 26.0,
            baseline_in(box, TEXT_LABEL));
  chevron_draw(cr, box.x + box.width - 11.0, box.y + box.height / 2.0, INK_QUIET);
}

void action_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const bool off = widget->is_off && widget->is_off(panel, widget);
  fill(cr, widget->area, 4.0, off ? INK_PAPER : INK_CARD);
  outline(cr, widget->area, 4.0, off ? INK_EDGE : INK_ACCENT);
  char label[PORTS_TEXT_SIZE];
  say_label(panel, widget, label);
  text_draw(cr, TEXT_STRONG, off ? INK_QUIET : INK_ACCENT, ALIGN_CENTRE, label, widget->area.x + 1.0,
            widget->area.width - 2.0, baseline_in(widget->area, TEXT_STRONG));
}

void grip_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  if (widget->is_off && widget->is_off(panel, widget)) {
    return;
  }
  const bool off = port_is_unused(panel, widget_control(widget));
  double x = 0.0;
  double y = 0.0;
  widget->place(panel, widget, &x, &y);
  cairo_new_sub_path(cr);
  cairo_arc(cr, x, y, is_hot(panel, widget) ? 7.0 : 6.0, 0.0, TURN);
  ink_set(cr, INK_CARD, 1.0);
  cairo_fill_preserve(cr);
  ink_set(cr, off ? INK_OFF : INK_ACCENT, 1.0);
  cairo_set_line_width(cr, 2.5);
  cairo_stroke(cr);
}
