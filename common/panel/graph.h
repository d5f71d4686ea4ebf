// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Graphs in panels: axes in Hz or dB, curves, and 5 s of history. */

#ifndef SIGNALBOX_PANEL_GRAPH_H
#define SIGNALBOX_PANEL_GRAPH_H

#include "common/draw/text.h"
#include "common/panel/model.h"

/* What the left, the right, the lower and the upper edge stand for. */
typedef struct {
  PanelRect area;
  double left, right, bottom, top;
  bool is_log;  // along x
} Graph;

double graph_x(const Graph* graph, double value);
double graph_y(const Graph* graph, double value);

/* How far apart the ends of a control's range are along an axis: the travel of a grip. */
double graph_travel_x(const Graph* graph, const PortSpec* spec);
double graph_travel_y(const Graph* graph, const PortSpec* spec);

/* The ground, clipped to which all else is drawn until cairo_restore(). */
void graph_begin(cairo_t* cr, const Graph* graph);

/* The same clip on a ground that is there: for a picture of what moves, on top of one that does not. */
void graph_on_ground(cairo_t* cr, const Graph* graph);

/* Lines at 100 Hz, 1 kHz and 10 kHz, and every so many dB. */
void graph_grid_hz(cairo_t* cr, const Graph* graph);
void graph_grid_db(cairo_t* cr, const Graph* graph, double step_db);

/* What they stand for, where there is room: after the curves, over which the figures stay readable. */
void graph_figures_hz(cairo_t* cr, const Graph* graph);
void graph_figures_db(cairo_t* cr, const Graph* graph, double step_db);
void graph_grid_db_across(cairo_t* cr, const Graph* graph, double step_db);

/* y at an x, in what the axes stand for. */
typedef double (*GraphFunction)(const Panel* panel, const Widget* widget, double x);

/* The curve of a function as the current path, from the left edge to the right. */
void graph_path(cairo_t* cr, const Graph* graph, GraphFunction function, const Panel* panel, const Widget* widget);

/* Strokes the current path; the ground between it and `base` is filled thinly. */
void graph_stroke(cairo_t* cr, const Graph* graph, double base, Ink ink);

/* What the graph shows, in its lower right corner; behind cairo_restore(). */
void graph_caption(cairo_t* cr, const Widget* widget, const char* text);

/* The same with an arrow behind it: what runs along the graph. */
void graph_axis_caption(cairo_t* cr, const Widget* widget, const char* text);

/* Adds a dot on a graph, which shows where the signal is now: `place` says where, and `is_off` when nowhere. */
Widget* graph_dot_add(Panel* panel, PanelRect area, void (*place)(const Panel*, const Widget*, double*, double*),
                      bool (*is_off)(const Panel*, const Widget*));

/* A high-pass and a low-pass as one curve with a handle for each; either port may be NO_PORT. What is watched besides
   is for the caller to add. */
Widget* filter_graph_add(Panel* panel, PanelRect area, unsigned high_pass, unsigned low_pass);

#endif
