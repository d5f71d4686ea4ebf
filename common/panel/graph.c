// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/graph.h"

#include "common/panel/layout.h"

#include <math.h>
#include <stdio.h>

#define NARROW 120.0
#define FIGURES 26.0  // the room of those along the left edge
#define FIGURE_WIDTH 30.0

double graph_x(const Graph* graph, double value) {
  const double part = graph->is_log ? log(value / graph->left) / log(graph->right / graph->left)
                                    : (value - graph->left) / (graph->right - graph->left);
  return graph->area.x + part * graph->area.width;
}

double graph_y(const Graph* graph, double value) {
  return graph->area.y + (graph->top - value) / (graph->top - graph->bottom) * graph->area.height;
}

double graph_travel_x(const Graph* graph, const PortSpec* spec) {
  return graph_x(graph, (double)spec->maximum) - graph_x(graph, (double)spec->minimum);
}

double graph_travel_y(const Graph* graph, const PortSpec* spec) {
  return graph_y(graph, (double)spec->minimum) - graph_y(graph, (double)spec->maximum);
}

void graph_on_ground(cairo_t* cr, const Graph* graph) {
  const PanelRect area = graph->area;
  cairo_save(cr);
  round_rectangle(cr, area.x, area.y, area.width, area.height, 4.0);
  cairo_clip(cr);
  cairo_set_antialias(cr, CAIRO_ANTIALIAS_FAST);
  cairo_set_line_width(cr, 1.0);
}

void graph_begin(cairo_t* cr, const Graph* graph) {
  graph_on_ground(cr, graph);
  ink_set(cr, INK_PAPER, 1.0);
  cairo_paint(cr);
}

static void line_x(cairo_t* cr, const Graph* graph, double value) {
  cairo_rectangle(cr, floor(graph_x(graph, value)), graph->area.y, 1.0, graph->area.height);
  ink_set(cr, INK_RULE, 1.0);
  cairo_fill(cr);
}

static const struct {
  double hz;
  const char* text;
} marks_hz[] = {{100.0, "100"}, {1000.0, "1k"}, {10000.0, "10k"}};

enum { N_MARKS_HZ = sizeof marks_hz / sizeof *marks_hz };

void graph_grid_hz(cairo_t* cr, const Graph* graph) {
  for (unsigned i = 0; i < N_MARKS_HZ; ++i) {
    line_x(cr, graph, marks_hz[i].hz);
  }
}

static void figure_draw(cairo_t* cr, TextAlign align, const char* text, double x, double baseline) {
  text_draw_over(cr, TEXT_TICK, INK_QUIET, INK_PAPER, align, text, x, FIGURE_WIDTH, baseline);
}

void graph_figures_hz(cairo_t* cr, const Graph* graph) {
  for (unsigned i = 0; i < N_MARKS_HZ; ++i) {
    const double x = graph_x(graph, marks_hz[i].hz);
    if (graph->area.width < NARROW && i != 1) {
      continue;  // a figure would lie on the next one
    }
    const bool fits = x + 26.0 <= graph->area.x + graph->area.width;
    figure_draw(cr, fits ? ALIGN_LEFT : ALIGN_RIGHT, marks_hz[i].text, fits ? x + 3.0 : x - 32.0,
                graph->area.y + graph->area.height - 4.0);
  }
}

/* The highest multiple of a step that is not above the upper edge. */
static double highest_db(const Graph* graph, double step_db) {
  return floor(graph->top / step_db) * step_db;
}

void graph_grid_db(cairo_t* cr, const Graph* graph, double step_db) {
  for (double db = highest_db(graph, step_db); db > graph->bottom; db -= step_db) {
    const double y = floor(graph_y(graph, db));
    if (y > graph->area.y + 1.0) {
      cairo_rectangle(cr, graph->area.x, y, graph->area.width, 1.0);
      ink_set(cr, db == 0.0 ? INK_EDGE : INK_RULE, 1.0);
      cairo_fill(cr);
    }
  }
}

void graph_figures_db(cairo_t* cr, const Graph* graph, double step_db) {
  for (double db = highest_db(graph, step_db); db > graph->bottom; db -= step_db) {
    const double y = floor(graph_y(graph, db));
    if (y > graph->area.y + 12.0) {
      char text[16];
      snprintf(text, sizeof text, "%s%.0f", db < 0.0 ? "\xE2\x88\x92" : "", fabs(db));
      figure_draw(cr, ALIGN_LEFT, text, graph->area.x + 4.0, y - 2.0);
    }
  }
}

void graph_grid_db_across(cairo_t* cr, const Graph* graph, double step_db) {
  for (double db = floor(graph->right / step_db) * step_db; graph_x(graph, db) > graph->area.x + FIGURES;
       db -= step_db) {
    line_x(cr, graph, db);
  }
}

void graph_path(cairo_t* cr, const Graph* graph, GraphFunction function, const Panel* panel, const Widget* widget) {
  const int n = (int)(graph->area.width / 2.0);
  cairo_new_path(cr);
  for (int i = 0; i <= n; ++i) {
    const double part = (double)i / n;
    const double x = graph->is_log ? graph->left * pow(graph->right / graph->left, part)
                                   : graph->left + part * (graph->right - graph->left);
    const double y = fmin(fmax(function(panel, widget, x), graph->bottom - 100.0), graph->top + 100.0);
    cairo_line_to(cr, graph->area.x + part * graph->area.width, graph_y(graph, y));
  }
}

void graph_stroke(cairo_t* cr, const Graph* graph, double base, Ink ink) {
  cairo_path_t* path = cairo_copy_path(cr);
  double x0, y0, x1, y1;
  cairo_path_extents(cr, &x0, &y0, &x1, &y1);
  cairo_line_to(cr, x1, graph_y(graph, base));
  cairo_line_to(cr, x0, graph_y(graph, base));
  cairo_close_path(cr);
  ink_set(cr, ink, INK_TINT);
  cairo_fill(cr);
  cairo_append_path(cr, path);
  cairo_path_destroy(path);
  ink_set(cr, ink, 1.0);
  cairo_set_line_width(cr, 1.8);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_stroke(cr);
}

void graph_caption(cairo_t* cr, const Widget* widget, const char* text) {
  const PanelRect area = widget->area;
  text_draw_over(cr, TEXT_TICK, INK_QUIET, INK_PAPER, ALIGN_RIGHT, text, area.x, area.width - 5.0,
                 area.y + area.height - 4.0);
}

void graph_axis_caption(cairo_t* cr, const Widget* widget, const char* text) {
  char caption[PANEL_TEXT_SIZE];
  snprintf(caption, sizeof caption, "%s \xE2\x86\x92", text);
  graph_caption(cr, widget, caption);
}

static void dot_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const Graph graph = {.area = widget->area};
  double x = 0.0;
  double y = 0.0;
  if (widget->is_off(panel, widget)) {
    return;
  }
  widget->place(panel, widget, &x, &y);
  graph_on_ground(cr, &graph);
  cairo_new_sub_path(cr);
  cairo_arc(cr, x, y, 4.5, 0.0, 6.2831853);
  ink_set(cr, INK_HOT, 1.0);
  cairo_fill_preserve(cr);
  ink_set(cr, INK_CARD, 1.0);
  cairo_set_line_width(cr, 1.5);
  cairo_stroke(cr);
  cairo_restore(cr);
}

Widget* graph_dot_add(Panel* panel, PanelRect area, void (*place)(const Panel*, const Widget*, double*, double*),
                      bool (*is_off)(const Panel*, const Widget*)) {
  Widget* dot = layout_picture(panel, area, dot_draw);
  dot->place = place;
  dot->is_off = is_off;
  return dot;
}
