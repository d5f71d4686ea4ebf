// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/aux_return_panel_graphs.h"

#include "common/dsp/knee.h"
#include "common/panel/graph.h"
#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/ports/status.h"
#include "plugins/aux_return/aux_return.h"

#include <math.h>
#include <stdio.h>

#define LOW_DB (-60.0)

static double duck(const Panel* panel, unsigned spec) {
  return panel_value(panel, RETURN_DUCK, 0, spec);
}

static double master(const Panel* panel, unsigned spec) {
  return panel_value(panel, RETURN_MAIN, 0, spec);
}

static unsigned duck_port(const Panel* panel, unsigned spec) {
  return panel_port(panel, RETURN_DUCK, 0, spec, 0);
}

static bool ducks(const Panel* panel) {
  return duck(panel, RETURN_DUCK_DEPTH) > 0.0 && panel_port_value(panel, panel->enabled_port) > 0.0f;
}

static Graph duck_graph(PanelRect area) {
  return (Graph){area, LOW_DB, 6.0, LOW_DB, 6.0, false};
}

static double gain_db(const Panel* panel, const Widget* widget, double dry_db) {
  const Knee knee = {(float)duck(panel, RETURN_DUCK_THRESHOLD), 1.0f - 1.0f / RETURN_DUCK_RATIO,
                     fmaxf(RETURN_DUCK_KNEE_DB, KNEE_NARROWEST), (float)duck(panel, RETURN_DUCK_DEPTH)};
  (void)widget;
  return -(double)knee_reduction(knee, (float)dry_db);
}

static void duck_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const Graph graph = duck_graph(widget->area);
  const double dry_db = master(panel, RETURN_METER_DRY);
  graph_begin(cr, &graph);
  graph_grid_db(cr, &graph, 12.0, true);
  graph_grid_db_across(cr, &graph, 24.0);
  graph_path(cr, &graph, gain_db, panel, widget);
  graph_stroke(cr, &graph, 0.0, ducks(panel) ? INK_ACCENT : INK_OFF);
  if (ducks(panel) && dry_db > LOW_DB) {
    graph_dot(cr, &graph, fmin(dry_db, 6.0), master(panel, RETURN_REDUCTION));
  }
  cairo_restore(cr);
  graph_caption(cr, widget, "dry \xE2\x86\x92");
}

static void threshold_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  const Graph graph = duck_graph(widget->area);
  *x = fmax(graph_x(&graph, duck(panel, RETURN_DUCK_THRESHOLD)), graph.area.x + 7.0);
  *y = graph_y(&graph, 0.0);
}

static void depth_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  const Graph graph = duck_graph(widget->area);
  *x = graph.area.x + graph.area.width - 8.0;
  *y = graph_y(&graph, gain_db(panel, widget, 5.0));
}

static bool has_no_depth(const Panel* panel, const Widget* widget) {
  (void)widget;
  return duck(panel, RETURN_DUCK_DEPTH) == 0.0;
}

void return_duck_add(Panel* panel, PanelRect area) {
  const Graph graph = duck_graph(area);
  const unsigned threshold = duck_port(panel, RETURN_DUCK_THRESHOLD);
  const unsigned depth = duck_port(panel, RETURN_DUCK_DEPTH);
  Widget* picture = layout_picture(panel, area, duck_draw);
  layout_watch(picture, threshold);
  layout_watch(picture, depth);
  layout_watch(picture, panel_port(panel, RETURN_MAIN, 0, RETURN_METER_DRY, 0));
  layout_watch(picture, panel_port(panel, RETURN_MAIN, 0, RETURN_REDUCTION, 0));
  Widget* floor = layout_grip(panel, NO_PORT, 0.0, depth, -graph_travel_y(&graph, panel_spec(panel, depth)),
                              depth_place);
  floor->area = area;
  layout_watch(floor, threshold);
  Widget* corner = layout_grip(panel, threshold, graph_travel_x(&graph, panel_spec(panel, threshold)), NO_PORT, 0.0,
                               threshold_place);
  corner->area = area;
  corner->is_off = has_no_depth;
  layout_watch(corner, depth);
}

static void history_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const Graph graph = {widget->area, 0.0, 5.0, LOW_DB, 6.0, false};
  graph_begin(cr, &graph);
  graph_grid_db(cr, &graph, 12.0, false);
  graph_history_path(cr, &graph, &panel->histories[widget->a]);
  graph_stroke(cr, &graph, LOW_DB, INK_WAVE);
  graph_history_path(cr, &graph, &panel->histories[widget->b]);
  graph_stroke(cr, &graph, 0.0, ducks(panel) ? INK_HOT : INK_OFF);
  cairo_restore(cr);
  graph_caption(cr, widget, "5 s");
}

void return_history_add(Panel* panel, PanelRect area) {
  Widget* picture = layout_history_picture(panel, area, history_draw,
                                           panel_port(panel, RETURN_MAIN, 0, RETURN_METER_DRY, 0),
                                           panel_port(panel, RETURN_MAIN, 0, RETURN_REDUCTION, 0));
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
            holds   ? "Held out"
            : is_on ? "Watching"
                    : "Not watching",
            widget->area.x + 16.0, widget->area.width - 16.0, y + 4.0);
}

void return_lamp_add(Panel* panel, PanelRect area) {
  Widget* lamp = layout_picture(panel, area, lamp_draw);
  layout_watch(lamp, panel_port(panel, RETURN_MAIN, 0, RETURN_STATUS, 0));
  layout_watch(lamp, panel_port(panel, RETURN_MAIN, 0, RETURN_GUARD, 0));
}

void return_explain(const Panel* panel, char out[PANEL_TEXT_SIZE]) {
  const double lag_ms = panel_reading(panel, panel_find(panel, "lag"));
  switch ((unsigned)master(panel, RETURN_STATUS)) {
    case STATUS_DUPLICATE:
      snprintf(out, PANEL_TEXT_SIZE,
               "The return is the dry signal itself: take it out of the effect, or use Wet only.");
      break;
    case STATUS_CANCELLING:
      snprintf(out, PANEL_TEXT_SIZE, "The return is the dry signal turned around: invert the return with \xC3\x98.");
      break;
    case STATUS_LATE:
      snprintf(out, PANEL_TEXT_SIZE, "The return brings the dry signal back %.3g ms %s: Line up cures that.",
               fabs(lag_ms), lag_ms < 0.0 ? "early" : "late");
      break;
    case STATUS_RUNAWAY:
      snprintf(out, PANEL_TEXT_SIZE, "The return feeds itself: take this bus out of what the effect is fed with.");
      break;
    default:
      break;
  }
}
