// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/look.h"

#include "common/panel/control.h"
#include "common/panel/look_parts.h"
#include "common/panel/segments.h"
#include "common/panel/words.h"
#include "common/ports/specs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TURN 6.28318530717958647692
#define DIAL_BEGIN (TURN * 0.375)
#define DIAL_SPAN (TURN * 0.75)
#define DIAL_RADIUS 15.0
#define CARD_RADIUS 6.0

bool port_is_unused(const Panel* panel, unsigned port) {
  if (port >= panel->n_ports || port == panel->enabled_port || panel_spec(panel, port)->kind != PORT_CONTROL_IN) {
    return false;
  }
  const bool is_disabled = panel->enabled_port != NO_PORT && panel_port_value(panel, panel->enabled_port) == 0.0f;
  return is_disabled || (panel->type->is_unused && panel->type->is_unused(panel, port));
}

void popup_draw(cairo_t* cr, PanelRect area) {
  round_rectangle(cr, area.x + 0.5, area.y + 0.5, area.width - 1.0, area.height - 1.0, CARD_RADIUS);
  ink_set(cr, INK_CARD, 1.0);
  cairo_fill_preserve(cr);
  ink_set(cr, INK_QUIET, 1.0);
  cairo_set_line_width(cr, 1.0);
  cairo_stroke(cr);
}

/* Whether all that is to be drawn lies within the edge of a card, and away from its corners. */
static bool is_inside_card(cairo_t* cr, PanelRect area) {
  double x0, y0, x1, y1;
  cairo_clip_extents(cr, &x0, &y0, &x1, &y1);
  const double dx = fmin(x0 - area.x, area.x + area.width - x1);
  const double dy = fmin(y0 - area.y, area.y + area.height - y1);
  return fmin(dx, dy) >= 1.0 && fmax(dx, dy) >= CARD_RADIUS;
}

void card_draw(cairo_t* cr, PanelRect area, const char* heading) {
  if (is_inside_card(cr, area)) {
    ink_set(cr, INK_CARD, 1.0);
    cairo_paint(cr);
    text_draw(cr, TEXT_STRONG, INK_TEXT, ALIGN_LEFT, heading, area.x + 12.0, area.width - 24.0, area.y + 18.0);
    return;
  }
  round_rectangle(cr, area.x + 0.5, area.y + 0.5, area.width - 1.0, area.height - 1.0, CARD_RADIUS);
  ink_set(cr, INK_CARD, 1.0);
  cairo_fill_preserve(cr);
  ink_set(cr, INK_EDGE, 1.0);
  cairo_set_line_width(cr, 1.0);
  cairo_stroke(cr);
  text_draw(cr, TEXT_STRONG, INK_TEXT, ALIGN_LEFT, heading, area.x + 12.0, area.width - 24.0, area.y + 18.0);
}

double knob_position(PanelRect area, double x, double y) {
  const double dx = x - area.x - area.width / 2.0;
  const double dy = y - dial_middle(area);
  double angle = atan2(dy, dx) - DIAL_BEGIN;
  while (angle < -(TURN - DIAL_SPAN) / 2.0) {
    angle += TURN;
  }
  return fmin(fmax(angle / DIAL_SPAN, 0.0), 1.0);
}

double dial_middle(PanelRect area) {
  return area.y + 16.0 + DIAL_RADIUS;
}

static void arc_draw(cairo_t* cr, double x, double y, double from, double to, Ink ink) {
  cairo_new_sub_path(cr);
  cairo_arc(cr, x, y, DIAL_RADIUS - 2.0, DIAL_BEGIN + fmin(from, to) * DIAL_SPAN,
            DIAL_BEGIN + fmax(from, to) * DIAL_SPAN);
  ink_set(cr, ink, 1.0);
  cairo_set_line_width(cr, 3.5);
  cairo_stroke(cr);
}

/* Where a bar of a control begins: in the middle of what goes both ways, else at the bottom. */
static double origin_of(const PortSpec* spec) {
  return spec->minimum < 0.0f && spec->maximum == -spec->minimum ? 0.5
         : spec->unit == UNIT_PERCENT && spec->maximum == 200.0f ? 0.5
         : spec->points == spec_low_pass_points                  ? 1.0
         : spec->unit == UNIT_DB && spec->maximum == 0.0f        ? 1.0
                                                                 : 0.0;
}

static void knob_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const PanelRect area = widget->area;
  const PortSpec* spec = panel_spec(panel, widget->port);
  const float value = panel_port_value(panel, widget->port);
  const bool off = port_is_unused(panel, widget->port);
  const double x = area.x + area.width / 2.0;
  const double y = dial_middle(area);
  const double at = control_position(spec, (double)value);
  char text[PANEL_TEXT_SIZE];
  char label[PORTS_TEXT_SIZE];
  say_label(panel, widget, label);
  text_draw(cr, TEXT_LABEL, INK_QUIET, ALIGN_CENTRE, label, area.x, area.width, area.y + 10.0);
  arc_draw(cr, x, y, 0.0, 1.0, INK_RULE);
  arc_draw(cr, x, y, origin_of(spec), at, off ? INK_OFF : INK_ACCENT);
  const double angle = DIAL_BEGIN + at * DIAL_SPAN;
  cairo_new_sub_path(cr);
  cairo_arc(cr, x, y, DIAL_RADIUS - 5.5, 0.0, TURN);
  ink_set(cr, INK_CARD, 1.0);
  cairo_fill_preserve(cr);
  ink_set(cr, is_hot(panel, widget) ? INK_ACCENT : INK_EDGE, 1.0);
  cairo_set_line_width(cr, 1.0);
  cairo_stroke(cr);
  cairo_move_to(cr, x + 3.0 * cos(angle), y + 3.0 * sin(angle));
  cairo_line_to(cr, x + (DIAL_RADIUS - 6.0) * cos(angle), y + (DIAL_RADIUS - 6.0) * sin(angle));
  ink_set(cr, off ? INK_OFF : INK_TEXT, 1.0);
  cairo_set_line_width(cr, 2.0);
  cairo_stroke(cr);
  value_full(panel, spec, value, text);
  text_draw(cr, TEXT_LABEL, off ? INK_QUIET : INK_TEXT, ALIGN_CENTRE, text, area.x, area.width, y + DIAL_RADIUS + 12.0);
}

/* The label at the left and the value at the right; a narrow one has its label alone while it stands at its default,
   and else its value. */
static void number_text_draw(const Panel* panel, const Widget* widget, cairo_t* cr, bool off) {
  const PanelRect area = widget->area;
  const PortSpec* spec = panel_spec(panel, widget->port);
  const float value = panel_port_value(panel, widget->port);
  const double baseline = area.y + area.height - 9.0;
  char text[PANEL_TEXT_SIZE];
  char label[PORTS_TEXT_SIZE];
  say_label(panel, widget, label);
  if (widget->is_narrow) {
    const bool rests = value == spec->initial;
    value_full(panel, spec, value, text);
    text_draw(cr, TEXT_LABEL, off || rests ? INK_QUIET : INK_TEXT, ALIGN_CENTRE, rests ? label : text, area.x,
              area.width, baseline);
    return;
  }
  value_full(panel, spec, value, text);
  const double label_width = text_width(cr, TEXT_LABEL, label) + 4.0;
  if (spec->unit == UNIT_DB && label_width + text_width(cr, TEXT_LABEL, text) > area.width) {
    value_short(panel, spec, value, text);  // where there is no room for its unit
  }
  const double width = fmin(text_width(cr, TEXT_LABEL, text), area.width);
  text_draw(cr, TEXT_LABEL, off ? INK_QUIET : INK_TEXT, ALIGN_RIGHT, text, area.x, area.width, baseline);
  text_draw(cr, TEXT_LABEL, INK_QUIET, ALIGN_LEFT, label, area.x, area.width - width - 2.0, baseline);
}

static void number_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const PanelRect area = widget->area;
  const PortSpec* spec = panel_spec(panel, widget->port);
  const float value = panel_port_value(panel, widget->port);
  const bool off = port_is_unused(panel, widget->port);
  const double at = control_position(spec, (double)value) * area.width;
  const double origin = origin_of(spec) * area.width;
  const double line = area.y + area.height - 4.0;
  number_text_draw(panel, widget, cr, off);
  slot_draw(cr, area.x, line, area.width, 3.0);
  if (spec->kind == PORT_CONTROL_IN) {
    round_rectangle(cr, area.x + fmin(at, origin), line, fabs(at - origin), 3.0, 1.5);
    ink_set(cr, off ? INK_OFF : INK_ACCENT, 1.0);
    cairo_fill(cr);
    cairo_rectangle(cr, area.x + fmin(fmax(at - 1.0, 0.0), area.width - 2.0), line - 2.0, 2.0, 6.0);
    ink_set(cr, off ? INK_OFF : is_hot(panel, widget) ? INK_ACCENT : INK_TEXT, 1.0);
    cairo_fill(cr);
  }
}

static void reading_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const PanelRect area = widget->area;
  const double baseline = area.y + (area.height + text_capital(TEXT_LABEL)) / 2.0;
  char text[PANEL_TEXT_SIZE];
  char label[PORTS_TEXT_SIZE];
  value_full(panel, panel_spec(panel, widget->port), panel_port_value(panel, widget->port), text);
  say_label(panel, widget, label);
  const double width = text_width(cr, TEXT_LABEL, text);
  text_draw(cr, TEXT_LABEL, INK_QUIET, ALIGN_LEFT, label, area.x, area.width - width - 2.0, baseline);
  text_draw(cr, TEXT_LABEL, INK_TEXT, ALIGN_RIGHT, text, area.x, area.width, baseline);
}

static void pan_widget_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const PanelRect area = widget->area;
  const PortSpec* spec = panel_spec(panel, widget->port);
  const bool off = port_is_unused(panel, widget->port);
  const float value = panel_port_value(panel, widget->port);
  const double at = area.x + 5.0 + control_position(spec, (double)value) * (area.width - 10.0);
  const double middle = area.x + area.width / 2.0;
  const double y = area.y + area.height - 6.0;
  char text[PANEL_TEXT_SIZE];
  value_full(panel, spec, value, text);
  text_draw(cr, TEXT_LABEL, off ? INK_QUIET : INK_TEXT, ALIGN_CENTRE, text, area.x, area.width, y - 8.0);
  slot_draw(cr, area.x, y - 1.5, area.width, 3.0);
  cairo_rectangle(cr, fmin(middle, at), y - 1.5, fabs(at - middle), 3.0);
  ink_set(cr, off ? INK_OFF : INK_ACCENT, 1.0);
  cairo_fill(cr);
  cairo_rectangle(cr, middle - 0.5, y - 4.0, 1.0, 8.0);
  ink_set(cr, INK_QUIET, 1.0);
  cairo_fill(cr);
  cairo_new_sub_path(cr);
  cairo_arc(cr, at, y, 4.5, 0.0, TURN);
  ink_set(cr, off ? INK_OFF : INK_ACCENT, 1.0);
  cairo_fill(cr);
}

void widget_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  static void (*const draws[])(const Panel*, const Widget*, cairo_t*) = {
    [WIDGET_FADER] = fader_draw,       [WIDGET_KNOB] = knob_draw,     [WIDGET_NUMBER] = number_draw,
    [WIDGET_PAN] = pan_widget_draw,    [WIDGET_TOGGLE] = toggle_draw, [WIDGET_SWITCH] = switch_draw,
    [WIDGET_SEGMENTS] = segments_draw, [WIDGET_LIST] = list_draw,     [WIDGET_GRIP] = grip_draw,
    [WIDGET_METER] = level_draw,       [WIDGET_PEAK] = peak_draw,     [WIDGET_READING] = reading_draw,
    [WIDGET_ACTION] = action_draw,
  };
  if (widget->kind == WIDGET_PICTURE) {
    widget->draw(panel, widget, cr);
  } else {
    draws[widget->kind](panel, widget, cr);
  }
}
