// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/aux_return_panel_graphs.h"

#include "common/dsp/knee.h"
#include "common/panel/duck_graph.h"
#include "common/panel/history_graph.h"
#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/panel/words.h"
#include "common/ports/status.h"
#include "plugins/aux_return/aux_return.h"

#include <math.h>
#include <stdio.h>

static double duck(const Panel* panel, unsigned spec) {
  return panel_value(panel, RETURN_DUCK, 0, spec);
}

static double master(const Panel* panel, unsigned spec) {
  return panel_value(panel, RETURN_MAIN, 0, spec);
}

static unsigned master_port(const Panel* panel, unsigned spec) {
  return section_port(panel, RETURN_MAIN, spec);
}

static unsigned duck_port(const Panel* panel, unsigned spec) {
  return section_port(panel, RETURN_DUCK, spec);
}

static bool ducks(const Panel* panel) {
  return duck(panel, RETURN_DUCK_DEPTH) > 0.0 && panel_port_value(panel, panel->enabled_port) > 0.0f;
}

static double gain_db(const Panel* panel, const Widget* widget, double dry_db) {
  const Knee knee = {(float)duck(panel, RETURN_DUCK_THRESHOLD), 1.0f - 1.0f / RETURN_DUCK_RATIO,
                     fmaxf(RETURN_DUCK_KNEE_DB, KNEE_NARROWEST), (float)duck(panel, RETURN_DUCK_DEPTH)};
  (void)widget;
  return -(double)knee_reduction(knee, (float)dry_db);
}

static bool has_no_corner(const Panel* panel, const Widget* widget) {
  (void)widget;
  return duck(panel, RETURN_DUCK_DEPTH) == 0.0;
}

static void depth_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  const Graph graph = duck_graph_of(widget);
  *x = graph.area.x + graph.area.width - 8.0;
  *y = graph_y(&graph, gain_db(panel, widget, 5.0));
}

void return_duck_add(Panel* panel, PanelRect area) {
  static const DuckLook look = {.right_db = 6.0,
                                .bottom_db = LOOK_METER_LOW_DB,
                                .top_db = 6.0,
                                .across_db = 24.0,
                                .caption = SAY("dry"),
                                .gain_db = gain_db,
                                .acts = ducks,
                                .has_no_corner = has_no_corner,
                                .depth_place = depth_place};
  const DuckPorts ports = {.level = master_port(panel, RETURN_METER_DRY),
                           .reduction = master_port(panel, RETURN_REDUCTION),
                           .threshold = duck_port(panel, RETURN_DUCK_THRESHOLD),
                           .depth = duck_port(panel, RETURN_DUCK_DEPTH)};
  duck_graph_add(panel, area, &look, &ports);
}

static const char* history_caption(const Panel* panel) {
  return say(panel, "5 s");
}

void return_history_add(Panel* panel, PanelRect area) {
  static const HistoryLook look = {.acts = ducks, .caption = history_caption};
  Widget* picture = history_graph_add(panel, area, &look, master_port(panel, RETURN_METER_DRY),
                                      master_port(panel, RETURN_REDUCTION));
  layout_watch(picture, duck_port(panel, RETURN_DUCK_DEPTH));
}

static void lamp_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const bool holds = (unsigned)master(panel, RETURN_STATUS) == STATUS_RUNAWAY;
  const bool is_on = master(panel, RETURN_GUARD) > 0.0;
  const double y = widget->area.y + widget->area.height / 2.0;
  cairo_new_sub_path(cr);
  cairo_arc(cr, widget->area.x + 6.0, y, 5.0, 0.0, 6.2831853);
  ink_set(cr, holds ? INK_CLIP : is_on ? INK_ACCENT : INK_OFF, 1.0);
  cairo_set_line_width(cr, 1.5);
  if (holds) {
    cairo_fill(cr);
  } else {
    cairo_stroke(cr);
  }
  text_draw(cr, holds ? TEXT_STRONG : TEXT_LABEL, holds ? INK_CLIP : INK_QUIET, ALIGN_LEFT,
            holds   ? say(panel, "Held out")
            : is_on ? say(panel, "Watching")
                    : say(panel, "Not watching"),
            widget->area.x + 16.0, widget->area.width - 16.0, y + 4.0);
}

void return_lamp_add(Panel* panel, PanelRect area) {
  Widget* lamp = layout_picture(panel, area, lamp_draw);
  layout_watch(lamp, master_port(panel, RETURN_STATUS));
  layout_watch(lamp, master_port(panel, RETURN_GUARD));
}

void return_explain(const Panel* panel, char out[PANEL_TEXT_SIZE]) {
  const double lag_ms = panel_reading(panel, panel_find(panel, "lag"));
  switch ((unsigned)master(panel, RETURN_STATUS)) {
    case STATUS_DUPLICATE:
      snprintf(out, PANEL_TEXT_SIZE, "%s",
               say(panel, "The return is the dry signal itself: take it out of the effect, or use Wet only."));
      break;
    case STATUS_CANCELLING:
      snprintf(out, PANEL_TEXT_SIZE,
               say(panel, "The return is the dry signal turned around: invert the return with %s."), LOOK_POLARITY);
      break;
    case STATUS_LATE:
      snprintf(out, PANEL_TEXT_SIZE,
               lag_ms < 0.0 ? say(panel, "The return brings the dry signal back %.3g ms early: press Line up.")
                            : say(panel, "The return brings the dry signal back %.3g ms late: press Line up."),
               fabs(lag_ms));
      break;
    case STATUS_RUNAWAY:
      snprintf(out, PANEL_TEXT_SIZE, "%s",
               say(panel, "The return feeds itself: take this bus out of the effect's input."));
      break;
    default:
      break;
  }
}
