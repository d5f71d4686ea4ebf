// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/text.h"
#include "common/draw/wire.h"
#include "common/panel/graph.h"
#include "common/panel/layout.h"
#include "common/panel/words.h"
#include "plugins/parallel_splitter/parallel_splitter.h"
#include "plugins/parallel_splitter/parallel_splitter_panel_modes.h"

#define IN_X 8.0
#define FORK_X 68.0
#define LETTER_X 216.0
#define END_X (LETTER_X - 20.0)

static bool has_no_ways(const Panel* panel, const Widget* widget) {
  const unsigned mode = splitter_mode(panel);
  (void)widget;
  return mode != SPLITTER_COPY && mode != SPLITTER_MID_SIDE && mode != SPLITTER_LEFT_RIGHT;
}

static double branch_y(const Panel* panel, PanelRect area, unsigned branch) {
  return area.y + area.height * (branch + 0.5) / splitter_n_branches(panel);
}

void splitter_ways_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  static const char* const formulas[][2] = {
    [SPLITTER_MID_SIDE] = {SAY("Mid: (left + right) / 2 on both sides"), SAY("Side: what differs, (left - right) / 2")},
    [SPLITTER_LEFT_RIGHT] = {SAY("Left alone, the right side silent"), SAY("Right alone, the left side silent")}};
  const PanelRect area = widget->area;
  const unsigned mode = splitter_mode(panel);
  const Graph ground = {area, 0.0, 1.0, 0.0, 1.0, false};
  graph_begin(cr, &ground);
  cairo_restore(cr);
  text_draw(cr, TEXT_HEADING, INK_TEXT, ALIGN_RIGHT, say(panel, "In"), area.x + IN_X, FORK_X - IN_X - 8.0,
            area.y + area.height / 2.0 + 5.0);
  for (unsigned i = 0; i < splitter_n_branches(panel); ++i) {
    const double y = branch_y(panel, area, i);
    splitter_letter_draw(cr, area.x + LETTER_X, y + 5.0, i);
    text_draw(cr, TEXT_LABEL, INK_TEXT, ALIGN_LEFT,
              say(panel, mode == SPLITTER_COPY ? SAY("The whole signal") : formulas[mode][i]), area.x + LETTER_X + 20.0,
              area.width - LETTER_X - 24.0, y + 4.0);
  }
}

static void wires_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const PanelRect area = widget->area;
  for (unsigned i = 0; !has_no_ways(panel, widget) && i < splitter_n_branches(panel); ++i) {
    arrow_draw(cr, area.x, area.y + area.height / 2.0, area.x + area.width, branch_y(panel, area, i),
               panel_value(panel, SPLITTER_BRANCH, i, SPLITTER_METER), false);
  }
}

Widget* splitter_ways_add(Panel* panel, PanelRect area) {
  const PanelRect between = {area.x + FORK_X, area.y, END_X - FORK_X, area.height};
  Widget* wires = layout_picture(panel, between, wires_draw);
  wires->is_off = has_no_ways;
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    layout_watch(wires, panel_port(panel, SPLITTER_BRANCH, i, SPLITTER_METER, 0));
  }
  return wires;
}
