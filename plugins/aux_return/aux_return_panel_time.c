// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/numbers.h"
#include "common/draw/text.h"
#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/panel/words.h"
#include "common/ports/status.h"
#include "plugins/aux_return/aux_return_panel_graphs.h"

#include <math.h>
#include <stdio.h>

#define NAMES 56.0
#define LONGEST_MS 500.0
#define DRY_Y 12.0
#define RETURN_Y 34.0
#define BAR 12.0
#define FRAMES 88.0  // behind the bars

static double dry_delay_ms(const Panel* panel) {
  return panel_value(panel, RETURN_BLEND, 0, RETURN_DRY_DELAY);
}

static double return_delay_ms(const Panel* panel) {
  return panel_value(panel, RETURN_RETURN, 0, RETURN_DELAY);
}

static unsigned lag_port(const Panel* panel) {
  return panel_find(panel, "lag");
}

/* Time runs from left to right, opened up at its beginning: the first 5 ms take a tenth of the way. */
static double time_x(PanelRect area, double ms) {
  return area.x + NAMES + sqrt(fmin(fmax(ms, 0.0), LONGEST_MS) / LONGEST_MS) * (area.width - NAMES - FRAMES - 12.0);
}

/* "96 frames"; "" where nobody knows how many. */
static void frames_text(const Panel* panel, double ms, char out[DRAW_TEXT_SIZE]) {
  out[0] = '\0';
  if (panel->rate_hz > 0.0) {
    snprintf(out, DRAW_TEXT_SIZE, say(panel, "%.0f frames"), round(fabs(ms) / 1000.0 * panel->rate_hz));
  }
}

static void bar_draw(const Panel* panel, cairo_t* cr, PanelRect area, double y, double ms, const char* name, bool off) {
  const double x = time_x(area, 0.0);
  char frames[DRAW_TEXT_SIZE];
  frames_text(panel, ms, frames);
  text_draw(cr, TEXT_LABEL, off ? INK_QUIET : INK_TEXT, ALIGN_RIGHT, frames, area.x + area.width - FRAMES, FRAMES,
            area.y + y + 4.0);
  text_draw(cr, TEXT_LABEL, INK_TEXT, ALIGN_LEFT, name, area.x, NAMES - 10.0, area.y + y + 4.0);
  slot_draw(cr, x, area.y + y - BAR / 2.0, area.x + area.width - FRAMES - x, BAR);
  round_rectangle(cr, x, area.y + y - BAR / 2.0, fmax(time_x(area, ms) - x, 3.0), BAR, BAR / 2.0);
  ink_set(cr, off ? INK_OFF : INK_WAVE, 1.0);
  cairo_fill(cr);
}

/* Behind x1 or, where there is no room, before x0; false where there is none either. */
static bool beside_draw(cairo_t* cr, PanelRect area, double x0, double x1, double baseline, const char* text) {
  const double width = text_width(cr, TEXT_STRONG, text) + 1.0;
  const bool is_behind = x1 + 8.0 + width <= area.x + area.width - FRAMES;
  const double x = is_behind ? x1 + 8.0 : x0 - 8.0 - width;
  if (x < time_x(area, 0.0)) {
    return false;
  }
  text_draw(cr, TEXT_STRONG, INK_TEXT, ALIGN_LEFT, text, x, width, baseline);
  return true;
}

/* The lag as an arrow from where the dry signal comes to where the return comes. */
static void lag_draw(const Panel* panel, PanelRect area, cairo_t* cr) {
  const double lag_ms = panel_reading(panel, lag_port(panel));
  if (lag_ms == 0.0) {
    return;
  }
  char time[32];
  char frames[DRAW_TEXT_SIZE];
  char both[2 * DRAW_TEXT_SIZE];
  const double from = time_x(area, dry_delay_ms(panel));
  const double to = time_x(area, dry_delay_ms(panel) + lag_ms);
  const double y = area.y + (DRY_Y + RETURN_Y) / 2.0;
  snprintf(time, sizeof time, lag_ms < 0.0 ? say(panel, "%.3g ms early") : say(panel, "%.3g ms late"), fabs(lag_ms));
  frames_text(panel, lag_ms, frames);
  snprintf(both, sizeof both, frames[0] ? "%s, %s" : "%s%s", time, frames);
  cairo_rectangle(cr, fmin(from, to), y - 1.0, fabs(to - from), 2.0);
  cairo_rectangle(cr, to - 1.0, y - 1.0, 2.0, RETURN_Y - DRY_Y);
  ink_set(cr, INK_HOT, 1.0);
  cairo_fill(cr);
  if (!beside_draw(cr, area, fmin(from, to), fmax(from, to), y + 4.0, both)) {
    beside_draw(cr, area, fmin(from, to), fmax(from, to), y + 4.0, time);
  }
}

static void timeline_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  static const double marks_ms[] = {0.0, 1.0, 5.0, 20.0, 50.0, 100.0, 200.0, 500.0};
  const PanelRect area = widget->area;
  for (unsigned i = 0; i < sizeof marks_ms / sizeof *marks_ms; ++i) {
    char text[16];
    const double x = time_x(area, marks_ms[i]);
    snprintf(text, sizeof text, i + 1 < sizeof marks_ms / sizeof *marks_ms ? "%.0f" : "%.0f ms", marks_ms[i]);
    cairo_rectangle(cr, floor(x), area.y + 2.0, 1.0, 44.0);
    ink_set(cr, INK_RULE, 1.0);
    cairo_fill(cr);
    text_draw(cr, TEXT_TICK, INK_QUIET, marks_ms[i] == LONGEST_MS ? ALIGN_RIGHT : ALIGN_CENTRE, text, x - 28.0,
              marks_ms[i] == LONGEST_MS ? 40.0 : 56.0, area.y + 57.0);
  }
  bar_draw(panel, cr, area, DRY_Y, dry_delay_ms(panel), say(panel, "Dry"), false);
  bar_draw(panel, cr, area, RETURN_Y, return_delay_ms(panel), say(panel, "Return"),
           panel_value(panel, RETURN_RETURN, 0, RETURN_MUTE) > 0.0);
  lag_draw(panel, area, cr);
}

static void end_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  *x = time_x(widget->area, (double)panel_port_value(panel, widget->port));
  *y = widget->area.y + (widget->a ? RETURN_Y : DRY_Y);
}

void return_timeline_add(Panel* panel, PanelRect area) {
  const unsigned ports[] = {section_port(panel, RETURN_BLEND, RETURN_DRY_DELAY),
                            section_port(panel, RETURN_RETURN, RETURN_DELAY)};
  Widget* picture = layout_picture(panel, area, timeline_draw);
  layout_watch(picture, lag_port(panel));
  layout_watch(picture, section_port(panel, RETURN_RETURN, RETURN_MUTE));
  for (unsigned i = 0; i < 2; ++i) {
    const double travel = time_x(area, (double)panel_spec(panel, ports[i])->maximum) - time_x(area, 0.0);
    Widget* grip = layout_grip(panel, ports[i], travel, NO_PORT, 0.0, end_place);
    grip->area = area;
    grip->a = i;
    grip->bend = 0.5;
    layout_watch(picture, ports[i]);
  }
}

static bool line_up_is_off(const Panel* panel, const Widget* widget) {
  (void)widget;
  return panel_reading(panel, lag_port(panel)) == 0.0 &&
         (unsigned)panel_value(panel, RETURN_MAIN, 0, RETURN_STATUS) != STATUS_CANCELLING;
}

/* What delays the later one is taken off first; the rest delays the earlier one. */
static void line_up(Panel* panel, const Widget* widget) {
  const unsigned dry = section_port(panel, RETURN_BLEND, RETURN_DRY_DELAY);
  const unsigned late = section_port(panel, RETURN_RETURN, RETURN_DELAY);
  const unsigned invert = section_port(panel, RETURN_RETURN, RETURN_INVERT);
  const double lag_ms = panel_reading(panel, lag_port(panel));
  const bool turned = panel_reading(panel, panel_find(panel, "polarity")) < 0.0;
  const bool cancels = (unsigned)panel_value(panel, RETURN_MAIN, 0, RETURN_STATUS) == STATUS_CANCELLING;
  const unsigned later = lag_ms > 0.0 ? late : dry;
  const unsigned earlier = lag_ms > 0.0 ? dry : late;
  const double taken = fmin(fabs(lag_ms), (double)panel_port_value(panel, later));
  (void)widget;
  panel_set(panel, later, (float)((double)panel_port_value(panel, later) - taken));
  panel_set(panel, earlier, (float)((double)panel_port_value(panel, earlier) + fabs(lag_ms) - taken));
  if (turned || cancels) {
    panel_set(panel, invert, panel_port_value(panel, invert) > 0.0f ? 0.0f : 1.0f);
  }
}

void return_line_up_add(Panel* panel, PanelRect area) {
  Widget* action = layout_action(panel, area, "Line up", line_up);
  action->is_off = line_up_is_off;
  action->comment = SAY(
    "Delays the dry signal, or the return, so that both arrive at once, and turns polarity where that "
    "is turned around.");
  layout_watch(action, lag_port(panel));
  layout_watch(action, section_port(panel, RETURN_MAIN, RETURN_STATUS));
}
