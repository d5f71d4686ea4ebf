// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/layout.h"

#include "common/panel/chrome.h"
#include "common/panel/look.h"
#include "common/panel/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define GRIP_REACH 9.0
#define KNOB_TRAVEL 160.0

static Widget* widget_new(Panel* panel, WidgetKind kind, PanelRect area) {
  const bool fits = panel->n_widgets < PANEL_MAX_WIDGETS;
  Widget* widget = &panel->widgets[fits ? panel->n_widgets++ : PANEL_MAX_WIDGETS];
  *widget = (Widget){.kind = kind, .area = area, .port = NO_PORT, .port_y = NO_PORT};
  return widget;
}

/* Which way a hand goes, and how far over the whole range. */
static void travel_set(Widget* widget) {
  switch (widget->kind) {
    case WIDGET_FADER:
      widget->travel_y = widget->area.height - FADER_CAP - FADER_VALUE;
      break;
    case WIDGET_KNOB:
    case WIDGET_NUMBER:
      widget->travel_y = KNOB_TRAVEL;
      break;
    case WIDGET_PAN:
      widget->travel = fmax(widget->area.width, 80.0);
      break;
    default:
      break;
  }
}

Widget* layout_add(Panel* panel, WidgetKind kind, PanelRect area, unsigned port, const char* label) {
  if (port >= panel->n_ports) {
    panel->widgets[PANEL_MAX_WIDGETS] = (Widget){.kind = kind, .port = NO_PORT, .port_y = NO_PORT};
    return &panel->widgets[PANEL_MAX_WIDGETS];
  }
  Widget* widget = widget_new(panel, kind, area);
  char name[PORTS_TEXT_SIZE];
  port_short_name(&panel->ports[port], name);
  snprintf(widget->label, sizeof widget->label, "%.*s", PANEL_LABEL_SIZE - 1, label ? label : name);
  widget->port = port;
  travel_set(widget);
  layout_watch(widget, port);
  return widget;
}

void layout_number(Panel* panel, double x, double y, double width, unsigned port, const char* label) {
  layout_add(panel, WIDGET_NUMBER, (PanelRect){x, y, width, 24.0}, port, label);
}

Widget* layout_picture(Panel* panel, PanelRect area, void (*draw)(const Panel*, const Widget*, cairo_t*)) {
  Widget* widget = widget_new(panel, WIDGET_PICTURE, area);
  widget->draw = draw;
  return widget;
}

static void text_picture_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  char label[PORTS_TEXT_SIZE];
  say_label(panel, widget, label);
  text_draw(cr, TEXT_LABEL, INK_QUIET, ALIGN_LEFT, label, widget->area.x, widget->area.width,
            widget->area.y + (widget->area.height + text_capital(TEXT_LABEL)) / 2.0);
}

static void caption_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  char label[PORTS_TEXT_SIZE];
  say_label(panel, widget, label);
  text_draw(cr, TEXT_LABEL, INK_QUIET, ALIGN_CENTRE, label, widget->area.x, widget->area.width,
            widget->area.y + (widget->area.height + text_capital(TEXT_LABEL)) / 2.0);
}

static void tick_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  char label[PORTS_TEXT_SIZE];
  say_label(panel, widget, label);
  text_draw(cr, TEXT_TICK, INK_QUIET, ALIGN_CENTRE, label, widget->area.x, widget->area.width, widget->area.y + 9.0);
}

static void heading_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  char label[PORTS_TEXT_SIZE];
  say_label(panel, widget, label);
  text_draw(cr, TEXT_STRONG, INK_TEXT, ALIGN_LEFT, label, widget->area.x, widget->area.width, widget->area.y + 12.0);
}

static void card_picture_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  char label[PORTS_TEXT_SIZE];
  say_label(panel, widget, label);
  card_draw(cr, widget->area, label);
}

static void label_set(Widget* widget, const char* label) {
  snprintf(widget->label, sizeof widget->label, "%.*s", PANEL_LABEL_SIZE - 1, label);
}

void layout_text(Panel* panel, PanelRect area, const char* text) {
  label_set(layout_picture(panel, area, text_picture_draw), text);
}

void layout_caption(Panel* panel, PanelRect area, const char* text) {
  label_set(layout_picture(panel, area, caption_draw), text);
}

void layout_tick(Panel* panel, PanelRect area, const char* text) {
  label_set(layout_picture(panel, area, tick_draw), text);
}

void layout_heading(Panel* panel, double x, double baseline, const char* text) {
  label_set(layout_picture(panel, (PanelRect){x, baseline - 12.0, 140.0, 16.0}, heading_draw), text);
}

Widget* layout_card(Panel* panel, PanelRect area, const char* heading) {
  Widget* card = layout_picture(panel, area, card_picture_draw);
  label_set(card, heading);
  return card;
}

double layout_meters(Panel* panel, PanelRect area, unsigned section, unsigned spec) {
  double x = area.x;
  for (unsigned channel = 0; channel < 2; ++channel) {
    const unsigned port = channel < panel->view.layout.width[section] ? panel_port(panel, section, 0, spec, channel)
                                                                      : NO_PORT;
    if (port != NO_PORT) {
      layout_add(panel, WIDGET_METER, (PanelRect){x, area.y, area.width, area.height}, port, NULL);
      x += area.width + 2.0;
    }
  }
  return x;
}

/* A short meter has fewer figures. */
static void meter_scale_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  static const double tall_db[] = {6.0, 0.0, -6.0, -12.0, -18.0, -24.0, -36.0, -48.0, -60.0};
  static const double short_db[] = {0.0, -12.0, -24.0, -36.0, -48.0, -60.0};
  const bool is_tall = widget->area.height >= 180.0;
  const double* marks_db = is_tall ? tall_db : short_db;
  const unsigned n = is_tall ? sizeof tall_db / sizeof *tall_db : sizeof short_db / sizeof *short_db;
  (void)panel;
  for (unsigned i = 0; i < n; ++i) {
    const double part = (marks_db[i] - LOOK_METER_LOW_DB) / (LOOK_METER_HIGH_DB - LOOK_METER_LOW_DB);
    const double y = widget->area.y + 6.0 + (1.0 - part) * (widget->area.height - 12.0);
    char text[16];
    snprintf(text, sizeof text, "%.0f", fabs(marks_db[i]));
    text_draw(cr, TEXT_TICK, INK_QUIET, ALIGN_LEFT, text, widget->area.x, widget->area.width, y + 3.0);
  }
}

void layout_meter_scale(Panel* panel, PanelRect area) {
  layout_picture(panel, area, meter_scale_draw);
}

void layout_watch(Widget* widget, unsigned port) {
  if (port < PANEL_MAX_PORTS) {
    port_set_put(&widget->watched, port, true);
  }
}

Widget* layout_grip(Panel* panel, unsigned port, double travel, unsigned port_y, double travel_y,
                    void (*place)(const Panel*, const Widget*, double*, double*)) {
  Widget* widget = widget_new(panel, WIDGET_GRIP, (PanelRect){0});
  widget->port = port;
  widget->port_y = port_y;
  widget->travel = travel;
  widget->travel_y = travel_y;
  widget->place = place;
  layout_watch(widget, port);
  layout_watch(widget, port_y);
  return widget;
}

Widget* layout_action(Panel* panel, PanelRect area, const char* label, void (*press)(Panel*, const Widget*)) {
  Widget* widget = widget_new(panel, WIDGET_ACTION, area);
  snprintf(widget->label, sizeof widget->label, "%s", label);
  widget->press = press;
  return widget;
}

unsigned layout_history(Panel* panel, unsigned port) {
  History* history = &panel->histories[panel->n_histories];
  history->port = port;
  for (unsigned i = 0; i < PANEL_HISTORY; ++i) {
    history->points[i] = panel_port_value(panel, port);
  }
  return panel->n_histories++;
}

void layout_begin(Panel* panel, double width, double height) {
  panel->width = width;
  panel->height = height;
  chrome_lay_out(panel);
}

/* The header is what chrome_lay_out() adds first. */
void layout_explains(Panel* panel, unsigned port) {
  layout_watch(&panel->widgets[0], port);
}

PanelRect footer_area(const Panel* panel) {
  return (PanelRect){0.0, panel->height - PANEL_FOOTER, panel->width, PANEL_FOOTER};
}

PanelRect widget_reach(const Panel* panel, const Widget* widget) {
  if (!widget->place) {
    return widget->area;
  }
  double x = 0.0;
  double y = 0.0;
  widget->place(panel, widget, &x, &y);
  return (PanelRect){x - GRIP_REACH, y - GRIP_REACH, 2.0 * GRIP_REACH, 2.0 * GRIP_REACH};
}

/* What may change many times a second while music plays; words, counts and measured times do not. */
static bool is_lively(const PortSpec* spec) {
  return spec->kind == PORT_CONTROL_OUT && !spec->points && spec->unit != UNIT_MS &&
         !(spec->flags & (PORT_INTEGER | PORT_TOGGLED | PORT_ENUMERATION));
}

static bool is_lively_widget(const Panel* panel, const Widget* widget) {
  bool lively = widget->place || widget->n_history_ports;
  for (unsigned port = 0; port < panel->n_ports; ++port) {
    lively |= port_set_has(&widget->watched, port) && is_lively(panel_spec(panel, port));
  }
  return lively;
}

/* Pictures first, then what stands on them, then grips. */
static unsigned rank_of(const Widget* widget) {
  return widget->kind == WIDGET_PICTURE ? 0 : widget->kind == WIDGET_GRIP ? 2 : 1;
}

/* Those of the lower layer are to lie on none of the upper one. */
static void layers_part(Panel* panel) {
  unsigned n = 0;
  for (unsigned i = 0; i < panel->n_widgets; ++i) {
    panel->widgets[i].moves = is_lively_widget(panel, &panel->widgets[i]);
    panel->n_still += !panel->widgets[i].moves;
  }
  for (unsigned moves = 0; moves < 2; ++moves) {
    for (unsigned rank = 0; rank < 3; ++rank) {
      for (unsigned i = 0; i < panel->n_widgets; ++i) {
        if (panel->widgets[i].moves == (moves != 0) && rank_of(&panel->widgets[i]) == rank) {
          panel->order[n++] = (unsigned short)i;
        }
      }
    }
  }
}

void layout_finish(Panel* panel) {
  for (unsigned i = 0; i < panel->n_widgets; ++i) {
    layout_watch(&panel->widgets[i], panel->enabled_port);
  }
  layers_part(panel);
}
