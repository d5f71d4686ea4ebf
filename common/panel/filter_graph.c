// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/filter.h"
#include "common/panel/graph.h"
#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/ports/ranges.h"

#include <math.h>

#define TOP_DB 6.0
#define BOTTOM_DB (-24.0)
#define HANDLE_DB (-3.0)

static Graph graph_of(PanelRect area) {
  return (Graph){area, (double)HIGH_PASS_OFF_HZ, (double)LOW_PASS_OFF_HZ, BOTTOM_DB, TOP_DB, true};
}

/* Of a widget, a is the high-pass and b the low-pass. */
static double response_db(const Panel* panel, const Widget* widget, double hz) {
  double gain = 1.0;
  if (widget->a != NO_PORT) {
    const float cutoff_hz = high_pass_cutoff_hz(panel_port_value(panel, widget->a));
    gain *= filter_magnitude(FILTER_HIGH_PASS, (double)cutoff_hz, hz);
  }
  if (widget->b != NO_PORT) {
    const float cutoff_hz = low_pass_cutoff_hz(panel_port_value(panel, widget->b));
    gain *= filter_magnitude(FILTER_LOW_PASS, (double)cutoff_hz, hz);
  }
  return 20.0 * log10(gain);
}

static bool is_off(const Panel* panel, const Widget* widget) {
  return (widget->a == NO_PORT || port_is_unused(panel, widget->a)) &&
         (widget->b == NO_PORT || port_is_unused(panel, widget->b));
}

static void filter_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const Graph graph = graph_of(widget->area);
  graph_begin(cr, &graph);
  graph_grid_hz(cr, &graph);
  graph_grid_db(cr, &graph, 12.0);
  graph_path(cr, &graph, response_db, panel, widget);
  graph_stroke(cr, &graph, BOTTOM_DB, is_off(panel, widget) ? INK_OFF : INK_ACCENT);
  graph_figures_hz(cr, &graph);
  cairo_restore(cr);
}

/* At the cut-off, 3 dB down; off, it waits at its edge. */
static void handle_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  const Graph graph = graph_of(widget->area);
  const double hz = (double)panel_port_value(panel, widget->port);
  const double inset = 7.0;
  *x = fmin(fmax(graph_x(&graph, hz), graph.area.x + inset), graph.area.x + graph.area.width - inset);
  *y = graph_y(&graph, hz <= (double)HIGH_PASS_OFF_HZ || hz >= (double)LOW_PASS_OFF_HZ ? 0.0 : HANDLE_DB);
}

Widget* filter_graph_add(Panel* panel, PanelRect area, unsigned high_pass, unsigned low_pass) {
  Widget* picture = layout_picture(panel, area, filter_draw);
  const unsigned ports[] = {high_pass, low_pass};
  picture->a = high_pass;
  picture->b = low_pass;
  for (unsigned i = 0; i < 2; ++i) {
    if (ports[i] != NO_PORT) {
      const Graph graph = graph_of(area);
      const double travel = graph_travel_x(&graph, panel_spec(panel, ports[i]));
      layout_grip(panel, ports[i], travel, NO_PORT, 0.0, handle_place)->area = area;
      layout_watch(picture, ports[i]);
    }
  }
  return picture;
}
