// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/numbers.h"
#include "common/draw/text.h"
#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/panel/words.h"
#include "common/ports/status.h"
#include "plugins/bus_summer/bus_summer_panel_path.h"

#include <math.h>
#include <stdio.h>

#define MINUS "\xE2\x88\x92"

/* From -1 to 1: what is left of the middle is red, and its number has a minus and says so. */
static void correlation_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const PanelRect area = widget->area;
  const double value = panel_value(panel, BUS_MASTER, 0, MASTER_CORRELATION);
  const double middle = area.x + area.width / 2.0;
  const double at = middle + value * area.width / 2.0;
  const double y = area.y + 19.0;
  char text[DRAW_TEXT_SIZE];
  snprintf(text, sizeof text, "%s%.2f", value < 0.0 ? MINUS : "", fabs(value));
  text_draw(cr, TEXT_LABEL, INK_QUIET, ALIGN_LEFT, say(panel, "Correlation"), area.x, area.width, area.y + 11.0);
  text_draw(cr, value < 0.0 ? TEXT_STRONG : TEXT_LABEL, value < 0.0 ? INK_CLIP : INK_TEXT, ALIGN_RIGHT, text, area.x,
            area.width, area.y + 11.0);
  slot_draw(cr, area.x, y, area.width, 6.0);
  cairo_rectangle(cr, fmin(at, middle), y, fabs(at - middle), 6.0);
  ink_set(cr, value < 0.0 ? INK_CLIP : INK_ACCENT, 1.0);
  cairo_fill(cr);
  cairo_rectangle(cr, middle - 0.5, y - 2.0, 1.0, 10.0);
  ink_set(cr, INK_QUIET, 1.0);
  cairo_fill(cr);
}

/* What a fold to mono would cost. */
static void mono_loss_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const PanelRect area = widget->area;
  char text[DRAW_TEXT_SIZE];
  const double loss_db = panel_reading(panel, widget->b);
  snprintf(text, sizeof text, "%s%.1f dB", loss_db < 0.05 ? "" : MINUS, loss_db);
  text_draw(cr, TEXT_LABEL, INK_QUIET, ALIGN_LEFT, say(panel, "In mono"), area.x, area.width, area.y + 11.0);
  text_draw(cr, TEXT_LABEL, INK_TEXT, ALIGN_LEFT, text, area.x, area.width, area.y + 26.0);
}

void bus_mono_loss_add(Panel* panel, PanelRect area) {
  const unsigned port = panel_find(panel, "mono_loss");
  if (port != NO_PORT) {
    Widget* widget = layout_picture(panel, area, mono_loss_draw);
    widget->b = port;
    layout_watch(widget, port);
  }
}

void bus_correlation_add(Panel* panel, PanelRect area) {
  Widget* widget = layout_picture(panel, area, correlation_draw);
  layout_watch(widget, section_port(panel, BUS_MASTER, MASTER_CORRELATION));
}

static double delay_of(const Panel* panel, unsigned strip) {
  return panel_value(panel, BUS_STRIP, strip, STRIP_DELAY);
}

static void delay_set(Panel* panel, unsigned strip, double ms) {
  panel_set(panel, panel_port(panel, BUS_STRIP, strip, STRIP_DELAY, 0), (float)ms);
}

static void polarity_turn(Panel* panel, unsigned strip) {
  const unsigned port = panel_port(panel, BUS_STRIP, strip, STRIP_INVERT, 0);
  panel_set(panel, port, panel_port_value(panel, port) > 0.0f ? 0.0f : 1.0f);
}

/* The later one gives up delay of its own first; the rest is added to the earlier one. */
static void pair_line_up(Panel* panel, unsigned early, unsigned late, double lag_ms) {
  const double taken = fmin(delay_of(panel, late), lag_ms);
  if (taken > 0.0) {
    delay_set(panel, late, delay_of(panel, late) - taken);
  }
  if (lag_ms > taken) {
    delay_set(panel, early, delay_of(panel, early) + lag_ms - taken);
  }
}

static unsigned numbered(const Panel* panel, const char* name, unsigned number) {
  char symbol[24];
  snprintf(symbol, sizeof symbol, "%s_%u", name, number);
  return panel_find(panel, symbol);
}

static bool is_measured(const Panel* panel, unsigned strip) {
  return panel_reading(panel, numbered(panel, "lag", strip + 1)) != 0.0;
}

/* All that are measured against a reference: each gives up its lag, and the reference waits for the latest. */
static void reference_line_up(Panel* panel, unsigned reference) {
  const unsigned n = panel_shape(panel, BUS_STRIP).copies;
  double wait_ms = 0.0;
  for (unsigned i = 0; i < n; ++i) {
    if (i != reference && is_measured(panel, i)) {
      wait_ms = fmax(wait_ms, panel_reading(panel, numbered(panel, "lag", i + 1)) - delay_of(panel, i));
    }
  }
  double lags_ms[PORTS_MAX_COPIES];
  for (unsigned i = 0; i < n; ++i) {
    lags_ms[i] = i != reference ? panel_reading(panel, numbered(panel, "lag", i + 1)) : 0.0;
  }
  for (unsigned i = 0; i < n; ++i) {
    if (i == reference || lags_ms[i] != 0.0) {
      delay_set(panel, i, delay_of(panel, i) - lags_ms[i] + wait_ms);
      if (i != reference && panel_reading(panel, numbered(panel, "polarity", i + 1)) < 0.0) {
        polarity_turn(panel, i);
      }
    }
  }
}

static unsigned status_of(const Panel* panel) {
  return (unsigned)panel_value(panel, BUS_MASTER, 0, MASTER_STATUS);
}

static unsigned reference_of(const Panel* panel) {
  return (unsigned)panel_reading(panel, panel_find(panel, "reference"));
}

static bool any_measured(const Panel* panel) {
  for (unsigned i = 0; reference_of(panel) && i < panel_shape(panel, BUS_STRIP).copies; ++i) {
    if (is_measured(panel, i)) {
      return true;
    }
  }
  return false;
}

static bool line_up_is_off(const Panel* panel, const Widget* widget) {
  (void)widget;
  return status_of(panel) != STATUS_LATE && status_of(panel) != STATUS_CANCELLING && !any_measured(panel);
}

static void line_up(Panel* panel, const Widget* widget) {
  const unsigned a = (unsigned)panel_value(panel, BUS_MASTER, 0, MASTER_STATUS_A);
  const unsigned b = (unsigned)panel_value(panel, BUS_MASTER, 0, MASTER_STATUS_B);
  const unsigned n = panel_shape(panel, BUS_STRIP).copies;
  const double lag_ms = panel_reading(panel, panel_find(panel, "status_lag"));
  (void)widget;
  if (any_measured(panel)) {
    reference_line_up(panel, reference_of(panel) - 1);
  } else if (a && b && a <= n && b <= n) {
    const bool turned = panel_reading(panel, panel_find(panel, "status_polarity")) < 0.0;
    if (status_of(panel) == STATUS_LATE && lag_ms != 0.0) {
      pair_line_up(panel, (lag_ms > 0.0 ? a : b) - 1, (lag_ms > 0.0 ? b : a) - 1, fabs(lag_ms));
    }
    if (status_of(panel) == STATUS_CANCELLING || turned) {
      polarity_turn(panel, b - 1);
    }
  }
}

void bus_line_up_add(Panel* panel, PanelRect area) {
  Widget* action = layout_action(panel, area, "Line up", line_up);
  action->is_off = line_up_is_off;
  action->comment = SAY("Delays strips so that the same sound arrives on all of them at once, and turns polarity where "
                        "that is turned around.");
  layout_watch(action, section_port(panel, BUS_MASTER, MASTER_STATUS));
  layout_watch(action, panel_find(panel, "reference"));
  for (unsigned i = 0; i < panel_shape(panel, BUS_STRIP).copies; ++i) {
    layout_watch(action, numbered(panel, "lag", i + 1));
  }
}
