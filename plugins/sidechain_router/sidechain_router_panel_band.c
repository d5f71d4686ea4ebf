// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/wire.h"
#include "common/dsp/crossover.h"
#include "common/panel/graph.h"
#include "common/panel/history_graph.h"
#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/panel/words.h"
#include "common/ports/ranges.h"
#include "plugins/sidechain_router/sidechain_router.h"
#include "plugins/sidechain_router/sidechain_router_panel_graphs.h"

#include <math.h>

static Graph band_of(PanelRect area) {
  return (Graph){area, (double)HIGH_PASS_OFF_HZ, (double)LOW_PASS_OFF_HZ, -30.0, 6.0, true};
}

/* How much of a frequency lies in the band. */
static double band_part(const Panel* panel, double hz) {
  const double a = router_value(panel, ROUTER_DUCK_LOW);
  const double b = router_value(panel, ROUTER_DUCK_HIGH);
  const double low_hz = fmin(a, b);
  const double high_hz = fmax(a, b);
  double part = 1.0;
  if (low_hz > (double)HIGH_PASS_OFF_HZ) {
    part *= crossover_magnitude(true, low_hz, hz);
  }
  if (high_hz < (double)LOW_PASS_OFF_HZ) {
    part *= crossover_magnitude(false, high_hz, hz);
  }
  return part;
}

/* The bands are in phase, so what is left of a frequency is 1 less what is taken from its part in the band. */
static double response_db(const Panel* panel, double hz, double gain_db) {
  return 20.0 * log10(fmax(1.0 - (1.0 - pow(10.0, gain_db / 20.0)) * band_part(panel, hz), 1e-4));
}

static double deepest_db(const Panel* panel, const Widget* widget, double hz) {
  (void)widget;
  return response_db(panel, hz, -router_value(panel, ROUTER_DEPTH));
}

static double now_db(const Panel* panel, const Widget* widget, double hz) {
  (void)widget;
  return response_db(panel, hz, panel_value(panel, ROUTER_MASTER, 0, ROUTER_REDUCTION));
}

static void band_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const Graph graph = band_of(widget->area);
  graph_begin(cr, &graph);
  graph_grid_hz(cr, &graph);
  graph_grid_db(cr, &graph, 12.0);
  graph_path(cr, &graph, deepest_db, panel, widget);
  graph_stroke(cr, &graph, 0.0, router_acts(panel) ? INK_ACCENT : INK_OFF);
  graph_figures_hz(cr, &graph);
  cairo_restore(cr);
}

/* What of it is taken away now. */
static void band_now_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const Graph graph = band_of(widget->area);
  if (router_acts(panel) && panel_value(panel, ROUTER_MASTER, 0, ROUTER_REDUCTION) < -0.1) {
    graph_on_ground(cr, &graph);
    graph_path(cr, &graph, now_db, panel, widget);
    graph_stroke(cr, &graph, 0.0, INK_HOT);
    cairo_restore(cr);
  }
}

static void handle_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  const Graph graph = band_of(widget->area);
  const double at = graph_x(&graph, (double)panel_port_value(panel, widget->port));
  *x = fmin(fmax(at, graph.area.x + 7.0), graph.area.x + graph.area.width - 7.0);
  *y = graph_y(&graph, 0.0);
}

static bool has_no_action(const Panel* panel, const Widget* widget) {
  (void)widget;
  return router_value(panel, ROUTER_ACTION) == ROUTER_ROUTE;
}

void router_band_add(Panel* panel, PanelRect area) {
  static const unsigned specs[] = {ROUTER_DUCK_LOW, ROUTER_DUCK_HIGH};
  const Graph graph = band_of(area);
  Widget* picture = layout_picture(panel, area, band_draw);
  Widget* now = layout_picture(panel, area, band_now_draw);
  layout_watch(picture, router_port(panel, ROUTER_ACTION));
  layout_watch(picture, router_port(panel, ROUTER_DEPTH));
  layout_watch(now, router_port(panel, ROUTER_ACTION));
  layout_watch(now, section_port(panel, ROUTER_MASTER, ROUTER_REDUCTION));
  for (unsigned i = 0; i < 2; ++i) {
    const unsigned port = router_port(panel, specs[i]);
    Widget* grip = layout_grip(panel, port, graph_travel_x(&graph, panel_spec(panel, port)), NO_PORT, 0.0,
                               handle_place);
    grip->area = area;
    grip->is_off = has_no_action;
    layout_watch(grip, router_port(panel, ROUTER_ACTION));
    layout_watch(picture, port);
    layout_watch(now, port);
  }
}

static bool has_threshold(const Panel* panel) {
  return router_acts(panel) && router_value(panel, ROUTER_ACTION) != ROUTER_PULSE;
}

static double threshold_db(const Panel* panel) {
  return router_value(panel, ROUTER_THRESHOLD);
}

static const char* history_caption(const Panel* panel) {
  return router_acts(panel) ? say(panel, "5 s: key below, reduction above") : say(panel, "5 s of the key");
}

void router_history_add(Panel* panel, PanelRect area) {
  static const HistoryLook look = {.has_figures = true,
                                   .acts = router_acts,
                                   .is_level_alone = true,
                                   .has_threshold = has_threshold,
                                   .threshold_db = threshold_db,
                                   .caption = history_caption};
  Widget* picture = history_graph_add(panel, area, &look, section_port(panel, ROUTER_MASTER, ROUTER_METER_KEY),
                                      section_port(panel, ROUTER_MASTER, ROUTER_REDUCTION));
  layout_watch(picture, router_port(panel, ROUTER_THRESHOLD));
  layout_watch(picture, router_port(panel, ROUTER_ACTION));
}

static void key_wire_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const double y = widget->area.y + widget->area.height / 2.0;
  arrow_draw(cr, widget->area.x, y, widget->area.x + widget->area.width, y,
             panel_value(panel, ROUTER_MASTER, 0, ROUTER_METER_KEY), !router_acts(panel));
}

static void out_wire_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const double y = widget->area.y + widget->area.height / 2.0;
  arrow_draw(cr, widget->area.x, y, widget->area.x + widget->area.width, y,
             panel_value(panel, ROUTER_MASTER, 0, ROUTER_METER), false);
}

void router_wires_add(Panel* panel, PanelRect key, PanelRect out) {
  Widget* wire = layout_picture(panel, key, key_wire_draw);
  layout_watch(wire, section_port(panel, ROUTER_MASTER, ROUTER_METER_KEY));
  layout_watch(wire, router_port(panel, ROUTER_ACTION));
  layout_watch(layout_picture(panel, out, out_wire_draw), section_port(panel, ROUTER_MASTER, ROUTER_METER));
}
