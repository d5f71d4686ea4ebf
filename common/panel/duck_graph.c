// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/duck_graph.h"

#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/panel/words.h"

#include <math.h>

#define INSET 7.0  // of a handle at an edge

Graph duck_graph_of(const Widget* widget) {
  const DuckLook* look = widget->data;
  return (Graph){widget->area, LOOK_METER_LOW_DB, look->right_db, look->bottom_db, look->top_db, false};
}

static void ground_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const Graph graph = duck_graph_of(widget);
  const DuckLook* look = widget->data;
  graph_begin(cr, &graph);
  graph_grid_db(cr, &graph, 12.0);
  graph_grid_db_across(cr, &graph, look->across_db);
  graph_path(cr, &graph, look->gain_db, panel, widget);
  graph_stroke(cr, &graph, 0.0, look->acts(panel) ? INK_ACCENT : INK_OFF);
  graph_figures_db(cr, &graph, 12.0);
  cairo_restore(cr);
  graph_axis_caption(cr, widget, say(panel, look->caption));
}

/* Of the dot, a and b are the readings. */
static void dot_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  const Graph graph = duck_graph_of(widget);
  *x = graph_x(&graph, fmin(panel_reading(panel, widget->a), graph.right));
  *y = graph_y(&graph, panel_reading(panel, widget->b));
}

static bool has_no_dot(const Panel* panel, const Widget* widget) {
  const DuckLook* look = widget->data;
  return !look->acts(panel) || panel_reading(panel, widget->a) <= LOOK_METER_LOW_DB;
}

static void corner_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  const Graph graph = duck_graph_of(widget);
  *x = fmax(graph_x(&graph, panel_reading(panel, widget->port)), graph.area.x + INSET);
  *y = graph_y(&graph, 0.0);
}

static void watch(Widget* widget, PanelRect area, const DuckLook* look, const DuckPorts* ports) {
  widget->area = area;
  widget->data = look;
  port_set_join(&widget->watched, &ports->bends);
  layout_watch(widget, ports->threshold);
  layout_watch(widget, ports->depth);
}

void duck_graph_add(Panel* panel, PanelRect area, const DuckLook* look, const DuckPorts* ports) {
  Widget* ground = layout_picture(panel, area, ground_draw);
  watch(ground, area, look, ports);
  const Graph graph = duck_graph_of(ground);
  Widget* dot = graph_dot_add(panel, area, dot_place, has_no_dot);
  watch(dot, area, look, ports);
  dot->a = ports->level;
  dot->b = ports->reduction;
  layout_watch(dot, ports->level);
  layout_watch(dot, ports->reduction);
  const double depth_travel = -graph_travel_y(&graph, panel_spec(panel, ports->depth));
  Widget* depth = layout_grip(panel, NO_PORT, 0.0, ports->depth, depth_travel, look->depth_place);
  watch(depth, area, look, ports);
  depth->is_off = look->has_no_depth;
  const double travel = graph_travel_x(&graph, panel_spec(panel, ports->threshold));
  Widget* corner = layout_grip(panel, ports->threshold, travel, NO_PORT, 0.0, corner_place);
  watch(corner, area, look, ports);
  corner->is_off = look->has_no_corner;
}
