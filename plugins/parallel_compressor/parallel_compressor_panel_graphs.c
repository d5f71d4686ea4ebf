// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_compressor/parallel_compressor_panel_graphs.h"

#include "common/draw/numbers.h"
#include "common/draw/wire.h"
#include "common/dsp/knee.h"
#include "common/panel/graph.h"
#include "common/panel/history_graph.h"
#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/panel/words.h"

#include <math.h>
#include <stdio.h>

#define LOW_DB LOOK_METER_LOW_DB
#define HIGH_DB LOOK_METER_HIGH_DB
#define RATIO_TRAVEL 120.0

static unsigned dynamics_port(const Panel* panel, unsigned spec) {
  return section_port(panel, COMPRESSOR_DYNAMICS, spec);
}

static double dynamics(const Panel* panel, unsigned spec) {
  return panel_value(panel, COMPRESSOR_DYNAMICS, 0, spec);
}

static double blend(const Panel* panel, unsigned spec) {
  return panel_value(panel, COMPRESSOR_BLEND, 0, spec);
}

static unsigned master_port(const Panel* panel, unsigned spec) {
  return section_port(panel, COMPRESSOR_MASTER, spec);
}

static double master(const Panel* panel, unsigned spec) {
  return panel_value(panel, COMPRESSOR_MASTER, 0, spec);
}

static bool is_enabled(const Panel* panel) {
  return panel_port_value(panel, panel->enabled_port) > 0.0f;
}

static Graph transfer_of(PanelRect area) {
  return (Graph){area, LOW_DB, HIGH_DB, LOW_DB, HIGH_DB, false};
}

static double compressed_db(const Panel* panel, double in_db) {
  const Knee knee = {(float)dynamics(panel, COMPRESSOR_THRESHOLD),
                     (float)(1.0 - 1.0 / dynamics(panel, COMPRESSOR_RATIO)),
                     fmaxf((float)dynamics(panel, COMPRESSOR_KNEE), KNEE_NARROWEST), INFINITY};
  return in_db - (double)knee_reduction(knee, (float)in_db);
}

static double wet_db(const Panel* panel, const Widget* widget, double in_db) {
  (void)widget;
  return compressed_db(panel, in_db) + dynamics(panel, COMPRESSOR_MAKEUP);
}

static double gain_of(double level_db) {
  return level_db <= (double)DRAW_OFF_DB ? 0.0 : pow(10.0, level_db / 20.0);
}

/* Dry and wet are in step, so their amplitudes add up. */
static double blend_db(const Panel* panel, const Widget* widget, double in_db) {
  const double dry = blend(panel, COMPRESSOR_LISTEN) > 0.0 ? 0.0 : gain_of(blend(panel, COMPRESSOR_DRY_LEVEL));
  const double wet = gain_of(blend(panel, COMPRESSOR_WET_LEVEL)) * gain_of(wet_db(panel, widget, in_db) - in_db);
  return in_db + 20.0 * log10(fmax(dry + wet, 1e-6));
}

static void transfer_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const Graph graph = transfer_of(widget->area);
  const double dashes[] = {4.0, 3.0};
  graph_begin(cr, &graph);
  graph_grid_db(cr, &graph, 12.0);
  graph_grid_db_across(cr, &graph, 12.0);
  cairo_move_to(cr, graph_x(&graph, LOW_DB), graph_y(&graph, LOW_DB));
  cairo_line_to(cr, graph_x(&graph, HIGH_DB), graph_y(&graph, HIGH_DB));
  ink_set(cr, INK_EDGE, 1.0);
  cairo_stroke(cr);
  graph_path(cr, &graph, wet_db, panel, widget);
  graph_stroke(cr, &graph, LOW_DB, is_enabled(panel) ? INK_ACCENT : INK_OFF);
  graph_path(cr, &graph, blend_db, panel, widget);
  cairo_set_dash(cr, dashes, 2, 0.0);
  ink_set(cr, is_enabled(panel) ? INK_TEXT : INK_OFF, 1.0);
  cairo_set_line_width(cr, 1.4);
  cairo_stroke(cr);
  graph_figures_db(cr, &graph, 12.0);
  cairo_restore(cr);
  char caption[PANEL_TEXT_SIZE];
  snprintf(caption, sizeof caption, "\xE2\x80\x94 %s   - - %s   %s", say(panel, "wet"), say(panel, "blend"),
           say(panel, "input"));
  graph_axis_caption(cr, widget, caption);
}

static void dot_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  const Graph graph = transfer_of(widget->area);
  const double in_db = master(panel, COMPRESSOR_METER_IN);
  *x = graph_x(&graph, fmin(in_db, HIGH_DB));
  *y = graph_y(&graph, in_db + master(panel, COMPRESSOR_REDUCTION) + dynamics(panel, COMPRESSOR_MAKEUP));
}

static bool has_no_dot(const Panel* panel, const Widget* widget) {
  (void)widget;
  return !is_enabled(panel) || master(panel, COMPRESSOR_METER_IN) <= LOW_DB;
}

static void threshold_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  const Graph graph = transfer_of(widget->area);
  const double threshold_db = dynamics(panel, COMPRESSOR_THRESHOLD);
  *x = graph_x(&graph, threshold_db);
  *y = fmax(graph_y(&graph, wet_db(panel, widget, threshold_db)), graph.area.y + 6.0);
}

static void knee_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  const Graph graph = transfer_of(widget->area);
  const double at_db = dynamics(panel, COMPRESSOR_THRESHOLD) + dynamics(panel, COMPRESSOR_KNEE) / 2.0;
  *x = graph_x(&graph, fmin(at_db, HIGH_DB)) + 14.0;
  *y = fmax(graph_y(&graph, wet_db(panel, widget, at_db + 14.0 / graph.area.width * (HIGH_DB - LOW_DB))),
            graph.area.y + 6.0);
  *x = fmin(*x, graph.area.x + graph.area.width - 22.0);
}

static void ratio_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  const Graph graph = transfer_of(widget->area);
  *x = graph.area.x + graph.area.width - 7.0;
  *y = fmax(graph_y(&graph, wet_db(panel, widget, HIGH_DB - 2.0)), graph.area.y + 6.0);
}

static void grip_add(Panel* panel, Widget* picture, unsigned spec, double travel, double travel_y,
                     void (*place)(const Panel*, const Widget*, double*, double*)) {
  Widget* grip = layout_grip(panel, travel != 0.0 ? dynamics_port(panel, spec) : NO_PORT, travel,
                             travel != 0.0 ? NO_PORT : dynamics_port(panel, spec), travel_y, place);
  grip->area = picture->area;
  static const unsigned moved_by[] = {COMPRESSOR_THRESHOLD, COMPRESSOR_RATIO, COMPRESSOR_KNEE, COMPRESSOR_MAKEUP};
  for (unsigned i = 0; i < sizeof moved_by / sizeof *moved_by; ++i) {
    layout_watch(grip, dynamics_port(panel, moved_by[i]));
  }
}

void compressor_transfer_add(Panel* panel, PanelRect area) {
  static const unsigned dynamics_specs[] = {COMPRESSOR_THRESHOLD, COMPRESSOR_RATIO, COMPRESSOR_KNEE, COMPRESSOR_MAKEUP};
  static const unsigned blend_specs[] = {COMPRESSOR_DRY_LEVEL, COMPRESSOR_WET_LEVEL, COMPRESSOR_LISTEN};
  const Graph graph = transfer_of(area);
  Widget* picture = layout_picture(panel, area, transfer_draw);
  for (unsigned i = 0; i < sizeof dynamics_specs / sizeof *dynamics_specs; ++i) {
    layout_watch(picture, dynamics_port(panel, dynamics_specs[i]));
  }
  for (unsigned i = 0; i < sizeof blend_specs / sizeof *blend_specs; ++i) {
    layout_watch(picture, section_port(panel, COMPRESSOR_BLEND, blend_specs[i]));
  }
  Widget* dot = graph_dot_add(panel, area, dot_place, has_no_dot);
  layout_watch(dot, dynamics_port(panel, COMPRESSOR_MAKEUP));
  layout_watch(dot, master_port(panel, COMPRESSOR_METER_IN));
  layout_watch(dot, master_port(panel, COMPRESSOR_REDUCTION));
  const PortSpec* threshold = panel_spec(panel, dynamics_port(panel, COMPRESSOR_THRESHOLD));
  const PortSpec* knee = panel_spec(panel, dynamics_port(panel, COMPRESSOR_KNEE));
  grip_add(panel, picture, COMPRESSOR_RATIO, 0.0, -RATIO_TRAVEL, ratio_place);
  grip_add(panel, picture, COMPRESSOR_KNEE, graph_travel_x(&graph, knee) / 2.0, 0.0, knee_place);
  grip_add(panel, picture, COMPRESSOR_THRESHOLD, graph_travel_x(&graph, threshold), 0.0, threshold_place);
}

static bool has_threshold(const Panel* panel) {
  (void)panel;
  return true;
}

static double threshold_db(const Panel* panel) {
  return dynamics(panel, COMPRESSOR_THRESHOLD);
}

static const char* history_caption(const Panel* panel) {
  return say(panel, "5 s: level and reduction");
}

void compressor_history_add(Panel* panel, PanelRect area) {
  static const HistoryLook look = {
    .acts = is_enabled, .has_threshold = has_threshold, .threshold_db = threshold_db, .caption = history_caption};
  Widget* picture = history_graph_add(panel, area, &look, master_port(panel, COMPRESSOR_METER_IN),
                                      master_port(panel, COMPRESSOR_REDUCTION));
  layout_watch(picture, dynamics_port(panel, COMPRESSOR_THRESHOLD));
}

static void box_draw(cairo_t* cr, double x, double y, double width, const char* name, const char* note) {
  card_draw(cr, (PanelRect){x, y, width, 28.0}, NULL);
  text_draw(cr, TEXT_LABEL, INK_TEXT, ALIGN_CENTRE, name, x, width, note ? y + 12.0 : y + 18.0);
  text_draw(cr, TEXT_TICK, INK_QUIET, ALIGN_CENTRE, note, x, width, y + 23.0);
}

#define DELAYS 66.0
#define DELAY_WIDTH 90.0
#define FILTER (DELAYS + DELAY_WIDTH + 22.0)
#define FILTER_WIDTH 52.0
#define JOIN 84.0    // from the right, where the ways bend together
#define WAY_IN 16.0  // of each way from its edge

/* From left to right: in, the dry way above and the wet way below, out. */
static void boxes_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const PanelRect area = widget->area;
  const double middle = area.y + area.height / 2.0;
  const double dry_y = area.y + WAY_IN - 14.0;
  const double wet_y = area.y + area.height - WAY_IN - 14.0;
  char delay[DRAW_TEXT_SIZE];
  snprintf(delay, sizeof delay, say(panel, "%.3g ms later"), dynamics(panel, COMPRESSOR_LOOKAHEAD));
  text_draw(cr, TEXT_LABEL, INK_TEXT, ALIGN_LEFT, say(panel, "In"), area.x, DELAYS - 20.0, middle + 4.0);
  text_draw(cr, TEXT_LABEL, INK_TEXT, ALIGN_RIGHT, say(panel, "Out"), area.x, area.width, middle + 4.0);
  box_draw(cr, area.x + DELAYS, dry_y, DELAY_WIDTH, say(panel, "Dry"), delay);
  box_draw(cr, area.x + DELAYS, wet_y, DELAY_WIDTH, say(panel, "Compress"), delay);
  box_draw(cr, area.x + FILTER, wet_y, FILTER_WIDTH, say(panel, "Filter"), NULL);
}

static void wires_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const PanelRect area = widget->area;
  const double middle = area.y + area.height / 2.0;
  const double dry_y = area.y + WAY_IN;
  const double wet_y = area.y + area.height - WAY_IN;
  const double in_db = master(panel, COMPRESSOR_METER_IN);
  const double dry_db = in_db + blend(panel, COMPRESSOR_DRY_LEVEL);
  const double wet = in_db + master(panel, COMPRESSOR_REDUCTION) + dynamics(panel, COMPRESSOR_MAKEUP);
  const double wet_out_db = wet + blend(panel, COMPRESSOR_WET_LEVEL);
  const bool dry_off = !(blend(panel, COMPRESSOR_DRY_LEVEL) > (double)DRAW_OFF_DB) ||
                       blend(panel, COMPRESSOR_LISTEN) > 0.0;
  const bool wet_off = !(blend(panel, COMPRESSOR_WET_LEVEL) > (double)DRAW_OFF_DB) || !is_enabled(panel);
  const double fork = area.x + text_width(cr, TEXT_LABEL, say(panel, "In")) + 5.0;
  const double end = area.x + area.width - text_width(cr, TEXT_LABEL, say(panel, "Out")) - 4.0;
  const double delays = area.x + DELAYS;
  const double filter = area.x + FILTER;
  const double join = area.x + area.width - JOIN;
  wire_draw(cr, fork, middle, delays, dry_y, in_db, dry_off);
  wire_draw(cr, fork, middle, delays, wet_y, in_db, wet_off);
  wire_draw(cr, delays + DELAY_WIDTH, dry_y, join, dry_y, dry_db, dry_off);
  arrow_draw(cr, join, dry_y, end, middle, dry_db, dry_off);
  wire_draw(cr, delays + DELAY_WIDTH, wet_y, filter, wet_y, wet, wet_off);
  wire_draw(cr, filter + FILTER_WIDTH, wet_y, join, wet_y, wet_out_db, wet_off);
  arrow_draw(cr, join, wet_y, end, middle, wet_out_db, wet_off);
}

void compressor_route_add(Panel* panel, PanelRect area) {
  static const unsigned blend_specs[] = {COMPRESSOR_DRY_LEVEL, COMPRESSOR_WET_LEVEL, COMPRESSOR_LISTEN};
  layout_watch(layout_picture(panel, area, boxes_draw), dynamics_port(panel, COMPRESSOR_LOOKAHEAD));
  Widget* wires = layout_picture(panel, area, wires_draw);
  for (unsigned i = 0; i < sizeof blend_specs / sizeof *blend_specs; ++i) {
    layout_watch(wires, section_port(panel, COMPRESSOR_BLEND, blend_specs[i]));
  }
  layout_watch(wires, dynamics_port(panel, COMPRESSOR_MAKEUP));
  layout_watch(wires, master_port(panel, COMPRESSOR_METER_IN));
  layout_watch(wires, master_port(panel, COMPRESSOR_REDUCTION));
}
