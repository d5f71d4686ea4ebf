// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/numbers.h"
#include "common/panel/control.h"
#include "common/panel/look_parts.h"
#include "common/panel/words.h"

#include <math.h>
#include <stdio.h>

#define HOT_DB (-6.0)

static double level_place(double level_db) {
  return fmin(fmax((level_db - LOOK_METER_LOW_DB) / (LOOK_METER_HIGH_DB - LOOK_METER_LOW_DB), 0.0), 1.0);
}

/* From one part of the way to another, along a bar that stands or lies. */
static PanelRect stretch_of(PanelRect area, double from, double to) {
  return area.height > area.width
           ? (PanelRect){area.x, area.y + (1.0 - to) * area.height, area.width, (to - from) * area.height}
           : (PanelRect){area.x + from * area.width, area.y, (to - from) * area.width, area.height};
}

PanelRect level_stretch(PanelRect area, double from_db, double to_db) {
  return stretch_of(area, level_place(fmin(from_db, to_db)), level_place(fmax(from_db, to_db)));
}

static void stretch(cairo_t* cr, PanelRect area, double from, double to) {
  const PanelRect rect = stretch_of(area, from, to);
  cairo_rectangle(cr, rect.x, rect.y, rect.width, rect.height);
}

/* A line a unit thick across the bar. */
static void mark(cairo_t* cr, PanelRect area, double at, Ink ink, double thickness) {
  if (area.height > area.width) {
    cairo_rectangle(cr, area.x, area.y + (1.0 - at) * area.height - thickness / 2.0, area.width, thickness);
  } else {
    cairo_rectangle(cr, area.x + at * area.width - thickness / 2.0, area.y, thickness, area.height);
  }
  ink_set(cr, ink, 1.0);
  cairo_fill(cr);
}

/* From 0 dB down, on the scale of the meters beside it. */
static void reduction_level_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const PanelRect area = widget->area;
  const double zero = level_place(0.0);
  round_rectangle(cr, area.x, area.y, area.width, area.height, 2.0);
  cairo_clip(cr);
  ink_set(cr, INK_RULE, 1.0);
  cairo_paint(cr);
  stretch(cr, area, fmin(level_place((double)panel_port_value(panel, widget->port)), zero), zero);
  ink_set(cr, INK_HOT, 1.0);
  cairo_fill(cr);
  mark(cr, area, zero, INK_QUIET, 1.0);
}

void level_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const struct {
    Ink ink;
    double begin_db, end_db;
  } zones[] = {{INK_ACCENT, LOOK_METER_LOW_DB, HOT_DB}, {INK_HOT, HOT_DB, 0.0}, {INK_CLIP, 0.0, LOOK_METER_HIGH_DB}};
  const PanelRect area = widget->area;
  const double level_db = (double)panel_port_value(panel, widget->port);
  if (panel_spec(panel, widget->port)->maximum == 0.0f) {
    reduction_level_draw(panel, widget, cr);
    return;
  }
  const double line_db = (double)panel->peaks[widget->port].line_db;
  cairo_save(cr);
  round_rectangle(cr, area.x, area.y, area.width, area.height, 2.0);
  cairo_clip(cr);
  ink_set(cr, INK_RULE, 1.0);
  cairo_paint(cr);
  for (unsigned i = 0; i < 3; ++i) {
    if (level_db > zones[i].begin_db) {
      stretch(cr, area, level_place(zones[i].begin_db), level_place(fmin(level_db, zones[i].end_db)));
      ink_set(cr, zones[i].ink, 1.0);
      cairo_fill(cr);
    }
  }
  mark(cr, area, level_place(0.0), INK_QUIET, 1.0);
  if (line_db > LOOK_METER_LOW_DB) {
    mark(cr, area, fmin(level_place(line_db), 0.992), line_db > 0.0 ? INK_CLIP : INK_TEXT, 2.0);
  }
  cairo_restore(cr);
}

/* With a label, the number is at the right. */
void peak_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const PanelRect area = widget->area;
  const float highest = panel->peaks[widget->port].highest_db;
  const bool over = highest > 0.0f;
  const bool has_label = widget->label[0] != '\0';
  const double baseline = area.y + (area.height + text_capital(TEXT_LABEL)) / 2.0;
  char text[DRAW_TEXT_SIZE];
  decibel_text(highest, text);
  const double box = has_label ? fmin(area.width, text_width(cr, TEXT_STRONG, text) + 8.0) : area.width;
  const double x = area.x + area.width - box;
  if (over) {
    round_rectangle(cr, x, area.y, box, area.height, 3.0);
    ink_set(cr, INK_CLIP, 1.0);
    cairo_fill(cr);
  }
  char label[PORTS_TEXT_SIZE];
  say_label(panel, widget, label);
  text_draw(cr, TEXT_LABEL, INK_QUIET, ALIGN_LEFT, label, area.x, area.width - box, baseline);
  const bool strong = over && text_width(cr, TEXT_STRONG, text) <= box;
  text_draw(cr, strong ? TEXT_STRONG : TEXT_LABEL, over ? INK_CARD : INK_TEXT,
            has_label && !over ? ALIGN_RIGHT : ALIGN_CENTRE, text, x, box, baseline);
}

static double fader_y(PanelRect area, double position) {
  return area.y + FADER_CAP / 2.0 + (1.0 - position) * (area.height - FADER_CAP - FADER_VALUE);
}

/* The cap moves before a scale that opens up around 0 dB. */
void fader_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  static const double marks_db[] = {12.0, 6.0, 0.0, -6.0, -12.0, -24.0, -40.0, -90.0};
  const PanelRect area = widget->area;
  const PortSpec* spec = panel_spec(panel, widget->port);
  const bool off = port_is_unused(panel, widget->port);
  const double middle = area.x + area.width / 2.0;
  const double at = fader_y(area, control_position(spec, (double)panel_port_value(panel, widget->port)));
  for (unsigned i = 0; i < sizeof marks_db / sizeof *marks_db; ++i) {
    const bool is_unity = marks_db[i] == 0.0;
    const double y = floor(fader_y(area, control_position(spec, marks_db[i]))) + 0.5;
    const double half = is_unity ? area.width / 2.0 : area.width / 2.0 - 4.0;
    cairo_move_to(cr, middle - half, y);
    cairo_line_to(cr, middle + half, y);
    ink_set(cr, is_unity ? INK_QUIET : INK_EDGE, 1.0);
    cairo_set_line_width(cr, 1.0);
    cairo_stroke(cr);
  }
  round_rectangle(cr, middle - 2.0, area.y + FADER_CAP / 2.0, 4.0, area.height - FADER_CAP - FADER_VALUE, 2.0);
  ink_set(cr, INK_EDGE, 1.0);
  cairo_fill(cr);
  const PanelRect cap = {area.x + 1.0, at - FADER_CAP / 2.0, area.width - 2.0, FADER_CAP};
  round_rectangle(cr, cap.x + 0.5, cap.y + 0.5, cap.width - 1.0, cap.height - 1.0, 4.0);
  ink_set(cr, INK_CARD, 1.0);
  cairo_fill_preserve(cr);
  ink_set(cr, is_hot(panel, widget) ? INK_ACCENT : INK_QUIET, 1.0);
  cairo_set_line_width(cr, 1.0);
  cairo_stroke(cr);
  cairo_rectangle(cr, cap.x + 4.0, at - 1.0, cap.width - 8.0, 2.0);
  ink_set(cr, off ? INK_OFF : INK_ACCENT, 1.0);
  cairo_fill(cr);
  char text[PANEL_TEXT_SIZE];
  value_short(panel, spec, panel_port_value(panel, widget->port), text);
  text_draw(cr, TEXT_LABEL, off ? INK_QUIET : INK_TEXT, ALIGN_CENTRE, text, area.x - 4.0, area.width + 8.0,
            area.y + area.height - 4.0);
}
