// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/history_graph.h"

#include "common/panel/graph.h"
#include "common/panel/layout.h"
#include "common/panel/look.h"

#include <math.h>

#define SECONDS 5.0

static Graph graph_of(PanelRect area) {
  return (Graph){area, 0.0, SECONDS, LOOK_METER_LOW_DB, LOOK_METER_HIGH_DB, false};
}

static void ground_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const Graph graph = graph_of(widget->area);
  (void)panel;
  graph_begin(cr, &graph);
  graph_grid_db(cr, &graph, 12.0);
  cairo_restore(cr);
}

/* As the current path, the latest at the right edge. */
static void history_path(cairo_t* cr, const Graph* graph, const History* history) {
  cairo_new_path(cr);
  for (unsigned i = 0; i < PANEL_HISTORY; ++i) {
    const double value = (double)history->points[(history->next + i) % PANEL_HISTORY];
    const double x = graph->area.x + graph->area.width * i / (PANEL_HISTORY - 1);
    cairo_line_to(cr, x, graph_y(graph, fmin(fmax(value, graph->bottom - 1.0), graph->top)));
  }
}

static void threshold_draw(cairo_t* cr, const Graph* graph, double threshold_db) {
  const double dashes[] = {4.0, 3.0};
  const double y = floor(graph_y(graph, threshold_db)) + 0.5;
  cairo_move_to(cr, graph->area.x, y);
  cairo_line_to(cr, graph->area.x + graph->area.width, y);
  cairo_set_dash(cr, dashes, 2, 0.0);
  cairo_set_line_width(cr, 1.0);
  ink_set(cr, INK_ACCENT, 1.0);
  cairo_stroke(cr);
}

/* Of the picture, a and b number the histories. */
static void history_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const Graph graph = graph_of(widget->area);
  const HistoryLook* look = widget->data;
  const bool acts = look->acts(panel);
  graph_on_ground(cr, &graph);
  history_path(cr, &graph, &panel->histories[widget->a]);
  graph_stroke(cr, &graph, graph.bottom, INK_WAVE);
  if (acts || !look->is_level_alone) {
    history_path(cr, &graph, &panel->histories[widget->b]);
    graph_stroke(cr, &graph, 0.0, acts ? INK_HOT : INK_OFF);
  }
  if (look->has_threshold && look->has_threshold(panel)) {
    threshold_draw(cr, &graph, look->threshold_db(panel));
  }
  if (look->has_figures) {
    graph_figures_db(cr, &graph, 12.0);
  }
  cairo_restore(cr);
  graph_caption(cr, widget, look->caption(panel));
}

Widget* history_graph_add(Panel* panel, PanelRect area, const HistoryLook* look, unsigned level, unsigned reduction) {
  layout_picture(panel, area, ground_draw);
  Widget* picture = layout_picture(panel, area, history_draw);
  picture->data = look;
  picture->a = layout_history(panel, level);
  picture->b = layout_history(panel, reduction);
  picture->history_ports[0] = level;
  picture->history_ports[1] = reduction;
  picture->n_history_ports = 2;
  return picture;
}
