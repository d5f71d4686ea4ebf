// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/bus_summer_panel_path.h"

#include "common/draw/numbers.h"
#include "common/draw/text.h"
#include "common/draw/wire.h"
#include "common/panel/chrome.h"
#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/panel/words.h"
#include "common/ports/status.h"

#include <math.h>
#include <stdio.h>

#define CARD_TOP 62.0
#define CARD_BOTTOM 428.0
#define RAIL_Y 443.0

enum { WIDE_STRIPS = 4 };

double bus_strip_pitch(const Panel* panel) {
  return panel_shape(panel, BUS_STRIP).copies <= WIDE_STRIPS ? 96.0 : 56.0;
}

static unsigned n_strips(const Panel* panel) {
  return panel_shape(panel, BUS_STRIP).copies;
}

bool bus_strip_is_heard(const Panel* panel, unsigned copy) {
  if (panel_value(panel, BUS_STRIP, copy, STRIP_MUTE) > 0.0) {
    return false;
  }
  bool any_solo = false;
  for (unsigned i = 0; i < n_strips(panel); ++i) {
    any_solo |= panel_value(panel, BUS_STRIP, i, STRIP_SOLO) > 0.0;
  }
  return !any_solo || panel_value(panel, BUS_STRIP, copy, STRIP_SOLO) > 0.0;
}

static unsigned status_of(const Panel* panel) {
  return (unsigned)panel_value(panel, BUS_MASTER, 0, MASTER_STATUS);
}

/* The strips that a status is about, from 1; whether there are two. */
static bool status_strips(const Panel* panel, unsigned* a, unsigned* b) {
  *a = (unsigned)panel_value(panel, BUS_MASTER, 0, MASTER_STATUS_A);
  *b = (unsigned)panel_value(panel, BUS_MASTER, 0, MASTER_STATUS_B);
  const unsigned status = status_of(panel);
  const bool is_pair = status == STATUS_DUPLICATE || status == STATUS_CANCELLING || status == STATUS_LATE;
  return is_pair && *a >= 1 && *b >= 1 && *a <= n_strips(panel) && *b <= n_strips(panel) && *a != *b;
}

static double status_lag_ms(const Panel* panel) {
  return panel_reading(panel, panel_find(panel, "status_lag"));
}

void bus_explain(const Panel* panel, char out[PANEL_TEXT_SIZE]) {
  unsigned a, b;
  if (!status_strips(panel, &a, &b)) {
    return;
  }
  const double lag_ms = status_lag_ms(panel);
  if (status_of(panel) == STATUS_DUPLICATE) {
    snprintf(out, PANEL_TEXT_SIZE,
             say(panel, "Strips %u and %u carry the same sound: mute one, or take one off this bus."), a, b);
  } else if (status_of(panel) == STATUS_CANCELLING) {
    snprintf(out, PANEL_TEXT_SIZE, say(panel, "Strips %u and %u cancel each other: invert one of them, or mute it."), a,
             b);
  } else if (lag_ms == 0.0) {
    snprintf(out, PANEL_TEXT_SIZE,
             say(panel, "Strips %u and %u carry the same sound, one of them later: delay the other."), a, b);
  } else {
    snprintf(out, PANEL_TEXT_SIZE, say(panel, "Strip %u comes %.2g ms after strip %u: Line up delays the earlier one."),
             lag_ms < 0.0 ? a : b, fabs(lag_ms), lag_ms < 0.0 ? b : a);
  }
}

static double strip_middle(const Panel* panel, unsigned copy) {
  return (copy + 0.5) * bus_strip_pitch(panel);
}

/* A strip that the status is about has a thick edge and its number on a ground. */
static void strip_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  unsigned a = 0;
  unsigned b = 0;
  char number[8];
  const PanelRect area = widget->area;
  const bool is_named = status_strips(panel, &a, &b) && (a == widget->a + 1 || b == widget->a + 1);
  const double middle = area.x + area.width / 2.0;
  card_draw(cr, area, NULL);
  if (is_named) {
    round_rectangle(cr, area.x + 1.0, area.y + 1.0, area.width - 2.0, area.height - 2.0, 5.0);
    ink_set(cr, INK_HOT, 1.0);
    cairo_set_line_width(cr, 2.0);
    cairo_stroke(cr);
    round_rectangle(cr, middle - 12.0, area.y + 4.0, 24.0, 17.0, 4.0);
    cairo_fill(cr);
  }
  snprintf(number, sizeof number, "%u", widget->a + 1);
  text_draw(cr, TEXT_HEADING,
            is_named                               ? INK_ON_HOT
            : bus_strip_is_heard(panel, widget->a) ? INK_TEXT
                                                   : INK_QUIET,
            ALIGN_CENTRE, number, area.x, area.width, area.y + 17.0);
}

/* How much later than the reference it is, below its delay. */
static void lag_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  char text[DRAW_TEXT_SIZE];
  const double lag_ms = panel_reading(panel, widget->b);
  if (lag_ms != 0.0) {
    snprintf(text, sizeof text, lag_ms > 0.0 ? say(panel, "%.2g late") : say(panel, "%.2g early"), fabs(lag_ms));
    text_draw(cr, TEXT_TICK, INK_TEXT, ALIGN_CENTRE, text, widget->area.x, widget->area.width, widget->area.y + 10.0);
  }
}

/* Each strip's wire bends into a rail that carries the sum so far to the bus. */
static void rail_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const unsigned n = n_strips(panel);
  double power = 0.0;
  for (unsigned i = 0; i < n; ++i) {
    const double level_db = panel_value(panel, BUS_STRIP, i, STRIP_METER);
    const bool off = !bus_strip_is_heard(panel, i);
    const double x = strip_middle(panel, i);
    power += off ? 0.0 : pow(10.0, level_db / 10.0);
    const double sum_db = power > 1e-9 ? 10.0 * log10(power) : -90.0;
    cairo_move_to(cr, x, CARD_BOTTOM);
    if (off) {
      cairo_line_to(cr, x, RAIL_Y - 5.0);
    } else {
      cairo_curve_to(cr, x, RAIL_Y - 4.0, x + 4.0, RAIL_Y, x + 16.0, RAIL_Y);
    }
    wire_stroke(cr, level_db, off);
    const double end = i + 1 < n ? strip_middle(panel, i + 1) + 16.0 : widget->area.x + widget->area.width;
    if (i + 1 < n) {
      wire_draw(cr, x + 15.0, RAIL_Y, end, RAIL_Y, fmin(sum_db, 0.0), false);
    } else {
      arrow_draw(cr, x + 15.0, RAIL_Y, end, RAIL_Y, fmin(sum_db, 0.0), false);
    }
  }
}

static void bracket_text(const Panel* panel, unsigned a, unsigned b, char out[PANEL_TEXT_SIZE]) {
  const unsigned status = status_of(panel);
  if (status == STATUS_LATE && status_lag_ms(panel) == 0.0) {
    snprintf(out, PANEL_TEXT_SIZE, say(panel, "%u and %u are apart in time"), a, b);
  } else if (status == STATUS_LATE) {
    snprintf(out, PANEL_TEXT_SIZE, say(panel, "%u and %u are %.2g ms apart"), a, b, fabs(status_lag_ms(panel)));
  } else {
    snprintf(out, PANEL_TEXT_SIZE,
             status == STATUS_CANCELLING ? say(panel, "%u and %u cancel") : say(panel, "%u and %u are the same sound"),
             a, b);
  }
}

static void bracket_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  unsigned a, b;
  char text[PANEL_TEXT_SIZE];
  if (!status_strips(panel, &a, &b)) {
    return;
  }
  bracket_text(panel, a, b, text);
  const double x0 = strip_middle(panel, (a < b ? a : b) - 1);
  const double x1 = strip_middle(panel, (a < b ? b : a) - 1);
  const double width = text_width(cr, TEXT_STRONG, text) + 12.0;
  const double room = widget->area.width - width;
  const double at = fmin(fmax((x0 + x1 - width) / 2.0, 4.0), room - 4.0);
  cairo_move_to(cr, x0, CARD_TOP);
  cairo_line_to(cr, x0, 51.0);
  cairo_line_to(cr, x1, 51.0);
  cairo_line_to(cr, x1, CARD_TOP);
  ink_set(cr, INK_HOT, 1.0);
  cairo_set_line_width(cr, 2.0);
  cairo_stroke(cr);
  round_rectangle(cr, at, 42.5, width, 17.0, 4.0);
  cairo_fill(cr);
  text_draw(cr, TEXT_STRONG, INK_ON_HOT, ALIGN_CENTRE, text, at, width, 55.0);
}

static void watch_status(Panel* panel, Widget* widget) {
  static const unsigned specs[] = {MASTER_STATUS, MASTER_STATUS_A, MASTER_STATUS_B};
  for (unsigned i = 0; i < 3; ++i) {
    layout_watch(widget, section_port(panel, BUS_MASTER, specs[i]));
    layout_explains(panel, section_port(panel, BUS_MASTER, specs[i]));
  }
  layout_watch(widget, panel_find(panel, "status_lag"));
  layout_explains(panel, panel_find(panel, "status_lag"));
}

static void bus_card_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  card_draw(cr, widget->area, NULL);
  text_draw(cr, TEXT_HEADING, INK_TEXT, ALIGN_LEFT, say(panel, "Bus"), widget->area.x + 12.0, 60.0,
            widget->area.y + 17.0);
  text_draw(cr, TEXT_LABEL, INK_QUIET, ALIGN_RIGHT, say(panel, "Pan law"), widget->area.x + 72.0,
            widget->area.width - 84.0, widget->area.y + 17.0);
  text_draw(cr, TEXT_LABEL, INK_QUIET, ALIGN_LEFT, say(panel, "L"), widget->area.x + 106.0, 12.0, 218.0);
  text_draw(cr, TEXT_LABEL, INK_QUIET, ALIGN_LEFT, say(panel, "R"), widget->area.x + 106.0, 12.0, 238.0);
}

static void strip_pictures_add(Panel* panel, unsigned strip, PanelRect area) {
  char symbol[16];
  snprintf(symbol, sizeof symbol, "lag_%u", strip + 1);
  Widget* card = layout_picture(panel, area, strip_draw);
  card->a = strip;
  watch_status(panel, card);
  Widget* lag = layout_picture(panel, (PanelRect){area.x + 2.0, 412.0, area.width - 4.0, 13.0}, lag_draw);
  lag->b = panel_find(panel, symbol);
  layout_watch(lag, lag->b);
  for (unsigned i = 0; i < n_strips(panel); ++i) {
    layout_watch(card, panel_port(panel, BUS_STRIP, i, STRIP_SOLO, 0));
  }
  layout_watch(card, panel_port(panel, BUS_STRIP, strip, STRIP_MUTE, 0));
}

void bus_path_add(Panel* panel) {
  const unsigned n = n_strips(panel);
  const double pitch = bus_strip_pitch(panel);
  for (unsigned i = 0; i < n; ++i) {
    strip_pictures_add(panel, i, (PanelRect){i * pitch + 2.0, CARD_TOP, pitch - 4.0, CARD_BOTTOM - CARD_TOP});
  }
  const PanelRect bus = {n * pitch + 4.0, CARD_TOP, panel->width - n * pitch - 8.0, 452.0 - CARD_TOP};
  layout_picture(panel, bus, bus_card_draw);
  watch_status(panel, layout_picture(panel, (PanelRect){0.0, PANEL_HEADER, panel->width, 22.0}, bracket_draw));
  Widget* rail = layout_picture(panel, (PanelRect){0.0, CARD_BOTTOM, n * pitch + 4.0, 27.0}, rail_draw);
  for (unsigned i = 0; i < n; ++i) {
    layout_watch(rail, panel_port(panel, BUS_STRIP, i, STRIP_METER, 0));
    layout_watch(rail, panel_port(panel, BUS_STRIP, i, STRIP_MUTE, 0));
    layout_watch(rail, panel_port(panel, BUS_STRIP, i, STRIP_SOLO, 0));
  }
}
