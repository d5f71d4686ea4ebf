// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_splitter/parallel_splitter_panel_modes.h"

#include "common/draw/text.h"
#include "common/dsp/crossover.h"
#include "common/panel/graph.h"
#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/panel/words.h"
#include "plugins/parallel_splitter/parallel_splitter.h"

#include <math.h>
#include <stdlib.h>

#define SPLITS 3

unsigned splitter_port(const Panel* panel, unsigned spec) {
  return section_port(panel, SPLITTER_SPLIT, spec);
}

static double split_value(const Panel* panel, unsigned spec) {
  return panel_value(panel, SPLITTER_SPLIT, 0, spec);
}

/* A mono splitter takes what needs two sides for Copy. */
unsigned splitter_mode(const Panel* panel) {
  const unsigned mode = (unsigned)split_value(panel, SPLITTER_MODE);
  const bool needs_sides = mode == SPLITTER_MID_SIDE || mode == SPLITTER_LEFT_RIGHT;
  return needs_sides && panel_shape(panel, SPLITTER_SPLIT).channels < 2 ? SPLITTER_COPY : mode;
}

unsigned splitter_n_branches(const Panel* panel) {
  const unsigned mode = splitter_mode(panel);
  return mode == SPLITTER_COPY || mode == SPLITTER_BANDS ? (unsigned)split_value(panel, SPLITTER_N_BRANCHES) : 2;
}

const char* splitter_branch_word(const Panel* panel, unsigned branch) {
  static const char* const pairs[][2] = {[SPLITTER_MID_SIDE] = {SAY("Mid"), SAY("Side")},
                                         [SPLITTER_LEFT_RIGHT] = {SAY("Left"), SAY("Right")},
                                         [SPLITTER_TRANSIENT] = {SAY("Transients"), SAY("Sustain")},
                                         [SPLITTER_LOUD] = {SAY("Loud"), SAY("Quiet")}};
  static const char* const bands[][4] = {{SAY("Lows"), SAY("Highs")},
                                         {SAY("Lows"), SAY("Mids"), SAY("Highs")},
                                         {SAY("Lows"), SAY("Low mids"), SAY("High mids"), SAY("Highs")}};
  const unsigned mode = splitter_mode(panel);
  const unsigned n = splitter_n_branches(panel);
  if (branch >= n) {
    return say(panel, "Not in use");
  }
  return say(panel, mode == SPLITTER_COPY    ? SAY("The whole signal")
                    : mode == SPLITTER_BANDS ? bands[n - 2][branch]
                                             : pairs[mode][branch]);
}

static Graph bands_of(PanelRect area) {
  return (Graph){area, 20.0, 20000.0, -36.0, 6.0, true};
}

static int compare(const void* a, const void* b) {
  const double x = *(const double*)a;
  const double y = *(const double*)b;
  return (x > y) - (x < y);
}

/* The tree of crossover.h: of three splits the middle one is the root, of two the upper one. */
static double band_magnitude(const double* splits_hz, unsigned n_bands, unsigned band, double hz) {
  const unsigned root = n_bands > 2 ? 1 : 0;
  const bool is_upper = band > root;
  double magnitude = crossover_magnitude(is_upper, splits_hz[root], hz);
  if (!is_upper && root > 0) {
    magnitude *= crossover_magnitude(band > 0, splits_hz[0], hz);
  } else if (is_upper && n_bands > 3) {
    magnitude *= crossover_magnitude(band > 2, splits_hz[2], hz);
  }
  return magnitude;
}

static void splits_sorted(const Panel* panel, double splits_hz[SPLITS]) {
  for (unsigned i = 0; i < SPLITS; ++i) {
    splits_hz[i] = split_value(panel, SPLITTER_SPLIT_1 + i);
  }
  qsort(splits_hz, splitter_n_branches(panel) - 1, sizeof *splits_hz, compare);
}

/* Of a picture, b is the band. */
static double band_db(const Panel* panel, const Widget* widget, double hz) {
  double splits_hz[SPLITS];
  splits_sorted(panel, splits_hz);
  return 20.0 * log10(fmax(band_magnitude(splits_hz, splitter_n_branches(panel), widget->b, hz), 1e-6));
}

void splitter_letter_draw(cairo_t* cr, double x, double y, unsigned branch) {
  const char letter[] = {(char)('A' + (char)branch), '\0'};
  text_draw(cr, TEXT_HEADING, INK_TEXT, ALIGN_CENTRE, letter, x - 12.0, 24.0, y);
}

static void bands_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const Graph graph = bands_of(widget->area);
  const unsigned n = splitter_n_branches(panel);
  double splits_hz[SPLITS];
  splits_sorted(panel, splits_hz);
  graph_begin(cr, &graph);
  graph_grid_hz(cr, &graph);
  graph_grid_db(cr, &graph, 12.0);
  for (unsigned band = 0; band < n; ++band) {
    Widget one = *widget;
    one.b = band;
    graph_path(cr, &graph, band_db, panel, &one);
    graph_stroke(cr, &graph, graph.bottom, INK_ACCENT);
    const double low = graph_x(&graph, band ? splits_hz[band - 1] : 20.0);
    const double high = graph_x(&graph, band + 1 < n ? splits_hz[band] : 20000.0);
    splitter_letter_draw(cr, (low + high) / 2.0, graph_y(&graph, -12.0), band);
  }
  graph_figures_hz(cr, &graph);
  graph_figures_db(cr, &graph, 12.0);
  cairo_restore(cr);
}

/* A sound with two strokes, of which the part from `from` on is drawn, as an outline above and below a line. */
static double stroke_at(double part) {
  const double beat = fmod(part * 2.0, 1.0);
  return (0.85 * exp(-beat * 22.0) + 0.42 * exp(-beat * 2.2)) * (part < 0.5 ? 1.0 : 0.75) * fmin(beat * 60.0, 1.0);
}

/* How much of the stroke goes to the first branch, between nothing and all of it, in the mode. */
static double share_at(const Panel* panel, double part) {
  const double level = stroke_at(part);
  if (splitter_mode(panel) == SPLITTER_TRANSIENT) {
    const double beat = fmod(part * 2.0, 1.0);
    const double sensitivity = split_value(panel, SPLITTER_SENSITIVITY) / 100.0;
    return fmin(2.0 * sensitivity, 1.0) * exp(-beat * (22.0 - 14.0 * sensitivity));
  }
  const double threshold = 1.0 + split_value(panel, SPLITTER_THRESHOLD) / 60.0;
  return level >= threshold ? 1.0 : 0.0;
}

static void envelope_draw(const Panel* panel, cairo_t* cr, PanelRect area, bool is_first) {
  const int n = (int)(area.width / 2.0);
  const double middle = area.y + area.height / 2.0;
  cairo_move_to(cr, area.x, middle);
  for (int side = -1; side <= 1; side += 2) {
    for (int i = 0; i <= n; ++i) {
      const double part = (double)(side < 0 ? i : n - i) / n;
      const double share = share_at(panel, part);
      const double height = stroke_at(part) * (is_first ? share : 1.0 - share) * (area.height / 2.0 - 8.0);
      cairo_line_to(cr, area.x + part * area.width, middle + side * height);
    }
  }
  cairo_close_path(cr);
  ink_set(cr, is_first ? INK_ACCENT : INK_WAVE, 1.0);
  cairo_fill(cr);
}

/* A sound on the left, and on the right what of it goes to either branch. */
static void envelopes_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const PanelRect area = widget->area;
  const double half = (area.height - 8.0) / 2.0;
  for (unsigned branch = 0; branch < 2; ++branch) {
    const PanelRect lane = {area.x, area.y + branch * (half + 8.0), area.width, half};
    const Graph ground = {lane, 0.0, 1.0, 0.0, 1.0, false};
    graph_begin(cr, &ground);
    envelope_draw(panel, cr, (PanelRect){lane.x + 110.0, lane.y, lane.width - 118.0, half}, branch == 0);
    cairo_restore(cr);
    splitter_letter_draw(cr, lane.x + 16.0, lane.y + half / 2.0 + 5.0, branch);
    text_draw(cr, TEXT_LABEL, INK_TEXT, ALIGN_LEFT, splitter_branch_word(panel, branch), lane.x + 34.0, 74.0,
              lane.y + half / 2.0 + 4.0);
  }
}

/* Above the threshold A, below it B: on a scale in dB. */
static Graph loud_of(PanelRect area) {
  return (Graph){area, 0.0, 1.0, -60.0, 6.0, false};
}

static double loud_level_db(const Panel* panel, const Widget* widget, double part) {
  (void)panel;
  (void)widget;
  return 20.0 * log10(fmax(stroke_at(part), 1e-4)) - 1.0;
}

static void loud_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const Graph graph = loud_of(widget->area);
  const PanelRect area = widget->area;
  const double threshold_y = graph_y(&graph, split_value(panel, SPLITTER_THRESHOLD));
  const PanelRect parts[] = {{area.x, area.y, area.width, threshold_y - area.y},
                             {area.x, threshold_y, area.width, area.y + area.height - threshold_y}};
  graph_begin(cr, &graph);
  graph_grid_db(cr, &graph, 12.0);
  for (unsigned branch = 0; branch < 2; ++branch) {
    cairo_save(cr);
    cairo_rectangle(cr, parts[branch].x, parts[branch].y, parts[branch].width, parts[branch].height);
    cairo_clip(cr);
    graph_path(cr, &graph, loud_level_db, panel, widget);
    cairo_line_to(cr, area.x + area.width, area.y + area.height);
    cairo_line_to(cr, area.x, area.y + area.height);
    cairo_close_path(cr);
    ink_set(cr, branch ? INK_WAVE : INK_ACCENT, 1.0);
    cairo_fill(cr);
    cairo_restore(cr);
  }
  graph_figures_db(cr, &graph, 12.0);
  cairo_rectangle(cr, area.x, floor(threshold_y), area.width, 1.0);
  ink_set(cr, INK_TEXT, 1.0);
  cairo_fill(cr);
  splitter_letter_draw(cr, area.x + area.width - 30.0, fmax(threshold_y - 8.0, area.y + 14.0), 0);
  splitter_letter_draw(cr, area.x + area.width - 30.0, fmin(threshold_y + 18.0, area.y + area.height - 6.0), 1);
  cairo_restore(cr);
}

static void picture_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  switch (splitter_mode(panel)) {
    case SPLITTER_BANDS:
      bands_draw(panel, widget, cr);
      break;
    case SPLITTER_TRANSIENT:
      envelopes_draw(panel, widget, cr);
      break;
    case SPLITTER_LOUD:
      loud_draw(panel, widget, cr);
      break;
    default:
      splitter_ways_draw(panel, widget, cr);
      break;
  }
}

static void split_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  const Graph graph = bands_of(widget->area);
  *x = graph_x(&graph, (double)panel_port_value(panel, widget->port));
  *y = graph_y(&graph, -6.0);
}

static bool split_is_off(const Panel* panel, const Widget* widget) {
  return splitter_mode(panel) != SPLITTER_BANDS || widget->a + 1 >= splitter_n_branches(panel);
}

static void threshold_place(const Panel* panel, const Widget* widget, double* x, double* y) {
  const Graph graph = loud_of(widget->area);
  *x = graph.area.x + graph.area.width - 60.0;
  *y = graph_y(&graph, split_value(panel, SPLITTER_THRESHOLD));
}

static bool threshold_is_off(const Panel* panel, const Widget* widget) {
  (void)widget;
  return splitter_mode(panel) != SPLITTER_LOUD;
}

static void watch_mode(const Panel* panel, Widget* widget) {
  layout_watch(widget, splitter_port(panel, SPLITTER_MODE));
  layout_watch(widget, splitter_port(panel, SPLITTER_N_BRANCHES));
}

void splitter_picture_add(Panel* panel, PanelRect area) {
  const Graph bands = bands_of(area);
  const Graph loud = loud_of(area);
  const unsigned threshold = splitter_port(panel, SPLITTER_THRESHOLD);
  Widget* picture = layout_picture(panel, area, picture_draw);
  watch_mode(panel, picture);
  layout_watch(picture, threshold);
  layout_watch(picture, splitter_port(panel, SPLITTER_SENSITIVITY));
  watch_mode(panel, splitter_ways_add(panel, area));
  for (unsigned i = 0; i < SPLITS; ++i) {
    const unsigned port = splitter_port(panel, SPLITTER_SPLIT_1 + i);
    Widget* grip = layout_grip(panel, port, graph_travel_x(&bands, panel_spec(panel, port)), NO_PORT, 0.0, split_place);
    grip->area = area;
    grip->a = i;
    grip->is_off = split_is_off;
    watch_mode(panel, grip);
    layout_watch(picture, port);
  }
  Widget* grip = layout_grip(panel, NO_PORT, 0.0, threshold, graph_travel_y(&loud, panel_spec(panel, threshold)),
                             threshold_place);
  grip->area = area;
  grip->is_off = threshold_is_off;
  watch_mode(panel, grip);
}
