// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/sidechain_router/sidechain_router_panel_graphs.h"

#include "common/draw/wire.h"
#include "common/dsp/crossover.h"
#include "common/dsp/knee.h"
#include "common/panel/control.h"
#include "common/panel/duck_graph.h"
#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/panel/words.h"
#include "common/ports/ranges.h"
#include "plugins/sidechain_router/sidechain_router.h"

#include <math.h>

#define BOTTOM_DB (LOOK_METER_LOW_DB - 3.0)

unsigned router_port(const Panel* panel, unsigned spec) {
  return section_port(panel, ROUTER_DYNAMICS, spec);
}

double router_value(const Panel* panel, unsigned spec) {
  return panel_value(panel, ROUTER_DYNAMICS, 0, spec);
}

static unsigned action_of(const Panel* panel) {
  return (unsigned)router_value(panel, ROUTER_ACTION);
}

static unsigned master_port(const Panel* panel, unsigned spec) {
  return section_port(panel, ROUTER_MASTER, spec);
}

bool router_acts(const Panel* panel) {
  return action_of(panel) != ROUTER_ROUTE && panel_port_value(panel, panel->enabled_port) > 0.0f;
}

static bool has_no_action(const Panel* panel, const Widget* widget) {
  (void)widget;
  return action_of(panel) == ROUTER_ROUTE;
}

static bool has_no_threshold(const Panel* panel, const Widget* widget) {
  (void)widget;
  return action_of(panel) == ROUTER_ROUTE || action_of(panel) == ROUTER_PULSE;
}

/* What bends the curve, or the shape. */
static PortSet bends_of(const Panel* panel) {
  static const unsigned specs[] = {ROUTER_ACTION, ROUTER_THRESHOLD, ROUTER_DEPTH,     ROUTER_RATIO,
                                   ROUTER_KNEE,   ROUTER_DUCK_LOW,  ROUTER_DUCK_HIGH, ROUTER_HYSTERESIS};
  PortSet ports = {{0}};
  for (unsigned i = 0; i < sizeof specs / sizeof *specs; ++i) {
    port_set_put(&ports, router_port(panel, specs[i]), true);
  }
  return ports;
}

static void threshold_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  const double part = (router_value(panel, ROUTER_THRESHOLD) - LOOK_METER_LOW_DB) /
                      (LOOK_METER_HIGH_DB - LOOK_METER_LOW_DB);
  *x = widget->area.x + part * widget->area.width;
  *y = widget->area.y + widget->area.height / 2.0;
}

void router_key_meter_add(Panel* panel, PanelRect area) {
  layout_add(panel, WIDGET_METER, area, master_port(panel, ROUTER_METER_KEY), NULL);
  const double travel = area.width * 60.0 / (LOOK_METER_HIGH_DB - LOOK_METER_LOW_DB);
  Widget* grip = layout_grip(panel, router_port(panel, ROUTER_THRESHOLD), travel, NO_PORT, 0.0, threshold_place);
  grip->area = area;
  grip->is_off = has_no_threshold;
  layout_watch(grip, router_port(panel, ROUTER_ACTION));
}

/* The gain that a key of a level leads to in the end, in dB. */
static double gain_db(const Panel* panel, const Widget* widget, double key_db) {
  const double threshold_db = router_value(panel, ROUTER_THRESHOLD);
  const double depth_db = router_value(panel, ROUTER_DEPTH);
  (void)widget;
  switch (action_of(panel)) {
    case ROUTER_DUCK: {
      const Knee knee = {(float)threshold_db, (float)(1.0 - 1.0 / router_value(panel, ROUTER_RATIO)),
                         fmaxf((float)router_value(panel, ROUTER_KNEE), KNEE_NARROWEST), (float)depth_db};
      return -(double)knee_reduction(knee, (float)key_db);
    }
    case ROUTER_GATE:
      return key_db >= threshold_db ? 0.0 : -depth_db;
    case ROUTER_PULSE:
      return -depth_db;
    default:
      return 0.0;
  }
}

static void depth_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  const Graph graph = duck_graph_of(widget);
  const bool is_gate = action_of(panel) == ROUTER_GATE;
  *x = is_gate ? graph.area.x + 10.0 : graph.area.x + graph.area.width - 10.0;
  *y = graph_y(&graph, -router_value(panel, ROUTER_DEPTH));
}

void router_transfer_add(Panel* panel, PanelRect area) {
  static const DuckLook look = {.right_db = 0.0,
                                .bottom_db = BOTTOM_DB,
                                .top_db = LOOK_METER_HIGH_DB,
                                .across_db = 12.0,
                                .caption = SAY("key"),
                                .gain_db = gain_db,
                                .acts = router_acts,
                                .has_no_corner = has_no_threshold,
                                .has_no_depth = has_no_action,
                                .depth_place = depth_place};
  const DuckPorts ports = {.level = master_port(panel, ROUTER_METER_KEY),
                           .reduction = master_port(panel, ROUTER_REDUCTION),
                           .threshold = router_port(panel, ROUTER_THRESHOLD),
                           .depth = router_port(panel, ROUTER_DEPTH),
                           .bends = bends_of(panel)};
  duck_graph_add(panel, area, &look, &ports);
}

#define SHAPE_REST 12.0
#define ATTACK_LONGEST 40.0
#define HOLD_LONGEST 32.0
#define RELEASE_LONGEST 46.0

static Graph shape_graph(PanelRect area) {
  return (Graph){area, 0.0, 1.0, BOTTOM_DB, LOOK_METER_HIGH_DB, false};
}

/* Where attack, hold and release end, from the left edge. */
typedef struct {
  double attack, hold, release;
} ShapeEnds;

static double part_of(const Panel* panel, unsigned spec) {
  return control_position(panel_spec(panel, router_port(panel, spec)), router_value(panel, spec));
}

static ShapeEnds shape_ends(const Panel* panel) {
  const double attack = SHAPE_REST + part_of(panel, ROUTER_ATTACK) * ATTACK_LONGEST;
  const double hold = attack + part_of(panel, ROUTER_HOLD) * HOLD_LONGEST;
  return (ShapeEnds){attack, hold, hold + 4.0 + part_of(panel, ROUTER_RELEASE) * RELEASE_LONGEST};
}

/* Where the gain rests, and where it goes to: a gate rests closed. */
static void shape_levels(const Panel* panel, double* rest_db, double* active_db) {
  const double depth_db = router_value(panel, ROUTER_DEPTH);
  const bool is_gate = action_of(panel) == ROUTER_GATE;
  *rest_db = is_gate ? -depth_db : 0.0;
  *active_db = is_gate ? 0.0 : -depth_db;
}

static void shape_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const Graph graph = shape_graph(widget->area);
  const ShapeEnds ends = shape_ends(panel);
  const double x = widget->area.x;
  double rest_db, active_db;
  shape_levels(panel, &rest_db, &active_db);
  const double rest_y = graph_y(&graph, rest_db);
  const double active_y = graph_y(&graph, active_db);
  graph_begin(cr, &graph);
  graph_grid_db(cr, &graph, 12.0);
  cairo_move_to(cr, x, rest_y);
  cairo_line_to(cr, x + SHAPE_REST, rest_y);
  const double attack = ends.attack - SHAPE_REST;
  cairo_curve_to(cr, x + SHAPE_REST + attack * 0.2, active_y, x + SHAPE_REST + attack * 0.4, active_y, x + ends.attack,
                 active_y);
  cairo_line_to(cr, x + ends.hold, active_y);
  const double release = ends.release - ends.hold;
  cairo_curve_to(cr, x + ends.hold + release * 0.2, rest_y, x + ends.hold + release * 0.4, rest_y, x + ends.release,
                 rest_y);
  cairo_line_to(cr, x + widget->area.width, rest_y);
  graph_stroke(cr, &graph, 0.0, router_acts(panel) ? INK_ACCENT : INK_OFF);
  cairo_restore(cr);
  graph_axis_caption(cr, widget, say(panel, "time"));
}

static void shape_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  const Graph graph = shape_graph(widget->area);
  const ShapeEnds ends = shape_ends(panel);
  double rest_db, active_db;
  shape_levels(panel, &rest_db, &active_db);
  const unsigned spec = widget->a;
  *x = widget->area.x + (spec == ROUTER_ATTACK ? ends.attack : spec == ROUTER_HOLD ? ends.hold + 4.0 : ends.release);
  *y = graph_y(&graph, spec == ROUTER_RELEASE ? rest_db : active_db);
}

void router_shape_add(Panel* panel, PanelRect area) {
  static const struct {
    unsigned spec;
    double travel;
  } corners[] = {{ROUTER_RELEASE, RELEASE_LONGEST}, {ROUTER_HOLD, HOLD_LONGEST}, {ROUTER_ATTACK, ATTACK_LONGEST}};
  Widget* picture = layout_picture(panel, area, shape_draw);
  picture->watched = bends_of(panel);
  for (unsigned i = 0; i < 3; ++i) {
    const unsigned port = router_port(panel, corners[i].spec);
    Widget* grip = layout_grip(panel, port, corners[i].travel, NO_PORT, 0.0, shape_place);
    grip->area = area;
    grip->a = corners[i].spec;
    grip->is_off = has_no_action;
    layout_watch(picture, port);
  }
}
